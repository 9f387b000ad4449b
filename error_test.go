package devenviron_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/errorcode"
	"github.com/devenviron/contract/openapi/tables"
)

// everyKind are the kinds, with what has each of them.
var everyKind = map[error]struct {
	statuses []int
	codes    []string
}{
	devenviron.ErrNotFound:     {[]int{404}, []string{errorcode.InstanceNotFound, errorcode.NotebookNotFound, errorcode.ImageNotFound}},
	devenviron.ErrUnauthorized: {[]int{401}, []string{errorcode.APIGTokenExpired, errorcode.TokenIllegal}},
	devenviron.ErrForbidden: {[]int{403}, []string{
		errorcode.NotebookForbidden, errorcode.AccountUnauthorized, errorcode.PolicyForbids, errorcode.FlavorForbidden,
		errorcode.KeyPairForbidden, errorcode.WorkspaceForbidden,
	}},
	devenviron.ErrConflict: {[]int{409}, []string{
		errorcode.InstanceNotStopped, errorcode.InstanceNotRunning, errorcode.InstanceRestoring, errorcode.PropertyFixed,
		errorcode.NotebookNotRunning, errorcode.InstanceAlreadyRunning, errorcode.InstanceStarting,
		errorcode.InstanceAlreadyStopped, errorcode.InstanceStopping, errorcode.OperationConflict,
	}},
	devenviron.ErrExists:    {nil, []string{errorcode.InstanceExists, errorcode.RepositoryExists, errorcode.ImageTagExists, errorcode.AIProjectExists, errorcode.AuthorizationExists}},
	devenviron.ErrQuota:     {nil, []string{errorcode.NotebookQuotaExhausted, errorcode.QuotaExceeded, errorcode.QuotaInsufficient, errorcode.InstanceLimitReached, errorcode.WorkspaceLimitReached}},
	devenviron.ErrSoldOut:   {nil, []string{errorcode.ResourcesUnavailable, errorcode.FlavorSoldOut, errorcode.NotebookFlavorSoldOut, errorcode.StartResourcesUnavailable, errorcode.EVSUnavailable}},
	devenviron.ErrThrottled: {[]int{429}, []string{errorcode.APIGThrottled, errorcode.APIGWThrottled, errorcode.TooManyRequests}},
	devenviron.ErrSuspended: {nil, []string{errorcode.InstanceFrozen, errorcode.AccountSuspended, errorcode.AccountRestricted}},
}

// failing gives the error of a call that is answered so.
func failing(t *testing.T, response *http.Response) error {
	t.Helper()
	c := through(t, func(*http.Request) (*http.Response, error) { return response, nil }, byToken, devenviron.WithRetries(0))
	_, err := c.ShowNotebook(t.Context(), "1")
	return err
}

func TestErrorsHaveTheKindOfTheirStatusAndOfTheirCode(t *testing.T) {
	codes, err := tables.Errors()
	require.NoError(t, err)
	for kind, has := range everyKind {
		for _, status := range has.statuses {
			require.ErrorIs(t, failing(t, answer(status, "")), kind, status)
		}
		for other := range everyKind {
			if other != kind && len(has.statuses) > 0 {
				require.NotErrorIs(t, failing(t, answer(has.statuses[0], "")), other)
			}
		}
		for _, code := range codes {
			err := failing(t, answer(418, fmt.Sprintf(`{"error_code":%q,"error_msg":"m"}`, code.Code)))
			require.Equal(t, slices.Contains(has.codes, code.Code), errors.Is(err, kind), "%s is %v", code.Code, kind)
		}
	}
}

func TestNotFoundIsAlsoStatus400(t *testing.T) {
	for _, code := range []string{"ModelArts.6309", "ModelArts.6404"} {
		err := failing(t, answer(400, `{"error_code":"`+code+`","error_msg":"gone"}`))
		require.ErrorIs(t, fmt.Errorf("wrapped: %w", err), devenviron.ErrNotFound)
		e, ok := errors.AsType[*devenviron.Error](err)
		require.True(t, ok)
		require.Equal(t, code, e.Code)
	}
	require.NotErrorIs(t, failing(t, answer(400, `{"error_code":"ModelArts.6400"}`)), devenviron.ErrNotFound)
}

