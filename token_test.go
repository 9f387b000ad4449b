package devenviron_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
)

// counted gives the tokens token-1, token-2 and so on, each for some time, 0 for as long as it is good.
func counted(life time.Duration) (devenviron.TokenSource, *atomic.Int64) {
	asked := new(atomic.Int64)
	return func(context.Context) (devenviron.Token, error) {
		token := devenviron.Token{Value: fmt.Sprintf("token-%d", asked.Add(1))}
		if life > 0 {
			token.Expires = time.Now().Add(life)
		}
		return token, nil
	}, asked
}

// accepting answers requests with one of the tokens, and refuses others.
func accepting(good *atomic.Value) roundTripper {
	return func(r *http.Request) (*http.Response, error) {
		if r.Header.Get("X-Auth-Token") != good.Load() {
			return answer(401, `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information"}`), nil
		}
		return answer(200, `{"id":"1"}`), nil
	}
}

func TestATokenIsReplacedShortlyBeforeItEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source, asked := counted(24 * time.Hour)
		c := through(t, func(*http.Request) (*http.Response, error) { return answer(200, `{}`), nil }, devenviron.WithTokenSource(source))
		show := func() {
			_, err := c.ShowNotebook(t.Context(), "1")
			require.NoError(t, err)
		}
		show()
		show()
		time.Sleep(24*time.Hour - 5*time.Minute - time.Second)
		show()
		require.EqualValues(t, 1, asked.Load())
		time.Sleep(time.Second)
		show()
		require.EqualValues(t, 2, asked.Load())
	})
}

func TestATokenIsUsedToItsEndWhileThereIsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := errors.New("identity is down")
		asked, fails := 0, false
		c := through(t, func(*http.Request) (*http.Response, error) { return answer(200, `{}`), nil },
			devenviron.WithTokenSource(func(context.Context) (devenviron.Token, error) {
				if asked++; fails {
					return devenviron.Token{}, down
				}
				return devenviron.Token{Value: "token", Expires: time.Now().Add(time.Hour)}, nil
			}))
		show := func() error { _, err := c.ShowNotebook(t.Context(), "1"); return err }
		require.NoError(t, show())
		fails = true
		time.Sleep(56 * time.Minute)
		require.NoError(t, show())
		require.NoError(t, show())
		require.Equal(t, 2, asked, "the source is left in peace for a while")
		time.Sleep(10 * time.Second)
		require.NoError(t, show())
		require.Equal(t, 3, asked)
		time.Sleep(4 * time.Minute)
		require.ErrorIs(t, show(), down)
		fails = false
		require.NoError(t, show())
	})
}

func TestAShortTokenIsUsedForHalfItsLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source, asked := counted(2 * time.Minute)
		c := through(t, func(*http.Request) (*http.Response, error) { return answer(200, `{}`), nil }, devenviron.WithTokenSource(source))
		for range 4 {
			_, err := c.ShowNotebook(t.Context(), "1")
			require.NoError(t, err)
			time.Sleep(59 * time.Second)
		}
		require.EqualValues(t, 2, asked.Load())
	})
}

func TestARefusedTokenIsReplacedOnce(t *testing.T) {
	for name, refusal := range map[string]*http.Response{
		"status":           answer(401, `{"error_code":"ModelArts.0202"}`),
		"code of the gate": answer(400, `{"error_code":"APIG.0307"}`),
		"code of the API":  answer(403, `{"error_code":"ModelArts.6401"}`),
	} {
		t.Run(name, func(t *testing.T) {
			source, asked := counted(0)
			sent := 0
			c := through(t, func(*http.Request) (*http.Response, error) {
				sent++
				return answer(refusal.StatusCode, read(t, refusal)), nil
			},
				devenviron.WithTokenSource(source))
			_, err := c.ShowNotebook(t.Context(), "1")
			require.ErrorIs(t, err, devenviron.ErrUnauthorized)
			require.EqualValues(t, 2, asked.Load())
			require.Equal(t, 2, sent)
		})
	}
}

// read gives the body of an answer, and puts it back.
func read(t *testing.T, r *http.Response) string {
	t.Helper()
	content, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	r.Body = answer(0, string(content)).Body
	return string(content)
}

func TestATokenIsNotReplacedForArrears(t *testing.T) {
	source, asked := counted(0)
	c := through(t, func(*http.Request) (*http.Response, error) {
		return answer(401, `{"error_code":"ModelArts.6201","error_msg":"The account is suspended."}`), nil
	}, devenviron.WithTokenSource(source))
	_, err := c.ShowNotebook(t.Context(), "1")
	require.ErrorIs(t, err, devenviron.ErrSuspended)
	require.EqualValues(t, 1, asked.Load())
}

