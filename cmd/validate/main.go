// Command validate holds recorded HTTP exchanges against the contract of the DevEnviron APIs, or against any
// OpenAPI 3.0 document.
//
//	validate testdata/recordings
//
// Findings go to standard output, trouble to standard error. See validate --help.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/devenviron/contract/conformance/report"
)

// The exit codes, each graver than the one before.
const (
	exitConforms = 0
	exitFindings = 1
	exitTrouble  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	t := &tool{stdout: stdout, stderr: stderr, screen: &screen{}, exit: exitConforms}
	root := t.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.Execute(); err != nil {
		t.trouble(err)
	}
	return t.exit
}

// untilInterrupt gives a context that ends with the first SIGINT or SIGTERM. A second one ends the command at once: it
// is nobody's to catch any more when the context has ended.
func untilInterrupt(ctx context.Context) (_ context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			cancel(fmt.Errorf("%s signal received", s))
		case <-ctx.Done():
			signal.Stop(signals)
		}
	}()
	return ctx, func() { cancel(nil) }
}

// tool is what all commands share.
type tool struct {
	stdout, stderr io.Writer
	screen         *screen
	format         choice
	output         string
	exit           int
}

// trouble says what kept the command from its job, a line for each of joined errors.
func (t *tool) trouble(err error) {
	t.screen.clear()
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintln(t.stderr, "validate: "+report.Printable(line))
	}
	t.exit = exitTrouble
}

// findings is the outcome of a job that was done and found something.
func (t *tool) findings() { t.exit = max(t.exit, exitFindings) }
