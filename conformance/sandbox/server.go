package sandbox

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// Limits cut off callers that are slow or send too much.
type Limits struct {
	// Header is how long a caller may take for the header of a request, Request for the whole of it, Answer for
	// reading the answer, and Idle between two requests of a connection.
	Header, Request, Answer, Idle time.Duration
	// HeaderBytes is how large the header of a request may be.
	HeaderBytes int
	// Shutdown is how long requests under way have to end once the server is to stop.
	Shutdown time.Duration
}

// DefaultLimits are generous to honest callers.
func DefaultLimits() Limits {
	return Limits{
		Header: 5 * time.Second, Request: 30 * time.Second, Answer: 2 * time.Minute, Idle: 2 * time.Minute,
		HeaderBytes: 64 << 10, Shutdown: 10 * time.Second,
	}
}

// Serve answers the callers of a listener until the context ends, and then lets requests under way come to their
// end. When it returns, the listener is closed, and nothing that it started is left.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, limits Limits) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: limits.Header, ReadTimeout: limits.Request, WriteTimeout: limits.Answer,
		IdleTimeout: limits.Idle, MaxHeaderBytes: limits.HeaderBytes, ErrorLog: log.New(io.Discard, "", 0),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), limits.Shutdown)
	defer cancel()
	err := server.Shutdown(patience)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
