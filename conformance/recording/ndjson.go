package recording

import (
	"bytes"
	"io"
	"slices"
	"strconv"

	"github.com/devenviron/contract/conformance"
)

// isNDJSON takes a JSON object with a request that lies in one line. What says of itself that it is a WireMock stub is
// none.
func isNDJSON(b *beginning) bool {
	return isExchange(b) && !isStub(b.outline) && (b.isOneLine() || isEntry(b.outline))
}

// isExchange takes an object of which enough can be seen: all of it, or its request and its response.
func isExchange(b *beginning) bool {
	known := b.last || b.outline != nil && b.outline.closed >= 0
	return known && (b.outline.has("request") || b.outline.has("response"))
}

// isOneLine tells whether the object of the beginning lies in one line, as far as can be seen.
func (b *beginning) isOneLine() bool {
	text := b.text
	if b.outline.closed >= 0 {
		text = text[:b.outline.closed]
	}
	return !bytes.Contains(bytes.TrimSpace(text), []byte("\n"))
}

// isEntry tells whether an object has what only entries of HAR files have.
func isEntry(s *outline) bool {
	return s.is("request.headers", '[') || s.is("response.headers", '[') || s.has("response.content") || s.has("request.postData")
}

// isStub tells whether an object has what only stub mappings of WireMock have.
func isStub(s *outline) bool {
	if slices.ContainsFunc([]string{
		"request.urlPath", "request.urlPattern", "request.urlPathPattern", "request.urlPathTemplate", "request.bodyPatterns",
		"request.queryParameters", "response.body", "response.jsonBody", "response.base64Body", "response.bodyFileName",
	}, s.has) {
		return true
	}
	return s.is("request.headers", '{') || s.is("response.headers", '{')
}

// readNDJSON yields the lines of a file, each of which is an entry as a HAR file has it. Empty lines are passed.
func readNDJSON(name string, s *stream, yield func(conformance.Entry) bool) {
	f := harFile{name: name, stream: s, yield: yield}
	for len(s.window) > 0 || s.more() {
		v := s.lines(true, nil)
		if v.err == nil && len(bytes.TrimSpace(v.text)) == 0 {
			continue
		}
		v.text = bytes.TrimRight(v.text, "\r\n")
		if f.yieldEntry(v) != nil {
			return
		}
	}
	if err := s.broken(); err != io.EOF {
		yield(unreadable(located(name, "after entry "+strconv.Itoa(f.index-1), err)))
	}
}
