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
	if p.schema != nil {
		if p.program, err = c.schemas.Compile(p.schema, dir); err != nil {
			return nil, fmt.Errorf("%s parameter %q: %w", p.in, p.name, err)
		}
	}
	return p, nil
}

func (p *parameter) subject() string { return p.in + " parameter " + quote(p.name) }

// judge holds a value that was read against the parameter's schema.
func (k *check) judge(p *parameter, subject string, value literal, place func(source int) Location) {
	if p.program == nil {
		return
	}
	k.faults(subject, p.program.Check(value.json), p.at, func(i int) Location { return place(value.source(i)) })
}

func (k *check) pathParameters(values map[string]string) {
	x := k.exchange
	text := x.Request.rawURL()
	for _, p := range k.operation.parameters {
		raw, ok := values[p.name]
		if p.in != openapi3.ParameterInPath || !ok {
			continue
		}
		// The first place with the value will do: a value that stands twice in a path is equally wrong twice.
		start := max(strings.Index(text, "/"+raw)+1, 0)
		place := func(source int) Location { return x.At(shift(x.Request.URLOffset, start+source)) }
		value, ok := p.read(raw, url.PathUnescape)
		if !ok {
			k.add(RuleParameterSyntax, p.subject(), quote(raw), "style "+p.style, place(0), p.at)
			continue
		}
		k.judge(p, p.subject(), value, place)
	}
}

func (k *check) queryParameters() {
	x := k.exchange
	text := x.Request.rawURL()
	_, query, _ := strings.Cut(text, "?")
	start := len(text) - len(query)
	query, _, _ = strings.Cut(query, "#")
	place := func(source int) Location { return x.At(shift(x.Request.URLOffset, source)) }
	pairs := splitQuery(query, start)
	for _, p := range k.operation.parameters {
		if p.in == openapi3.ParameterInQuery {
			k.queryParameter(p, pairs, place)
		}
	}
	var known []string
	for _, p := range k.operation.parameters {
		if p.in == openapi3.ParameterInQuery {
			known = append(known, p.name)
		}
	}
	for i := range pairs {
		pair := &pairs[i]
		if pair.taken || slices.Contains(k.operation.credentials, pair.name) {
			continue
		}
		f := k.add(RuleParameterUnknown, "query parameter "+quote(pair.name), "an undeclared parameter", "a declared one",
			place(pair.nameAt), k.operation.at)
		if near, ok := schema.Nearest(pair.name, known); ok {
			f.Hint = "did you mean " + quote(near) + "?"
		}
	}
}

func (k *check) queryParameter(p *parameter, pairs []pair, place func(source int) Location) {
	if p.scatters() {
		value, found := p.exploded(pairs)
		if found {
			k.judge(p, p.subject(), value, place)
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
	if p.explode && !p.content && admits(p.schema, openapi3.TypeArray) {
		value, bad := p.repeated(found)
		if bad != nil {
			k.add(RuleParameterSyntax, p.subject(), quote(bad.raw), "percent-encoding", place(bad.valueAt), p.at)
			return
		}
		k.judge(p, p.subject(), value, place)
		return
	}
	if len(found) > 1 {
		k.add(RuleParameterRepeated, p.subject(), fmt.Sprintf("%d values", len(found)), "one", place(found[1].nameAt), p.at)
	}
	value, ok := p.read(found[0].raw, url.QueryUnescape)
	if !ok {
		k.add(RuleParameterSyntax, p.subject(), quote(found[0].raw), "style "+p.style, place(found[0].valueAt), p.at)
		return
	}
	k.judge(p, p.subject(), value, func(source int) Location { return place(found[0].valueAt + source) })
}

func (k *check) missing(p *parameter) {
	k.add(RuleParameterMissing, p.subject(), "none", "a value", k.exchange.At(k.exchange.Request.URLOffset), p.at)
}

// headers judges declared headers; absent is what a finding names when a header is not there.
func (k *check) headers(kind string, recorded []Header, declared []*parameter, absent Location) {
	for _, p := range declared {
		subject := kind + " " + quote(p.name)
		h := headerNamed(recorded, p.name)
		if h == nil {
			if p.required {
				rule := RuleHeaderMissing
				if p.in == openapi3.ParameterInHeader && kind == "request header" {
					rule = RuleParameterMissing
				}
				k.add(rule, subject, "none", "a value", absent, p.at)
			}
			continue
		}
		place := func(source int) Location { return k.exchange.At(shift(h.Offset, source)) }
		value, ok := p.read(h.Value, plain)
		if !ok {
			k.add(RuleParameterSyntax, subject, "a value of another form", "style "+p.style, place(0), p.at)
			continue
		}
		k.judge(p, subject, value, place)
	}
}

// headersOf picks the parameters that are headers. OpenAPI 3.0.3 says that three names are ignored.
func headersOf(parameters []*parameter) []*parameter {
	var out []*parameter
	for _, p := range parameters {
		if p.in != openapi3.ParameterInHeader {
			continue
		}
		switch strings.ToLower(p.name) {
		case "accept", "content-type", "authorization":
			continue
		}
		out = append(out, p)
	}
	return out
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
			if value, ok := p.read(raw, plain); ok && name == p.name {
				start := at + lead + len(name) + 1
				k.judge(p, p.subject(), value, func(source int) Location { return k.exchange.At(shift(h.Offset, start+source)) })
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
