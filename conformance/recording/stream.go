package recording

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance/jsontext"
)

// windowSize is how much of a file is held at first; the window grows to hold an entry.
const windowSize = 128 << 10

// stream walks JSON text of any length. It holds the value at hand, and no more of it than limit. It judges the
// grammar around values; the values themselves it only follows to the end.
type stream struct {
	in    io.Reader
	limit int
	// window is what is read and not yet passed; it lies in store.
	window []byte
	store  *buffer
	unused sync.Pool
	// at is the place of window[0].
	at place
	// err is why nothing more can be read.
	err error
}

func newStream(in io.Reader, limit int) *stream {
	s := &stream{in: in, limit: limit, at: fileStart}
	s.store = newBuffer(&s.unused, windowSize)
	s.window = s.store.bytes[:0]
	bom := []byte("\uFEFF")
	for len(s.window) < len(bom) && s.more() {
	}
	s.window = bytes.TrimPrefix(s.window, bom)
	return s
}

// more reads behind the window, and tells whether anything came.
func (s *stream) more() bool {
	if len(s.window) == cap(s.window) {
		s.move()
	}
	const patience = 100
	for try := 0; s.err == nil; try++ {
		n, err := s.in.Read(s.window[len(s.window):cap(s.window)])
		s.window = s.window[:len(s.window)+n]
		if s.err = err; n > 0 {
			return true
		}
		if try == patience {
			s.err = io.ErrNoProgress
		}
	}
	return false
}

// move makes room behind the window, in memory that no entry uses.
func (s *stream) move() {
	size := len(s.store.bytes)
	switch {
	case len(s.window) > size/2:
		size = min(2*size, s.limit+windowSize)
	case len(s.window) <= windowSize/2:
		size = windowSize
	}
	store := s.store
	if size != len(store.bytes) || store.users.Load() > 1 {
		store = newBuffer(&s.unused, size)
		defer s.store.release()
	}
	s.window = store.bytes[:copy(store.bytes, s.window)]
	s.store = store
}

// pass moves past n bytes of the window.
func (s *stream) pass(n int) {
	s.at = s.at.after(s.window[:n])
	s.window = s.window[n:]
}

// peek passes white space, and gives the byte at hand; 0 at the end.
func (s *stream) peek() byte {
	for {
		s.pass(jsontext.SkipSpace(s.window, 0))
		if len(s.window) > 0 {
			return s.window[0]
		}
		if !s.more() {
			return 0
		}
	}
}

// object walks the object at hand. It calls visit at each value, which must move past it.
func (s *stream) object(visit func(name string) error) error {
	return s.list('{', '}', func() error {
		name, err := s.name()
		if err != nil {
			return err
		}
		return visit(name)
	})
}

// array walks the array at hand. It calls visit at each element, which must move past it.
func (s *stream) array(visit func() error) error {
	return s.list('[', ']', visit)
}

func (s *stream) list(opening, closing byte, item func() error) error {
	if s.peek() != opening {
		return s.unexpected(fmt.Sprintf("'%c'", opening))
	}
	s.pass(1)
	if s.peek() == closing {
		s.pass(1)
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		switch s.peek() {
		case ',':
			s.pass(1)
		case closing:
			s.pass(1)
			return nil
		default:
			return s.unexpected(fmt.Sprintf("',' or '%c'", closing))
		}
	}
}

func (s *stream) name() (string, error) {
	if s.peek() != '"' {
		return "", s.unexpected("a member name in quotes")
	}
	v, err := s.value()
	if err = cmp.Or(err, v.err); err != nil {
		return "", err
	}
	if err := check(v.text, v.at); err != nil {
		return "", err
	}
	name := string(jsontext.Unquote(nil, v.text))
	if s.peek() != ':' {
		return "", s.unexpected("':'")
	}
	s.pass(1)
	return name, nil
}

// value is one that a stream has moved past.
type value struct {
	at place
	// text may be anything up to the end of the value. It lies in the store, and holds until the stream is used again
	// if nobody else holds the store.
	text []byte
	// err is why there is no text.
	err error
}

// value moves past the value at hand. That the value is too long is its own error, and the stream goes on; the
// error of the stream ends it.
func (s *stream) value() (value, error) {
	s.peek()
	v := value{at: s.at}
	text, fits, err := s.follow(s.limit)
	if v.text = text; !fits {
		v.err = &mismatch{v.at, fmt.Sprintf("more than %d bytes", s.limit), "a smaller value"}
	}
	return v, err
}

// skip moves past the value at hand, whatever its length.
func (s *stream) skip() error {
	_, _, err := s.follow(0)
	return err
}

// follow moves past the value at hand, and gives its text if that fits into limit.
func (s *stream) follow(limit int) (text []byte, fits bool, err error) {
	s.peek()
	var x extent
	held := 0
	fits = true
	for ended := false; !ended; {
		var n int
		n, ended = x.scan(s.window[held:])
		held += n
		if fits = fits && held <= limit; !fits {
			s.pass(held)
			held = 0
		}
		if !ended && !s.more() {
			if begun := held > 0 || !fits; begun && !x.inScalar {
				return nil, false, s.truncated(held)
			}
			ended = true
		}
	}
	if fits && held == 0 {
		return nil, false, s.unexpected("a value")
	}
	text = s.window[:held]
	s.pass(held)
	return text, fits, nil
}

// truncated says what the value at hand lacks, of which held bytes are in the window.
func (s *stream) truncated(held int) error {
	if held > 0 && s.err == io.EOF {
		return check(s.window[:held], s.at)
	}
	s.pass(held)
	return s.unexpected("the rest of a value")
}

// end makes sure that nothing is left.
func (s *stream) end() error {
	if s.peek(); len(s.window) == 0 && s.err == io.EOF {
		return nil
	}
	return s.unexpected("the end")
}

// broken says why nothing more can be read: with its place if it is a fault of the file.
func (s *stream) broken() error {
	if d, ok := errors.AsType[*damage](s.err); ok {
		return &mismatch{s.at, d.got, d.want}
	}
	return s.err
}

// unexpected says what is at hand in place of what is wanted.
func (s *stream) unexpected(want string) error {
	b := s.peek()
	switch {
	case len(s.window) == 0 && s.err != io.EOF:
		return s.broken()
	case len(s.window) == 0:
		return &mismatch{s.at, "the end", want}
	case b >= utf8.RuneSelf:
		return &mismatch{s.at, fmt.Sprintf("byte 0x%02X", b), want}
	}
	return &mismatch{s.at, fmt.Sprintf("%q", b), want}
}
