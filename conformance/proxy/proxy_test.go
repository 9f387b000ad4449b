package proxy_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/proxy"
	"github.com/devenviron/contract/conformance/recording"
)

// stage is an upstream, a proxy that records it, and a client of the proxy.
type stage struct {
	URL      string
	Folder   string
	Recorder *proxy.Recorder
	Client   *http.Client
	end      func()
}

// setting is what a test wants to be different.
type setting struct {
	proxy.Options
	recorder proxy.RecorderOptions
	folder   string
}

func serve(t testing.TB, upstream string, o setting) *stage {
	t.Helper()
	if o.folder == "" {
		o.folder = filepath.Join(t.TempDir(), "traffic")
	}
	s := &stage{Folder: o.folder, Client: &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 512}}}
	target, err := url.Parse(upstream)
	require.NoError(t, err)
	s.Recorder, err = proxy.NewRecorder(s.Folder, o.recorder)
	require.NoError(t, err)
	o.Upstream, o.Options.Recorder = target, s.Recorder
	p, err := proxy.New(o.Options)
	require.NoError(t, err)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.URL = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	served := make(chan error, 1)
	go func() { served <- p.Serve(ctx, l, nil) }()
	ended := false
	s.end = func() {
		if ended {
			return
		}
		ended = true
		s.Client.CloseIdleConnections()
		stop()
		require.NoError(t, <-served)
		require.NoError(t, s.Recorder.Close())
	}
	t.Cleanup(s.end)
	return s
}

// behind serves a handler behind a proxy.
func behind(t testing.TB, handler http.HandlerFunc, o setting) *stage {
	t.Helper()
	upstream := httptest.NewServer(handler)
	t.Cleanup(upstream.Close)
	return serve(t, upstream.URL, o)
}

// recorded ends the traffic, and gives what is in the recording.
func (s *stage) recorded(t testing.TB) []conformance.Exchange {
	t.Helper()
	s.end()
	return readFolder(t, s.Folder)
}

func readFolder(t testing.TB, folder string) []conformance.Exchange {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	require.NoError(t, err)
	var exchanges []conformance.Exchange
	for _, name := range names {
		for x, err := range recording.ReadFile(name) {
			require.NoError(t, err)
			exchanges = append(exchanges, x)
		}
	}
	return exchanges
}

func (s *stage) one(t testing.TB) conformance.Exchange {
	t.Helper()
	all := s.recorded(t)
	require.Len(t, all, 1)
	return all[0]
}

func (s *stage) do(t testing.TB, method, path, body string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	require.NoError(t, err)
	response, err := s.Client.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(text)
}

func header(headers []conformance.Header, name string) string {
	for _, h := range headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

func TestAnExchangePassesAndIsRecorded(t *testing.T) {
	var host string
	var got http.Header
	s := behind(t, func(w http.ResponseWriter, r *http.Request) {
		host, got = r.Host, r.Header
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Request-Id", "7")
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, "got "+string(body))
	}, setting{})
	r, err := http.NewRequest("POST", s.URL+"/a%2Fb?q=1;2&q=%zz", strings.NewReader("five"))
	require.NoError(t, err)
	r.Header = http.Header{"X-Forwarded-For": {"10.0.0.1"}, "Connection": {"X-Hop"}, "X-Hop": {"1"}, "X-Kept": {"1"}}
	response, err := s.Client.Do(r)
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, "got five", string(text))
	require.Equal(t, "7", response.Header.Get("X-Request-Id"))
	require.NotContains(t, s.URL, host, "the upstream is asked by its own name")
	require.Empty(t, got.Get("X-Forwarded-For"))
	require.Empty(t, got.Get("X-Hop"))
	require.Equal(t, "1", got.Get("X-Kept"))
	x := s.one(t)
	require.Equal(t, "POST", x.Request.Method)
	require.Equal(t, "http://"+host+"/a%2Fb?q=1;2&q=%zz", x.Request.RawURL)
	require.Equal(t, "five", string(x.Request.Body.Bytes))
	require.Equal(t, http.StatusCreated, x.Response.Status)
	require.Equal(t, "got five", string(x.Response.Body.Bytes))
	require.Equal(t, "7", header(x.Response.Headers, "X-Request-Id"))
}

