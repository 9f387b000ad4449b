package conformance

import (
	"io"
	"net/http"
	"sync"
)

// Transport is an [http.RoundTripper] that hands the exchanges of a client to a [Monitor]. It changes nothing
// about them: requests, responses and errors pass as they are, streams included.
//
// An exchange is judged when its response body has been read to the end or is closed. A body that is closed
// before its end counts as not recorded; so does one in an encoding other than gzip and deflate. Header fields
// that Base itself adds to a request are not seen.
type Transport struct {
	// Base carries the exchanges, [http.DefaultTransport] when it is nil.
	Base http.RoundTripper
	// Monitor gets the exchanges.
	Monitor *Monitor
}

func (t *Transport) base() http.RoundTripper {
	if t.Base == nil {
		return http.DefaultTransport
	}
	return t.Base
}

// CloseIdleConnections does what [http.Client.CloseIdleConnections] asks of Base.
func (t *Transport) CloseIdleConnections() {
	if base, ok := t.base().(interface{ CloseIdleConnections() }); ok {
		base.CloseIdleConnections()
	}
}

// RoundTrip carries one exchange.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	x := LiveExchange(r)
	header, length := r.Header.Clone(), r.ContentLength
	r, sent := t.sent(r)
	response, err := t.base().RoundTrip(r)
	if err != nil {
		x.Request.Body = sent.body(header, length)
		t.Monitor.observe(x)
		return response, err
	}
	received := &capture{limit: t.Monitor.bodyLimit(), complete: !streams(response)}
	x.Response.Status, x.Response.Headers = response.StatusCode, liveHeaders(response.Header)
	encoding, announced := response.Header.Clone(), response.ContentLength
	over := sync.OnceFunc(func() {
		x.Request.Body = sent.body(header, length)
		x.Response.Body = received.body(encoding, announced)
		t.Monitor.observe(x)
	})
	if !streams(response) || response.StatusCode == http.StatusSwitchingProtocols {
		over()
		return response, nil
	}
	response.Body = &tee{response.Body, received, over}
	return response, nil
}

// streams says whether anything is to be read from a response.
func streams(r *http.Response) bool { return r.Body != nil && r.Body != http.NoBody }

// sent gives the request to send and the copy of its body that is made while it is read.
func (t *Transport) sent(r *http.Request) (*http.Request, *capture) {
	body := &capture{limit: t.Monitor.bodyLimit()}
	if r.Body == nil || r.Body == http.NoBody {
		body.end()
		return r, body
	}
	sent := *r
	sent.Body = &tee{r.Body, body, func() {}}
	if r.GetBody != nil {
		sent.GetBody = func() (io.ReadCloser, error) {
			again, err := r.GetBody()
			if err != nil {
				return nil, err
			}
			body.reset()
			return &tee{again, body, func() {}}, nil
		}
		body.again = r.GetBody
	}
	return &sent, body
}
