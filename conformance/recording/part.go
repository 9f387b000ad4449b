package recording

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// parts yields the exchanges of a recording as the pieces of text that they are made from.
type parts struct {
	file   string
	stream *stream
	yield  func(conformance.Entry) bool
	// index is that of the next entry.
	index int
}

// readParts reads the parts of a recording with walk; about says what the file is not if walk gives an error.
func readParts(name string, s *stream, yield func(conformance.Entry) bool, about string, walk func(*parts) error) {
	p := parts{file: name, stream: s, yield: yield}
	if err := walk(&p); err != nil && err != errStopped {
		yield(unreadable(located(name, about, err)))
	}
}

// add yields the entry of a text, which read turns into an exchange.
func (f *parts) add(v value, read func(*part) conformance.Exchange) error {
	index := f.index
	f.index++
	e := unreadable(ofEntry(f.file, index, v.err))
	if v.err == nil {
		p := &part{file: f.file, index: index, text: v.text}
		f.stream.store.hold() // for good: the exchanges of other formats are not released
		p.lines.reset(p.text, v.at)
		e = conformance.Entry{Size: len(p.text), Read: func() (conformance.Exchange, error) { return p.exchange(read) }}
	}
	if !f.yield(e) {
		return errStopped
	}
	return nil
}

// next yields the entry of the value at hand.
func (f *parts) next(read func(*part) conformance.Exchange) error {
	v, err := f.stream.value()
	if err != nil {
		return err
	}
	return f.add(v, read)
}

// part is the text of one exchange.
type part struct {
	file  string
	index int
	text  []byte
	lines locator
	marks yamlMark
	// err is the first thing that is not what it has to be.
	err error
}

func (p *part) exchange(read func(*part) conformance.Exchange) (conformance.Exchange, error) {
	x := read(p)
	if p.err != nil {
		return conformance.Exchange{}, ofEntry(p.file, p.index, p.err)
	}
	x.ID = p.file + "#" + strconv.Itoa(p.index)
	x.File, x.Position = p.file, p.lines.position
	return x, nil
}

// fail keeps the first mismatch. The path of what is concerned may be empty.
func (p *part) fail(offset int, path, got, want string) {
	if p.err != nil {
		return
	}
	line, column := p.lines.position(min(offset, len(p.text)))
	if p.err = (&mismatch{place{line, column}, got, want}); path != "" {
		p.err = fmt.Errorf("%s: %w", path, p.err)
	}
}

// setURL takes what a request line can hold: an absolute URL, or a path.
func (p *part) setURL(r *conformance.Request, s *splice, path string) {
	r.RawURL, r.URLOffset = string(s.text), s.offset
	u, err := url.Parse(r.RawURL)
	if err != nil || !u.IsAbs() && !strings.HasPrefix(u.Path, "/") {
		// The error of url.Parse quotes the URL, in which there may be secrets.
		p.fail(s.offset(0), path, "another string", "an absolute URL or a path")
		return
	}
	r.URL = u
}

// setMethod takes the name of a method.
func (p *part) setMethod(r *conformance.Request, method string, offset int, path string) {
	r.Method, r.MethodOffset = method, offset
	if !isToken(method) {
		p.fail(offset, path, "another string", "a method")
	}
}

// setStatus takes a status code.
func (p *part) setStatus(r *conformance.Response, code string, offset int, path string) {
	status, err := strconv.Atoi(code)
	if r.Status, r.StatusOffset = status, offset; err != nil || status < 100 || status > 999 {
		p.fail(offset, path, "something else", "a status code of three digits")
	}
}

// isToken tells whether text is a token of RFC 9110, as methods and the names of headers are.
func isToken(text string) bool {
	return text != "" && strings.Trim(text, "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == ""
}

// members walks the object that the file is, as [stream.object] does.
func (f *parts) members(visit func(name string) error) error {
	if err := f.stream.object(visit); err != nil {
		return err
	}
	return f.stream.end()
}
