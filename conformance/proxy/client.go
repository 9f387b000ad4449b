package proxy

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"time"
)

// client is the side of an exchange that the proxy serves. One that stalls is cut off.
type client struct {
	http.ResponseWriter
	control *http.ResponseController
	served  *http.Request
	stall   time.Duration
	body    int64
}

func newClient(w http.ResponseWriter, r *http.Request, l Limits) *client {
	return &client{w, http.NewResponseController(w), r, l.Stall, l.RequestBody}
}

// request is the request with a body that ends when it is too large, or the client stalls.
func (c *client) request() *http.Request {
	if c.served.Body == nil || c.served.Body == http.NoBody {
		return c.served
	}
	c.awaitSending() // The server reads what nobody else does.
	r := *c.served
	r.Body = &clientBody{http.MaxBytesReader(c.ResponseWriter, r.Body, c.body), c}
	return &r
}

// Errors of setting deadlines are left to what they are set for: a connection that has gone fails by itself.

func (c *client) awaitTaking() { _ = c.control.SetWriteDeadline(time.Now().Add(c.stall)) }

func (c *client) awaitSending() { _ = c.control.SetReadDeadline(time.Now().Add(c.stall)) }

func (c *client) WriteHeader(status int) {
	c.awaitTaking()
	c.ResponseWriter.WriteHeader(status)
}

func (c *client) Write(p []byte) (int, error) {
	c.awaitTaking()
	return c.ResponseWriter.Write(p)
}

func (c *client) FlushError() error {
	c.awaitTaking()
	return c.control.Flush()
}

func (c *client) Flush() { _ = c.FlushError() }

// Hijack gives the connection away, which may then be silent as long as it likes, but ends with the proxy.
func (c *client) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := c.control.Hijack()
	if err == nil {
		context.AfterFunc(c.served.Context(), func() { conn.Close() })
	}
	return conn, buffered, err
}

// clientBody is the body of a request.
type clientBody struct {
	io.ReadCloser
	client *client
}

func (b *clientBody) Read(p []byte) (int, error) {
	b.client.awaitSending()
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF { // From here on the server itself listens, for whether the client goes.
		_ = b.client.control.SetReadDeadline(time.Time{})
	}
	return n, err
}
