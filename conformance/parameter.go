package conformance

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/schema"
)

// parameter is a declared parameter or response header.
type parameter struct {
	name string
	// names holds the name and the aliases under which it may come.
	names    []string
	in       string
	style    string
	explode  bool
	required bool
	at       Location
	schema   *openapi3.SchemaRef
	program  *schema.Program
	// content says that the value is a JSON text of its own.
	content bool
	// kinds and itemKinds are those of the schema, and of the items if it is an array.
	kinds, itemKinds kinds
	// subject names it in findings.
	subject string
	// ignored says that OpenAPI 3.0.3 gives it no meaning: three headers of a request are described elsewhere.
	ignored bool
}

func (c *compiler) parameter(declared *openapi3.Parameter, dir schema.Direction) (*parameter, error) {
	p := &parameter{
		name: declared.Name, names: []string{declared.Name}, in: declared.In, required: declared.Required,
		at: at(declared.Origin), schema: declared.Schema,
	}
	aliases, _ := declared.Extensions["x-aliases"].([]any)
	for _, alias := range aliases {
		if name, ok := alias.(string); ok {
			p.names = append(p.names, name)
		}
	}
	method, err := declared.SerializationMethod()
	if err != nil {
		return nil, fmt.Errorf("%s: %s parameter %q: %w", p.at, p.in, p.name, err)
	}
	p.style, p.explode = method.Style, method.Explode
	if m := declared.Content.Get("application/json"); m != nil {
		p.schema, p.content = m.Schema, true
	}
	p.kinds, p.itemKinds = kindsOf(p.schema), kindsOf(itemSchema(p.schema))
	switch {
	case p.in != openapi3.ParameterInHeader:
		p.subject = p.in + " parameter " + quote(p.name)
	case dir == schema.Response:
		p.subject = "response header " + quote(p.name)
	default:
		p.subject = "request header " + quote(p.name)
		p.ignored = slices.Contains([]string{"accept", "content-type", "authorization"}, strings.ToLower(p.name))
	}
	if p.schema != nil {
		if p.program, err = c.schemas.Compile(p.schema, dir); err != nil {
			return nil, fmt.Errorf("%s parameter %q: %w", p.in, p.name, err)
		}
	}
	return p, nil
}

// literal gives an empty value, in the memory of the one before.
func (k *check) literal() literal {
	return literal{json: k.scratch.json[:0], marks: k.scratch.marks[:0]}
}

// parameter holds a value that was read against the parameter's schema.
func (k *check) parameter(p *parameter, value literal, place func(source int) Location) {
	k.scratch = value
	if p.program == nil {
		return
	}
	k.faults(p.subject, p.program.Check(value.json), p.at, func(i int) Location { return place(value.source(i)) })
}

func (k *check) pathParameters() {
	x := k.exchange
	text := x.Request.rawURL()
	for _, p := range k.operation.parameters {
		i := slices.IndexFunc(k.path, func(v pathValue) bool { return v.name == p.name })
		if p.in != openapi3.ParameterInPath || i < 0 {
			continue
		}
		raw := k.path[i].raw
		// The first place with the value will do: a value that stands twice in a path is equally wrong twice.
		place := func(source int) Location { return x.URLAt(max(strings.Index(text, "/"+raw)+1, 0) + source) }
		value, ok := p.read(k.literal(), raw, url.PathUnescape)
		if !ok {
			k.add(RuleParameterSyntax, p.subject, quote(raw), "style "+p.style, place(0), p.at)
			continue
		}
		k.parameter(p, value, place)
	}
}

func (k *check) queryParameters() {
	x := k.exchange
	text, _, _ := strings.Cut(x.Request.rawURL(), "#")
	_, query, _ := strings.Cut(text, "?")
	pairs := appendPairs(k.pairs[:0], query, len(text)-len(query))
	k.pairs = pairs
	for _, p := range k.operation.parameters {
		if p.in == openapi3.ParameterInQuery {
			k.queryParameter(p, pairs)
		}
	}
	for i := range pairs {
		if !pairs[i].taken && !slices.Contains(k.operation.credentials, pairs[i].name) {
			k.unknown(&pairs[i])
		}
	}
}

// unknown notes a pair that no declared parameter has claimed.
func (k *check) unknown(pair *pair) {
	var known []string
	for _, p := range k.operation.parameters {
		if p.in == openapi3.ParameterInQuery {
			known = append(known, p.name)
		}
	}
	f := k.add(RuleParameterUnknown, "query parameter "+quote(pair.name), "an undeclared parameter", "a declared one",
		k.exchange.URLAt(pair.nameAt), k.operation.at)
	if near, ok := schema.Nearest(pair.name, known); ok {
		f.Hint = "did you mean " + quote(near) + "?"
	}
}

func (k *check) queryParameter(p *parameter, pairs []pair) {
	x := k.exchange
	if p.scatters() {
		value, found := p.exploded(pairs)
		if found {
			k.parameter(p, value, x.URLAt)
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
		k.parameter(p, value, x.URLAt)
		return
	}
	if len(found) > 1 {
		k.add(RuleParameterRepeated, p.subject, fmt.Sprintf("%d values", len(found)), "one", x.URLAt(found[1].nameAt), p.at)
	}
	value, ok := p.read(k.literal(), found[0].raw, url.QueryUnescape)
	if !ok {
		k.add(RuleParameterSyntax, p.subject, quote(found[0].raw), "style "+p.style, x.URLAt(found[0].valueAt), p.at)
		return
	}
	k.parameter(p, value, func(source int) Location { return x.URLAt(found[0].valueAt + source) })
}

func (k *check) missing(p *parameter) {
	k.add(RuleParameterMissing, p.subject, "none", "a value", k.exchange.URLAt(0), p.at)
}

// headers judges declared headers. A required one that is not there breaks the rule missing, at the offset absent.
func (k *check) headers(declared []*parameter, recorded []Header, missing RuleID, absent int) {
	for _, p := range declared {
		if p.in != openapi3.ParameterInHeader || p.ignored {
			continue
		}
		h := headerNamed(recorded, p.name)
		if h == nil {
			if p.required {
				k.add(missing, p.subject, "none", "a value", k.exchange.At(absent), p.at)
			}
			continue
		}
		place := func(source int) Location { return k.exchange.At(shift(h.Offset, source)) }
		value, ok := p.read(k.literal(), h.Value, plain)
		if !ok {
			k.add(RuleParameterSyntax, p.subject, "a value of another form", "style "+p.style, place(0), p.at)
			continue
		}
		k.parameter(p, value, place)
	}
}

func (k *check) cookies() {
	h := headerNamed(k.exchange.Request.Headers, "Cookie")
	for _, p := range k.operation.parameters {
		if p.in != openapi3.ParameterInCookie || h == nil {
			continue // Recorders often drop cookies: that one is absent proves nothing.
		}
		at := 0
		for part := range strings.SplitSeq(h.Value, ";") {
			lead := len(part) - len(strings.TrimLeft(part, " "))
			name, raw, _ := strings.Cut(strings.TrimSpace(part), "=")
			if value, ok := p.read(k.literal(), raw, plain); ok && name == p.name {
				start := at + lead + len(name) + 1
				k.parameter(p, value, func(source int) Location { return k.exchange.At(shift(h.Offset, start+source)) })
			}
			at += len(part) + 1
		}
	}
}

func plain(text string) (string, error) { return text, nil }

// shift moves a known offset.
func shift(offset, by int) int {
	if offset == NoOffset {
		return NoOffset
	}
	return offset + by
}
