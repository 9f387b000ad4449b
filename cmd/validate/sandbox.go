package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
  1  with --check: an answer deviated from the contract
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

func (s *sandboxServer) flags(flags *pflag.FlagSet) {
	flags.StringVar(&s.listen, "listen", "127.0.0.1:8080", "listen at `ADDR`; port 0 takes a free one")
	flags.Float64Var(&s.speed, "speed", 1, "let time run as many times as fast")
	flags.DurationVar(&s.delay, "delay", -1, "let every step of a life take this long; absent, a few seconds")
	flags.StringVar(&s.state, "state", "", "begin with the state in `FILE`, YAML or JSON")
	flags.StringVar(&s.snapshot, "snapshot", "", "keep the state in `FILE`, and begin with it if it is there")
	flags.DurationVar(&s.every, "snapshot-every", 10*time.Second, "how often a changed state is kept")
	flags.BoolVar(&s.open, "no-auth", false, "let everyone in")
	flags.DurationVar(&s.tokenLife, "token-life", sandbox.DefaultTokenLife, "how long tokens live that are asked for")
	flags.IntVar(&s.notFound, "not-found", 400, "`STATUS` for what does not exist, 400 or 404")
	flags.Uint64Var(&s.seed, "seed", 0, "make IDs repeatable")
	flags.Int64Var(&s.maxBody, "max-body", 12<<20, "how many bytes the body of a request may have")
	flags.IntVar(&s.quota.Notebooks, "max-notebooks", 0, "how many notebooks a project may have; 0 is no limit")
	flags.IntVar(&s.quota.Instances, "max-instances", 0, "how many instances a project may have; 0 is no limit")
	flags.StringVar(&s.disturb, "disturb", "", "disturb every request by `WORDS`")
	flags.StringArrayVar(&s.faults, "fault", nil, "be wrong in the way of the fault `NAME` (can be repeated)")
	flags.BoolVar(&s.listFaults, "faults", false, "list the faults, and serve nothing")
	flags.BoolVar(&s.check, "check", false, "judge every exchange, and exit 1 if an answer deviated")
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

// options turns flags into options. The state that was kept outweighs the one to begin with.
func (s *sandboxServer) options(seeded bool) ([]sandbox.Option, error) {
	if !(s.speed > 0) {
		return nil, fmt.Errorf("--speed: got %g, want more than 0", s.speed)
	}
	if s.every <= 0 {
		return nil, fmt.Errorf("--snapshot-every: got %s, want more than nothing", s.every)
	}
	options := []sandbox.Option{
		sandbox.WithTokenLife(s.tokenLife), sandbox.WithNotFoundStatus(s.notFound), sandbox.WithMaxBody(s.maxBody),
		sandbox.WithQuota(s.quota), sandbox.WithDisturbance(s.disturb), sandbox.WithTrouble(s.hear),
	}
	if s.speed != 1 {
		options = append(options, sandbox.WithClock(sandbox.FastClock(s.speed)))
	}
	if s.delay >= 0 {
		options = append(options, sandbox.WithDelays(sandbox.EqualDelays(s.delay)))
	}
	if seeded {
		options = append(options, sandbox.WithSeed(s.seed))
	}
	if s.open {
		options = append(options, sandbox.WithoutAuthentication())
	}
	if s.check {
		options = append(options, sandbox.WithJudge(s.judge))
	}
	for _, name := range s.faults {
		options = append(options, sandbox.WithFault(name))
	}
	states, err := s.states()
	return append(options, states...), err
}

func (s *sandboxServer) states() ([]sandbox.Option, error) {
	var begin *sandbox.State
	var err error
	if s.state != "" {
		if begin, err = sandbox.ReadState(s.state); err != nil {
			return nil, err
		}
	}
	if s.snapshot != "" {
		kept, err := sandbox.ReadState(s.snapshot)
		switch {
		case err == nil && begin != nil:
			kept.Users = begin.Users
			begin = kept
		case err == nil:
			begin = kept
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	if begin == nil {
		return nil, nil
	}
	return []sandbox.Option{sandbox.WithState(begin)}, nil
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
