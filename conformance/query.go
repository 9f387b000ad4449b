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
func splitQuery(query string, start int) []pair { return appendPairs(nil, query, start) }

// appendPairs is splitQuery into memory that is there already.
func appendPairs(pairs []pair, query string, start int) []pair {
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

// scatters says whether the parameter takes several names of a query: an object whose properties are names.
func (p *parameter) scatters() bool {
	return !p.content && p.kinds.object && (p.style == openapi3.SerializationDeepObject || p.style == openapi3.SerializationForm && p.explode)
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
		k := kindsOf(property)
		if k.array {
			value.array(texts(found[name]), kindsOf(itemSchema(property)))
			continue
		}
		last := found[name][len(found[name])-1]
		value.scalar(unescaped(last.raw), last.valueAt, k)
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
	value.array(texts(found), p.itemKinds)
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
