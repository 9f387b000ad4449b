package sandbox

import (
	"bytes"
	"io"
	"net/http"

	"github.com/devenviron/contract/conformance"
)

// Judged gives every exchange of a handler with an operation of the contract to judge. Bodies are kept in memory
// until the exchange is over.
func Judged(next http.Handler, contract *conformance.Contract, judge func(conformance.Result)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var sent bytes.Buffer
		if r.Body != nil {
			r.Body = readCloser{io.TeeReader(r.Body, &sent), r.Body}
		}
		seen := &witness{ResponseWriter: w}
		asked := r.Clone(r.Context())
		next.ServeHTTP(seen, r)
		x := exchangeOf(asked, sent.Bytes())
		seen.complete(x)
		shown, _ := contract.Redact(x) // live requests have tokens, and that is no fault
		if result := contract.Check(&shown); result.Verdict != conformance.Unmatched && seen.status != 0 {
			judge(result)
		}
	})
}

// readCloser reads from one and closes another.
type readCloser struct {
	io.Reader
	io.Closer
}

// exchangeOf is a request as the engine wants it, without an answer yet.
func exchangeOf(r *http.Request, body []byte) *conformance.Exchange {
	x := &conformance.Exchange{
		ID: r.Method + " " + r.URL.Path, Offset: conformance.NoOffset,
		Request: conformance.Request{
			Method: r.Method, MethodOffset: conformance.NoOffset, URL: r.URL, Headers: headersOf(r.Header),
			Body: conformance.Body{Bytes: body, Recorded: true, MediaType: r.Header.Get("Content-Type")},
		},
	}
	x.Response.StatusOffset = conformance.NoOffset
	return x
}

func headersOf(h http.Header) []conformance.Header {
	headers := make([]conformance.Header, 0, len(h))
	for name, values := range h {
		for _, value := range values {
			headers = append(headers, conformance.Header{Name: name, Value: value, Offset: conformance.NoOffset})
		}
	}
	return headers
}

// witness keeps what is answered.
type witness struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (w *witness) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *witness) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	w.body.Write(b)
	return w.ResponseWriter.Write(b)
}

// Unwrap lets [http.ResponseController] reach the connection.
func (w *witness) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *witness) complete(x *conformance.Exchange) {
	x.Response.Status = w.status
	x.Response.Headers = headersOf(w.Header())
	x.Response.Body = conformance.Body{Bytes: w.body.Bytes(), Recorded: true, MediaType: w.Header().Get("Content-Type")}
}
