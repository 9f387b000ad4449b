package sandbox_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/sandbox"
)

// served starts a handler with limits, and gives its address and what stops it.
func served(t *testing.T, handler http.Handler, limits sandbox.Limits) (address string, stop func() error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- sandbox.Serve(ctx, listener, handler, limits) }()
	return listener.Addr().String(), func() error {
		cancel()
		return <-ended
	}
}

func TestSlowAndLargeRequestsAreCutOff(t *testing.T) {
	s, err := sandbox.New()
	require.NoError(t, err)
	limits := sandbox.DefaultLimits()
	limits.Header, limits.Request = time.Second, 2*time.Second
	address, stop := served(t, s, limits)
	for name, c := range map[string]struct{ sent, want string }{
		"a header that does not end": {"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", ""},
		"a body that does not come":  {"POST /v1/p/notebooks HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{", "HTTP/1.1 400 Bad Request"},
		"a header that is too large": {"GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + strings.Repeat("x", 80<<10) + "\r\n\r\n", "HTTP/1.1 431 Request Header Fields Too Large"},
	} {
		t.Run(name, func(t *testing.T) {
			connection, err := net.Dial("tcp", address)
			require.NoError(t, err)
			defer connection.Close()
			_, err = io.WriteString(connection, c.sent)
			require.NoError(t, err)
			require.NoError(t, connection.SetReadDeadline(time.Now().Add(10*time.Second)))
			line, _ := bufio.NewReader(connection).ReadString('\n')
			require.Equal(t, c.want, strings.TrimSpace(line))
		})
	}
	require.NoError(t, stop())
}

func TestABodyThatIsTooLargeIsRefused(t *testing.T) {
	w := newWorld(t, sandbox.WithMaxBody(100))
	w.call("POST", "notebooks", strings.Repeat(" ", 101)).refused(413, "APIGW.0201")
}

func TestNothingIsLeftBehindAfterAShutdown(t *testing.T) {
	before := runtime.NumGoroutine()
	s, err := sandbox.New(sandbox.WithDisturbance("latency=20ms"))
	require.NoError(t, err)
	address, stop := served(t, s, sandbox.DefaultLimits())
	client := &http.Client{Transport: &http.Transport{}}
	answered := make(chan error, 20)
	for range cap(answered) {
		go func() {
			answer, err := client.Get("http://" + address + "/v1/p/notebooks")
			if err == nil {
				_, err = io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
			}
			answered <- err
		}()
	}
	for range cap(answered) {
		require.NoError(t, <-answered)
	}
	require.NoError(t, stop())
	client.CloseIdleConnections()
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	require.LessOrEqual(t, runtime.NumGoroutine(), before)
}

func TestARequestUnderWayComesToItsEnd(t *testing.T) {
	begun := make(chan struct{})
	address, stop := served(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		time.Sleep(50 * time.Millisecond)
		fmt.Fprint(w, "done")
	}), sandbox.DefaultLimits())
	answered := make(chan string, 1)
	go func() {
		answer, err := http.Get("http://" + address)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		answered <- string(text)
	}()
	<-begun
	require.NoError(t, stop())
	require.Equal(t, "done", <-answered)
}

func TestARequestThatDoesNotEndIsCutOff(t *testing.T) {
	limits := sandbox.DefaultLimits()
	limits.Shutdown = 10 * time.Millisecond
	begun, release := make(chan struct{}), make(chan struct{})
	address, stop := served(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(begun)
		<-release
	}), limits)
	answered := make(chan error, 1)
	go func() {
		answer, err := http.Get("http://" + address)
		if err == nil {
			answer.Body.Close()
		}
		answered <- err
	}()
	<-begun
	require.NoError(t, stop())
	require.Error(t, <-answered)
	close(release)
}

// The race detector watches.
func TestManyCallersAtOnceGetAnswersThatConform(t *testing.T) {
	w := newWorld(t, sandbox.WithDelays(sandbox.EqualDelays(time.Second)))
	var callers sync.WaitGroup
	for caller := range 8 {
		callers.Go(func() {
			for i := range 15 {
				name := fmt.Sprintf("n%d-%d", caller, i)
				created := w.call("POST", "notebooks", aNotebook(name))
				w.clock.Advance(300 * time.Millisecond)
				path := "notebooks/" + created.str("id")
				w.call("GET", "notebooks/all?limit=50&sort_key=status", nil)
				w.call("PUT", path, object{"endpoints": []object{{"service": "SSH"}}})
				w.call("POST", path+"/stop", nil)
				w.call("GET", path, nil)
				w.call("POST", path+"/tags/create", object{"tags": []object{{"key": "k", "value": name}}})
				w.call("POST", "demanager/instances", anInstance(name))
				w.call("GET", "demanager/instances?de_type=Notebook", nil)
				w.call("DELETE", path, nil)
				w.Snapshot()
			}
		})
	}
	callers.Wait()
	w.clock.Advance(time.Hour)
	require.Equal(t, int64(120), w.call("GET", "demanager/instances?de_type=Notebook&limit=1", nil).ok().num("total_count"))
}

func TestAJudgedSandboxHearsOfItsDeviations(t *testing.T) {
	var found []string
	judge := func(r conformance.Result) { found = append(found, sandbox.Deviations(&r)...) }
	w := newWorld(t, sandbox.WithJudge(judge), sandbox.WithFault("list-without-total"))
	w.call("GET", "notebooks/none", nil).refused(400, "ModelArts.6404")
	require.Empty(t, found)
	w.call("GET", "notebooks", nil).ok()
	require.Len(t, found, 1)
	require.Contains(t, found[0], `GET /v1/`+project+`/notebooks: 200: response body: got no "total"`)
}

// failures is a test that only notes how it failed.
type failures struct {
	*testing.T
	lines []string
}

func (f *failures) Errorf(format string, args ...any) {
	f.lines = append(f.lines, fmt.Sprintf(format, args...))
}

func TestAPanicIsAFaultOfTheSandboxAndIsAnswered(t *testing.T) {
	heard := &failures{T: t}
	s := sandbox.Start(heard, sandbox.WithClock(brokenClock{}))
	answer, err := http.DefaultClient.Do(authorized(t, s.URL+"/v1/p/notebooks"))
	require.NoError(t, err)
	defer answer.Body.Close()
	require.Equal(t, 500, answer.StatusCode)
	require.Len(t, heard.lines, 1)
	require.Contains(t, heard.lines[0], "panic: the clock is broken")
}

// brokenClock works while the sandbox is made, and not afterwards.
type brokenClock struct{}

func (brokenClock) Now() time.Time {
	var callers [32]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers[:])])
	for frame, more := frames.Next(); more; frame, more = frames.Next() {
		if strings.HasSuffix(frame.Function, "ServeHTTP") {
			panic("the clock is broken")
		}
	}
	return time.UnixMilli(0)
}

func authorized(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	require.NoError(t, err)
	r.Header.Set("X-Auth-Token", "sandbox-token")
	return r
}
