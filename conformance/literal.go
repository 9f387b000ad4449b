package conformance

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/jsontext"
)

// literal is JSON text made from the text of a parameter, so that parameters and bodies are judged alike. It
// remembers from where each of its values comes.
type literal struct {
	json  []byte
	marks []mark
}

// mark says that the JSON from index at on comes from index source of the recorded text.
type mark struct{ at, source int }

// source gives where the value at an index of the JSON comes from.
func (l *literal) source(index int) int {
	i, found := slices.BinarySearchFunc(l.marks, index, func(m mark, index int) int { return m.at - index })
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return l.marks[i].source
}

func (l *literal) mark(source int) { l.marks = append(l.marks, mark{len(l.json), source}) }

// text appends a string.
func (l *literal) text(value string, source int) {
	l.mark(source)
	if needsEscape(value) {
		quoted, _ := json.Marshal(value) // a string never fails
		l.json = append(l.json, quoted...)
		return
	}
	l.json = append(l.json, '"')
	l.json = append(l.json, value...)
	l.json = append(l.json, '"')
}

// needsEscape says whether a character of a text may have to be escaped in JSON.
func needsEscape(text string) bool {
	for _, c := range []byte(text) {
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// scalar appends a text as the JSON value that its schema takes it for: a number or a boolean where it is one
// and the schema has such, else a string.
func (l *literal) scalar(value string, source int, k kinds) {
	if k.boolean && (value == "true" || value == "false") || k.number && l.isNumber(value) {
		l.mark(source)
		l.json = append(l.json, value...)
		return
	}
	l.text(value, source)
}

// member appends a member name; first says whether it is the first of its object.
func (l *literal) member(name string, source int, first bool) {
	if !first {
		l.json = append(l.json, ',')
	}
	l.text(name, source)
	l.json = append(l.json, ':')
}

// isNumber tells whether a text is the JSON of a number. It looks at it where the JSON of the value grows.
func (l *literal) isNumber(text string) bool {
	if text == "" || text[0] != '-' && (text[0] < '0' || text[0] > '9') {
		return false
	}
	size := len(l.json)
	l.json = append(l.json, text...)
	err := jsontext.Check(l.json[size:], 0)
	l.json = l.json[:size]
	return err == nil
}

// kinds are the kinds of values that a schema takes, through its compositions.
type kinds struct{ number, boolean, array, object bool }

func kindsOf(ref *openapi3.SchemaRef) (k kinds) {
	walk(ref, func(s *openapi3.Schema) {
		k.number = k.number || s.Type.Is(openapi3.TypeInteger) || s.Type.Is(openapi3.TypeNumber)
		k.boolean = k.boolean || s.Type.Is(openapi3.TypeBoolean)
		k.array = k.array || s.Type.Is(openapi3.TypeArray)
		k.object = k.object || s.Type.Is(openapi3.TypeObject)
	})
	return k
}

// walk visits a schema and what it is composed of, each once.
func walk(ref *openapi3.SchemaRef, visit func(*openapi3.Schema)) {
	seen := map[*openapi3.Schema]bool{}
	var step func(*openapi3.SchemaRef)
	step = func(ref *openapi3.SchemaRef) {
		if ref == nil || ref.Value == nil || seen[ref.Value] {
			return
		}
		seen[ref.Value] = true
		visit(ref.Value)
		for _, list := range []openapi3.SchemaRefs{ref.Value.AllOf, ref.Value.OneOf, ref.Value.AnyOf} {
			for _, part := range list {
				step(part)
			}
		}
	}
	step(ref)
}

// itemSchema gives the schema of an array's items, nil when none is declared.
func itemSchema(ref *openapi3.SchemaRef) *openapi3.SchemaRef {
	var items *openapi3.SchemaRef
	walk(ref, func(s *openapi3.Schema) {
		if items == nil {
			items = s.Items
		}
	})
	return items
}

// propertySchema gives the schema of an object's property: the declared one, or that of additional ones. known
// says whether the object may have it.
func propertySchema(ref *openapi3.SchemaRef, name string) (property *openapi3.SchemaRef, known bool) {
	var additional *openapi3.SchemaRef
	walk(ref, func(s *openapi3.Schema) {
		if p := s.Properties[name]; p != nil && property == nil {
			property, known = p, true
		}
		if s.AdditionalProperties.Schema != nil {
			additional, known = s.AdditionalProperties.Schema, true
		}
	})
	if property == nil {
		property = additional
	}
	return property, known
}
