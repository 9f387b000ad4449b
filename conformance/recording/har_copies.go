package recording

import "github.com/devenviron/contract/conformance"

// hold reads the list at hand, which says once more what is in the headers, the URL or the body: in is what
// [conformance.Copy] calls that. It tells whether there is anything in the list.
func (e *harEntry) hold(in string) bool {
	if e.hand() != '[' {
		return false
	}
	isEmpty := true
	e.array(&e.memory.copies, func() {
		isEmpty = false
		if e.hand() != '{' {
			return
		}
		if c := e.copyOf(in); c.Offset != conformance.NoOffset {
			e.copies = append(e.copies, c)
		}
	})
	return !isEmpty
}

// copyOf reads an element of a list. It has no offset if it has no value.
func (e *harEntry) copyOf(in string) conformance.Copy {
	c := conformance.Copy{In: in, Offset: conformance.NoOffset}
	before := ""
	if n := len(e.copies); n < cap(e.copies) {
		before = e.copies[:n+1][n].Name // that of another entry, and often the same
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
