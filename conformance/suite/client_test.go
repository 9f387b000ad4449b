package suite_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/suite"
	"github.com/devenviron/contract/conformance/suite/client"
)

const clientKind = "SUITE_TEST_CLIENT"

// TestMain is the client as well, in a process of its own.
func TestMain(m *testing.M) {
	if kind := os.Getenv(clientKind); kind != "" {
		if err := serve(kind); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func serve(kind string) error {
	if kind == "document" {
		return replay()
	}
	g, err := newGoClient()
	if err != nil {
		return err
	}
	return client.Serve(os.Stdin, os.Stdout, faultyClients[kind].wrap(g))
}

// driven is a trial whose calls are made by a client.
func driven(t *testing.T, kind string) *trial {
	t.Helper()
	t.Setenv(clientKind, kind)
	program, err := os.Executable()
	require.NoError(t, err)
	tr := newTrial(t)
	tr.options.Client = []string{program}
	tr.options.ClientLog = func(line string) { t.Log("client: " + line) }
	return tr
}

func (tr *trial) drive(t *testing.T) map[suite.State][]string {
	t.Helper()
	return tr.play(t, suite.EmbeddedForClients)
}

func TestTheGeneratedGoClientPassesTheSuite(t *testing.T) {
	tr := driven(t, "faithful")
	states := tr.drive(t)
	// The generated models leave an empty list out: their lists are no pointers.
	require.Equal(t, []string{"client-keeps-an-empty-list-of-an-item"}, states[suite.Failed])
	require.Empty(t, states[suite.Blocked])
	require.Equal(t, []string{
		// The types have no way to say it.
		"refuses-instance-without-name", "refuses-instance-with-number-as-name", "refuses-instance-without-storage",
		"refuses-notebook-without-body", "refuses-unknown-parameter-value",
		// No client is asked for it.
		"refuses-unknown-path",
	}, states[suite.Skipped])
	require.Len(t, states[suite.Passed], 158)
}

// few are cases of every kind: an answer, a list, a body, an error, and what only a client can be judged by.
const few = "^(notebook-is-shown-by-id|list-page-is-full|notebook-keeps-its-description|refuses-unknown-notebook|" +
	"client-keeps-a-status-that-is-new|client-keeps-large-numbers|client-escapes-paths)$"

func TestAFaultOfAClientFailsItsCasesAndNoOthers(t *testing.T) {
	const (
		list, created, shown, refused = "list-page-is-full", "notebook-keeps-its-description", "notebook-is-shown-by-id", "refuses-unknown-notebook"
		value, number, escape         = "client-keeps-a-status-that-is-new", "client-keeps-large-numbers", "client-escapes-paths"
		request, answer               = conformance.RuleSuiteClientRequest, conformance.RuleSuiteClientAnswer
	)
	tests := []struct {
		kind   string
		failed []string
		rule   conformance.RuleID
		// message is how the first finding begins. In the end it says where it was.
		message string
	}{
		{"loses a member", []string{shown, value}, answer, `client's body /name: got none, want "validate-suite-test-5"`},
		{"invents a member", []string{shown, value}, answer, `client's body /colour: got "red", want none`},
		{"changes a text", []string{shown, value}, answer, `client's body /name: got "other", want "validate-suite-test-5"`},
		{"loses an item", []string{list}, answer, "client's body /data: got 1 items, want 2"},
		{"reads as float64", []string{number}, answer, "client's body /duration: got 9007199254740992, want 9007199254740993"},
		{"gives no body", []string{number}, answer, "client's body: got none, want a body"},
		{"tells 201 for 200", []string{number}, answer, "client's answer: got status 201, want status 200"},
		{"drops a new value", []string{value}, answer, `client's body /status: got none, want "HIBERNATING"`},
		{"fails at a new value", []string{value}, answer, `client's answer: got an error ("HIBERNATING is no NotebookStatus"), want what came with status 200`},
		{"swallows an error", []string{refused, escape}, answer, "client's answer: got a success, want an error with status 400"},
		{"loses the status", []string{refused, escape}, answer, "client's error: got no status, want status 400"},
		{"loses the code", []string{refused, escape}, answer, `client's error /error_code: got none, want "ModelArts.6404"`},
		{"loses the text", []string{refused, escape}, answer, `client's error /error_msg: got none, want "notebook \"0000`},
		{"adds a parameter", []string{list}, request, `query parameter "trace": got "1", want none`},
		{"adds another default", []string{list}, request, `query parameter "offset": got "1", want none`},
		{"loses a parameter", []string{list}, request, `query parameter "limit": got none, want "2"`},
		{"changes a parameter", []string{list}, request, `query parameter "limit": got "3", want "2"`},
		{"escapes twice", []string{escape}, request, "request: got GET /v1/" + firstProject + "/notebooks/a%20b%3Fc%23d%25252Fe, want GET /v1/" + firstProject + "/notebooks/a%20b%3Fc%23d%252Fe"},
		{"loses the token", []string{number}, request, "request header X-Auth-Token: got none, want the token of the call"},
		{"sends another token", []string{number}, request, "request header X-Auth-Token: got another token, want the token of the call"},
		{"loses a body member", []string{list, created, shown}, request, `request body /description: got none, want "validate-suite-test-list"`},
		{"adds a body member", []string{list, created, shown}, request, `request body /feature: got "DEFAULT", want none`},
		{"shows its token", []string{list}, request, `query parameter "token": got "[redacted]", want none`},
		{"sends nothing", []string{number}, request, `request: got none ("Get `},
		{"invents an answer", []string{number}, request, "request: got none, want GET /v1/"},
		{"asks twice", []string{number}, request, "request: got GET /v1/"},
		{"skips what it sent", []string{number}, answer, "client's answer: got skipped, want what came: it did send GET"},
		{"tells its token", []string{number}, answer, `client's answer: got an error ("refused: [redacted]"), want what came with status 200`},
		{kind: "faithful"},
		{kind: "adds a default"},
		{kind: "adds a body default"},
	}
	for i, tt := range tests {
		if testing.Short() && i%4 != 0 { // as under the race detector: each is a process with a server
			continue
		}
		t.Run(tt.kind, func(t *testing.T) {
			tr := driven(t, tt.kind)
			tr.options.Run = regexp.MustCompile(few)
			states := tr.drive(t)
			require.Equal(t, tt.failed, states[suite.Failed])
			found := clientFindings(tr)
			require.Equal(t, len(tt.failed) == 0, len(found) == 0)
			for _, f := range found {
				require.NotEmpty(t, f.Operation)
				require.Equal(t, tt.rule, f.Rule)
				require.Equal(t, conformance.Error, f.Severity)
				require.Regexp(t, `\(case [a-z-]+(, fixture [a-z-]+)?, step [1-3], [a-zA-Z]+\)$`, f.Message())
				require.Regexp(t, `^conformance/suite/cases/.*yaml:\d+:\d+$`, f.Contract.String())
			}
			shown, err := json.Marshal(tr.results)
			require.NoError(t, err)
			require.NotContains(t, string(shown), firstToken)
			require.NotContains(t, string(shown), tr.options.Key.Secret)
			if len(found) > 0 {
				message := found[0].Message()
				require.Equal(t, tt.message, message[:min(len(tt.message), len(message))])
			}
		})
	}
}

func TestTheExamplesOfTheRulesAboutClientsGiveThem(t *testing.T) {
	for kind, rule := range map[string]conformance.RuleID{
		"loses a parameter": conformance.RuleSuiteClientRequest, "reads as float64": conformance.RuleSuiteClientAnswer,
	} {
		tr := driven(t, kind)
		explained := conformance.Explain(rule)
		tr.options.Run = regexp.MustCompile("^" + strings.TrimPrefix(explained.Shows, "name: ") + "$")
		tr.drive(t)
		found := clientFindings(tr)
		require.Len(t, found, 1)
		require.Equal(t, rule, found[0].Rule)
		require.Equal(t, explained.Gives, strings.Split(found[0].Message(), " (case")[0])
	}
}

func TestACaseThatTheClientSkipsIsNoPass(t *testing.T) {
	tr := driven(t, "skips")
	tr.options.Run = regexp.MustCompile("^(refuses-unknown-notebook|list-page-is-full)$")
	states := tr.drive(t)
	require.Equal(t, []string{"refuses-unknown-notebook"}, states[suite.Skipped])
	require.Equal(t, []string{"list-page-is-full"}, states[suite.Passed])
}

func TestAClientThatFailsTheRunLeavesNothingBehind(t *testing.T) {
	for kind, want := range map[string]string{
		"ends in the middle": "got no answer, want one; the program ended: exit status 3",
		"never stops asking": "got no answer in 500ms, want one",
	} {
		tr := driven(t, kind)
		tr.options.Run = regexp.MustCompile("^notebook-is-shown-by-id$")
		tr.options.Timeout = 500 * time.Millisecond
		contract, cases := parts(t)
		outcomes, err := cases.Run(t.Context(), contract, tr.options)
		require.ErrorContains(t, err, "client: call 2 (showNotebook): "+want)
		require.Empty(t, outcomes)
		require.NoError(t, tr.options.Wait(t.Context(), time.Minute)) // Deletions come to their end.
		require.Empty(t, tr.server.Snapshot().Projects[firstProject].Notebooks)
	}
}

func TestTheEndpointOfAClientMayHaveAPath(t *testing.T) {
	tr := driven(t, "faithful")
	server := httptest.NewServer(http.StripPrefix("/api", httputil.NewSingleHostReverseProxy(tr.options.Endpoint)))
	defer server.Close()
	endpoint, err := url.Parse(server.URL + "/api/")
	require.NoError(t, err)
	tr.options.Endpoint = endpoint
	tr.options.Run = regexp.MustCompile(few)
	states := tr.drive(t)
	require.Empty(t, states[suite.Failed])
	require.NotEmpty(t, states[suite.Passed])
}

func TestAClientNeedsATokenWhereTheSuiteWouldSign(t *testing.T) {
	tr := driven(t, "faithful")
	tr.options.Account.Token, tr.options.Sandbox = "", false
	contract, cases := parts(t)
	_, err := cases.Run(t.Context(), contract, tr.options)
	require.ErrorContains(t, err, "client: got an access key, want a token")
}

// clientFindings are those about the client.
func clientFindings(tr *trial) []conformance.Finding {
	var all []conformance.Finding
	for _, r := range tr.results {
		for _, f := range r.Findings {
			if f.Rule == conformance.RuleSuiteClientRequest || f.Rule == conformance.RuleSuiteClientAnswer {
				all = append(all, f)
			}
		}
	}
	return all
}
