package conformance

import (
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// decode undoes the escaping of a part of a parameter.
type decode func(string) (string, error)

func unescapePath(text string) (string, error) {
	if strings.IndexByte(text, '%') < 0 {
		return text, nil // as nearly all are
	}
	return url.PathUnescape(text)
}

func unescapeQuery(text string) (string, error) {
	if strings.IndexByte(text, '%') < 0 && strings.IndexByte(text, '+') < 0 {
		return text, nil
	}
	return url.QueryUnescape(text)
}

// piece is a part of a parameter's text with its index.
type piece struct {
	text string
	at   int
}

// pieces cuts text at each of the separators.
func pieces(text string, separators []string, at int) []piece {
	out := []piece{{at: at}}
	start := 0
	for i := 0; i < len(text); {
		width := 0
		for _, s := range separators {
			if strings.HasPrefix(text[i:], s) {
				width = len(s)
			}
		}
		if width == 0 {
			i++
			continue
		}
		out[len(out)-1].text = text[start:i]
		i += width
		start = i
		out = append(out, piece{at: at + i})
	}
	out[len(out)-1].text = text[start:]
	return out
}

// array appends an array of scalars.
func (l *literal) array(items []piece, k kinds) {
	l.json = append(l.json, '[')
	for i, item := range items {
		if i > 0 {
			l.json = append(l.json, ',')
		}
		l.scalar(item.text, item.at, k)
	}
	l.json = append(l.json, ']')
}

// read appends JSON made from the one text of a parameter to an empty value. It tells whether the text has its style.
func (p *parameter) read(value literal, raw string, unescape decode) (literal, bool) {
	if p.content {
		text, err := unescape(raw)
		value.mark(0)
		value.json = append(value.json, text...)
		return value, err == nil
	}
	body, at, ok := p.unwrap(raw)
	if !ok {
		return value, false
	}
	switch {
	case p.kinds.array:
		items, ok := p.items(body, at)
		if ok {
			items, ok = decodeAll(items, unescape)
		}
		value.array(items, p.itemKinds)
		return value, ok
	case p.kinds.object:
		return p.object(value, pieces(body, p.separators(), at), unescape)
	}
	text, err := unescape(body)
	value.scalar(text, at, p.kinds)
	return value, err == nil
}

// unwrap takes off what the styles label and matrix put before a value, and gives the index of the value.
func (p *parameter) unwrap(raw string) (body string, at int, ok bool) {
	prefix := ""
	switch p.style {
	case openapi3.SerializationLabel:
		prefix = "."
	case openapi3.SerializationMatrix:
		prefix = ";" + p.name + "="
		if p.explode && (p.kinds.array || p.kinds.object) {
			prefix = ";"
		}
	}
	body, ok = strings.CutPrefix(raw, prefix)
	return body, len(prefix), ok
}

// items cuts an array; in an exploded matrix each item repeats the name.
func (p *parameter) items(body string, at int) ([]piece, bool) {
	if body == "" {
		return nil, true
	}
	items := pieces(body, p.separators(), at)
	if p.style == openapi3.SerializationMatrix && p.explode {
		for i := range items {
			text, ok := strings.CutPrefix(items[i].text, p.name+"=")
			if !ok {
				return nil, false
			}
			items[i] = piece{text, items[i].at + len(p.name) + 1}
		}
	}
	return items, true
}

// separators are what may stand between items, or between properties.
func (p *parameter) separators() []string {
	switch {
	case p.style == openapi3.SerializationLabel && p.explode:
		return []string{"."}
	case p.style == openapi3.SerializationMatrix && p.explode:
		return []string{";"}
	case p.style == openapi3.SerializationSpaceDelimited:
		return []string{"%20", "+"}
	case p.style == openapi3.SerializationPipeDelimited:
		return []string{"|", "%7C", "%7c"}
	}
	return []string{","}
}

// object reads "k,v,k,v", or "k=v,k=v" when exploded.
func (p *parameter) object(value literal, parts []piece, unescape decode) (literal, bool) {
	var flat []piece
	for _, part := range parts {
		if !p.explode {
			flat = append(flat, part)
			continue
		}
		name, text, found := strings.Cut(part.text, "=")
		if !found {
			return value, false
		}
		flat = append(flat, piece{name, part.at}, piece{text, part.at + len(name) + 1})
	}
	flat, ok := decodeAll(flat, unescape)
	if !ok || len(flat)%2 != 0 {
		return value, false
	}
	value.json = append(value.json, '{')
	for i := 0; i < len(flat); i += 2 {
		property, _ := propertySchema(p.schema, flat[i].text)
		value.member(flat[i].text, flat[i].at, i == 0)
		value.scalar(flat[i+1].text, flat[i+1].at, kindsOf(property))
	}
	value.json = append(value.json, '}')
	return value, true
}

func decodeAll(parts []piece, unescape decode) ([]piece, bool) {
	for i := range parts {
		text, err := unescape(parts[i].text)
		if err != nil {
			return parts, false
		}
		parts[i].text = text
	}
	return parts, true
}
