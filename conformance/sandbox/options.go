package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/devenviron/contract/conformance"
)

// Option sets up a sandbox.
type Option func(*config) error

type config struct {
	clock       Clock
	identity    Clock
	delays      Delays
	seed        uint64
	state       *State
	users       []User
	open        bool
	tokenLife   time.Duration
	missing     int
	maxBody     int64
	quota       Quota
	disturbance []disturbance
	faults      []*Fault
	judge       func(conformance.Result)
	trouble     func(error)
}

// WithClock sets the clock of what lives in the sandbox; the default is [SystemClock].
func WithClock(c Clock) Option {
	return func(cfg *config) error {
		cfg.clock = c
		return nil
	}
}

// WithIdentityClock sets the clock by which tokens expire and signatures are judged; the default is [SystemClock],
// whatever the clock of the rest, because clients sign by their own.
func WithIdentityClock(c Clock) Option {
	return func(cfg *config) error {
		cfg.identity = c
		return nil
	}
}

// WithDelays sets how long life cycles take; the default is [DefaultDelays].
func WithDelays(d Delays) Option {
	return func(cfg *config) error {
		cfg.delays = d
		return nil
	}
}

// WithSeed makes IDs repeatable: the same seed and the same requests give the same IDs.
func WithSeed(seed uint64) Option {
	return func(cfg *config) error {
		cfg.seed = seed
		return nil
	}
}

// WithState begins with what a file holds; see [ReadState].
func WithState(state *State) Option {
	return func(cfg *config) error {
		cfg.state = state
		return nil
	}
}

// WithUsers sets who may come in, in the place of [DefaultUser].
func WithUsers(users ...User) Option {
	return func(cfg *config) error {
		cfg.users = append(cfg.users, users...)
		return nil
	}
}

// WithoutAuthentication lets everyone in, as [DefaultUser].
func WithoutAuthentication() Option {
	return func(cfg *config) error {
		cfg.open = true
		return nil
	}
}

// WithNotFoundStatus sets the status for what does not exist: 400, as the service answers, which is the default, or
// 404, as its pages say.
func WithNotFoundStatus(status int) Option {
	return func(cfg *config) error {
		if status != http.StatusBadRequest && status != http.StatusNotFound {
			return fmt.Errorf("status for what does not exist: got %d, want 400 or 404", status)
		}
		cfg.missing = status
		return nil
	}
}

// WithQuota limits how much every project may have. The default is no limit.
func WithQuota(q Quota) Option {
	return func(cfg *config) error {
		cfg.quota = q
		return nil
	}
}

// WithMaxBody sets how many bytes of a request's body are read; the default is 12 MiB.
func WithMaxBody(bytes int64) Option {
	return func(cfg *config) error {
		cfg.maxBody = bytes
		return nil
	}
}

// WithDisturbance disturbs every request, by the words of [DisturbanceHeader].
func WithDisturbance(words string) Option {
	return func(cfg *config) error {
		found, err := parseDisturbances(words)
		cfg.disturbance = append(cfg.disturbance, found...)
		return err
	}
}

// WithFault makes the sandbox wrong on purpose, in the way of the fault with this name; see [Faults].
func WithFault(name string) Option {
	return func(cfg *config) error {
		f, err := FaultNamed(name)
		if err == nil {
			cfg.faults = append(cfg.faults, f)
		}
		return err
	}
}

// WithJudge gives every exchange with an operation of the contract to judge, with what the contract says about it.
// It is called by several goroutines at once.
func WithJudge(judge func(conformance.Result)) Option {
	return func(cfg *config) error {
		cfg.judge = judge
		return nil
	}
}

// WithTrouble hears of the sandbox's own faults, such as a handler that panicked. It is called by several goroutines
// at once.
func WithTrouble(hear func(error)) Option {
	return func(cfg *config) error {
		cfg.trouble = hear
		return nil
	}
}

func (cfg *config) apply(options []Option) error {
	var errs []error
	for _, option := range options {
		errs = append(errs, option(cfg))
	}
	return errors.Join(errs...)
}
