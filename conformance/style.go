package conformance

import (
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// pair is one name=value of a query or a form. Indexes are those of the recorded text.
type pair struct {
	name            string
	raw             string
	nameAt, valueAt int
	// taken says that a declared parameter has claimed it.
	taken bool
}

// splitQuery cuts a query that starts at index start of the recorded text.
func splitQuery(query string, start int) []pair {
	var pairs []pair
	for part := range strings.SplitSeq(query, "&") {
		if part != "" {
			rawName, raw, _ := strings.Cut(part, "=")
			name, err := url.QueryUnescape(rawName)
			if err != nil {
				name = rawName
			}
			pairs = append(pairs, pair{name: name, raw: raw, nameAt: start, valueAt: start + min(len(rawName)+1, len(part))})
		}
		start += len(part) + 1
	}
	return pairs
}

// decode undoes the escaping of a part of a parameter.
type decode func(string) (string, error)

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

// scatters says whether the parameter takes several names of a query: an object whose properties are names.
func (p *parameter) scatters() bool {
	return !p.content && admits(p.schema, openapi3.TypeObject) && (p.style == openapi3.SerializationDeepObject || p.style == openapi3.SerializationForm && p.explode)
}

// exploded reads an object from the pairs of a query or form whose names are its properties, and claims them.
func (p *parameter) exploded(pairs []pair) (literal, bool) {
	var value literal
	found := map[string][]*pair{}
	var order []string
	for i := range pairs {
		name := pairs[i].name
		if p.style == openapi3.SerializationDeepObject {
			inner, ok := strings.CutPrefix(name, p.name+"[")
			if !ok || !strings.HasSuffix(inner, "]") {
				continue
			}
			name = strings.TrimSuffix(inner, "]")
		} else if _, known := propertySchema(p.schema, name); !known && p.name != "" {
			continue
		}
		pairs[i].taken = true
		if found[name] == nil {
			order = append(order, name)
		}
		found[name] = append(found[name], &pairs[i])
	}
	value.json = append(value.json, '{')
	for i, name := range order {
		property, _ := propertySchema(p.schema, name)
		value.member(name, found[name][0].nameAt, i == 0)
		if admits(property, openapi3.TypeArray) {
			value.array(texts(found[name]), itemSchema(property))
			continue
		}
		last := found[name][len(found[name])-1]
		value.scalar(unescaped(last.raw), last.valueAt, property)
	}
	value.json = append(value.json, '}')
	return value, len(order) > 0
}

// repeated reads an array from pairs of one name; bad is a pair whose escaping is broken.
func (p *parameter) repeated(found []*pair) (value literal, bad *pair) {
	for _, f := range found {
		if _, err := url.QueryUnescape(f.raw); err != nil {
			return value, f
		}
	}
	value.array(texts(found), itemSchema(p.schema))
	return value, nil
}

func texts(found []*pair) []piece {
	out := make([]piece, len(found))
	for i, f := range found {
		out[i] = piece{unescaped(f.raw), f.valueAt}
	}
	return out
}

func unescaped(raw string) string {
	if text, err := url.QueryUnescape(raw); err == nil {
		return text
	}
	return raw
}

// array appends an array of scalars.
func (l *literal) array(items []piece, schema *openapi3.SchemaRef) {
	l.json = append(l.json, '[')
	for i, item := range items {
		if i > 0 {
			l.json = append(l.json, ',')
		}
		l.scalar(item.text, item.at, schema)
	}
	l.json = append(l.json, ']')
}

// read makes JSON from the one text of a parameter; ok is false when the text does not have its style.
func (p *parameter) read(raw string, unescape decode) (value literal, ok bool) {
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
	case admits(p.schema, openapi3.TypeArray):
		items, ok := p.items(body, at)
		if ok {
			items, ok = decodeAll(items, unescape)
		}
		value.array(items, itemSchema(p.schema))
		return value, ok
	case admits(p.schema, openapi3.TypeObject):
		return p.object(pieces(body, p.separators(), at), unescape)
	}
	text, err := unescape(body)
	value.scalar(text, at, p.schema)
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
		if p.explode && (admits(p.schema, openapi3.TypeArray) || admits(p.schema, openapi3.TypeObject)) {
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
func (p *parameter) object(parts []piece, unescape decode) (value literal, ok bool) {
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
	flat, ok = decodeAll(flat, unescape)
	if !ok || len(flat)%2 != 0 {
		return value, false
	}
	value.json = append(value.json, '{')
	for i := 0; i < len(flat); i += 2 {
		property, _ := propertySchema(p.schema, flat[i].text)
		value.member(flat[i].text, flat[i].at, i == 0)
		value.scalar(flat[i+1].text, flat[i+1].at, property)
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
