package conformance_test

import (
	"bufio"
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

func TestHandlerGivesBodiesBack(t *testing.T) {
	for name, edit := range map[string]func(*http.Request) *http.Request{
		"of announced length": func(r *http.Request) *http.Request { return r },
		"that are streamed":   streamed,
		"that the client offers first": func(r *http.Request) *http.Request {
			r.Header.Set("Expect", "100-continue")
			return r
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			client, server := sides["a handler"](t, w, func(w http.ResponseWriter, r *http.Request) {
				text, err := io.ReadAll(r.Body)
				require.NoError(t, err)
				require.Equal(t, `{"hour":9}`, string(text))
				n, err := r.Body.Read(make([]byte, 1))
				require.Zero(t, n)
				require.Equal(t, io.EOF, err)
				require.NoError(t, r.Body.Close())
				w.WriteHeader(204)
			})
			response, err := client.Do(edit(request(t, "PUT", server.URL+"/time", `{"hour":9}`)))
			require.NoError(t, err)
			require.Equal(t, 204, response.StatusCode)
			server.Close()
			x, rules := w.one(t)
			require.Empty(t, rules)
			require.Equal(t, `{"hour":9}`, string(x.Request.Body.Bytes))
		})
	}
}

func TestHandlerPassesAnAbortedRequestOn(t *testing.T) {
	for _, announced := range []int64{10, 1 << 60} { // A length is no reason to take memory before the bytes come.
		w := watch(t)
		w.BodyLimit = 1 << 61
		h := conformance.Handler{Monitor: &w.Monitor, Next: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			text, err := io.ReadAll(r.Body)
			require.Equal(t, `{"hour"`, string(text))
			require.Equal(t, io.ErrUnexpectedEOF, err)
			w.WriteHeader(400)
		})}
		r := httptest.NewRequest("PUT", "/time", strings.NewReader(`{"hour"`))
		r.ContentLength = announced
		h.ServeHTTP(httptest.NewRecorder(), r)
		x, rules := w.one(t)
		require.False(t, x.Request.Body.Recorded)
		require.Empty(t, rules)
	}
}

// A client that waits for permission to send must not get it from anybody but the handler.
func TestHandlerDoesNotAskForBodiesThatTheClientOffers(t *testing.T) {
	w := watch(t)
	_, server := sides["a handler"](t, w, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(400) })
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	_, err = io.WriteString(conn, "PUT /time HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n")
	require.NoError(t, err)
	line, err := bufio.NewReader(conn).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "HTTP/1.1 400 Bad Request\r\n", line)
}

func TestHandlerLetsConnectionsGo(t *testing.T) {
	for name, hijack := range map[string]func(http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error){
		"by type": func(w http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error) { return w.(http.Hijacker).Hijack() },
		"by a controller": func(w http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error) {
			return http.NewResponseController(w).Hijack()
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			client, server := sides["a handler"](t, w, func(w http.ResponseWriter, _ *http.Request) {
				conn, _, err := hijack(w)
				require.NoError(t, err)
				defer conn.Close()
				_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhello")
			})
			response, err := client.Do(request(t, "GET", server.URL+"/time", ""))
			require.NoError(t, err)
			require.Equal(t, 101, response.StatusCode)
			text, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			require.Equal(t, "hello", string(text))
			require.Eventually(t, func() bool { // A server does not wait for connections that it gave away.
				w.mu.Lock()
				defer w.mu.Unlock()
				return len(w.exchanges) == 1
			}, 10*time.Second, time.Millisecond)
			x, rules := w.one(t)
			require.Zero(t, x.Response.Status)
			require.Equal(t, []string{"status-missing"}, rules)
		})
	}
}

func TestTransportLetsUpgradesWrite(t *testing.T) {
	w := watch(t)
	client, server := sides["a transport"](t, w, func(w http.ResponseWriter, _ *http.Request) {
		conn, buffered, err := w.(http.Hijacker).Hijack()
		require.NoError(t, err)
		defer conn.Close()
		_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
		line, _ := buffered.ReadString('\n')
		_, _ = io.WriteString(conn, line)
	})
	r := request(t, "GET", server.URL+"/time", "")
	r.Header.Set("Connection", "Upgrade")
	r.Header.Set("Upgrade", "echo")
	response, err := client.Do(r)
	require.NoError(t, err)
	_, err = io.WriteString(response.Body.(io.ReadWriteCloser), "hello\n")
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, "hello\n", string(text))
	_, rules := w.one(t)
	require.Equal(t, []string{"status-undeclared"}, rules)
}

