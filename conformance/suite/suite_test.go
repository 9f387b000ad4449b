package suite_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/sandbox"
	"github.com/devenviron/contract/conformance/suite"
	"github.com/devenviron/contract/conformance/suite/client"
)

const (
	firstProject = "43b37a202c114c95b8ab3b3c4a8b9f0e"
	// firstToken is that of the user whom a sandbox has by itself.
	firstToken    = "sandbox-token"
	secondProject = "53b37a202c114c95b8ab3b3c4a8b9f0e"
)

// trial is a sandbox whose clock moves while the suite waits, so that a run takes no time and is the same every time.
type trial struct {
	options suite.Options
	server  *sandbox.Server
	results []conformance.Result
}

func newTrial(t *testing.T, options ...sandbox.Option) *trial {
	t.Helper()
	clock := sandbox.NewManualClock(time.UnixMilli(1767225600000))
	first := sandbox.DefaultUser()
	first.Projects = []string{firstProject}
	second := sandbox.User{
		ID: "6a7d0b0c0a7e4d0f9d0c5a7d0b0c0a7e", Name: "second", Token: "second-token", Projects: []string{secondProject},
	}
	server := sandbox.Start(t, append([]sandbox.Option{
		sandbox.WithClock(clock), sandbox.WithSeed(1), sandbox.WithUsers(first, second),
		sandbox.WithJudge(func(conformance.Result) {}), // The suite judges.
	}, options...)...)
	endpoint, err := url.Parse(server.URL)
	require.NoError(t, err)
	tr := &trial{server: server}
	tr.options = suite.Options{
		Endpoint: endpoint, Account: suite.Account{Project: firstProject, Token: first.Token},
		Second: &suite.Account{Project: secondProject, Token: second.Token}, Sign: sign(first), Key: client.AccessKey{ID: first.AccessKey, Secret: first.SecretKey},
		Sandbox: true, Prefix: "validate-suite-test", Patience: 10 * time.Second, Interval: time.Second,
		Wait: func(_ context.Context, d time.Duration) error {
			clock.Advance(d)
			return nil
		},
		Report: func(r *conformance.Result) error {
			tr.results = append(tr.results, *r)
			return nil
		},
	}
	return tr
}

func (tr *trial) run(t *testing.T) map[suite.State][]string {
	t.Helper()
	return tr.play(t, suite.Embedded)
}

// play runs the cases that open gives, and names them by what became of them.
func (tr *trial) play(t *testing.T, open func() (*suite.Suite, error)) map[suite.State][]string {
	t.Helper()
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	cases, err := open()
	require.NoError(t, err)
	outcomes, err := cases.Run(t.Context(), contract, tr.options)
	require.NoError(t, err)
	states := map[suite.State][]string{}
	for _, o := range outcomes {
		states[o.State] = append(states[o.State], o.Case.Name)
		if o.State != suite.Passed {
			t.Logf("%s %s: %s", o.Case.Name, o.State, o.Reason)
		}
	}
	return states
}

func TestTheSandboxPassesEveryCase(t *testing.T) {
	tr := newTrial(t)
	states := tr.run(t)
	require.Empty(t, states[suite.Failed])
	require.Empty(t, states[suite.Blocked])
	require.Empty(t, states[suite.Skipped])
	require.NotEmpty(t, states[suite.Passed])
	for _, r := range tr.results {
		require.Empty(t, r.Findings, "%s %s: %d", r.Exchange, r.Request, r.Status)
	}
}
