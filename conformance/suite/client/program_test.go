package client_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/suite/client"
)

// role is the argument before the kind of a program.
const role = "client-of-the-test"

// TestMain is the program as well, in a process of its own.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == role {
		programs[os.Args[2]]()
		return
	}
	os.Exit(m.Run())
}

// programs are clients by what they do. Most are hostile.
var programs = map[string]func(){
	"answers": func() {
		err := client.Serve(os.Stdin, os.Stdout, func(c client.Call) client.Answer {
			fmt.Fprintf(os.Stderr, "%d %s %v\nsecond line\r\n", c.ID, c.Operation, os.Getenv("VALIDATE_TOKEN"))
			return client.Answer{Status: 200, Body: c.Body}
		})
		if err != nil {
			panic(err)
		}
	},
	"says nothing":         func() { _, _ = io.Copy(io.Discard, os.Stdin) },
	"reads nothing":        func() { time.Sleep(time.Hour) },
	"ends early":           func() { os.Exit(3) },
	"ends with success":    func() {},
	"closes its output":    func() { os.Stdout.Close(); time.Sleep(time.Hour) },
	"speaks first":         func() { fmt.Println(`{"id":2}`); time.Sleep(time.Hour) },
	"has another id":       respond(`{"id":7}`),
	"has no id":            respond(`{}`),
	"has a text as id":     respond(`{"id":"1"}`),
	"is no JSON":           respond("Traceback (most recent call last):"),
	"is no object":         respond("[]"),
	"says two things":      respond(`{"id":1} {"id":2}`),
	"has an unknown name":  respond(`{"id":1,"stauts":200}`),
	"skips and answers":    respond(`{"id":1,"skipped":"no","status":200}`),
	"skips without reason": respond(`{"id":1,"skipped":""}`),
	"fails and answers":    respond(`{"id":1,"error":{},"body":null}`),
	"has a long line":      func() { fmt.Println(strings.Repeat("x", 17<<20)); time.Sleep(time.Hour) },
	"has half a line": func() {
		fmt.Print(`{"id":1`)
		os.Exit(0)
	},
	"notes a long line": func() {
		fmt.Fprintf(os.Stderr, "note %s", strings.Repeat("x", 20<<10))
		respond(`{"id":1}`)()
	},
	"answers and ends": respond(`{"id":1,"status":204}`),
	"leaves a child":   func() { spawn(); respond(`{"id":1}`)() },
	"ends with a child": func() {
		spawn()
		os.Exit(4)
	},
	"child": func() { time.Sleep(time.Hour) },
}

// respond waits for a call and writes a line.
func respond(line string) func() {
	return func() {
		_, _ = os.Stdin.Read(make([]byte, 1))
		fmt.Println(line)
	}
}

// spawn starts a child that keeps all that its parent has open, and notes its process ID.
func spawn() {
	child := exec.Command(os.Args[0], role, "child")
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := child.Start(); err != nil {
		panic(err)
	}
	fmt.Fprintln(os.Stderr, child.Process.Pid)
}

func start(t *testing.T, kind string) (*client.Program, *[]string) {
	t.Helper()
	path, err := os.Executable()
	require.NoError(t, err)
	var notes []string
	p, err := client.Start([]string{path, role, kind}, func(line string) { notes = append(notes, line) })
	require.NoError(t, err)
	return p, &notes
}

func idle() bool { return false }

// ask makes one call with little patience.
func ask(t *testing.T, p *client.Program) (client.Answer, error) {
	t.Helper()
	return p.Ask(t.Context(), client.Call{Operation: "showNotebook", Body: json.RawMessage(`{"n":9007199254740993}`)}, 5*time.Second, idle)
}

func TestAProgramAnswersCalls(t *testing.T) {
	t.Setenv("VALIDATE_TOKEN", "secret")
	p, notes := start(t, "answers")
	for id := 1; id <= 2; id++ {
		a, err := ask(t, p)
		require.NoError(t, err)
		require.Equal(t, client.Answer{ID: id, Status: 200, Body: json.RawMessage(`{"n":9007199254740993}`)}, a)
	}
	p.Close()
	require.Equal(t, []string{"1 showNotebook ", "second line", "2 showNotebook ", "second line"}, *notes)
}

