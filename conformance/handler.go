package conformance

import (
	"io"
	"net/http"
)

// Handler is middleware: an [http.Handler] that hands the exchanges of Next to a [Monitor]. It changes nothing
// about them, streams and upgrades included: what the [http.ResponseWriter] can do, such as flush, it still can.
//
// An exchange is judged when Next returns. A request body of announced length within the limit is read before
// Next is called, so that it is known even if Next does not look at it; any other is known when Next reads it to
// its end. After [http.Hijacker] has taken a connection over, nothing is known of the response.
type Handler struct {
	// Next answers the requests.
	Next http.Handler
	// Monitor gets the exchanges.
	Monitor *Monitor
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	limit := h.Monitor.bodyLimit()
	x := LiveExchange(r)
	header, length := r.Header.Clone(), r.ContentLength
	sent := &capture{limit: limit}
	served := *r // The server goes by the type of the body in its own request.
	served.Body = received(r, sent)
	answer := &responseRecorder{ResponseWriter: w, body: capture{limit: limit}, head: r.Method == http.MethodHead}
	returned := false
	defer func() { // Next may panic, which aborts the response.
		served.Body = r.Body
		*r = served // The server removes the files of a form, and others look for the pattern.
		x.Request.Body = sent.body(header, length)
		x.Response = answer.response(returned)
		h.Monitor.observe(x)
	}()
	h.Next.ServeHTTP(answer.writer(), &served)
	returned = true
}

// received gives the request body to serve, of which a copy is kept.
func received(r *http.Request, sent *capture) io.ReadCloser {
	body := r.Body
	if body == nil || body == http.NoBody {
		sent.end()
		return body
	}
	// A client that expects "100 Continue" is told so by the first read, which is for Next to decide.
	if r.ContentLength <= 0 || r.ContentLength > int64(sent.limit) || r.Header.Get("Expect") != "" {
		return &tee{body, sent, func() {}}
	}
	_, err := io.CopyN(sent, body, r.ContentLength) // not into as much memory as the client says that it needs
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return &restored{rest: sent.bytes, err: err, from: body}
}

// restored is a body that was read, with the error that ended the reading early.
type restored struct {
	rest []byte
	err  error
	from io.ReadCloser
}

func (b *restored) Read(p []byte) (int, error) {
	if len(b.rest) == 0 && b.err != nil {
		return 0, b.err
	}
	if len(b.rest) == 0 {
		return b.from.Read(p)
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

func (b *restored) Close() error {
	b.rest = nil
	return b.from.Close()
}
