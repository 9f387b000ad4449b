package devenviron_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/model/notebooks"
)

var (
	refusedDial = &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	reset       = &net.OpError{Op: "read", Net: "tcp", Err: errors.New("connection reset by peer")}
)

func TestRequestsAreSentAgainWhereThatIsSafe(t *testing.T) {
	const once, always = 1, 3
	for _, tt := range []struct {
		name      string
		status    int
		body      string
		err       error
		get, post int
	}{
		{"refused as too fast", 429, `{"error_code":"ModelArts.6101"}`, nil, always, always},
		{"refused as too fast by a code", 403, `{"error_code":"APIG.0308"}`, nil, always, always},
		{"a fault of the service", 500, `{"error_code":"ModelArts.6102"}`, nil, always, once},
		{"the gateway gets no answer", 502, "<html>", nil, always, once},
		{"not available", 503, "", nil, always, once},
		{"the gateway gets an answer too late", 504, `{"error_code":"APIGW.0201"}`, nil, always, once},
		{"the request took too long", 408, `{"error_code":"ModelArts.6100"}`, nil, always, once},
		{"a fault that is none of the service", 500, `{"error_code":"ModelArts.0109"}`, nil, once, once},
		{"nothing left", 500, `{"error_code":"ModelArts.6200"}`, nil, once, once},
		{"not implemented", 501, "", nil, once, once},
		{"not valid", 400, `{"error_code":"ModelArts.0104"}`, nil, once, once},
		{"not found", 404, "", nil, once, once},
		{"no connection", 0, "", refusedDial, always, always},
		{"the connection is lost", 0, "", reset, always, once},
		{"the answer is cut", 0, "", io.ErrUnexpectedEOF, always, once},
		{"the certificate is wrong", 0, "", &tls.CertificateVerificationError{Err: errors.New("expired")}, once, once},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for method, want := range map[string]int{"GET": tt.get, "HEAD": tt.get, "PUT": tt.get, "DELETE": tt.get, "POST": tt.post, "PATCH": tt.post} {
					sent := 0
					c := through(t, func(*http.Request) (*http.Response, error) {
						if sent++; tt.err != nil {
							return nil, tt.err
						}
						return answer(tt.status, tt.body), nil
					}, byToken, devenviron.WithRetries(2))
					r, err := http.NewRequestWithContext(t.Context(), method, "/v1", nil)
					require.NoError(t, err)
					_, err = c.Do(r)
					require.Error(t, err)
					require.Equal(t, want, sent, method)
				}
			})
		})
	}
}

func TestStartAndStopAreSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, call := range map[string]func(*devenviron.Client) error{
			"start": func(c *devenviron.Client) error { _, err := c.StartNotebook(t.Context(), "1", nil); return err },
			"stop":  func(c *devenviron.Client) error { _, err := c.StopNotebook(t.Context(), "1"); return err },
		} {
			sent := 0
			c := through(t, func(*http.Request) (*http.Response, error) {
				if sent++; sent < 3 {
					return answer(502, ""), nil
				}
				return answer(200, `{"id":"1"}`), nil
			}, byToken)
			require.NoError(t, call(c), name)
			require.Equal(t, 3, sent, name)
		}
	})
}

func TestABodyIsSentAgainFromItsBeginning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var bodies []string
		c := through(t, func(r *http.Request) (*http.Response, error) {
			body, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			require.EqualValues(t, len(body), r.ContentLength)
			bodies = append(bodies, string(body))
			return answer(503, ""), nil
		}, byToken, devenviron.WithRetries(2))

		_, err := c.UpdateNotebook(t.Context(), "1", notebooks.UpdateNotebookRequest{Name: new("n")})
		require.Error(t, err)

		require.Equal(t, []string{`{"name":"n"}`, `{"name":"n"}`, `{"name":"n"}`}, bodies)
	})
}

func TestErrorsOfTheNetworkDoNotShowTheQuery(t *testing.T) {
	c := through(t, func(*http.Request) (*http.Response, error) { return nil, reset }, byToken, devenviron.WithRetries(0))
	_, err := c.ListNotebooks(t.Context(), &devenviron.ListNotebooksParams{Name: new("confidential")})
	require.EqualError(t, err, "GET /v1/"+project+"/notebooks: read tcp: connection reset by peer")
	require.ErrorIs(t, err, reset)
}

func TestAPasswordIsSentAgainThoughByPost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		c := through(t, func(r *http.Request) (*http.Response, error) {
			if !strings.HasPrefix(r.URL.Host, "iam.") {
				return answer(200, `{}`), nil
			}
			if sent++; sent == 1 {
				return nil, reset
			}
			return answer(201, `{"token":{"expires_at":"2026-11-22T09:05:22.701000Z"}}`, "X-Subject-Token", "t"), nil
		}, devenviron.WithPassword(devenviron.Password{Domain: "d", User: "u", Password: "p"}))
		_, err := c.ShowNotebook(t.Context(), "1")
		require.NoError(t, err)
		require.Equal(t, 2, sent)
	})
}

func TestNoGoroutineAndNoConnectionIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "odd") {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = io.WriteString(w, `{"id":"1"}`)
	}))
	own := &http.Client{Transport: &http.Transport{}}
	c, err := devenviron.New(server.URL, devenviron.WithProject(project), byToken, devenviron.WithHTTPClient(own))
	require.NoError(t, err)
	var calls sync.WaitGroup
	for range 20 {
		for _, id := range []string{"even", "odd"} {
			calls.Go(func() { _, _ = c.ShowNotebook(t.Context(), id) })
		}
	}
	calls.Wait()
	own.CloseIdleConnections()
	server.Close()
	// Connections need a moment to end.
	for range 500 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	require.Fail(t, "goroutines are left", "%s", stacks[:runtime.Stack(stacks, true)])
}
