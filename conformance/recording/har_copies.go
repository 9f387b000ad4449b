package recording

import (
	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/jsontext"
)

// harList is a list of an entry that says once more what is in its headers, its URL or its body.
type harList struct {
	// in is what [conformance.Copy] calls it.
	in string
	// start is where the list starts in the entry.
	start int
}

// hold remembers the list at hand, and leaves it at hand. It tells whether there is anything in the list.
func (e *harEntry) hold(in string) bool {
	if e.hand() != '[' {
		return false
	}
	inside := jsontext.SkipSpace(e.text, e.pos+1)
	if inside == len(e.text) || e.text[inside] == ']' {
		return false
	}
	e.lists = append(e.lists, harList{in, e.pos})
	return true
}

// copies reads the lists. The entry was read before, so that its grammar holds.
func (e *harEntry) copies() []conformance.Copy {
	found := e.found[:0]
	for _, l := range e.lists {
		w := walker{text: e.text, pos: l.start}
		w.array(&e.copyList, func() {
			if w.hand() != '{' {
				return
			}
			c := conformance.Copy{In: l.in, Offset: conformance.NoOffset}
			before := ""
			if n := len(found); n < cap(found) {
				before = found[:n+1][n].Name // that of another entry, and often the same
			}
			w.object(&e.copy, func(name []byte) bool {
				switch {
				case w.hand() != '"':
				case string(name) == "name":
					if text := w.string(); string(text) == before {
						c.Name = before
					} else {
						c.Name = string(text)
					}
				case string(name) == "value":
					c.Offset = w.pos + 1
					c.Value = string(w.string())
				default:
					return false
				}
				return true
			})
			if c.Offset != conformance.NoOffset {
				found = append(found, c)
			}
		})
	}
	e.found = found
	return found
}