func TestForwardingHeadersAreAddedWhenAskedFor(t *testing.T) {
	s := behind(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, r.Header.Get("X-Forwarded-For")+" "+r.Header.Get("X-Forwarded-Proto"))
	}, setting{Options: proxy.Options{Forwarded: true}})
	_, text := s.do(t, "GET", "/", "")
	require.Equal(t, "127.0.0.1 http", text)
}

func TestNoCredentialReachesTheDisk(t *testing.T) {
	const canary = "c4n4ry5ecret"
	s := behind(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", "sid="+canary)
		w.Header().Set("X-Subject-Token", canary)
	}, setting{Options: proxy.Options{Contract: conformance.Must(conformance.Embedded())}})
	r, err := http.NewRequest("GET", s.URL+"/v1/p/notebooks", nil)
	require.NoError(t, err)
	for _, name := range []string{"X-Auth-Token", "Authorization", "X-Security-Token", "Cookie", "Proxy-Authorization"} {
		r.Header.Set(name, canary)
	}
	response, err := s.Client.Do(r)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, canary, response.Header.Get("X-Subject-Token"), "the client gets what the upstream sent")
	s.end()
	files, err := filepath.Glob(filepath.Join(s.Folder, "*"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	text, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.Contains(t, string(text), "/v1/p/notebooks")
	require.NotContains(t, string(text), canary)
}

func TestAnUpstreamThatDoesNotAnswerIsABadGateway(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	s := serve(t, "http://"+l.Addr().String(), setting{})
	response, text := s.do(t, "GET", "/", "")
	require.Equal(t, http.StatusBadGateway, response.StatusCode)
	require.Equal(t, "validate; error=connection_refused", response.Header.Get("Proxy-Status"))
	require.Equal(t, "proxy: the upstream did not answer: connection refused\n", text)
	x := s.one(t)
	require.Equal(t, http.StatusBadGateway, x.Response.Status)
	require.Equal(t, text, string(x.Response.Body.Bytes))
}

func TestAnUpstreamThatTakesTooLongIsAGatewayTimeout(t *testing.T) {
	s := behind(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		setting{Options: proxy.Options{Limits: proxy.Limits{Answer: 20 * time.Millisecond}}})
	response, _ := s.do(t, "GET", "/", "")
	require.Equal(t, http.StatusGatewayTimeout, response.StatusCode)
	require.Equal(t, http.StatusGatewayTimeout, s.one(t).Response.Status)
}

func TestAnUpstreamOfNoURLIsRefused(t *testing.T) {
	for _, text := range []string{"ftp://h", "h:1", "https://", "https://me:pa55@h", "https://h?q=1", "https://h#f"} {
		u, err := url.Parse(text)
		require.NoError(t, err)
		_, err = proxy.New(proxy.Options{Upstream: u})
		require.Error(t, err, text)
		require.NotContains(t, err.Error(), "pa55")
	}
}

func TestTheProxyRefusesWhatComesAfterItIsClosed(t *testing.T) {
	recorder, err := proxy.NewRecorder(t.TempDir(), proxy.RecorderOptions{})
	require.NoError(t, err)
	p, err := proxy.New(proxy.Options{Upstream: &url.URL{Scheme: "http", Host: "h"}, Recorder: recorder})
	require.NoError(t, err)
	p.Close()
	w := httptest.NewRecorder()
	p.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	require.Equal(t, http.StatusServiceUnavailable, w.Code)
	require.NoError(t, recorder.Close())
	require.Error(t, recorder.Record(&conformance.Exchange{}))
}

// How long a test waits for what takes about a second.
const (
	waitLimit = time.Minute
	waitStep  = 10 * time.Millisecond
)

func TestNoGoroutineIsLeftBehind(t *testing.T) {
	s := behind(t, func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) }, setting{})
	s.do(t, "POST", "/", "text")
	s.end()
	require.Eventually(t, func() bool {
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		return !strings.Contains(string(stacks), "conformance/proxy.")
	}, waitLimit, waitStep)
}
