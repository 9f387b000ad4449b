package sandbox_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/sandbox"
)

// judged sends a request to a handler, and gives what its judge hears.
func judged(t *testing.T, method, path, body string, answer http.HandlerFunc) []conformance.Result {
	t.Helper()
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	var heard []conformance.Result
	h := sandbox.Judged(answer, contract, func(r conformance.Result) { heard = append(heard, r) })
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("X-Auth-Token", "a-token")
	r.Header.Set("Content-Type", "application/json")
	h.ServeHTTP(httptest.NewRecorder(), r)
	return heard
}

func answering(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestAJudgedExchangeIsNamedByMethodAndPath(t *testing.T) {
	heard := judged(t, "GET", "/v1/p/notebooks?limit=1", "", answering(200, `{}`))
	require.Len(t, heard, 1)
	require.Equal(t, "GET /v1/p/notebooks", heard[0].Exchange)
	require.Equal(t, "listNotebooks", heard[0].Operation)
}

func TestWhatIsNoOperationIsNotJudged(t *testing.T) {
	require.Empty(t, judged(t, "GET", "/elsewhere", "", answering(404, `{}`)))
	require.Empty(t, judged(t, "PATCH", "/v1/p/notebooks", "", answering(405, `{}`)))
}

func TestLargeBodiesAreJudgedToTheirEnd(t *testing.T) {
	large := strings.Repeat(" ", 4<<20)
	heard := judged(t, "POST", "/v1/p/notebooks", large+"{]", answering(200, large+"{]"))
	require.Len(t, heard, 1)
	require.Empty(t, heard[0].Unjudged)
	var rules []conformance.RuleID
	for _, f := range heard[0].Findings {
		rules = append(rules, f.Rule)
	}
	require.Equal(t, []conformance.RuleID{conformance.RuleBodySyntax, conformance.RuleBodySyntax}, rules)
}

func TestACallerThatGivesUpLeavesNothingToJudge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var heard []conformance.Result
		s, err := sandbox.New(
			sandbox.WithDisturbance("latency=200ms"), sandbox.WithJudge(func(r conformance.Result) { heard = append(heard, r) }),
		)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		r := httptest.NewRequestWithContext(ctx, "GET", "/v1/p/notebooks", nil)
		require.PanicsWithValue(t, http.ErrAbortHandler, func() { s.ServeHTTP(httptest.NewRecorder(), r) })
		require.Empty(t, heard)
	})
}
