package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// servers are the commands that scripts have started, by script.
type servers struct {
	mu      sync.Mutex
	running map[*testscript.TestScript]*servedCommand
}

// servedCommand is a command that serves, and where.
type servedCommand struct {
	*exec.Cmd
	url    string
	stderr strings.Builder
	rest   chan error
}

// serve COMMAND... starts a command and waits until it says where it listens.
func (s *servers) serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: serve COMMAND...")
	}
	path, err := exec.LookPath(args[0])
	ts.Check(err)
	c := &servedCommand{Cmd: exec.Command(path, args[1:]...), rest: make(chan error, 1)}
	c.Dir, c.Cmd.Stderr = ts.Getenv("WORK"), &c.stderr
	output, err := c.StdoutPipe()
	ts.Check(err)
	ts.Check(c.Start())
	lines := bufio.NewReader(output)
	line, _ := lines.ReadString('\n')
	go func() {
		_, err := io.Copy(io.Discard, lines)
		c.rest <- err
	}()
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "sandbox: listening on ")
	if !ok {
		ts.Check(c.Process.Kill())
		<-c.rest
		_ = c.Wait()
		ts.Fatalf("got the line %q and %q on standard error, want where it listens", line, c.stderr.String())
	}
	c.url = url
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running[ts] = c
	ts.Defer(func() { _ = c.Process.Kill() })
}

func (s *servers) of(ts *testscript.TestScript) *servedCommand {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.running[ts]
	if c == nil {
		ts.Fatalf("no command serves")
	}
	return c
}

// ask STATUS METHOD PATH [TOKEN] sends a request to the command that serves, and wants the status. The body is on
// standard output.
func (s *servers) ask(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args) > 4 {
		ts.Fatalf("usage: ask STATUS METHOD PATH [TOKEN]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	r, err := http.NewRequestWithContext(context.Background(), args[1], s.of(ts).url+args[2], nil)
	ts.Check(err)
	if len(args) == 4 {
		r.Header.Set("X-Auth-Token", args[3])
	}
	answer, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	ts.Check(err)
	if answer.StatusCode != want {
		ts.Fatalf("got status %d, want %d: %s", answer.StatusCode, want, text)
	}
	_, err = ts.Stdout().Write(text)
	ts.Check(err)
}

// stop CODE ends the command that serves with SIGTERM, and wants its exit code. What it wrote is on standard error.
func (s *servers) stop(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: stop CODE")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	c := s.of(ts)
	ts.Check(c.Process.Signal(syscall.SIGTERM))
	ts.Check(<-c.rest)
	_ = c.Wait()
	if got := c.ProcessState.ExitCode(); got != want {
		ts.Fatalf("got exit code %d, want %d: %s", got, want, c.stderr.String())
	}
	_, err = io.WriteString(ts.Stderr(), c.stderr.String())
	ts.Check(err)
}

// suite CODE ARGS... runs the suite against the command that serves, and wants the exit code.
func (s *servers) suite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: suite CODE ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec("validate", append([]string{"suite", "--endpoint", s.of(ts).url}, args[1:]...)...)
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("got exit code %d, want %d", got, want)
	}
}
