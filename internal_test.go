package devenviron

import (
	"net/http"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestRetryAfterIsReadInBothForms(t *testing.T) {
	now := time.Date(1994, 11, 6, 8, 49, 37, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"30":                             30 * time.Second,
		" 30 ":                           30 * time.Second,
		"0":                              0,
		"":                               0,
		"-1":                             0,
		"1.5":                            0,
		"soon":                           0,
		"99999999999999999999":           0,
		"18446744073709551615":           24 * time.Hour,
		"Sun, 06 Nov 1994 08:50:37 GMT":  time.Minute,
		"Sunday, 06-Nov-94 08:50:37 GMT": time.Minute,
		"Sun Nov  6 08:50:37 1994":       time.Minute,
		"Sun, 06 Nov 1994 08:49:36 GMT":  0,
		"Sun, 06 Nov 2994 08:49:36 GMT":  24 * time.Hour,
	} {
		require.Equal(t, want, parseRetryAfter(text, now), text)
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"30", "-1", "99999999999999999999", "Sun, 06 Nov 1994 08:50:37 GMT", "Sun, 06 Nov 9999 08:50:37 GMT"} {
		f.Add(seed, int64(784111777))
	}
	f.Fuzz(func(t *testing.T, text string, now int64) {
		got := parseRetryAfter(text, time.Unix(now, 0))
		require.GreaterOrEqual(t, got, time.Duration(0))
		require.LessOrEqual(t, got, 24*time.Hour)
	})
}

func FuzzErrorBody(f *testing.F) {
	for _, seed := range []string{
		`{"error_code":"ModelArts.6404","error_msg":"gone"}`, `{"error_code":1e999,"error_message":null}`, `{"error":{"message":"m"}}`,
		`{"error":[]}`, "<html>", "", "\xff", `{"ERROR_MSG":"m"}`, `[[[[`, `{"error_msg":"\ud800"}`,
	} {
		f.Add([]byte(seed), "secret")
	}
	f.Fuzz(func(t *testing.T, body []byte, secret string) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/v1", nil)
		require.NoError(t, err)
		e := newError(request, &http.Response{StatusCode: 500, Header: http.Header{}}, body, []string{secret})
		require.LessOrEqual(t, len(e.Code), 50)
		require.LessOrEqual(t, len(e.Message), 500)
		text := e.Error()
		require.True(t, utf8.ValidString(text))
		for _, r := range text {
			require.True(t, unicode.IsPrint(r), "%q", text)
		}
	})
}
