package devenviron_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/model/notebooks"
)

var key = devenviron.AccessKey{ID: "AKIDEXAMPLE", Secret: "EXAMPLE-SECRET-KEY"}

// The nested module interop/signer makes this one with the official SDK, and many others.
func TestSignaturesStayTheSame(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://modelarts.example.com/v1/p/notebooks?b=2&a=1%202&a=", strings.NewReader(`{"name":"n"}`))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Project-Id", "p")

	require.NoError(t, key.Sign(r, at))

	require.Equal(t, "20260102T020405Z", r.Header.Get("X-Sdk-Date"))
	require.Equal(t, "SDK-HMAC-SHA256 Access=AKIDEXAMPLE, SignedHeaders=x-project-id;x-sdk-date, "+
		"Signature=87836106b7142aa09c9f77823ddb14669e48024df6a8593e1b19efe664b604e2", r.Header.Get("Authorization"))
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.JSONEq(t, `{"name":"n"}`, string(body), "the body can be sent still")
}

func TestABodyThatIsNotJSONIsNotSigned(t *testing.T) {
	sign := func(body string) http.Header {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://modelarts.example.com/", strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "text/plain")
		require.NoError(t, key.Sign(r, time.Unix(0, 0)))
		return r.Header
	}
	require.Equal(t, sign("one"), sign("two"))
	require.Equal(t, "UNSIGNED-PAYLOAD", sign("one").Get("X-Sdk-Content-Sha256"))
}

func TestSigningAgainReplacesASignature(t *testing.T) {
	sign := func(times int) http.Header {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://modelarts.example.com/", nil)
		require.NoError(t, err)
		for i := range times {
			require.NoError(t, key.Sign(r, time.Unix(int64(times-i), 0)))
		}
		return r.Header
	}
	require.Equal(t, sign(1), sign(2))
}

func TestWhatCannotBeSignedIsAnError(t *testing.T) {
	request := func(url string, body io.Reader) *http.Request {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://modelarts.example.com/", body)
		require.NoError(t, err)
		r.URL.RawQuery = url
		return r
	}
	broken := errors.New("broken")
	require.ErrorContains(t, devenviron.AccessKey{ID: "ID"}.Sign(request("", nil), time.Now()), "without ID or secret")
	require.ErrorContains(t, key.Sign(request("a=%zz", nil), time.Now()), "sign: query: ")
	require.ErrorIs(t, key.Sign(request("", iotest.ErrReader(broken)), time.Now()), broken)
	require.ErrorContains(t, key.Sign(request("", strings.NewReader(strings.Repeat("a", 12<<20+1))), time.Now()), "more than 12582912 bytes")
}

func TestEachAttemptIsSignedAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		temporary := key
		temporary.SecurityToken = "temporary"
		var dates []string
		c := through(t, func(r *http.Request) (*http.Response, error) {
			require.Empty(t, r.Header.Get("X-Auth-Token"))
			require.Equal(t, "temporary", r.Header.Get("X-Security-Token"))
			// A server checks a signature by making it again.
			signed := r.Clone(t.Context())
			body, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			signed.Body = io.NopCloser(strings.NewReader(string(body)))
			date, err := time.Parse("20060102T150405Z", r.Header.Get("X-Sdk-Date"))
			require.NoError(t, err)
			require.NoError(t, temporary.Sign(signed, date))
			require.Equal(t, signed.Header.Get("Authorization"), r.Header.Get("Authorization"))
			dates = append(dates, r.Header.Get("X-Sdk-Date"))
			return answer(503, ""), nil
		}, devenviron.WithAccessKey(temporary), devenviron.WithRetries(3))

		_, err := c.UpdateNotebook(t.Context(), "1", notebooks.UpdateNotebookRequest{Name: new("n")})
		require.Error(t, err)

		require.Len(t, dates, 4)
		require.NotEqual(t, dates[0], dates[3])
	})
}

func TestARefusedSignatureIsNotSentAgain(t *testing.T) {
	sent := 0
	c := through(t, func(*http.Request) (*http.Response, error) { sent++; return answer(401, ""), nil }, devenviron.WithAccessKey(key))
	_, err := c.ShowNotebook(t.Context(), "1")
	require.ErrorIs(t, err, devenviron.ErrUnauthorized)
	require.Equal(t, 1, sent)
}
