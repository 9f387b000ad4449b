package sandbox_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/sandbox"
)

func TestOneRequestIsDisturbedByItsHeader(t *testing.T) {
	w := newWorld(t)
	throttled := w.call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "throttle=5").refused(429, "ModelArts.6101")
	require.Equal(t, "5", throttled.header.Get("Retry-After"))
	w.call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "throttle").refused(429, "ModelArts.6101")
	w.call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "error").refused(500, "ModelArts.6102")
	w.call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "latency=1ms, error@0").ok()
	for words, want := range map[string]string{
		"latncy=1s":   "did you mean latency?",
		"jump":        "want one of latency, throttle, error, code, drop, fail",
		"latency=1h":  "at most 1m0s",
		"error@2":     "a number from 0 to 1",
		"throttle=no": "a number of seconds",
		"error@NaN":   "a number from 0 to 1",
	} {
		require.Contains(t, w.call("GET", "notebooks", nil, sandbox.DisturbanceHeader, words).refused(400, "ModelArts.0104").text, want)
	}
}

func TestADroppedRequestHasNoAnswer(t *testing.T) {
	w := newWorld(t)
	r, err := http.NewRequestWithContext(t.Context(), "GET", w.URL+"/v1/p/notebooks", nil)
	require.NoError(t, err)
	r.Header.Set(sandbox.DisturbanceHeader, "drop")
	answer, err := http.DefaultClient.Do(r)
	if err == nil {
		answer.Body.Close()
	}
	require.ErrorContains(t, err, "EOF")
	w.call("GET", "notebooks", nil).ok()
}

func TestAShareOfAllRequestsIsDisturbed(t *testing.T) {
	w := newWorld(t, sandbox.WithDisturbance("error@0.3"))
	failed := 0
	for range 200 {
		if w.call("GET", "notebooks", nil).status == 500 {
			failed++
		}
	}
	require.InDelta(t, 60, failed, 25)
	_, err := sandbox.New(sandbox.WithDisturbance("latency"))
	require.ErrorContains(t, err, `disturbance "latency": got "", want a duration`)
}

func TestALateAnswerIsLateByWhatWasAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := sandbox.New(sandbox.WithDisturbance("latency=200ms"))
		require.NoError(t, err)
		r, err := http.NewRequestWithContext(t.Context(), "GET", "/v1/p/notebooks", nil)
		require.NoError(t, err)
		r.Header.Set("X-Auth-Token", "sandbox-token")
		start := time.Now()
		s.ServeHTTP(discard{}, r)
		require.Equal(t, 200*time.Millisecond, time.Since(start))
	})
}

// discard is an answer that nobody reads.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}