func TestErrorsSayWhatTheServiceSays(t *testing.T) {
	place := "GET /v1/" + project + "/notebooks/1: status 500"
	for _, tt := range []struct{ name, body, want string }{
		{"today's member", `{"error_code":"A.1","error_msg":"text"}`, " A.1: text (request r-1)"},
		{"the member of the pages", `{"error_code":"A.1","error_message":"text"}`, " A.1: text (request r-1)"},
		{"both members", `{"error_code":"A.1","error_msg":"text","error_message":"other"}`, " A.1: text (request r-1)"},
		{"an empty member", `{"error_code":"A.1","error_msg":"","error_message":"text"}`, " A.1: text (request r-1)"},
		{"members of odd types", `{"error_code":11,"error_msg":{"a":1},"error_message":"text"}`, " 11: text (request r-1)"},
		{"a code alone", `{"error_code":"A.1"}`, " A.1 (request r-1)"},
		{"that of the identity service", `{"error":{"code":401,"message":"text","title":"t"}}`, ": text (request r-1)"},
		{"an error that is a text", `{"error":"text","error_msg":"message"}`, ": message (request r-1)"},
		{"other members", `{"detail":"text"}`, `: {"detail":"text"} (request r-1)`},
		{"HTML", "<html>\n\t<title>502 Bad Gateway</title>\x00\n</html>", ": <html> <title>502 Bad Gateway</title> </html> (request r-1)"},
		{"half an object", `{"error_code":"A.1","error_m`, `: {"error_code":"A.1","error_m (request r-1)`},
		{"nothing", "", " (request r-1)"},
		{"a list", "[]", ": [] (request r-1)"},
		{"several lines", `{"error_msg":"a\r\nb\u001b[31m\u2028c"}`, ": a b [31m c (request r-1)"},
		{"a long text", `{"error_msg":"` + strings.Repeat("ü", 400) + `"}`, ": " + strings.Repeat("ü", 248) + "... (request r-1)"},
		{"no UTF-8", "\xff\xfe", " (request r-1)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.EqualError(t, failing(t, answer(500, tt.body, "X-Request-Id", "r-1")), place+tt.want)
		})
	}
}

func TestOnlyTheBeginningOfAFailureIsRead(t *testing.T) {
	endless := &counter{}
	response := answer(500, "")
	response.Body = endless
	require.Error(t, failing(t, response))
	require.LessOrEqual(t, endless.read, 1<<20)
	require.True(t, endless.closed)
}

// counter is a body without end.
type counter struct {
	read   int
	closed bool
}

func (c *counter) Read(p []byte) (int, error) { c.read += len(p); return len(p), nil }
func (c *counter) Close() error               { c.closed = true; return nil }

func TestErrorsDoNotRepeatSecretsThatTheServiceRepeats(t *testing.T) {
	token := strings.Repeat("MIIDkg", 200)
	for name, credentials := range map[string]devenviron.Option{
		"token":      devenviron.WithToken(token),
		"access key": devenviron.WithAccessKey(devenviron.AccessKey{ID: "ID", Secret: "s3cret", SecurityToken: token}),
	} {
		t.Run(name, func(t *testing.T) {
			c := through(t, func(r *http.Request) (*http.Response, error) {
				_, signature, _ := strings.Cut(r.Header.Get("Authorization"), "Signature=")
				text := strings.Join([]string{"got", r.Header.Get("X-Auth-Token"), r.Header.Get("X-Security-Token"), signature}, " ")
				return answer(400, `{"error_code":"`+token+`","error_msg":"`+text+`"}`, "X-Request-Id", "id-"+token), nil
			}, credentials)
			_, err := c.ShowNotebook(t.Context(), "1")
			require.ErrorContains(t, err, "[redacted]")
			require.NotContains(t, err.Error(), "MIIDkg")
			require.NotRegexp(t, "[0-9a-f]{64}", err.Error())
		})
	}
}
