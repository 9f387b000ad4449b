package conformance

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
	"sync"
)

// capture keeps a copy of a body that passes by, unless it is too large. It is safe for concurrent use: a
// transport may still be sending when the answer is there.
type capture struct {
	mu       sync.Mutex
	limit    int
	bytes    []byte
	length   int64 // counts what passed, kept or not
	complete bool
	// again gives the body once more, if it can be had: a transport that answers by itself may not read it.
	again func() (io.ReadCloser, error)
}

func (c *capture) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.length += int64(len(p))
	if c.length > int64(c.limit) {
		c.bytes = nil
	} else {
		c.bytes = append(c.bytes, p...)
	}
	return len(p), nil
}

// reset says that the body passes from its start again.
func (c *capture) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bytes, c.length, c.complete = nil, 0, false
}

// end says that the body ended.
func (c *capture) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.complete = true
}

// start is the first of what is kept, as much as tells a media type.
func (c *capture) start() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes[:min(len(c.bytes), 512)]
}

// body is the copy, without the encodings of its header. Of a body that did not reach its end, or its
// announced length, nothing is claimed.
func (c *capture) body(header http.Header, announced int64) Body {
	if other := c.unread(); other != nil {
		c = other
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	whole := c.complete || announced > 0 && c.length == announced
	if !whole || c.length > int64(c.limit) {
		return Body{}
	}
	plain, ok := decoded(c.bytes, header, c.limit)
	return Body{Bytes: plain, Recorded: ok}
}

// unread gives another copy of a body that nobody has read, nil when there is none to give.
func (c *capture) unread() *capture {
	c.mu.Lock()
	unread := c.length == 0 && !c.complete
	c.mu.Unlock()
	if !unread || c.again == nil {
		return nil
	}
	body, err := c.again()
	if err != nil {
		return nil
	}
	defer body.Close()
	other := &capture{limit: c.limit}
	if _, err := io.Copy(other, io.LimitReader(body, int64(c.limit)+1)); err != nil {
		return nil
	}
	other.end()
	return other
}

// decoded undoes the encodings of a header; ok is false when it cannot, or when more than limit bytes come of it.
func decoded(text []byte, header http.Header, limit int) (plain []byte, ok bool) {
	encodings := strings.Split(strings.Join(header.Values("Content-Encoding"), ","), ",")
	for i := len(encodings) - 1; i >= 0 && len(text) > 0; i-- {
		var in io.Reader
		var err error
		switch strings.ToLower(strings.TrimSpace(encodings[i])) {
		case "", "identity":
			continue
		case "gzip", "x-gzip":
			in, err = gzip.NewReader(bytes.NewReader(text))
		case "deflate":
			in, err = zlib.NewReader(bytes.NewReader(text))
		default:
			return nil, false
		}
		if err == nil {
			text, err = io.ReadAll(io.LimitReader(in, int64(limit)+1))
		}
		if err != nil || len(text) > limit {
			return nil, false
		}
	}
	return text, true
}

// tee is a body of which a copy is kept while it is read.
type tee struct {
	io.ReadCloser
	copy *capture
	// over is called when nothing more is read: at the end, after an error and when the body is closed.
	over func()
}

func (t *tee) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	t.copy.Write(p[:n])
	if err == io.EOF {
		t.copy.end()
	}
	if err != nil {
		t.over()
	}
	return n, err
}

func (t *tee) Close() error {
	err := t.ReadCloser.Close()
	t.over()
	return err
}
