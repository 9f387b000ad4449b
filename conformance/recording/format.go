package recording

import (
	"bytes"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// format is a kind of recording.
type format struct {
	// name is what error messages call it.
	name string
	// begins tells whether a file that begins in this way is of the format.
	begins func(*beginning) bool
	read   func(name string, s *stream, yield func(conformance.Entry) bool)
}

// formats are asked in this order.
var formats = []format{
	{"HAR 1.2", isHAR, readHAR},
	{"a go-vcr cassette", isCassette, readCassette},
	{"NDJSON of HAR entries", isNDJSON, readNDJSON},
	{"WireMock mappings", isMappings, readMappings},
	{"a WireMock mapping", isSingleStub, readSingleStub},
	{"a Postman collection 2.1", isPostman, readPostman},
	{"a Pact of version 3 or 4", isPact, readPacts},
	{"a Hoverfly simulation 5", isHoverfly, readHoverfly},
}

// readEntries is [Entries] with a limit to the size of an entry.
func readEntries(name string, in io.Reader, limit int) iter.Seq[conformance.Entry] {
	return func(yield func(conformance.Entry) bool) {
		name := filepath.ToSlash(name)
		plain, done := decompressed(in)
		defer done()
		s := newStream(plain, limit)
		if f := detect(s); f != nil {
			f.read(name, s, yield)
			return
		}
		yield(unreadable(located(name, "unknown format", s.unknown())))
	}
}

// unknown says what a file is that has no known format.
func (s *stream) unknown() error {
	if s.err != nil && s.err != io.EOF {
		return s.broken()
	}
	names := make([]string, len(formats))
	for i := range formats {
		names[i] = formats[i].name
	}
	got := "something else"
	if len(bytes.TrimSpace(s.window)) == 0 {
		s.peek()
		got = "an empty file"
	}
	return &mismatch{s.at, got, "one of " + strings.Join(names, ", ")}
}

// sniffed is how much of a file is looked at to tell its format.
const sniffed = 64 << 10

// beginning is the first part of a file.
type beginning struct {
	text []byte
	// whole tells that the file has no more than text, and last that no longer beginning will be looked at.
	whole, last bool
	// shape is that of the JSON object with which the text begins, nil if it begins with something else.
	shape *shape
}

// detect tells the format by what the file begins with, nil if it is none that is known. It reads no more than it
// needs, so that a pipe is read as it is written.
func detect(s *stream) *format {
	for line, more := s.line(); more && len(line) < len(s.window) && len(bytes.TrimSpace(line)) == 0; line, more = s.line() {
		s.pass(len(line) + 1)
	}
	for size := 1; ; size = 2 * len(s.window) {
		for len(s.window) < min(size, sniffed) && s.more() {
		}
		b := beginning{text: s.window[:min(len(s.window), sniffed)]}
		b.whole = s.err != nil && len(s.window) <= sniffed
		b.last = b.whole || len(s.window) >= sniffed
		b.shape = shapeOf(b.text)
		for i := range formats {
			if formats[i].begins(&b) {
				return &formats[i]
			}
		}
		switch {
		case b.last && b.shape != nil && b.shape.closed < 0:
			return &formats[0] // The log may come after a lot of other members.
		case b.last:
			return nil
		}
	}
}

// isHAR takes a JSON object that has a log.
func isHAR(b *beginning) bool { return b.shape.has("log") }
