package conformance

import (
	"fmt"
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
	// listed is where the operation or response lists it, at where it is declared.
	listed, at Location
	schema     *openapi3.SchemaRef
	program    *schema.Program
	// content says that the value is a JSON text of its own.
	content bool
	// kinds and itemKinds are those of the schema, and of the items if it is an array.
	kinds, itemKinds kinds
	// isScalar says that its text is one value of its schema, with nothing around.
	isScalar bool
	// secret says that its values are.
	secret bool
	// subject names it in findings.
	subject string
	// ignored says that OpenAPI 3.0.3 gives it no meaning: three headers of a request are described elsewhere.
	ignored bool
}

// places are the parameters of an operation by where they stand in a request.
type places struct {
	path, headers, cookies []*parameter
	query                  queryPlaces
}

func placesOf(parameters []*parameter) places {
	var by places
	for _, p := range parameters {
		switch {
		case p.ignored:
		case p.in == openapi3.ParameterInPath:
			by.path = append(by.path, p)
		case p.in == openapi3.ParameterInHeader:
			by.headers = append(by.headers, p)
		case p.in == openapi3.ParameterInCookie:
			by.cookies = append(by.cookies, p)
		case p.in == openapi3.ParameterInQuery:
			by.query.add(p)
		}
	}
	return by
}

// queryPlaces are the parameters of the query of an operation.
type queryPlaces struct {
	all []*parameter
	// names are all under which parameters may come, and required has a bit for each parameter that must be there.
	names    []queryName
	required uint64
	// isIntricate says that names do not tell which parameter is meant, or that there are more parameters than bits.
	isIntricate bool
}

// queryName is a name with the index of its parameter.
type queryName struct {
	name  string
	index int
}

func (q *queryPlaces) add(p *parameter) {
	index := len(q.all)
	q.all = append(q.all, p)
	for _, name := range p.names {
		q.isIntricate = q.isIntricate || q.index(name) >= 0
		q.names = append(q.names, queryName{name, index})
	}
	q.isIntricate = q.isIntricate || p.scatters() || index == 64
	if p.required {
		q.required |= 1 << index
	}
}

// index finds the parameter of a name, -1 when there is none.
func (q *queryPlaces) index(name string) int {
	for i := range q.names {
		if q.names[i].name == name {
			return q.names[i].index
		}
	}
	return -1
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
	p.secret = isCredential(c.credentials, p.in, p.name) || p.in == openapi3.ParameterInHeader && isSecretHeader(p.name) ||
		schema.IsSecret(&openapi3.Schema{Extensions: declared.Extensions}) || hasSecret(p.schema)
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
	bare := p.style == openapi3.SerializationSimple || p.style == openapi3.SerializationForm
	p.isScalar = p.program != nil && !p.content && bare && !p.kinds.array && !p.kinds.object
	return p, nil
}

// literal gives an empty value, in the memory of the one before.
func (k *check) literal() literal {
	return literal{json: k.scratch.json[:0], marks: k.scratch.marks[:0]}
}

// parameter holds a value that was read against the parameter's schema. Place and show tell of an index of the text
// that it was read from where it lies, and what there is.
func (k *check) parameter(p *parameter, value literal, place func(source int) Location, show func(source int) Excerpt) {
	k.scratch = value
	k.marks.parameter(p, value.json)
	if p.program == nil {
		return
	}
	if faults := p.program.Check(value.json); len(faults) > 0 {
		k.faults(p.subject, faults, p.at, func(i int) Location { return place(value.source(i)) }, value.excerpts(faults, show))
	}
}

// passes tells without more ado whether the text of a parameter is certain to conform.
func (k *check) passes(p *parameter, raw string, unescape decode) bool {
	if !p.isScalar || k.marks != nil {
		return false
	}
	text, err := unescape(raw)
	if err != nil {
		return false
	}
	if p.kinds == (kinds{}) { // Nearly all are texts: no JSON has to be made of them.
		k.scratch.json = append(k.scratch.json[:0], text...)
		return p.program.ConformsText(k.scratch.json)
	}
	k.scratch = k.literal()
	k.scratch.scalar(text, 0, p.kinds)
	return len(p.program.Check(k.scratch.json)) == 0
}

func (k *check) missing(p *parameter) {
	k.add(RuleParameterMissing, p.subject, "none", "a value", k.exchange.URLAt(0), p.at)
}

// headers judges declared headers. A required one that is not there breaks the rule missing, "" for none, at the offset
// absent.
func (k *check) headers(declared []*parameter, recorded []Header, missing RuleID, absent int) {
	for _, p := range declared {
		h := headerNamed(recorded, p.name)
		if h == nil {
			if p.required && missing != "" {
				k.add(missing, p.subject, "none", "a value", k.exchange.At(absent), p.at)
			}
			continue
		}
		if k.passes(p, h.Value, plain) {
			continue
		}
		place := func(source int) Location { return k.exchange.At(shift(h.Offset, source)) }
		value, ok := p.read(k.literal(), h.Value, plain)
		if !ok {
			k.add(RuleParameterSyntax, p.subject, "a value of another form", "style "+p.style, place(0), p.at)
			continue
		}
		k.parameter(p, value, place, func(int) Excerpt { return headerExcerpt(p.name, h.Value) })
	}
}

func (k *check) cookies() {
	if len(k.operation.judged.cookies) == 0 {
		return
	}
	h := headerNamed(k.exchange.Request.Headers, "Cookie")
	if h == nil {
		return // Recorders often drop cookies: that one is absent proves nothing.
	}
	for _, p := range k.operation.judged.cookies {
		at := 0
		for part := range strings.SplitSeq(h.Value, ";") {
			lead := len(part) - len(strings.TrimLeft(part, " "))
			name, raw, _ := strings.Cut(strings.TrimSpace(part), "=")
			if value, ok := p.read(k.literal(), raw, plain); ok && name == p.name {
				start := at + lead + len(name) + 1
				place := func(source int) Location { return k.exchange.At(shift(h.Offset, start+source)) }
				k.parameter(p, value, place, func(int) Excerpt { return Excerpt{} }) // The neighbours are secrets.
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