func TestHandlerServesHTTP2(t *testing.T) {
	w := watch(t)
	server := httptest.NewUnstartedServer(&conformance.Handler{Monitor: &w.Monitor, Next: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, 2, r.ProtoMajor)
		_, hijacks := w.(http.Hijacker)
		require.False(t, hijacks, "HTTP/2 has no connection to give away")
		controller := http.NewResponseController(w)
		require.NoError(t, controller.SetWriteDeadline(time.Now().Add(time.Minute)))
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"hour"`)
		require.NoError(t, controller.Flush())
		_, _ = io.WriteString(w, `:"nine"}`)
		w.Header().Set(http.TrailerPrefix+"Checksum", "one")
	})})
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	response, err := server.Client().Do(request(t, "GET", server.URL+"/time", ""))
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, `{"hour":"nine"}`, string(text))
	require.Equal(t, "one", response.Trailer.Get("Checksum"))
	server.Close()
	x, rules := w.one(t)
	require.Equal(t, []string{"type"}, rules)
	require.Equal(t, "https", x.Request.URL.Scheme)
	for _, h := range x.Response.Headers {
		require.NotContains(t, h.Name, "Checksum", "a trailer is no header")
	}
}

func TestHandlerOffersWhatTheWriterOffers(t *testing.T) {
	type plain struct{ http.ResponseWriter }
	type pushing struct {
		*httptest.ResponseRecorder
		http.Pusher
	}
	for name, tt := range map[string]struct {
		writer          http.ResponseWriter
		flushes, pushes bool
	}{
		"nothing more":         {plain{httptest.NewRecorder()}, false, false},
		"flushing":             {httptest.NewRecorder(), true, false},
		"flushing and pushing": {pushing{ResponseRecorder: httptest.NewRecorder()}, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			h := conformance.Handler{Monitor: &w.Monitor, Next: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, flushes := w.(http.Flusher)
				require.Equal(t, tt.flushes, flushes)
				_, pushes := w.(http.Pusher)
				require.Equal(t, tt.pushes, pushes)
				_, hijacks := w.(http.Hijacker)
				require.False(t, hijacks)
				answer(`{"hour":9}`)(w, nil)
			})}
			h.ServeHTTP(tt.writer, httptest.NewRequest("GET", "/time", nil))
			_, rules := w.one(t)
			require.Empty(t, rules)
		})
	}
}

func TestHandlerTakesTheFinalStatus(t *testing.T) {
	w := watch(t)
	client, server := sides["a handler"](t, w, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusEarlyHints)
		answer(`{"hour":9}`)(w, r)
	})
	response, err := client.Do(request(t, "GET", server.URL+"/time", ""))
	require.NoError(t, err)
	require.Equal(t, 200, response.StatusCode)
	server.Close()
	x, rules := w.one(t)
	require.Equal(t, 200, x.Response.Status)
	require.Empty(t, rules)
}

func TestHandlerClaimsNothingOfAnAbortedResponse(t *testing.T) {
	w := watch(t)
	h := conformance.Handler{Monitor: &w.Monitor, Next: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answer(`{"hour"`)(w, nil)
		panic(http.ErrAbortHandler)
	})}
	require.PanicsWithValue(t, http.ErrAbortHandler, func() {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/time", nil))
	})
	x, rules := w.one(t)
	require.Equal(t, 200, x.Response.Status)
	require.False(t, x.Response.Body.Recorded)
	require.Empty(t, rules)
}

func TestHandlerKeepsTheMediaTypeOfTheFirstFlush(t *testing.T) {
	w := watch(t)
	client, server := sides["a handler"](t, w, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<")
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, "html>")
	})
	response, err := client.Do(request(t, "GET", server.URL+"/time", ""))
	require.NoError(t, err)
	server.Close()
	x, _ := w.one(t)
	require.Equal(t, []conformance.Header{{Name: "Content-Type", Value: response.Header.Get("Content-Type"), Offset: conformance.NoOffset}}, x.Response.Headers)
}
