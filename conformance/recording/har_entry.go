package recording

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// harEntry is an entry of a HAR file, from its text to its exchange. All the exchange needs is in its memory,
// which serves another entry when the exchange is released.
type harEntry struct {
	walker
	file *harFile
	// store is where the text lies.
	store *buffer
	// memory is what other entries have left, while this one is read.
	memory *harMemory
	index  int
	lines  locator
	url    source
	parsed url.URL

	request, response harMessage
	copies            []conformance.Copy
	// defers says that bodies are left in the entry.
	defers bool
	// err is the first thing that is not what it has to be. A breach of the grammar goes before it.
	err error

	// Functions that are made once.
	readIt    func() (conformance.Exchange, error)
	releaseIt func()
	position  func(offset int) (line, column int)
	copiesOf  func() []conformance.Copy
}

// harMessage is the memory for a request or a response.
type harMessage struct {
	headers []conformance.Header
	body    content
	// method and mediaType are those of the entry before.
	method, mediaType string
}

// harMemory is what one entry after the other uses while it is read.
type harMemory struct {
	// strings has those of exchanges, which may be kept longer than the exchanges.
	strings strings.Builder
	// The shapes of the objects.
	entry, request, response, postData, content shape
	list, field                                 shape // of headers, and of the fields of a form
	names                                       fieldNames
	copies, copy                                shape // of what is held once more
}

func newHAREntry(f *harFile) *harEntry {
	e := &harEntry{file: f}
	e.readIt = func() (x conformance.Exchange, err error) {
		if err = e.read(&x); err != nil {
			return conformance.Exchange{}, err
		}
		return x, nil
	}
	e.releaseIt, e.position = e.release, e.lines.position
	e.copiesOf = func() []conformance.Copy { return e.copies }
	e.url.offsets = e.url.offset
	e.request.body.init(e)
	e.response.body.init(e)
	return e
}

// maxKept is the size of the entries whose memory is not worth keeping.
const maxKept = 1 << 20

func (e *harEntry) release() {
	size := len(e.text)
	e.store.release()
	e.store, e.text = nil, nil
	e.lines.reset(nil, fileStart)
	if size <= maxKept {
		e.file.released.Put(e)
	}
}

// read reads the exchange of the entry into x, which is zero, and leaves the bodies where they are. If there is anything
// wrong, it goes over all of the entry to say what.
func (e *harEntry) read(x *conformance.Exchange) error {
	if err := e.parse(x, true); err == nil {
		return nil
	}
	*x = conformance.Exchange{}
	return e.parse(x, false)
}

// explain says what is wrong with the entry, a body of which is broken.
func (e *harEntry) explain() error { return e.parse(new(conformance.Exchange), false) }

func (e *harEntry) parse(x *conformance.Exchange, defers bool) error {
	e.defers = defers
	e.memory, _ = e.file.memory.Get().(*harMemory)
	if e.memory == nil {
		e.memory = &harMemory{}
	}
	defer e.file.memory.Put(e.memory)
	e.err, e.copies = nil, e.copies[:0]
	e.begin()
	if kind := e.kind(); kind == "an object" {
		e.exchange(x)
	} else {
		e.err = &mismatch{e.lines.at, kind, "an object"}
		e.skip()
	}
	if e.end(); e.broken {
		e.err = check(e.text, e.lines.at)
	}
	if e.err != nil {
		return ofEntry(e.file.name, e.index, e.err)
	}
	if len(e.copies) > 0 {
		x.Copies = e.copiesOf
	}
	x.File, x.Position = e.file.name, e.position
	e.scratch = append(append(e.scratch[:0], x.File...), '#')
	e.scratch = strconv.AppendInt(e.scratch, int64(e.index), 10)
	x.ID = e.keep(e.scratch)
	return nil
}

// exchange reads the request and the response, in the order in which they come.
func (e *harEntry) exchange(x *conformance.Exchange) {
	hasRequest, hasResponse := false, false
	e.object(&e.memory.entry, func(name []byte) bool {
		switch string(name) {
		case "request":
			e.readRequest(&x.Request)
			hasRequest = true
		case "response":
			e.readResponse(&x.Response)
			hasResponse = true
		default:
			return false
		}
		return true
	})
	if !hasRequest {
		e.fail(0, "request", "", "nothing", "an object")
	}
	if !hasResponse {
		e.fail(0, "response", "", "nothing", "an object")
	}
}

// fail keeps the first mismatch: of a member, or of what is at path itself.
func (e *harEntry) fail(offset int, path, member, got, want string) {
	if e.err == nil {
		line, column := e.position(offset)
		e.err = fmt.Errorf("%s%s: %w", path, member, &mismatch{place{line, column}, got, want})
	}
}

func (e *harEntry) kind() string { return kindOf(e.hand()) }

// kindOf is the kind of the JSON value that begins with a byte.
func kindOf(opening byte) string {
	switch opening {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

// isNull tells whether the value at hand is null, as which recorders write what they do not have.
func (e *harEntry) isNull() bool { return e.hand() == 'n' }

// is tells whether the value at hand begins as it has to. One that does not stays at hand.
func (e *harEntry) is(opening byte, path, member, want string) bool {
	if e.hand() != opening {
		e.fail(e.pos, path, member, e.kind(), want)
		return false
	}
	return true
}

// string gives the string at hand, and the offset of its first character. It is often that of the entry before.
func (e *harEntry) string(path, member, before string) (string, int) {
	if !e.is('"', path, member, "a string") {
		return "", e.pos
	}
	offset := e.pos + 1
	text := e.walker.string()
	if string(text) == before {
		return before, offset
	}
	return e.keep(text), offset
}

// maxStrings is how much memory for strings is made at once, at most and if a string is not longer.
const maxStrings = 4 << 10

// keep makes a string of text.
func (e *harEntry) keep(text []byte) string {
	b := &e.memory.strings
	if size := b.Cap(); size-b.Len() < len(text) {
		b.Reset()
		b.Grow(max(len(text), min(2*size, maxStrings)))
	}
	start := b.Len()
	b.Write(text)
	return b.String()[start:]
}
