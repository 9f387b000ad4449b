package conformance

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/jsontext"
)

// body finds the secrets of a body: by the marks and names of JSON and of forms, and by their shape.
func (p *passage) body(m *secretMarks, mediaType string) {
	if !m.mayBeInFields(p.text, mediaType) && !m.mayBeIn(p.text) {
		return
	}
	start := jsontext.SkipSpace(p.text, 0)
	switch {
	case start < len(p.text) && jsontext.Check(p.text, jsontext.DefaultMaxDepth) == nil: // whatever its type says
		p.writing = asJSON
		w := jsonSecrets{passage: p, marks: m}
		var refs openapi3.SchemaRefs
		if m.schema != nil {
			refs = openapi3.SchemaRefs{m.schema}
		}
		w.value(start, "", refs, false)
	case mediaType == "application/x-www-form-urlencoded":
		p.writing = asPercent
		p.pairs(jsontext.Span{End: len(p.text)}, m.isField, m.sameField)
		p.shapes(jsontext.Span{End: len(p.text)}, "")
	default:
		// Names are those of JSON that is broken, or of a script or a page. What is known to be JSON otherwise has
		// its escapes.
		p.writing = asJSON
		if isMultipart(mediaType) {
			p.parts(m.isField)
		}
		namedIn(p.text, m.isName, func(at jsontext.Span) { p.found(at, "", fills[0]) })
		p.shapes(jsontext.Span{End: len(p.text)}, "")
	}
}

// jsonSecrets goes through JSON text from value to value.
type jsonSecrets struct {
	passage *passage
	marks   *secretMarks
	// pointer is that of the value at hand.
	pointer []byte
}

// value looks into the value at an index, to which schemas apply, and gives its end. A value is secret as a whole where
// it is marked, or where what it stands in is.
func (w *jsonSecrets) value(i int, name string, refs openapi3.SchemaRefs, secret bool) int {
	text := w.passage.text
	var schemas []*openapi3.Schema
	for _, ref := range refs {
		walk(ref, func(s *openapi3.Schema) { schemas = append(schemas, s) })
		secret = secret || w.marks.programs[ref.Value] != nil
	}
	switch text[i] {
	case '{':
		return w.object(i, schemas, secret)
	case '[':
		return w.array(i, schemas, secret)
	}
	end := jsontext.ValueEnd(text, i)
	switch c := text[i]; {
	case c == '"' && (secret || isSecretMember(name)):
		w.secret(jsontext.Span{Start: i + 1, End: end - 1}, jsontext.Span{Start: i, End: end}, refs)
	case c == '"':
		w.text(jsontext.Span{Start: i + 1, End: end - 1})
	case secret && (c == '-' || '0' <= c && c <= '9'):
		w.secret(jsontext.Span{Start: i, End: end}, jsontext.Span{Start: i, End: end}, refs)
	}
	return end
}

// text looks into a text that is no secret as a whole.
func (w *jsonSecrets) text(at jsontext.Span) {
	p := w.passage
	text := p.text[at.Start:at.End]
	if !w.marks.mayBeIn(text) {
		return
	}
	nestedIn(text, w.marks.isName, func(in jsontext.Span) {
		secret := jsontext.Span{Start: at.Start + in.Start, End: at.Start + in.End}
		p.stands(secret, string(w.pointer), asNested.over(p.text[secret.Start:secret.End], fills[0]))
	})
	p.shapes(at, string(w.pointer))
}

// secret notes a text or a number, which is the inside of a value, with the placeholder that is judged like it.
func (w *jsonSecrets) secret(at, value jsontext.Span, refs openapi3.SchemaRefs) {
	p := w.passage
	if asJSON.isMasked(p.text[at.Start:at.End]) {
		return
	}
	whole := p.text[value.Start:value.End]
	same := w.marks.same(refs, whole)
	head, tail := whole[:at.Start-value.Start], whole[at.End-value.Start:]
	p.stands(at, string(w.pointer), asJSON.placeholder(p.text[at.Start:at.End], func(text []byte) bool {
		placeholder := bytes.Join([][]byte{head, text, tail}, nil)
		return jsontext.Check(placeholder, 1) == nil && same(placeholder)
	}))
}

func (w *jsonSecrets) object(i int, schemas []*openapi3.Schema, secret bool) int {
	text := w.passage.text
	known := len(w.pointer)
	for i = jsontext.SkipSpace(text, i+1); text[i] != '}'; {
		end := jsontext.ValueEnd(text, i)
		name := string(jsontext.Unquote(nil, text[i:end]))
		w.pointer = append(append(w.pointer, '/'), pointerEscapes.Replace(name)...)
		w.passage.shapes(jsontext.Span{Start: i + 1, End: end - 1}, string(w.pointer[:known]))
		i = jsontext.SkipSpace(text, jsontext.SkipSpace(text, end)+1)
		i = jsontext.SkipSpace(text, w.value(i, name, membersNamed(schemas, name), secret))
		if text[i] == ',' {
			i = jsontext.SkipSpace(text, i+1)
		}
		w.pointer = w.pointer[:known]
	}
	return i + 1
}

func (w *jsonSecrets) array(i int, schemas []*openapi3.Schema, secret bool) int {
	text := w.passage.text
	known := len(w.pointer)
	items := itemsOf(schemas)
	i = jsontext.SkipSpace(text, i+1)
	for index := 0; text[i] != ']'; index++ {
		w.pointer = strconv.AppendInt(append(w.pointer, '/'), int64(index), 10)
		i = jsontext.SkipSpace(text, w.value(i, "", items, secret))
		if text[i] == ',' {
			i = jsontext.SkipSpace(text, i+1)
		}
		w.pointer = w.pointer[:known]
	}
	return i + 1
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// sameField judges the field of a form as the text it is, or as the number.
func (m *secretMarks) sameField(name string, raw []byte) func([]byte) bool {
	if m.schema == nil {
		return always
	}
	property, _ := propertySchema(m.schema, name)
	if property == nil {
		return always
	}
	k := kindsOf(property)
	field := func(raw []byte) []byte {
		var value literal
		value.scalar(unescaped(string(raw)), 0, k)
		return value.json
	}
	same := m.same(openapi3.SchemaRefs{property}, field(raw))
	return func(placeholder []byte) bool { return same(field(placeholder)) }
}

func always([]byte) bool { return true }
