package devenviron_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
)

// pauses gives the times between the attempts of a call that fails with an answer.
func pauses(t *testing.T, retries int, refusal func() *http.Response) (between []time.Duration, err error) {
	t.Helper()
	var last time.Time
	c := through(t, func(*http.Request) (*http.Response, error) {
		if !last.IsZero() {
			between = append(between, time.Since(last))
		}
		last = time.Now()
		return refusal(), nil
	}, byToken, devenviron.WithRetries(retries))
	_, err = c.ShowNotebook(t.Context(), "1")
	return between, err
}

func TestPausesDoubleAndDiffer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		between, err := pauses(t, 9, func() *http.Response { return answer(503, "") })
		require.Error(t, err)
		require.Len(t, between, 9)
		most := 500 * time.Millisecond
		for _, pause := range between {
			require.GreaterOrEqual(t, pause, most/2)
			require.Less(t, pause, most)
			most = min(2*most, 20*time.Second)
		}
		again, err := pauses(t, 9, func() *http.Response { return answer(503, "") })
		require.Error(t, err)
		require.NotEqual(t, between, again)
	})
}

func TestRetryAfterIsHeeded(t *testing.T) {
	for name, value := range map[string]func() string{
		"seconds": func() string { return "30" },
		"a date":  func() string { return time.Now().Add(30 * time.Second).UTC().Format(http.TimeFormat) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				between, err := pauses(t, 1, func() *http.Response { return answer(429, "", "Retry-After", value()) })
				require.ErrorIs(t, err, devenviron.ErrThrottled)
				require.Len(t, between, 1)
				require.GreaterOrEqual(t, between[0], 30*time.Second)
				require.Less(t, between[0], 31*time.Second)
			})
		})
	}
}

func TestADateOfRetryAfterIsByTheClockOfTheService(t *testing.T) {
	_, err := pauses(t, 0, func() *http.Response {
		return answer(429, "", "Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT", "Date", "Sun, 06 Nov 1994 08:49:37 GMT")
	})
	var e *devenviron.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, 30*time.Second, e.RetryAfter)
}

func TestALongRetryAfterIsLeftToTheCaller(t *testing.T) {
	between, err := pauses(t, 4, func() *http.Response { return answer(429, "", "Retry-After", "121") })
	require.Empty(t, between)
	var e *devenviron.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, 121*time.Second, e.RetryAfter)
}

func TestThereIsNoPauseBeyondTheEndOfTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 29*time.Second)
		defer cancel()
		begin := time.Now()
		c := through(t, func(*http.Request) (*http.Response, error) { return answer(429, "", "Retry-After", "30"), nil }, byToken)
		_, err := c.ShowNotebook(ctx, "1")
		require.ErrorIs(t, err, devenviron.ErrThrottled)
		require.Zero(t, time.Since(begin))
	})
}

func TestCancellingEndsAPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		begin := time.Now()
		c := through(t, func(*http.Request) (*http.Response, error) { return answer(429, "", "Retry-After", "30"), nil }, byToken)
		_, err := c.ShowNotebook(ctx, "1")
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, err, devenviron.ErrThrottled, "why it paused")
		require.ErrorContains(t, err, "status 429; no time for another attempt: context canceled")
		require.Equal(t, time.Second, time.Since(begin))
	})
}

func TestAnAttemptThatTakesTooLongIsSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		c := through(t, nil, byToken, devenviron.WithRetries(2), devenviron.WithHTTPClient(&http.Client{
			Timeout: time.Second,
			Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
				if sent++; sent == 3 {
					return answer(200, `{}`), nil
				}
				<-r.Context().Done()
				return nil, r.Context().Err()
			}),
		}))
		_, err := c.ShowNotebook(t.Context(), "1")
		require.NoError(t, err)
		require.Equal(t, 3, sent)
	})
}

func TestACancelledRequestIsNotSentAgain(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	sent := 0
	c := through(t, func(*http.Request) (*http.Response, error) {
		sent++
		cancel()
		return nil, reset
	}, byToken)
	_, err := c.ShowNotebook(ctx, "1")
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 1, sent)
}
