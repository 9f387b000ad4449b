package conformance

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/jsontext"
)

// header finds the secrets of a header: the parts of a credential, or what has the shape of one.
func (r *redactor) header(i int, side string, h *Header, declared func(name string) *parameter, of func(*Exchange) []Header) {
	p := &passage{subject: side + " header", text: []byte(h.Value), start: h.Offset, replace: func(x *Exchange, text []byte) {
		of(x)[i].Value = string(text)
	}}
	r.passages = append(r.passages, p)
	whole := jsontext.Span{End: len(h.Value)}
	parameter := declared(h.Name)
	known := isSecretHeader(h.Name) || r.isCredential(openapi3.ParameterInHeader, h.Name)
	switch name := strings.ToLower(h.Name); {
	case name == "cookie":
		r.cookies(p, h.Value)
	case name == "set-cookie":
		p.setCookie(h.Value)
	case name == "authorization" || name == "proxy-authorization":
		credentialsOfHeader(h.Value, func(at jsontext.Span) { p.value(at, nil, plain) })
	case known || parameter != nil && parameter.secret:
		p.value(whole, parameter, plain)
	default:
		p.shapes(whole, "")
		return
	}
	p.subject += " " + quote(h.Name)
}

// credentialsOfHeader visits the parts of an Authorization header that are credentials: what stands behind the name of
// the scheme, or each of its parameters.
func credentialsOfHeader(value string, visit func(at jsontext.Span)) {
	start := len(value) - len(strings.TrimLeft(value, " "))
	scheme, _, found := strings.Cut(value[start:], " ")
	if found {
		start += len(scheme) + 1
	}
	if !found || !hasParameters(scheme, value[start:]) {
		visit(jsontext.Span{Start: start, End: len(value)})
		return
	}
	for part := range strings.SplitSeq(value[start:], ",") {
		name, text, found := strings.Cut(part, "=")
		at := jsontext.Span{Start: start + len(part) - len(text), End: start + len(part)}
		if !found {
			at.Start = start
		}
		start += len(part) + 1
		if found && isNamed(openAuthorization, strings.TrimSpace(name), "") {
			continue
		}
		for at.Start < at.End && strings.IndexByte(" \"", value[at.Start]) >= 0 {
			at.Start++
		}
		for at.Start < at.End && strings.IndexByte(" \"", value[at.End-1]) >= 0 {
			at.End--
		}
		visit(at)
	}
}

// isMaskedHeader tells whether a credential was replaced already, so that nothing has to be taken apart.
func isMaskedHeader(h *Header) bool {
	masked := isPlaceholder(h.Value)
	const word = "authorization"
	if n := len(h.Name) - len(word); !masked && n >= 0 && strings.EqualFold(h.Name[n:], word) {
		masked = true
		credentialsOfHeader(h.Value, func(at jsontext.Span) { masked = masked && isPlaceholder(h.Value[at.Start:at.End]) })
	}
	return masked
}

// hasParameters tells a list of parameters from a token, which may end in equals signs.
func hasParameters(scheme, text string) bool {
	if isNamed(tokenSchemes, scheme, "") {
		return false
	}
	name, value, found := strings.Cut(text, "=")
	return found && strings.Trim(value, "= ") != "" && isWord(strings.TrimSpace(name))
}

// cookies notes the values of a Cookie header, but for those that the operation declares as no secret.
func (r *redactor) cookies(p *passage, value string) {
	start := 0
	for part := range strings.SplitSeq(value, ";") {
		name, text, found := strings.Cut(part, "=")
		at := jsontext.Span{Start: start + len(part) - len(text), End: start + len(part)}
		if !found {
			at.Start = start
		}
		start += len(part) + 1
		declared := r.parameter(openapi3.ParameterInCookie, strings.TrimSpace(name))
		if declared == nil || declared.secret {
			p.value(at, declared, plain)
		}
	}
	p.shapes(jsontext.Span{End: len(value)}, "")
}

// setCookie notes the value of the cookie, and leaves its attributes.
func (p *passage) setCookie(value string) {
	pair, _, _ := strings.Cut(value, ";")
	_, text, found := strings.Cut(pair, "=")
	if !found {
		text = pair
	}
	p.value(jsontext.Span{Start: len(pair) - len(text), End: len(pair)}, nil, plain)
}
