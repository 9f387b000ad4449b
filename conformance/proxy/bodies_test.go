package proxy_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/proxy"
)

func TestAStreamPassesAsItComes(t *testing.T) {
	next := make(chan struct{})
	s := behind(t, func(w http.ResponseWriter, _ *http.Request) {
		for _, text := range []string{"one", "two"} {
			io.WriteString(w, text)
			http.NewResponseController(w).Flush()
			<-next
		}
	}, setting{})
	response, err := s.Client.Get(s.URL)
	require.NoError(t, err)
	defer response.Body.Close()
	for _, want := range []string{"one", "two"} {
		got := make([]byte, 3)
		_, err := io.ReadFull(response.Body, got)
		require.NoError(t, err)
		require.Equal(t, want, string(got))
		next <- struct{}{}
	}
	rest, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Empty(t, rest)
	require.Equal(t, "onetwo", string(s.one(t).Response.Body.Bytes))
}

func TestAGzippedBodyPassesAsItIsAndIsRecordedPlain(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := io.WriteString(w, `{"hour": 9}`)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	s := behind(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(packed.Bytes())
	}, setting{})
	_, text := s.do(t, "GET", "/", "")
	require.Equal(t, packed.String(), text)
	require.Equal(t, `{"hour": 9}`, string(s.one(t).Response.Body.Bytes))
}

func TestABodyBeyondTheLimitPassesAndIsNotRecorded(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	s := behind(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Write(body)
	}, setting{Options: proxy.Options{BodyLimit: 10}})
	_, text := s.do(t, "POST", "/", long)
	require.Equal(t, long, text)
	x := s.one(t)
	require.False(t, x.Request.Body.Recorded)
	require.False(t, x.Response.Body.Recorded)
}

func TestAnswersWithoutABodyAreRecordedAsSuch(t *testing.T) {
	statuses := map[string]int{"/204": 204, "/304": 304, "/head": 200, "/none": 200}
	for path, status := range statuses {
		t.Run(path, func(t *testing.T) {
			s := behind(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Etag", `"1"`)
				if path == "/head" {
					w.Header().Set("Content-Length", "11")
				}
				w.WriteHeader(status)
			}, setting{})
			method := "GET"
			if path == "/head" {
				method = "HEAD"
			}
			response, text := s.do(t, method, path, "")
			require.Equal(t, status, response.StatusCode)
			require.Empty(t, text)
			require.Equal(t, `"1"`, response.Header.Get("Etag"))
			x := s.one(t)
			require.Equal(t, status, x.Response.Status)
			require.Empty(t, x.Response.Body.Bytes)
		})
	}
}

func TestTrailersPass(t *testing.T) {
	s := behind(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Trailer", "X-Sum")
		io.WriteString(w, "text")
		w.Header().Set("X-Sum", "9")
	}, setting{})
	response, text := s.do(t, "GET", "/", "")
	require.Equal(t, "text", text)
	require.Equal(t, "9", response.Trailer.Get("X-Sum"))
	require.Equal(t, "text", string(s.one(t).Response.Body.Bytes))
}

func TestInformationPasses(t *testing.T) {
	s := behind(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", "</style.css>")
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusAccepted)
	}, setting{})
	var hints []string
	trace := &httptrace.ClientTrace{Got1xxResponse: func(status int, header textproto.MIMEHeader) error {
		hints = append(hints, header.Get("Link"))
		return nil
	}}
	r, err := http.NewRequestWithContext(httptrace.WithClientTrace(t.Context(), trace), "GET", s.URL, nil)
	require.NoError(t, err)
	response, err := s.Client.Do(r)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, []string{"</style.css>"}, hints)
	require.Equal(t, http.StatusAccepted, s.one(t).Response.Status)
}

func TestAnUpgradePassesAndIsRecordedWithoutABody(t *testing.T) {
	s := behind(t, func(w http.ResponseWriter, r *http.Request) {
		conn, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
		line, _ := buffered.ReadString('\n')
		io.WriteString(conn, "echo "+line)
	}, setting{})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, "GET /kernel HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
	require.NoError(t, err)
	in := bufio.NewReader(conn)
	response, err := http.ReadResponse(in, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusSwitchingProtocols, response.StatusCode)
	recorded, _, _ := s.Recorder.Counts()
	require.Equal(t, 1, recorded, "before the client knows of it")
	_, err = io.WriteString(conn, "hello\n")
	require.NoError(t, err)
	line, err := in.ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "echo hello\n", line)
	x := s.one(t)
	require.Equal(t, http.StatusSwitchingProtocols, x.Response.Status)
	require.Empty(t, x.Response.Body.Bytes)
}

