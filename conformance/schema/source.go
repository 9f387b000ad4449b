package schema

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// source finds where a keyword of the schema stands, or an item of its list. Without either it is where the
// schema stands.
func (n *node) source(keyword, item string) Source {
	at := Source{Pointer: n.pointer}
	if keyword != "" {
		at.Pointer += "/" + keyword
	}
	origin := n.schema.Origin
	if origin == nil {
		return at
	}
	location, ok := origin.Fields.Lookup(keyword)
	if !ok && origin.Key != nil {
		location = *origin.Key
	}
	if item != "" {
		for _, listed := range origin.Sequences[keyword] {
			if listed.Name == item {
				location = listed
			}
		}
	}
	return at.at(location)
}

func (s Source) at(l openapi3.Location) Source {
	s.File, s.Line, s.Column = l.File, l.Line, l.Column
	return s
}

// fragment gives the pointer of a $ref: the whole document when it has none.
func fragment(ref string) string {
	_, pointer, _ := strings.Cut(ref, "#")
	return "#" + pointer
}

// lastPart gives the name of what a $ref refers to.
func lastPart(ref string) string {
	return ref[strings.LastIndexAny(ref, "/#")+1:]
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func escapePointer(name string) string { return pointerEscapes.Replace(name) }
