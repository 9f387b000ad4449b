package conformance

import (
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/jsontext"
)

// url notes the secrets of the URL: the user information, parameters of the path and of the query, and what stands in
// the fragment in the form of a query.
func (r *redactor) url() {
	x := r.exchange
	text := x.Request.rawURL()
	p := &passage{subject: "request URL", text: []byte(text), writing: asPercent, start: NoOffset, offset: x.Request.URLOffset, replace: replaceURL}
	r.passages = append(r.passages, p)
	body, fragment, _ := strings.Cut(text, "#")
	path, query, _ := strings.Cut(body, "?")
	r.path(p, path)
	pairs := func(text string, start int) {
		secret := func(name string) bool {
			declared := r.parameter(openapi3.ParameterInQuery, name)
			return isSecretQuery(name) || r.isCredential(openapi3.ParameterInQuery, name) || declared != nil && declared.secret
		}
		p.pairs(jsontext.Span{Start: start, End: start + len(text)}, secret, func(name string, raw []byte) func([]byte) bool {
			if declared := r.parameter(openapi3.ParameterInQuery, name); declared != nil && declared.program != nil && !declared.scatters() {
				return declared.same(raw, url.QueryUnescape)
			}
			return always
		})
	}
	pairs(query, len(body)-len(query))
	pairs(fragment, len(text)-len(fragment))
	p.shapes(jsontext.Span{End: len(text)}, "")
}

// path notes the parameters of the path that are marked. A text that stands more than once in their segment is taken
// for the parameter each time.
func (r *redactor) path(p *passage, text string) {
	if r.operation == nil || !r.operation.secretPath {
		return
	}
	path := r.exchange.Request.URL.EscapedPath()
	start := strings.LastIndex(text, path)
	if start < 0 {
		p.value(jsontext.Span{End: len(text)}, nil, url.PathUnescape)
		return
	}
	segments := appendSegments(nil, path)
	start += len(path) - len(strings.Join(segments, "/"))
	for i, s := range r.route.template {
		s.match(segments[i], func(n int, raw string) {
			declared := r.parameter(openapi3.ParameterInPath, s.names[n])
			for at := 0; declared != nil && declared.secret; at += len(raw) {
				next := strings.Index(segments[i][at:], raw)
				if next < 0 {
					break
				}
				at += next
				p.value(jsontext.Span{Start: start + at, End: start + at + len(raw)}, declared, url.PathUnescape)
			}
		})
		start += len(segments[i]) + 1
	}
}

// pairs notes the values of a query or a form whose names are secret.
func (p *passage) pairs(in jsontext.Span, secret func(name string) bool, same func(name string, raw []byte) func([]byte) bool) {
	for _, pair := range splitQuery(string(p.text[in.Start:in.End]), in.Start) {
		at := jsontext.Span{Start: pair.valueAt, End: pair.valueAt + len(pair.raw)}
		if raw := p.text[at.Start:at.End]; secret(pair.name) && !asPercent.isMasked(raw) {
			p.stands(at, "", asPercent.placeholder(raw, same(pair.name, raw)))
		}
	}
}

func replaceURL(x *Exchange, text []byte) {
	x.Request.RawURL = string(text)
	u, err := url.Parse(x.Request.RawURL)
	if err != nil { // Not of placeholders, which a URL may hold anywhere; but nothing is shown of what is not known.
		u = &url.URL{Path: "/"}
	}
	x.Request.URL = u
}