func TestAnUpgradeEndsWithTheProxy(t *testing.T) {
	s := behind(t, func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
		io.Copy(io.Discard, conn)
	}, setting{})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
	require.NoError(t, err)
	in := bufio.NewReader(conn)
	_, err = http.ReadResponse(in, nil)
	require.NoError(t, err)
	s.end()
	_, err = in.ReadByte()
	require.Error(t, err)
}

func TestAnAnswerThatTheUpstreamCutsIsCut(t *testing.T) {
	seen := make(chan struct{})
	s := behind(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, "half")
		http.NewResponseController(w).Flush()
		<-seen
		panic(http.ErrAbortHandler)
	}, setting{})
	response, err := s.Client.Get(s.URL)
	require.NoError(t, err)
	defer response.Body.Close()
	close(seen)
	_, err = io.ReadAll(response.Body)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	x := s.one(t)
	require.Equal(t, 200, x.Response.Status)
	require.False(t, x.Response.Body.Recorded, "half a body is none")
}

func TestAClientThatGoesIsRecordedWithoutAnAnswer(t *testing.T) {
	asked := make(chan struct{})
	s := behind(t, func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done()
	}, setting{})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	require.NoError(t, err)
	_, err = io.WriteString(conn, "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
	require.NoError(t, err)
	<-asked
	require.NoError(t, conn.Close())
	x := s.one(t)
	require.Equal(t, "/slow", x.Request.URL.Path)
	require.Zero(t, x.Response.Status)
}

func TestARequestBodyThatIsTooLargeIsRefused(t *testing.T) {
	small := setting{Options: proxy.Options{Limits: proxy.Limits{RequestBody: 10}}}
	bodies := map[string]io.Reader{
		"of announced length": strings.NewReader(strings.Repeat("x", 11)),
		"of unknown length":   io.MultiReader(strings.NewReader(strings.Repeat("x", 11))),
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			s := behind(t, func(_ http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body) }, small)
			response, err := s.Client.Post(s.URL, "text/plain", body)
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())
			require.Equal(t, http.StatusRequestEntityTooLarge, response.StatusCode)
			x := s.one(t)
			require.Equal(t, http.StatusRequestEntityTooLarge, x.Response.Status)
			require.False(t, x.Request.Body.Recorded)
		})
	}
}

func TestAHeaderThatIsTooLargeIsRefused(t *testing.T) {
	s := behind(t, func(http.ResponseWriter, *http.Request) {}, setting{Options: proxy.Options{Limits: proxy.Limits{Header: 1 << 10}}})
	r, err := http.NewRequest("GET", s.URL, nil)
	require.NoError(t, err)
	r.Header.Set("X-Long", strings.Repeat("x", 10_000))
	response, err := s.Client.Do(r)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusRequestHeaderFieldsTooLarge, response.StatusCode)
	require.Empty(t, s.recorded(t))
}

func TestAClientThatStallsIsCutOff(t *testing.T) {
	quick := setting{Options: proxy.Options{Limits: proxy.Limits{Stall: 20 * time.Millisecond, HeaderTimeout: 20 * time.Millisecond}}}
	requests := map[string]string{
		"in the header":     "GET / HTTP/1.1\r\nHos",
		"in the body":       "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf",
		"taking the answer": "GET /endless HTTP/1.1\r\nHost: h\r\n\r\n",
	}
	for name, request := range requests {
		t.Run(name, func(t *testing.T) {
			over := make(chan struct{})
			s := behind(t, func(w http.ResponseWriter, r *http.Request) {
				io.Copy(io.Discard, r.Body)
				for r.URL.Path == "/endless" {
					if _, err := w.Write(make([]byte, 1<<20)); err != nil {
						close(over)
						return
					}
				}
			}, quick)
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
			require.NoError(t, err)
			defer conn.Close()
			_, err = io.WriteString(conn, request)
			require.NoError(t, err)
			if name == "taking the answer" {
				<-over
				return
			}
			_, err = io.ReadAll(conn) // to the end
			require.NoError(t, err)
		})
	}
}