func TestAProgramThatDoesNotSpeakTheProtocolIsAnError(t *testing.T) {
	tests := []struct{ kind, want string }{
		{"ends early", "got no answer, want one; the program ended: exit status 3"},
		{"ends with success", "got no answer, want one; the program ended: exit status 0"},
		{"closes its output", "got no answer, want one; the program closed its standard output"},
		{"speaks first", "got an answer with id 2, want 1, that of the call"},
		{"has another id", "got an answer with id 7, want 1, that of the call"},
		{"has no id", "got an answer with id 0, want 1, that of the call"},
		{"has a text as id", `got "{\"id\":\"1\"}", want an answer as a JSON object in a line`},
		{"is no JSON", `got "Traceback (most recent call last):", want an answer as a JSON object in a line`},
		{"is no object", `got "[]", want an answer as a JSON object in a line`},
		{"says two things", "want one JSON object in a line"},
		{"has an unknown name", `unknown field "stauts"`},
		{"skips and answers", "two of success, error and skipped"},
		{"skips without reason", "got an empty text as skipped, want the reason"},
		{"fails and answers", "two of success, error and skipped"},
		{"has a long line", "got a line of more than 16777216 bytes"},
		{"has half a line", "the program ended: exit status 0"},
		{"ends with a child", "the program ended: exit status 4"},
	}
	for _, tt := range tests {
		t.Run(tt.kind, func(t *testing.T) {
			t.Parallel()
			p, _ := start(t, tt.kind)
			defer p.Close()
			_, err := ask(t, p)
			require.ErrorContains(t, err, "client: call 1 (showNotebook): ")
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestAProgramMayEndAfterItsAnswer(t *testing.T) {
	t.Parallel()
	p, _ := start(t, "answers and ends")
	defer p.Close()
	a, err := ask(t, p)
	require.NoError(t, err)
	require.Equal(t, 204, a.Status)
	_, err = ask(t, p)
	require.ErrorContains(t, err, "the program ended: exit status 0")
}

func TestASilentProgramIsWaitedForWhileTheServerIsAtWork(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"says nothing", "reads nothing"} {
		p, _ := start(t, kind)
		asked := 0
		_, err := p.Ask(t.Context(), client.Call{Case: strings.Repeat("x", 1<<20)}, 20*time.Millisecond, func() bool {
			asked++
			return asked < 3
		})
		p.Close()
		require.ErrorContains(t, err, "got no answer in 20ms, want one")
		require.Equal(t, 3, asked)
	}
}

func TestAnInterruptEndsTheWait(t *testing.T) {
	t.Parallel()
	p, _ := start(t, "says nothing")
	defer p.Close()
	ctx, interrupt := context.WithCancelCause(t.Context())
	interrupt(errors.New("interrupted"))
	_, err := p.Ask(ctx, client.Call{}, time.Minute, idle)
	require.ErrorContains(t, err, "interrupted")
}

func TestALongNoteIsCutBeforeItsLastWord(t *testing.T) {
	t.Parallel()
	p, notes := start(t, "notes a long line")
	_, err := ask(t, p)
	require.NoError(t, err)
	p.Close()
	require.Equal(t, []string{"note ..."}, *notes)
}

func TestWhatCannotBeStartedIsAnError(t *testing.T) {
	_, err := client.Start(nil, nil)
	require.EqualError(t, err, "client: got no program, want one with its arguments")
	_, err = client.Start([]string{"./there-is-no-such-program"}, nil)
	require.ErrorContains(t, err, "client: ")
}

func TestServeRefusesWhatIsNoCall(t *testing.T) {
	call := func(client.Call) client.Answer { return client.Answer{} }
	require.ErrorContains(t, client.Serve(strings.NewReader("no"), io.Discard, call), "standard input: ")
	require.ErrorContains(t, client.Serve(strings.NewReader(`{"id":1}`), brokenWriter{}, call), "standard output: ")
	var out bytes.Buffer
	require.NoError(t, client.Serve(strings.NewReader(`{"id":1}{"id":2}`), &out, call))
	require.Equal(t, "{\"id\":1}\n{\"id\":2}\n", out.String())
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
