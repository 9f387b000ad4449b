package conformance

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"sync"
)

// responseRecorder is a response writer that keeps a copy of what goes out.
type responseRecorder struct {
	http.ResponseWriter
	body capture
	head bool

	mu     sync.Mutex // handlers may write from goroutines of their own
	status int        // 0 until the header is sent
	header http.Header
	// typed says that it is settled whether the server adds a Content-Type.
	typed bool
	// lost says that nothing is known of the response, cut that it did not go out whole.
	lost, cut bool
}

// writer gives the recorder the optional methods of the writer behind it, and no others, for the many who look
// for them by type.
func (w *responseRecorder) writer() http.ResponseWriter {
	if _, ok := as[http.Hijacker](w.ResponseWriter); ok {
		return hijackRecorder{flushRecorder{w}}
	}
	if pusher, ok := as[http.Pusher](w.ResponseWriter); ok {
		return pushRecorder{flushRecorder{w}, pusher}
	}
	if _, ok := as[http.Flusher](w.ResponseWriter); ok {
		return flushRecorder{w}
	}
	return w
}

// as finds the first T among a writer and those that it wraps.
func as[T any](w http.ResponseWriter) (T, bool) {
	for {
		if found, ok := w.(T); ok {
			return found, true
		}
		wrapper, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			var none T
			return none, false
		}
		w = wrapper.Unwrap()
	}
}

// Unwrap is for [http.ResponseController].
func (w *responseRecorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *responseRecorder) WriteHeader(status int) {
	w.ResponseWriter.WriteHeader(status)
	if status >= 200 || status == http.StatusSwitchingProtocols { // others only inform
		w.sent(status)
	}
}

func (w *responseRecorder) Write(p []byte) (int, error) {
	w.sent(http.StatusOK)
	n, err := w.ResponseWriter.Write(p)
	if !w.head {
		w.body.Write(p[:n])
	}
	if err != nil && !errors.Is(err, http.ErrBodyNotAllowed) { // which keeps a response without a body as it has to be
		w.mu.Lock()
		defer w.mu.Unlock()
		w.cut = true
	}
	return n, err
}

// sent notes a header that goes out. Only the first one does.
func (w *responseRecorder) sent(status int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.status == 0 && !w.lost {
		w.status, w.header = status, w.Header().Clone()
	}
}

// settle adds the Content-Type that the server derives from the first bytes that leave, when the handler has none.
func (w *responseRecorder) settle() {
	w.sent(http.StatusOK)
	start := w.body.start()
	w.mu.Lock()
	defer w.mu.Unlock()
	_, set := w.header["Content-Type"]
	if !w.typed && !set && len(start) > 0 && w.header.Get("Content-Encoding") == "" {
		w.header.Set("Content-Type", http.DetectContentType(start))
	}
	w.typed = true
}

// response is what went out; whole tells whether the handler came to its end.
func (w *responseRecorder) response(whole bool) Response {
	if whole {
		w.settle()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if whole && !w.cut {
		w.body.end()
	}
	return Response{Status: w.status, StatusOffset: NoOffset, Headers: liveHeaders(w.header), Body: w.body.body(w.header, 0)}
}

// flushRecorder can also flush.
type flushRecorder struct{ *responseRecorder }

func (w flushRecorder) Flush() { _ = w.FlushError() }

func (w flushRecorder) FlushError() error {
	w.settle()
	return http.NewResponseController(w.ResponseWriter).Flush()
}

// pushRecorder is of HTTP/2, where a writer can also flush and push.
type pushRecorder struct {
	flushRecorder
	http.Pusher
}

// hijackRecorder can also flush and give the connection away.
type hijackRecorder struct{ flushRecorder }

func (w hijackRecorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.lost = true
	}
	return conn, buffered, err
}
