package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

// recordingCommand is validate record as a process of its own.
type recordingCommand struct {
	*exec.Cmd
	URL    string
	Folder string
	// more is standard error behind the address.
	more   *bufio.Reader
	stdout strings.Builder
	// asked is told when the upstream is asked for what never comes.
	asked chan struct{}
}

// pets answers as petstore.yaml wants it, but for pet 0.
func pets(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/pets/0" {
		io.WriteString(w, `{"name": 0}`)
		return
	}
	io.WriteString(w, `{"name": "Rex"}`)
}

func startRecording(t *testing.T, args ...string) *recordingCommand {
	t.Helper()
	c := &recordingCommand{Folder: filepath.Join(t.TempDir(), "traffic"), asked: make(chan struct{}, 1)}
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/pets/never" {
			c.asked <- struct{}{}
			<-r.Context().Done()
		}
		pets(w, r)
	}))
	t.Cleanup(upstream.Close)
	args = append([]string{
		"record", "--contract", "testdata/files/petstore.yaml", "--upstream", upstream.URL, "--listen", "127.0.0.1:0", "-o", c.Folder,
	}, args...)
	c.Cmd = exec.Command("validate", args...)
	c.Stdout = &c.stdout
	stderr, err := c.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	t.Cleanup(func() { c.Process.Kill() })
	c.more = bufio.NewReader(stderr)
	line, err := c.more.ReadString('\n')
	require.NoError(t, err)
	require.Regexp(t, `^validate: listening on http://127\.0\.0\.1:\d+\n$`, line)
	c.URL = strings.TrimPrefix(strings.TrimSpace(line), "validate: listening on ")
	return c
}

func (c *recordingCommand) get(t *testing.T, path string) {
	t.Helper()
	response, err := http.Get(c.URL + path)
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
}

// end sends a signal, and gives the exit code and the rest of standard error.
func (c *recordingCommand) end(t *testing.T, signal os.Signal) (int, string) {
	t.Helper()
	require.NoError(t, c.Process.Signal(signal))
	rest, err := io.ReadAll(c.more)
	require.NoError(t, err)
	_ = c.Wait() // The error is the exit code.
	return c.ProcessState.ExitCode(), string(rest)
}

func TestRecordJudgesWhatPassesUntilASignal(t *testing.T) {
	tests := []struct {
		name  string
		paths []string
		args  []string
		code  int
		want  string
	}{
		{"that conforms", []string{"/pets/1", "/pets/2"}, nil, exitConforms, "2 exchanges: 2 conform; "},
		{"that deviates", []string{"/pets/1", "/pets/0"}, []string{"--form", "har"}, exitFindings, "000001.har:3:"},
		{"that is let pass", []string{"/pets/0"}, []string{"--fail-on", "none"}, exitConforms, "1 exchange: 1 deviates; "},
		{"of which nothing is known", []string{"/cats"}, nil, exitTrouble, "1 exchange: 1 unmatched; "},
		{"of which there is none", nil, nil, exitTrouble, "0 exchanges"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := startRecording(t, tt.args...)
			for _, path := range tt.paths {
				c.get(t, path)
			}
			code, stderr := c.end(t, syscall.SIGTERM)
			require.Equal(t, tt.code, code, stderr+c.stdout.String())
			require.Contains(t, c.stdout.String(), tt.want)
			require.Equal(t, code == exitTrouble, stderr != "", stderr)
		})
	}
}

// hang asks for what never comes, and returns when the request is under way.
func (c *recordingCommand) hang(t *testing.T) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(c.URL, "http://"))
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	_, err = io.WriteString(conn, "GET /pets/never HTTP/1.1\r\nHost: h\r\n\r\n")
	require.NoError(t, err)
	<-c.asked
	c.get(t, "/pets/1")
}

func TestWhatTakesTooLongIsCutOffAndRecorded(t *testing.T) {
	c := startRecording(t, "--drain", "10ms", "--fail-on", "none")
	c.hang(t)
	_, stderr := c.end(t, syscall.SIGTERM)
	require.Empty(t, stderr)
	require.Contains(t, c.stdout.String(), "2 exchanges: ")
}

func TestASecondSignalEndsAtOnce(t *testing.T) {
	c := startRecording(t, "--drain", "1h")
	c.hang(t)
	require.NoError(t, c.Process.Signal(syscall.SIGTERM))
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", strings.TrimPrefix(c.URL, "http://"))
		if err == nil {
			conn.Close()
		}
		return err != nil
	}, time.Minute, time.Millisecond, "it listens no more")
	code, _ := c.end(t, syscall.SIGTERM)
	require.Equal(t, -1, code, "a signal ended it")
	require.Empty(t, c.stdout.String())
}

// What validate says of a recording is what record said while it was made.
func TestARecordingIsJudgedAsItWasWhenItWasMade(t *testing.T) {
	c := startRecording(t, "--out", "json="+filepath.Join(t.TempDir(), "live.json"))
	for i := range 20 {
		c.get(t, fmt.Sprintf("/pets/%d", i%3))
	}
	code, stderr := c.end(t, os.Interrupt)
	require.Equal(t, exitFindings, code, stderr)
	var again strings.Builder
	require.Equal(t, exitFindings, run([]string{"--contract", "testdata/files/petstore.yaml", c.Folder}, strings.NewReader(""), &again, &again))
	require.Equal(t, again.String(), c.stdout.String())
}

func TestAKillLosesNothingThatWasAcknowledged(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, args := range [][]string{{"--fsync", "interval"}, {"--fsync", "always", "--form", "har"}, {"--fsync", "never", "--segment-size", "1"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			c := startRecording(t, args...)
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
			var mu sync.Mutex
			acknowledged := map[string]bool{}
			var clients sync.WaitGroup
			for i := range 16 {
				clients.Go(func() {
					for n := 0; ; n++ {
						path := fmt.Sprintf("/pets/%d%04d", i+1, n)
						response, err := client.Get(c.URL + path)
						if err != nil {
							return
						}
						_, err = io.Copy(io.Discard, response.Body)
						response.Body.Close()
						if err != nil {
							return
						}
						mu.Lock()
						acknowledged[path] = true
						mu.Unlock()
					}
				})
			}
			require.Eventually(t, func() bool {
				mu.Lock()
				defer mu.Unlock()
				return len(acknowledged) > 500
			}, time.Minute, time.Millisecond)
			require.NoError(t, c.Process.Kill())
			clients.Wait()
			_ = c.Wait()
			unreadable := 0
			files, err := filepath.Glob(filepath.Join(c.Folder, "*"))
			require.NoError(t, err)
			for _, file := range files {
				for x, err := range recording.ReadFile(file) {
					if err != nil {
						unreadable++
						continue
					}
					delete(acknowledged, x.Request.URL.Path)
				}
			}
			require.Empty(t, acknowledged, "these were answered, and are not in the recording")
			require.LessOrEqual(t, unreadable, 1, "at most the entry that was being written")
		})
	}
}
