package recording

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/devenviron/contract/conformance/jsontext"
)

// harEntry goes through the text of one entry, which has passed the check, once. Its methods read the value
// at hand and move past it; one that is not what it has to be stays at hand. What they cannot read first is
// kept in err.
type harEntry struct {
	text []byte
	// pos is where the value at hand starts.
	pos    int
	locate func(offset int) (line, column int)
	err    error
}

// fail keeps the first mismatch.
func (e *harEntry) fail(offset int, path, got, want string) {
	if e.err == nil {
		line, column := e.locate(offset)
		e.err = fmt.Errorf("%s: %w", path, &mismatch{place{line, column}, got, want})
	}
}

func (e *harEntry) kind() string {
	switch e.text[e.pos] {
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
func (e *harEntry) isNull() bool { return e.text[e.pos] == 'n' }

// is tells whether the value at hand begins as it has to.
func (e *harEntry) is(opening byte, path, want string) bool {
	if e.text[e.pos] != opening {
		e.fail(e.pos, path, e.kind(), want)
		return false
	}
	return true
}

// object visits the members of the object at hand, each by its name and with its value at hand. A value that
// the visit leaves at hand is passed.
func (e *harEntry) object(path string, visit func(name []byte)) {
	if !e.is('{', path, "an object") {
		return
	}
	for e.forward(1); e.text[e.pos] != '}'; e.next() {
		name := e.span()
		e.forward(0)
		e.forward(1) // the colon
		start := e.pos
		if visit(e.unquote(name)); e.pos == start {
			e.span()
		}
	}
	e.pos++
}

// array visits the elements of the array at hand in the same way.
func (e *harEntry) array(path string, visit func(index int)) {
	if !e.is('[', path, "an array") {
		return
	}
	index := 0
	for e.forward(1); e.text[e.pos] != ']'; e.next() {
		start := e.pos
		if visit(index); e.pos == start {
			e.span()
		}
		index++
	}
	e.pos++
}

// forward moves n bytes, and past white space.
func (e *harEntry) forward(n int) { e.pos = jsontext.SkipSpace(e.text, e.pos+n) }

// next moves from the end of a value to the next one, or to the bracket that closes.
func (e *harEntry) next() {
	if e.forward(0); e.text[e.pos] == ',' {
		e.forward(1)
	}
}

// span moves past the value at hand and gives where it lies.
func (e *harEntry) span() jsontext.Span {
	start := e.pos
	e.pos = jsontext.ValueEnd(e.text, start)
	return jsontext.Span{Start: start, End: e.pos}
}

// string gives the string at hand, and the offset of its first character.
func (e *harEntry) string(path string) (string, int) {
	if !e.is('"', path, "a string") {
		return "", e.pos
	}
	at := e.span()
	return string(e.unquote(at)), at.Start + 1
}

// unquote gives the text of a string. It is part of the text of the entry if the string has no escapes.
func (e *harEntry) unquote(at jsontext.Span) []byte {
	quoted := e.text[at.Start:at.End]
	if bytes.IndexByte(quoted, '\\') < 0 {
		return slices.Clip(quoted[1 : len(quoted)-1])
	}
	return jsontext.Unquote(make([]byte, 0, len(quoted)), quoted)
}

// source gives a function that tells where in the entry each byte of the text of a string comes from.
func (e *harEntry) source(at jsontext.Span, text []byte) func(index int) int {
	quoted := e.text[at.Start:at.End]
	if len(text) == len(quoted)-2 {
		return func(index int) int { return min(at.Start+1+index, at.End-1) }
	}
	source := sourceIndex(quoted, text)
	return func(index int) int { return at.Start + source(index) }
}
