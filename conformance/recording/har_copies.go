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
	e.borrow()
	defer e.giveBack()
	found := e.found[:0]
	for _, l := range e.lists {
		e.pos = l.start
		e.array(&e.memory.copyList, func() {
			before := ""
			if n := len(found); n < cap(found) {
				before = found[:n+1][n].Name // that of another entry, and often the same
			}
			if c := e.copyOf(before); c.Offset != conformance.NoOffset {
				c.In = l.in
				found = append(found, c)
			}
		})
	}
	e.found = found
	return found
}

// copyOf reads an element of a list, which has no offset if it has no value. Before is the name of another one.
func (e *harEntry) copyOf(before string) conformance.Copy {
	c := conformance.Copy{Offset: conformance.NoOffset}
	if e.hand() != '{' {
		return c
	}
	e.object(&e.memory.copy, func(name []byte) bool {
		switch {
		case e.hand() != '"':
		case string(name) == "name":
			c.Name, _ = e.string("", "", before)
		case string(name) == "value":
			c.Value, c.Offset = e.string("", "", "")
		default:
			return false
		}
		return true
	})
	return c
}
