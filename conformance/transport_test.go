package conformance_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// base is a transport that a test makes up.
type base func(*http.Request) (*http.Response, error)

func (b base) RoundTrip(r *http.Request) (*http.Response, error) { return b(r) }

func encoded(t *testing.T, encoding, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	default:
		return []byte(text)
	}
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Bytes()
}

func TestTransportPassesErrorsOn(t *testing.T) {
	w := watch(t)
	want := errors.New("no route to host")
	transport := conformance.Transport{Monitor: &w.Monitor, Base: base(func(*http.Request) (*http.Response, error) { return nil, want })}
	response, err := transport.RoundTrip(request(t, "GET", "http://h/time", ""))
	require.Nil(t, response)
	require.Same(t, want, err)
	x, rules := w.one(t)
	require.Zero(t, x.Response.Status)
	require.Equal(t, []string{"status-missing"}, rules)
}

func TestTransportPassesErrorsOfBodiesOn(t *testing.T) {
	w := watch(t)
	want := errors.New("connection reset")
	body := &testBody{Reader: io.MultiReader(strings.NewReader(`{"hour":`), failing{want}), closed: want}
	transport := conformance.Transport{Monitor: &w.Monitor, Base: base(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}, nil
	})}
	response, err := transport.RoundTrip(request(t, "GET", "http://h/time", ""))
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.Same(t, want, err)
	require.Equal(t, `{"hour":`, string(text))
	require.Same(t, want, response.Body.Close())
	x, rules := w.one(t)
	require.False(t, x.Response.Body.Recorded, "half a body is none")
	require.Empty(t, rules)
}

type testBody struct {
	io.Reader
	closed error
}

func (b *testBody) Close() error { return b.closed }

type failing struct{ err error }

func (b failing) Read([]byte) (int, error) { return 0, b.err }

func TestTransportJudgesABodyThatIsClosed(t *testing.T) {
	tests := []struct {
		name string
		// length is what the response announces, read how much of it the client takes.
		length int64
		read   int
		want   bool
	}{
		{"at its end, which was announced", 10, 10, true},
		{"at its end, which nobody announced", -1, 10, false},
		{"before its end", 10, 5, false},
		{"unread", 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := watch(t)
			transport := conformance.Transport{Monitor: &w.Monitor, Base: base(func(*http.Request) (*http.Response, error) {
				return &http.Response{
					StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}},
					Body: io.NopCloser(strings.NewReader(`{"hour":9}`)), ContentLength: tt.length,
				}, nil
			})}
			response, err := transport.RoundTrip(request(t, "GET", "http://h/time", ""))
			require.NoError(t, err)
			_, err = io.ReadFull(response.Body, make([]byte, tt.read))
			require.NoError(t, err)
			require.Empty(t, w.results)
			require.NoError(t, response.Body.Close())
			require.NoError(t, response.Body.Close())
			x, rules := w.one(t)
			require.Equal(t, tt.want, x.Response.Body.Recorded)
			require.Empty(t, rules)
		})
	}
}

// A client that is closed must not leave the goroutines of its connections behind.
func TestTransportClosesTheConnectionsOfItsBase(t *testing.T) {
	server := httptest.NewUnstartedServer(answer(`{"hour":9}`))
	closed := make(chan struct{}, 1)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateClosed {
			closed <- struct{}{}
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	client := &http.Client{Transport: &conformance.Transport{Base: &http.Transport{}, Monitor: &watch(t).Monitor}}
	response, err := client.Do(request(t, "GET", server.URL+"/time", ""))
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	client.CloseIdleConnections()
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		require.Fail(t, "the connection stays open")
	}
}

func TestTransportLeavesRequestsAsTheyAre(t *testing.T) {
	for name, edit := range map[string]func(*http.Request) *http.Request{
		"that can be read again": func(r *http.Request) *http.Request { return r },
		"that can be read once":  streamed,
		"that cannot be got again": func(r *http.Request) *http.Request {
			r.GetBody = func() (io.ReadCloser, error) { return nil, io.ErrClosedPipe }
			return r
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			transport := conformance.Transport{Monitor: &w.Monitor, Base: base(func(r *http.Request) (*http.Response, error) {
				text, err := io.ReadAll(r.Body)
				require.NoError(t, err)
				require.Equal(t, `{"hour":9}`, string(text))
				return &http.Response{StatusCode: 204}, nil
			})}
			r := edit(request(t, "PUT", "http://user:secret@h/time", `{"hour":9}`))
			before := *r
			response, err := transport.RoundTrip(r)
			require.NoError(t, err)
			require.Nil(t, response.Body)
			require.True(t, r.Body == before.Body, "the body is another one")
			require.Equal(t, before.URL, r.URL)
			x, rules := w.one(t)
			require.Empty(t, rules)
			require.Equal(t, `{"hour":9}`, string(x.Request.Body.Bytes))
			require.NotContains(t, x.Request.URL.String(), "secret")
		})
	}
}

func TestTransportJudgesWhatIsSent(t *testing.T) {
	again := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(`{"hour":"ten"}`)), nil }
	for name, tt := range map[string]struct {
		send func(*testing.T, *http.Request)
		want string
	}{
		"when it is read": {func(t *testing.T, r *http.Request) {
			_, err := io.ReadAll(r.Body)
			require.NoError(t, err)
		}, `{"hour":9}`},
		"when it is sent again, after a lost connection": {func(t *testing.T, r *http.Request) {
			_, err := r.Body.Read(make([]byte, 5))
			require.NoError(t, err)
			body, err := r.GetBody()
			require.NoError(t, err)
			_, err = io.ReadAll(body)
			require.NoError(t, err)
		}, `{"hour":"ten"}`},
		"when nobody reads it": {func(*testing.T, *http.Request) {}, `{"hour":"ten"}`},
		"but nothing when only a part is read": {func(t *testing.T, r *http.Request) {
			_, err := r.Body.Read(make([]byte, 5))
			require.NoError(t, err)
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			transport := conformance.Transport{Monitor: &w.Monitor, Base: base(func(r *http.Request) (*http.Response, error) {
				tt.send(t, r)
				return &http.Response{StatusCode: 204}, nil
			})}
			r := request(t, "PUT", "http://h/time", `{"hour":9}`)
			r.GetBody = again
			_, err := transport.RoundTrip(r)
			require.NoError(t, err)
			x, _ := w.one(t)
			require.Equal(t, tt.want, string(x.Request.Body.Bytes))
			require.Equal(t, tt.want != "", x.Request.Body.Recorded)
		})
	}
}

func TestTransportJudgesEachRedirect(t *testing.T) {
	w := watch(t)
	client, server := sides["a transport"](t, w, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == "" {
			w.Header().Set("Location", "/time?zone=UTC")
			w.WriteHeader(http.StatusFound)
			return
		}
		answer(`{"hour":9}`)(w, r)
	})
	response, err := client.Do(request(t, "GET", server.URL+"/time", ""))
	require.NoError(t, err)
	_, err = io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Len(t, w.results, 2)
	require.Equal(t, 302, w.results[0].Status)
	require.Equal(t, 200, w.results[1].Status)
}