func TestManyCallsShareOneRenewal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var good atomic.Value
		good.Store("token-1")
		asked := new(atomic.Int64)
		c := through(t, accepting(&good), devenviron.WithTokenSource(func(context.Context) (devenviron.Token, error) {
			time.Sleep(time.Second) // so that all others come meanwhile
			return devenviron.Token{Value: fmt.Sprintf("token-%d", asked.Add(1))}, nil
		}))
		all := func() {
			var calls sync.WaitGroup
			for range 100 {
				calls.Go(func() {
					_, err := c.ShowNotebook(t.Context(), "1")
					require.NoError(t, err)
				})
			}
			calls.Wait()
		}
		all()
		require.EqualValues(t, 1, asked.Load(), "the first token")
		good.Store("token-2")
		all()
		require.EqualValues(t, 2, asked.Load(), "the second token")
	})
}

func TestALateRefusalOfAnOldTokenKeepsTheNewOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source, asked := counted(0)
		c := through(t, func(r *http.Request) (*http.Response, error) {
			if r.Header.Get("X-Auth-Token") != "token-1" {
				return answer(200, `{}`), nil
			}
			if strings.HasSuffix(r.URL.Path, "/slow") {
				time.Sleep(time.Second)
			}
			return answer(401, ""), nil
		}, devenviron.WithTokenSource(source))
		var calls sync.WaitGroup
		for _, id := range []string{"slow", "fast"} {
			calls.Go(func() {
				_, err := c.ShowNotebook(t.Context(), id)
				require.NoError(t, err)
			})
		}
		calls.Wait()
		require.EqualValues(t, 2, asked.Load())
	})
}

func TestCallsThatWaitShareAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := new(atomic.Int64)
		down := errors.New("identity is down")
		c := through(t, nil, devenviron.WithTokenSource(func(context.Context) (devenviron.Token, error) {
			asked.Add(1)
			time.Sleep(time.Second)
			return devenviron.Token{}, down
		}))
		var calls sync.WaitGroup
		for range 10 {
			calls.Go(func() {
				_, err := c.ShowNotebook(t.Context(), "1")
				require.ErrorIs(t, err, down)
			})
		}
		calls.Wait()
		require.EqualValues(t, 1, asked.Load(), "a wrong password is tried once, or the account is locked")
	})
}

func TestACallThatGivesUpDoesNotEndTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := through(t, func(*http.Request) (*http.Response, error) { return answer(200, `{}`), nil },
			devenviron.WithTokenSource(func(ctx context.Context) (devenviron.Token, error) {
				select {
				case <-ctx.Done():
					return devenviron.Token{}, ctx.Err()
				case <-time.After(time.Minute):
					return devenviron.Token{Value: "token"}, nil
				}
			}))
		hasty, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var calls sync.WaitGroup
		calls.Go(func() {
			_, err := c.ShowNotebook(hasty, "1")
			require.ErrorIs(t, err, context.DeadlineExceeded)
		})
		synctest.Wait()
		calls.Go(func() {
			_, err := c.ShowNotebook(t.Context(), "1")
			require.NoError(t, err)
		})
		calls.Wait()
	})
}

func TestACallThatWaitsForATokenHeedsItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := through(t, func(*http.Request) (*http.Response, error) { return answer(200, `{}`), nil },
			devenviron.WithTokenSource(func(context.Context) (devenviron.Token, error) {
				time.Sleep(time.Hour)
				return devenviron.Token{Value: "token"}, nil
			}))
		var calls sync.WaitGroup
		calls.Go(func() {
			_, err := c.ShowNotebook(t.Context(), "1")
			require.NoError(t, err)
		})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begin := time.Now()
		_, err := c.ShowNotebook(ctx, "1")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, time.Second, time.Since(begin))
		calls.Wait()
	})
}

func TestAnEmptyTokenIsNotSent(t *testing.T) {
	c := through(t, nil, devenviron.WithTokenSource(func(context.Context) (devenviron.Token, error) { return devenviron.Token{}, nil }))
	_, err := c.ShowNotebook(t.Context(), "1")
	require.ErrorContains(t, err, "the source gave an empty one")
}

func TestASourceThatPanicsBlocksNobody(t *testing.T) {
	calls := 0
	c := through(t, func(*http.Request) (*http.Response, error) { return answer(200, `{}`), nil },
		devenviron.WithTokenSource(func(context.Context) (devenviron.Token, error) {
			if calls++; calls == 1 {
				panic("once")
			}
			return devenviron.Token{Value: "token"}, nil
		}))
	require.Panics(t, func() { _, _ = c.ShowNotebook(t.Context(), "1") })
	_, err := c.ShowNotebook(t.Context(), "1")
	require.NoError(t, err)
}
