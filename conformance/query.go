package conformance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/schema"
)

func (k *check) queryParameters() {
	text := k.exchange.Request.rawURL()
	if fragment := strings.IndexByte(text, '#'); fragment >= 0 {
		text = text[:fragment]
	}
	k.pairs = k.pairs[:0]
	if mark := strings.IndexByte(text, '?'); mark >= 0 {
		k.pairs = appendPairs(k.pairs, text[mark+1:], mark+1)
	}
	if k.passQuery() {
		return
	}
	for _, p := range k.operation.judged.query.all {
		k.queryParameter(p, k.pairs, text)
	}
	for i := range k.pairs {
		if pair := &k.pairs[i]; !pair.taken && !slices.Contains(k.operation.credentials, pair.name) {
			k.unknown(pair, text)
		}
	}
}

// passQuery tells whether the query is certain to conform. Where it is not, the parameters are judged one by one.
func (k *check) passQuery() bool {
	declared := &k.operation.judged.query
	if declared.isIntricate {
		return false
	}
	found := uint64(0)
	for i := range k.pairs {
		n := declared.index(k.pairs[i].name)
		if n < 0 || found>>n&1 != 0 || !k.passes(declared.all[n], k.pairs[i].raw, unescapeQuery) {
			return false
		}
		found |= 1 << n
	}
	return found&declared.required == declared.required
}

// unknown notes a pair of the URL that no declared parameter has claimed.
func (k *check) unknown(pair *pair, text string) {
	var known []string
	for _, p := range k.operation.judged.query.all {
		known = append(known, p.name)
	}
	f := k.add(RuleParameterUnknown, "query parameter "+quote(pair.name), "an undeclared parameter", "a declared one",
		k.exchange.URLAt(pair.nameAt), k.operation.at)
	f.Excerpt = pairExcerpt(text, pair.nameAt)
	if near, ok := schema.Nearest(pair.name, known); ok {
		f.Hint = "did you mean " + quote(near) + "?"
	}
}

func (k *check) queryParameter(p *parameter, pairs []pair, text string) {
	x := k.exchange
	show := func(source int) Excerpt { return pairExcerpt(text, source) }
	if p.scatters() {
		value, found := p.exploded(pairs)
		if found {
			k.parameter(p, value, x.URLAt, show)
		} else if p.required {
			k.missing(p)
		}
		return
	}
	var found []*pair
	for i := range pairs {
		if slices.Contains(p.names, pairs[i].name) {
			pairs[i].taken = true
			found = append(found, &pairs[i])
		}
	}
	if len(found) == 0 {
		if p.required {
			k.missing(p)
		}
		return
	}
	if p.explode && !p.content && p.kinds.array {
		value, bad := p.repeated(found)
		if bad != nil {
			k.add(RuleParameterSyntax, p.subject, quote(bad.raw), "percent-encoding", x.URLAt(bad.valueAt), p.at)
			return
		}
		k.parameter(p, value, x.URLAt, show)
		return
	}
	if len(found) > 1 {
		k.add(RuleParameterRepeated, p.subject, fmt.Sprintf("%d values", len(found)), "one", x.URLAt(found[1].nameAt), p.at).Excerpt = show(found[1].nameAt)
	}
	value, ok := p.read(k.literal(), found[0].raw, unescapeQuery)
	if !ok {
		k.add(RuleParameterSyntax, p.subject, quote(found[0].raw), "style "+p.style, x.URLAt(found[0].valueAt), p.at)
		return
	}
	at := found[0].valueAt
	k.parameter(p, value,
		func(source int) Location { return x.URLAt(at + source) },
		func(source int) Excerpt { return show(at + source) })
}

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
	for query != "" {
		part, rest := query, ""
		if i := strings.IndexByte(query, '&'); i >= 0 {
			part, rest = query[:i], query[i+1:]
		}
		if part != "" {
			pairs = append(pairs, pairOf(part, start))
		}
		start += len(part) + 1
		query = rest
	}
	return pairs
}

func pairOf(text string, start int) pair {
	name, raw, _ := strings.Cut(text, "=")
	p := pair{name: name, raw: raw, nameAt: start, valueAt: start + min(len(name)+1, len(text))}
	if plain, err := unescapeQuery(name); err == nil {
		p.name = plain
	}
	return p
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
		if _, err := unescapeQuery(f.raw); err != nil {
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
	if text, err := unescapeQuery(raw); err == nil {
		return text
	}
	return raw
}
