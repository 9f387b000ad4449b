package main

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance/sandbox"
)

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
