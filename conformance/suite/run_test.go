package suite_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/sandbox"
	"github.com/devenviron/contract/conformance/suite"
)

func parts(t *testing.T) (*conformance.Contract, *suite.Suite) {
	t.Helper()
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	cases, err := suite.Embedded()
	require.NoError(t, err)
	return contract, cases
}

func TestARunLeavesNothingBehind(t *testing.T) {
	tr := newTrial(t)
	tr.run(t)
	tr.options.Run = regexp.MustCompile("^none$")
	require.NoError(t, tr.options.Wait(t.Context(), time.Minute)) // Deletions come to their end.
	state := tr.server.Snapshot().Projects[firstProject]
	require.Empty(t, state.Instances)
	require.Empty(t, state.Images)
	require.Len(t, state.Notebooks, 1, "the free notebook of the caller is not the suite's to delete")
	require.Equal(t, "DEFAULT", string(*state.Notebooks[0].Feature))
}

func TestAnInterruptedRunDeletesWhatItCreated(t *testing.T) {
	tr := newTrial(t)
	contract, cases := parts(t)
	ctx, interrupt := context.WithCancelCause(t.Context())
	advance := tr.options.Wait
	tr.options.Run = regexp.MustCompile("^notebook-comes-to-run$")
	tr.options.Wait = func(ctx context.Context, d time.Duration) error {
		require.NoError(t, advance(ctx, d))
		if ctx.Err() == nil && context.Cause(ctx) == nil {
			interrupt(errors.New("interrupted"))
			return context.Cause(ctx)
		}
		return nil
	}
	_, err := cases.Run(ctx, contract, tr.options)
	require.EqualError(t, err, "interrupted")
	require.NoError(t, advance(t.Context(), time.Minute))
	require.Empty(t, tr.server.Snapshot().Projects[firstProject].Notebooks)
}

func TestWhatCannotBeDeletedIsAFinding(t *testing.T) {
	tr := newTrial(t)
	tr.options.Run = regexp.MustCompile("^notebook-keeps-its-name$")
	tr.options.Transport = refusing{http.MethodDelete}
	tr.run(t)
	last := tr.results[len(tr.results)-1]
	require.Len(t, last.Findings, 1)
	require.Equal(t, conformance.RuleSuiteCleanup, last.Findings[0].Rule)
	require.Equal(t, conformance.Error, last.Findings[0].Severity)
	require.Equal(t, conformance.Explain(conformance.RuleSuiteCleanup).Gives,
		strings.Split(last.Findings[0].Message(), " (")[0])
}

// refusing answers requests of a method with status 500, and carries the others.
type refusing struct{ method string }

func (f refusing) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != f.method {
		return http.DefaultTransport.RoundTrip(r)
	}
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusInternalServerError)
	_, err := w.WriteString(`{"error_code":"ModelArts.6102","error_msg":"no"}`)
	return w.Result(), err
}

func TestARunThatMayOnlyReadSendsOnlyGET(t *testing.T) {
	tr := newTrial(t)
	tr.options.ReadOnly = true
	states := tr.run(t)
	require.Empty(t, states[suite.Failed])
	require.NotEmpty(t, states[suite.Passed])
	for _, r := range tr.results {
		require.True(t, strings.HasPrefix(r.Request, "GET "), r.Request)
	}
}

func TestCasesWithoutTheirCredentialsAreSkippedWithAReason(t *testing.T) {
	tr := newTrial(t)
	contract, cases := parts(t)
	tr.options.Sign, tr.options.Second, tr.options.Sandbox = nil, nil, false
	tr.options.Variables = map[string]string{"bucket": ""}
	tr.options.Run = regexp.MustCompile("signature|access-key|project|too-many|^storage-is-listed")
	outcomes, err := cases.Run(t.Context(), contract, tr.options)
	require.NoError(t, err)
	reasons := map[string]string{}
	for _, o := range outcomes {
		require.Equal(t, suite.Skipped, o.State, o.Case.Name)
		reasons[o.Case.Name] = o.Reason
	}
	require.Equal(t, map[string]string{
		"accepts-a-signature":        "it needs an access key, and none is given",
		"refuses-wrong-signature":    "it needs an access key, and none is given",
		"refuses-unknown-access-key": "it needs an access key, and none is given",
		"refuses-foreign-project":    "it needs a second project with its token, and none is given",
		"projects-are-apart":         "it needs a second project with its token, and none is given",
		"refuses-too-many-requests":  "only a sandbox can be driven there; see --sandbox",
		"storage-is-listed":          "it needs a value for bucket",
	}, reasons)
}

func TestARedirectIsNotFollowed(t *testing.T) {
	followed := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		followed = followed || r.URL.Path == "/elsewhere"
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	defer server.Close()
	endpoint, err := url.Parse(server.URL)
	require.NoError(t, err)
	contract, cases := parts(t)
	outcomes, err := cases.Run(t.Context(), contract, suite.Options{
		Endpoint: endpoint, Account: suite.Account{Project: "p", Token: "secret"}, Run: regexp.MustCompile("^list-flavors-conforms$"),
	})
	require.NoError(t, err)
	require.Equal(t, suite.Failed, outcomes[0].State)
	require.False(t, followed)
}

func TestOptionsThatAreNotRightAreRefused(t *testing.T) {
	contract, cases := parts(t)
	endpoint := &url.URL{Scheme: "http", Host: "127.0.0.1:1"}
	account := suite.Account{Project: "p"}
	tests := []struct {
		options suite.Options
		want    string
	}{
		{suite.Options{Account: account}, "endpoint: want a URL"},
		{suite.Options{Endpoint: endpoint}, "project: got none"},
		{suite.Options{Endpoint: endpoint, Account: account, Timeout: -1}, "want no negative duration"},
		{suite.Options{Endpoint: endpoint, Account: account, Prefix: "a b"}, `prefix: got "a b"`},
		{suite.Options{Endpoint: endpoint, Account: account, Variables: map[string]string{"none": ""}}, `variable "none": the suite has none`},
		{suite.Options{Endpoint: endpoint, Account: account}, "no answer"},
	}
	for _, tt := range tests {
		_, err := cases.Run(t.Context(), contract, tt.options)
		require.ErrorContains(t, err, tt.want)
	}
}

func TestNoSecretIsInAFinding(t *testing.T) {
	tr := newTrial(t, sandbox.WithFault("refusal-as-page"))
	tr.run(t)
	for _, r := range tr.results {
		for _, f := range r.Findings {
			require.NotContains(t, f.Message(), sandbox.DefaultUser().Token)
			require.NotContains(t, f.Message(), sandbox.DefaultUser().SecretKey)
		}
	}
}

func TestProgressNamesTheCaseOfEachRequest(t *testing.T) {
	tr := newTrial(t)
	tr.options.Run = regexp.MustCompile("^(list-flavors|list-notebooks)-conforms$")
	var told []string
	tr.options.Progress = func(c *suite.Case, number, all int) {
		told = append(told, fmt.Sprintf("%s %d/%d", c.Name, number, all))
	}
	tr.run(t)
	require.Equal(t, []string{"list-notebooks-conforms 1/2", "list-flavors-conforms 2/2"}, told)
}
