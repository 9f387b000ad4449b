package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
	"github.com/devenviron/contract/conformance/sandbox"
)

const sandboxHelp = `Sandbox is a server of every operation of the contract, with state, in memory.
It prints the address where it listens, and ends on SIGINT or SIGTERM.

Without a state that names users, these credentials open every project:
  X-Auth-Token   sandbox-token
  AK, SK         SANDBOXACCESSKEY, sandbox-secret-key
  IAM            POST /v3/auth/tokens, user sandbox of domain sandbox-domain,
                 password sandbox-password

Requests can be disturbed, all of them by --disturb or one by the header
X-Sandbox-Disturb, with words separated by commas:
  latency=200ms, throttle=5, error, code=ModelArts.6360, drop, fail
A word may end in a probability: drop@0.01.

Exit codes:
  0  the sandbox has served
  1  the sandbox itself was at fault, or with --check an answer deviated
  2  the sandbox could not serve`

const sandboxExamples = `  validate sandbox --listen 127.0.0.1:8080
  validate sandbox --speed 60 --state testdata/sandbox/course.yaml
  validate sandbox --delay 0s --fault list-total-off-by-one
  validate sandbox --faults`

// sandboxServer is the job of the command sandbox.
type sandboxServer struct {
	*tool
	listen     string
	speed      float64
	delay      time.Duration
	state      string
	snapshot   string
	every      time.Duration
	open       bool
	tokenLife  time.Duration
	notFound   int
	seed       uint64
	maxBody    int64
	quota      sandbox.Quota
	disturb    string
	faults     []string
	check      bool
	listFaults bool
	deviations atomic.Int64
}

func (t *tool) sandboxCommand() *cobra.Command {
	s := &sandboxServer{tool: t}
	c := &cobra.Command{
		Use:     "sandbox [flags]",
		Short:   "Serve the contract's operations, with state, to test clients against",
		Long:    sandboxHelp,
		Example: sandboxExamples,
		Args:    noArguments,
		RunE:    s.run,
	}
	s.flags(c.Flags())
	return c
}

func (s *sandboxServer) run(c *cobra.Command, _ []string) error {
	if s.listFaults {
		return s.write(writeFaults)
	}
	options, err := s.options(c.Flags().Changed("seed"))
	if err != nil {
		return err
	}
	server, err := sandbox.New(options...)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	debug.SetGCPercent(400) // What lives is small and steady; answers are many and short-lived.
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	fmt.Fprintf(s.stdout, "sandbox: listening on http://%s\n", listener.Addr())
	if err := s.serve(ctx, listener, server); err != nil {
		return err
	}
	if s.deviations.Load() > 0 {
		s.findings()
	}
	return nil
}

// hear says what went wrong inside the sandbox; the caller was told that it was not its mistake.
func (s *sandboxServer) hear(err error) {
	s.deviations.Add(1)
	fmt.Fprintln(s.stderr, "validate: sandbox: "+report.Printable(err.Error()))
}

func (s *sandboxServer) judge(r conformance.Result) {
	for _, line := range sandbox.Deviations(&r) {
		s.deviations.Add(1)
		fmt.Fprintln(s.stderr, "validate: sandbox: "+report.Printable(line))
	}
}

// serve serves until the context ends, and keeps the state meanwhile and at the end.
func (s *sandboxServer) serve(ctx context.Context, listener net.Listener, server *sandbox.Sandbox) error {
	if s.snapshot == "" {
		return sandbox.Serve(ctx, listener, server, sandbox.DefaultLimits())
	}
	served, cancel := context.WithCancel(ctx)
	keeping := make(chan struct{})
	go func() {
		defer close(keeping)
		s.keep(served, server)
	}()
	err := sandbox.Serve(ctx, listener, server, sandbox.DefaultLimits())
	cancel()
	<-keeping
	return errors.Join(err, server.SaveSnapshot(s.snapshot))
}

// keep writes the state whenever it has changed, until the context ends.
func (s *sandboxServer) keep(ctx context.Context, server *sandbox.Sandbox) {
	tick := time.NewTicker(s.every)
	defer tick.Stop()
	last := server.Changes()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if now := server.Changes(); now != last {
			if err := server.SaveSnapshot(s.snapshot); err != nil {
				s.hear(err)
				continue
			}
			last = now
		}
	}
}

func writeFaults(w io.Writer) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range sandbox.Faults() {
		fmt.Fprintf(columns, "%s\t%s\n", f.Name, f.Summary)
	}
	return columns.Flush()
}
