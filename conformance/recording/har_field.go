package recording

import (
	"bytes"
	"fmt"

	"github.com/devenviron/contract/conformance"
)

// harField is a header, or a field of a form. A value that is not given is empty.
type harField struct {
	name, value             string
	nameOffset, valueOffset int
	isFile                  bool
}

// fields visits a list of names and values, up to the first that cannot be read. Before is the list of another entry.
func (e *harEntry) fields(path string, before []conformance.Header, visit func(harField)) {
	if e.isNull() || !e.is('[', path, "", "an array") {
		return
	}
	index := -1
	e.array(&e.memory.list, func() {
		index++
		if e.err != nil {
			return
		}
		var similar conformance.Header
		if index < len(before) {
			similar = before[index]
		}
		f, isKnown := e.knownField(similar.Value)
		if !isKnown {
			f = e.field(similar)
		}
		if e.err != nil {
			e.err = fmt.Errorf("%s[%d]%w", path, index, e.err)
			return
		}
		visit(f)
	})
}

func (e *harEntry) field(similar conformance.Header) harField {
	start := e.pos
	f := harField{nameOffset: conformance.NoOffset, valueOffset: start}
	if !e.is('{', "", "", "an object") {
		return f
	}
	e.object(&e.memory.field, func(name []byte) bool {
		switch string(name) {
		case "name":
			f.name, f.nameOffset = e.string("", ".name", similar.Name)
		case "value":
			if !e.isNull() {
				f.value, f.valueOffset = e.string("", ".value", similar.Value)
			}
		case "fileName":
			f.isFile = !e.isNull()
		default:
			return false
		}
		return true
	})
	if f.nameOffset == conformance.NoOffset {
		e.fail(start, "", ".name", "nothing", "a string")
	}
	e.learnField(start, &f)
	return f
}

// fieldNames are those of the fields that were read, as headers are many and their names few.
type fieldNames struct {
	known []fieldName
	// last is the index of the one that was read last.
	last int
}

// fieldName is a name with the text around it, from the brace that opens the field to the quote that opens its value.
type fieldName struct {
	text []byte
	name string
	// offset is where the name lies in the text.
	offset int
}

// maxNames bounds how many are remembered.
const maxNames = 64

// knownField moves past the field at hand, if its name is known and nothing is behind its value. Before is the value of
// another field.
func (e *harEntry) knownField(before string) (f harField, ok bool) {
	start := e.pos
	known := e.memory.names.next(e.text[start:])
	if known == nil {
		return f, false
	}
	f.name, f.nameOffset = known.name, start+known.offset
	e.pos += len(known.text) - len(`"`)
	f.value, f.valueOffset = e.string("", "", before)
	if e.space(); e.hand() != '}' {
		e.pos = start
		return f, false
	}
	e.pos++
	return f, true
}

// next gives the name that a text begins with, nil if it is not known. The one behind the last is the likeliest.
func (n *fieldNames) next(text []byte) *fieldName {
	for i := range n.known {
		if i += n.last + 1; i >= len(n.known) {
			i -= len(n.known)
		}
		if known := &n.known[i]; bytes.HasPrefix(text, known.text) {
			n.last = i
			return known
		}
	}
	return nil
}

// learnField remembers the name of the field that starts at start, if it stands before a value.
func (e *harEntry) learnField(start int, f *harField) {
	n := &e.memory.names
	if e.err != nil || e.broken || f.isFile || f.valueOffset < f.nameOffset || f.valueOffset-start > maxStepText {
		return
	}
	if len(n.known) < maxNames && n.next(e.text[start:]) == nil {
		n.known = append(n.known, fieldName{bytes.Clone(e.text[start:f.valueOffset]), f.name, f.nameOffset - start})
	}
}
