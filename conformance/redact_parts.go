package conformance

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/jsontext"
)

func (r *redactor) isCredential(in, name string) bool {
	return r.contract != nil && isCredential(r.contract.credentials, in, name)
}

// requestHeader and responseHeader give what is declared for a header.
func (r *redactor) requestHeader(name string) *parameter {
	if r.operation == nil {
		return nil
	}
	return headerParameter(r.operation.parameters, name)
}

func (r *redactor) responseHeader(name string) *parameter {
	if r.response == nil {
		return nil
	}
	return headerParameter(r.response.headers, name)
}

func headerParameter(declared []*parameter, name string) *parameter {
	for _, p := range declared {
		if p.in == openapi3.ParameterInHeader && strings.EqualFold(p.name, name) {
			return p
		}
	}
	return nil
}

// requestMarks and responseMarks give what is known of the secrets of a body.
func (r *redactor) requestMarks() *secretMarks {
	if r.operation == nil {
		return tableMarks
	}
	x := r.exchange
	return r.operation.body.marksOf(x.Request.Headers, &x.Request.Body)
}

func (r *redactor) responseMarks() *secretMarks {
	if r.response == nil {
		return tableMarks
	}
	x := r.exchange
	return r.response.body.marksOf(x.Response.Headers, &x.Response.Body)
}

// marksOf gives the marks of the media type of a body. One of another type is read as the only one that there is.
func (p *payload) marksOf(headers []Header, body *Body) *secretMarks {
	if p == nil {
		return tableMarks
	}
	var m *media
	if len(p.media) == 1 {
		m = &p.media[0]
	} else {
		m = p.find(bodyType(headers, body))
	}
	if m == nil || m.secrets == nil {
		return tableMarks
	}
	return m.secrets
}

func bodyType(headers []Header, body *Body) string {
	s := side{headers: headers, body: body}
	text, _ := s.mediaType()
	return mediaName(text)
}

// look takes everything apart.
func (r *redactor) look() {
	x := r.exchange
	r.url()
	for i := range x.Request.Headers {
		r.header(i, "request", &x.Request.Headers[i], r.requestHeader, func(x *Exchange) []Header { return x.Request.Headers })
	}
	r.body("request body", x.Request.Headers, &x.Request.Body, r.requestMarks(), func(x *Exchange) *Body { return &x.Request.Body })
	r.requests = len(r.passages)
	for i := range x.Response.Headers {
		r.header(i, "response", &x.Response.Headers[i], r.responseHeader, func(x *Exchange) []Header { return x.Response.Headers })
	}
	r.body("response body", x.Response.Headers, &x.Response.Body, r.responseMarks(), func(x *Exchange) *Body { return &x.Response.Body })
	r.copies()
}

func (r *redactor) body(subject string, headers []Header, body *Body, m *secretMarks, of func(*Exchange) *Body) {
	if !takeText(headers, body) {
		return
	}
	p := &passage{subject: subject, text: body.Bytes, start: NoOffset, offset: body.Offset, replace: func(x *Exchange, text []byte) {
		of(x).Bytes = text
	}}
	p.body(m, bodyType(headers, body))
	r.passages = append(r.passages, p)
}

// copies finds the secrets in what the recording holds twice, by what they are copies of.
func (r *redactor) copies() {
	if r.exchange.Copies == nil {
		return
	}
	for _, c := range r.exchange.Copies() {
		p := &passage{subject: "copy of a " + c.In + " value", text: []byte(c.Value), start: c.Offset, isCopy: true, replace: func(*Exchange, []byte) {}}
		r.passages = append(r.passages, p)
		if r.isSecretCopy(c) {
			p.value(jsontext.Span{End: len(c.Value)}, r.parameter(c.In, c.Name), plain)
		}
		p.shapes(jsontext.Span{End: len(c.Value)}, "")
	}
}

func (r *redactor) isSecretCopy(c Copy) bool {
	declared := r.parameter(c.In, c.Name)
	switch {
	case declared != nil && declared.secret:
		return true
	case c.In == openapi3.ParameterInCookie:
		return declared == nil
	case c.In == "form" && r.requestMarks().named[c.Name]:
		return true
	}
	return isSecretQuery(c.Name) || r.isCredential(c.In, c.Name)
}

// value notes a text that is a secret, with the placeholder that is judged like it where something is declared.
func (p *passage) value(at jsontext.Span, declared *parameter, unescape decode) {
	secret := p.text[at.Start:at.End]
	if p.writing.isMasked(secret) {
		return
	}
	same := always
	if declared != nil && declared.program != nil {
		same = declared.same(secret, unescape)
	}
	p.stands(at, "", p.writing.placeholder(secret, same))
}

// same gives what tells whether a placeholder for a value is judged like the value.
func (p *parameter) same(raw []byte, unescape decode) func([]byte) bool {
	judged := func(raw []byte) ([]string, bool) {
		value, ok := p.read(literal{}, string(raw), unescape)
		if !ok {
			return nil, false
		}
		var keywords []string
		for _, k := range keywordsOf(p.program, value.json) {
			keywords = append(keywords, string(k))
		}
		return keywords, true
	}
	want, readable := judged(raw)
	return func(placeholder []byte) bool {
		got, ok := judged(placeholder)
		return ok == readable && slices.Equal(got, want)
	}
}

// parameter gives what the operation declares under a name.
func (r *redactor) parameter(in, name string) *parameter {
	if r.operation == nil {
		return nil
	}
	for _, p := range r.operation.parameters {
		if p.in == in && slices.Contains(p.names, name) {
			return p
		}
	}
	return nil
}
