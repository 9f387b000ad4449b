package recording

import (
	"encoding/base64"
	"errors"
	"iter"
	"strconv"

	"github.com/devenviron/contract/conformance/jsontext"
)

// node is a JSON value of a part. The zero node stands for one that is not there.
type node struct {
	part *part
	// path names it in errors.
	path string
	jsontext.Span
}

// json gives the value that the part is, which is to be an object.
func (p *part) json() node {
	start := jsontext.SkipSpace(p.text, 0)
	if err := check(p.text, p.lines.at); err != nil {
		p.err = err
		return node{}
	}
	root := node{part: p, Span: jsontext.Span{Start: start, End: jsontext.ValueEnd(p.text, start)}}
	if !root.is('{') {
		root.fail(root.kind(), "an object")
	}
	return root
}

func (n node) exists() bool { return n.part != nil && !n.is('n') }

func (n node) is(opening byte) bool { return n.part != nil && n.part.text[n.Start] == opening }

// has tells whether the value begins as it has to; one that is not there does not, which is no mismatch.
func (n node) has(opening byte, want string) bool {
	if n.exists() && !n.is(opening) {
		n.fail(n.kind(), want)
	}
	return n.is(opening)
}

func (n node) kind() string { return kindOf(n.part.text[n.Start]) }

func (n node) fail(got, want string) { n.part.fail(n.Start, n.path, got, want) }

// members visits those of an object.
func (n node) members() iter.Seq2[string, node] {
	return func(yield func(string, node) bool) {
		if !n.has('{', "an object") {
			return
		}
		for m := range jsontext.Members(n.part.text, n.Start) {
			if !yield(m.Name, node{n.part, join(n.path, m.Name), m.Value}) {
				return
			}
		}
	}
}

// join gives the path of a member. A name that is none of a header, a field or the like stays out of errors.
func join(path, name string) string {
	const longest = 40
	if !isToken(name) || len(name) > longest {
		name = "(member)"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

// elements visits those of an array.
func (n node) elements() iter.Seq[node] {
	return func(yield func(node) bool) {
		if !n.has('[', "an array") {
			return
		}
		index := 0
		for e := range jsontext.Elements(n.part.text, n.Start) {
			if !yield(node{n.part, n.path + "[" + strconv.Itoa(index) + "]", e}) {
				return
			}
			index++
		}
	}
}

// get gives a member of an object, the last one of its name.
func (n node) get(name string) (found node) {
	for member, value := range n.members() {
		if member == name {
			found = value
		}
	}
	return found
}

// need is get of what has to be there.
func (n node) need(name, want string) node {
	found := n.get(name)
	if n.is('{') && !found.exists() {
		n.part.fail(n.Start, join(n.path, name), "nothing", want)
	}
	return found
}

// string gives a string, "" if there is none.
func (n node) string() string {
	if !n.has('"', "a string") {
		return ""
	}
	return string(n.unquoted())
}

func (n node) unquoted() []byte { return jsontext.Unquote(nil, n.quoted()) }

func (n node) quoted() []byte { return n.part.text[n.Start:n.End] }

// scalar gives a string, or the text of a number or a boolean.
func (n node) scalar() string {
	switch {
	case !n.exists():
		return ""
	case n.is('"'):
		return n.string()
	case n.is('{') || n.is('['):
		n.fail(n.kind(), "a string")
	}
	return string(n.quoted())
}

// offset is where the text of a string begins, or the value.
func (n node) offset() int {
	if n.is('"') {
		return n.Start + 1
	}
	return n.Start
}

// source gives where the bytes of a string come from.
func (n node) source() func(index int) int {
	c := n.content()
	return c.offsets
}

func (n node) content() *content {
	c := &content{}
	c.read(&walker{text: n.part.text, pos: n.Start})
	c.offsets = c.offset
	return c
}

// splice gives a string with its sources.
func (n node) splice() *splice {
	s := &splice{}
	if n.has('"', "a string") {
		s.add(n.string(), n.source())
	}
	return s
}

// isTrue tells whether the value is the literal true.
func (n node) isTrue() bool { return n.is('t') }

// bytes gives what a string holds, perhaps in base64, and where each byte comes from.
func (n node) bytes(isBase64 bool) ([]byte, func(index int) int) {
	if !n.has('"', "a string") {
		return nil, nil
	}
	c := n.content()
	body, err := c.bytes(isBase64)
	if bad, ok := errors.AsType[base64.CorruptInputError](err); ok {
		n.part.fail(c.source.offset(int(bad)), n.path, "broken base64", "base64 of RFC 4648 with its padding")
	}
	return body, c.offsets
}

// raw gives the JSON text of a value, and where each byte comes from.
func (n node) raw() ([]byte, func(index int) int) {
	return n.part.text[n.Start:n.End:n.End], from(n.Start)
}
