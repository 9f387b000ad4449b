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
	{"HTTP messages (curl -v, curl -i behind its command, .http)", isDump, readDump},
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
	// last tells that no longer beginning will be looked at.
	last bool
	// outline is that of the JSON object with which the text begins, nil if it begins with something else.
	outline *outline
}

// detect tells the format by what the file begins with, nil if it is none that is known. It looks at a little first,
// so that a pipe is read as it is written; how the file arrives makes no difference.
func detect(s *stream) *format {
	for line, more := s.line(); more && isEmptyLine(line, s.window); line, more = s.line() {
		s.pass(len(line) + 1)
	}
	for size := 1 << 10; ; size *= 8 {
		for len(s.window) < size && s.more() {
		}
		b := beginning{text: s.window[:min(len(s.window), size)], last: len(s.window) < size || size >= sniffed}
		b.outline = outlineOf(b.text)
		for i := range formats {
			if formats[i].begins(&b) {
				return &formats[i]
			}
		}
		switch {
		case b.last && b.outline != nil && b.outline.closed < 0:
			return &formats[0] // The log may come after a lot of other members.
		case b.last:
			return nil
		}
	}
}

// isEmptyLine tells whether a line with which the window begins is blank, and ends in the window.
func isEmptyLine(line, window []byte) bool {
	return len(line) < len(window) && window[len(line)] == '\n' && len(bytes.TrimSpace(line)) == 0
}

// isHAR takes a JSON object that has a log.
func isHAR(b *beginning) bool { return b.outline.has("log") }
