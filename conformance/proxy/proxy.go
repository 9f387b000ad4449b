// Package proxy is a reverse proxy that records what passes through it. It changes nothing about the exchanges but
// what a proxy has to: hop-by-hop header fields and the Host, which is that of the upstream.
//
// An exchange is in the recording before the last byte of its answer is released, so that no client has an answer that
// is not recorded. Secrets are taken out before that, as a [conformance.Monitor] does it. Judging is left to whoever
// reads [Recorder.Segments].
package proxy

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"
	"time"

	"github.com/devenviron/contract/conformance"
)

// Options say what a [Proxy] does. Upstream and Recorder are needed.
type Options struct {
	// Upstream is where requests go: https, http, or h2c for HTTP/2 without TLS. Its path goes before theirs.
	Upstream *url.URL
	// TLS is for connections to the upstream. Nil trusts the roots of the system.
	TLS *tls.Config
	// Recorder gets the exchanges. The proxy does not close it.
	Recorder *Recorder
	// Contract tells what of an exchange is secret, beyond what always is.
	Contract *conformance.Contract
	// BodyLimit is how many bytes of a body are recorded, 1 MiB when it is 0. A longer one passes as it is, and counts
	// as not recorded.
	BodyLimit int
	// Forwarded adds X-Forwarded-For, -Host and -Proto to requests. Those that clients send are dropped either way.
	Forwarded bool
	// PassUnrecorded lets exchanges pass that cannot be recorded. They are refused otherwise.
	PassUnrecorded bool
	// Limits protect the proxy.
	Limits Limits
}

// Defaults of limits that users often have their own idea of.
const (
	DefaultDrain  = 10 * time.Second
	DefaultAnswer = 5 * time.Minute
)

// Limits bound what clients and the upstream may take. A zero field stands for its default.
type Limits struct {
	// RequestBody is how many bytes a request body may have, 64 MiB by default. A longer one is answered by 413.
	RequestBody int64
	// Header is how many bytes the header of a request may have, 64 KiB by default. A longer one is answered by 431.
	Header int
	// HeaderTimeout is how long a client may take for the header of a request, 10 s by default.
	HeaderTimeout time.Duration
	// Idle is how long a connection may be idle, 2 min by default.
	Idle time.Duration
	// Stall is how long a client may neither send nor take a byte that is waited for, 1 min by default.
	Stall time.Duration
	// Answer is how long the upstream may take until its answer begins, DefaultAnswer by default. It is answered by 504 then.
	Answer time.Duration
	// Drain is how long exchanges may go on when the proxy is to end, DefaultDrain by default.
	Drain time.Duration
}

func (l Limits) withDefaults() Limits {
	l.RequestBody = cmp.Or(l.RequestBody, 64<<20)
	l.Header = cmp.Or(l.Header, 64<<10)
	l.HeaderTimeout = cmp.Or(l.HeaderTimeout, 10*time.Second)
	l.Idle = cmp.Or(l.Idle, 2*time.Minute)
	l.Stall = cmp.Or(l.Stall, time.Minute)
	l.Answer = cmp.Or(l.Answer, DefaultAnswer)
	l.Drain = cmp.Or(l.Drain, DefaultDrain)
	return l
}

// Proxy is an [http.Handler] that sends requests to an upstream, and records them with the answers.
type Proxy struct {
	o        Options
	reverse  *httputil.ReverseProxy
	upstream *http.Transport
	// running is held for reading by every exchange, and for writing to end.
	running sync.RWMutex
	closed  bool
}

// New gives a proxy. It fails when the upstream is none that can be reached by HTTP.
func New(o Options) (*Proxy, error) {
	target, err := targetOf(o.Upstream)
	if err != nil {
		return nil, err
	}
	o.Limits = o.Limits.withDefaults()
	p := &Proxy{o: o, upstream: newUpstream(&o)}
	silent := log.New(io.Discard, "", 0) // Its lines would quote what clients and the upstream sent.
	p.reverse = &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			if query := r.In.URL.RawQuery; target.RawQuery == "" {
				r.Out.URL.RawQuery = query // even what Go cannot parse
			}
			if o.Forwarded {
				r.SetXForwarded()
			}
		},
		Transport:  &recordingTransport{p.o, &gateway{p.upstream, o.Limits.RequestBody}},
		ErrorLog:   silent,
		BufferPool: &buffers{},
		// A stream of announced length passes soon; one of unknown length, at once.
		FlushInterval: 10 * time.Millisecond,
		ErrorHandler:  func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	return p, nil
}

// targetOf is the upstream in terms of URLs, where h2c is no scheme.
func targetOf(upstream *url.URL) (*url.URL, error) {
	target := *upstream
	if target.Scheme == schemeH2C {
		target.Scheme = "http"
	}
	switch {
	case target.Scheme != "http" && target.Scheme != "https" || target.Host == "":
		return nil, fmt.Errorf("got %q, want https://host, http://host or h2c://host", upstream.Redacted())
	case target.User != nil:
		return nil, errors.New("got a URL with a user, want one without: credentials belong into requests")
	case target.RawQuery != "" || target.Fragment != "":
		return nil, errors.New("got a URL with a query or a fragment, want one without")
	}
	return &target, nil
}

// ServeHTTP carries one exchange.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.running.RLock()
	defer p.running.RUnlock()
	if err := p.o.Recorder.Err(); p.closed || err != nil && !p.o.PassUnrecorded {
		refuse(w)
		return
	}
	client := newClient(w, r, p.o.Limits)
	p.reverse.ServeHTTP(client, client.request())
}

// Close waits until all exchanges are over, and closes the connections to the upstream. Requests that come later are
// refused.
func (p *Proxy) Close() {
	p.running.Lock()
	p.closed = true
	p.running.Unlock()
	p.upstream.CloseIdleConnections()
}

// buffers are those that bodies are copied with.
type buffers struct{ pool sync.Pool }

const bufferSize = 32 << 10

func (b *buffers) Get() []byte {
	if buffer, ok := b.pool.Get().(*[bufferSize]byte); ok {
		return buffer[:]
	}
	return make([]byte, bufferSize)
}

func (b *buffers) Put(buffer []byte) { b.pool.Put((*[bufferSize]byte)(buffer)) }
