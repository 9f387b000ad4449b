package suite

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// recorder is the reverse proxy between a client and the server. It keeps what passes during a call.
type recorder struct {
	upstream  *url.URL
	transport http.RoundTripper
	timeout   time.Duration
	// learn is told every answer before the client gets it.
	learn  func(*operation, *given)
	server *http.Server
	// base is the URL that clients are given.
	base string

	mu sync.Mutex
	// idle is when no request is under way.
	idle   *sync.Cond
	active int
	passed []*passed
	// kept counts the bytes of bodies in passed.
	kept int
	call recorded
}

// recorded is the call that is under way.
type recorded struct {
	operation *operation
	// header is put on requests, for what a sandbox is asked for beside the contract.
	header map[string]string
	// change is what becomes of the answer, nil for nothing.
	change *Change
	// keepsHost leaves the Host as the client signed it.
	keepsHost bool
}

// passed is an exchange that passed.
type passed struct {
	method string
	url    *url.URL
	header http.Header
	body   []byte
	// answer is that of the server, and given that of the client; both are nil if failed is why there is none.
	answer, given *given
	failed        error
}

// given is an answer with its body in memory.
type given struct {
	status int
	header http.Header
	body   []byte
}

const (
	// mostRequests bounds how many requests a client may send for one call.
	mostRequests = 100
	// mostKept bounds how many bytes of bodies are kept of one call, but for those under way.
	mostKept = 8 * mostBody
)

func startRecorder(upstream *url.URL, transport http.RoundTripper, timeout time.Duration) (*recorder, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("recorder: %w", err)
	}
	if transport == nil {
		transport = http.DefaultTransport
	}
	r := &recorder{upstream: upstream, transport: transport, timeout: timeout, learn: func(*operation, *given) {}}
	r.idle = sync.NewCond(&r.mu)
	r.base = "http://" + listener.Addr().String() + strings.TrimSuffix(upstream.EscapedPath(), "/")
	silent := log.New(io.Discard, "", 0) // It would quote what clients sent.
	r.server = &http.Server{
		ReadTimeout: timeout, IdleTimeout: time.Hour, ErrorLog: silent, // A poll may wait long between two requests.
		Handler: &httputil.ReverseProxy{
			Rewrite: func(p *httputil.ProxyRequest) {
				p.Out.URL.Scheme, p.Out.URL.Host = upstream.Scheme, upstream.Host
				p.Out.URL.RawQuery = p.In.URL.RawQuery // even what Go cannot parse
				p.Out.Header.Del("Accept-Encoding")    // so that bodies come plain
			},
			Transport: r, ErrorLog: silent,
			ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
		},
	}
	go r.server.Serve(listener)
	return r, nil
}

func (r *recorder) close() { _ = r.server.Close() } // What is cut off has nobody who waits.

// begin says for which call is what passes from now on.
func (r *recorder) begin(call recorded) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.call = call
}

// end gives what passed since the last time, when it is over.
func (r *recorder) end() []*passed {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.active > 0 {
		r.idle.Wait()
	}
	all := r.passed
	r.passed, r.kept, r.call = nil, 0, recorded{}
	return all
}

// busy says whether the server is at work.
func (r *recorder) busy() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.active > 0
}

// RoundTrip carries a request to the server, and keeps the exchange.
func (r *recorder) RoundTrip(out *http.Request) (*http.Response, error) {
	r.mu.Lock()
	if len(r.passed)+r.active >= mostRequests || r.kept > mostKept {
		r.mu.Unlock()
		return nil, fmt.Errorf("got more than %d requests or %d bytes for one call", mostRequests, mostKept)
	}
	call := r.call
	r.active++
	r.mu.Unlock()
	x := &passed{method: out.Method, url: out.URL, header: out.Header.Clone()}
	response, err := r.carry(out, x, call)
	x.failed = err
	r.mu.Lock()
	defer r.mu.Unlock()
	r.passed = append(r.passed, x)
	r.kept += len(x.body)
	if x.answer != nil {
		r.kept += len(x.answer.body)
	}
	r.active--
	r.idle.Broadcast()
	return response, err
}

func (r *recorder) carry(out *http.Request, x *passed, call recorded) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(out.Context(), r.timeout)
	defer cancel()
	var err error
	if out.Body != nil {
		if x.body, err = whole(out.Body); err != nil {
			return nil, err
		}
	}
	send := out.Clone(ctx)
	if !call.keepsHost {
		send.Host = ""
	}
	send.Body, send.ContentLength = http.NoBody, 0
	if len(x.body) > 0 {
		send.Body, send.ContentLength = io.NopCloser(bytes.NewReader(x.body)), int64(len(x.body))
	}
	for name, value := range call.header {
		send.Header.Set(name, value)
	}
	response, err := r.transport.RoundTrip(send)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := whole(response.Body)
	if err != nil {
		return nil, err
	}
	x.answer = &given{response.StatusCode, response.Header, body}
	x.given = call.change.apply(x.answer)
	if call.operation != nil {
		r.learn(call.operation, x.given)
	}
	return x.given.response(out), nil
}

func (g *given) response(to *http.Request) *http.Response {
	header := g.header.Clone()
	header.Set("Content-Length", strconv.Itoa(len(g.body)))
	return &http.Response{
		StatusCode: g.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: to, Header: header,
		Body: io.NopCloser(bytes.NewReader(g.body)), ContentLength: int64(len(g.body)),
	}
}

func whole(body io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(body, mostBody+1))
	if err == nil && len(text) > mostBody {
		err = fmt.Errorf("the body has more than %d bytes", mostBody)
	}
	return text, err
}

// apply gives the changed answer, the same one where nothing is to be changed.
func (c *Change) apply(answer *given) *given {
	if c == nil {
		return answer
	}
	changed := &given{cmp.Or(c.Status, answer.status), answer.header.Clone(), answer.body}
	if c.Text != nil {
		changed.body = []byte(*c.Text)
		changed.header.Set("Content-Type", "text/html")
		return changed
	}
	root := decode(answer.body)
	if root == nil {
		return changed
	}
	for pointer, value := range c.Set {
		edit(root, pointer, value, false)
	}
	for _, pointer := range c.Remove {
		edit(root, pointer, nil, true)
	}
	changed.body, _ = json.Marshal(root) // It was read as JSON, and only JSON was put in.
	return changed
}
