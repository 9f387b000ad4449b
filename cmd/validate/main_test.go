package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"validate": main, "client": scriptedClient})
}

func TestScripts(t *testing.T) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	s := &servers{running: map[*testscript.TestScript]*servedCommand{}}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit":  exit,
			"bytes": writeBytes,
			"form":  form,
			"serve": s.serve,
			"ask":   s.ask,
			"stop":  s.stop,
			"suite": s.suite,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("REPOSITORY", repository)
			env.Setenv("ESCAPE", "\x1b[2J")
			return os.CopyFS(env.WorkDir, os.DirFS("testdata/files"))
		},
	})
}

// exit CODE COMMAND... runs the command and wants the code, which "! exec" cannot tell from others. Trouble, and
// nothing else, is on standard error: one sentence a line, no usage, no stack.
func exit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("got exit code %d, want %d", got, want)
	}
	stderr := ts.ReadFile("stderr")
	if (want == exitTrouble) != (stderr != "") {
		ts.Fatalf("got exit code %d with %q on standard error", got, stderr)
	}
	for line := range strings.Lines(stderr) {
		if !strings.HasPrefix(line, "validate: ") {
			ts.Fatalf("got the line %q on standard error, want the prefix %q", line, "validate: ")
		}
	}
}

// bytes FILE [TEXT COUNT]... writes each TEXT COUNT times. A backslash begins an escape of Go; quotes are plain.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args)%2 != 1 {
		ts.Fatalf("usage: bytes FILE [TEXT COUNT]...")
	}
	var content strings.Builder
	for i := 1; i < len(args); i += 2 {
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(args[i], `"`, `\x22`) + `"`)
		ts.Check(err)
		count, err := strconv.Atoi(args[i+1])
		ts.Check(err)
		content.WriteString(strings.Repeat(text, count))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content.String()), 0o666))
}

// form FILE wants a JSON report that keeps to its published schema.
func form(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: form FILE")
	}
	schema, err := jsonschema.NewCompiler().Compile("../../conformance/report/report.schema.json")
	ts.Check(err)
	report, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(schema.Validate(report))
}
