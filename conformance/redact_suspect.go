package conformance

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// suspects tells, without taking anything apart, whether there may be a secret. Nearly every exchange of a recording
// that was redacted ends here.
func (r *redactor) suspects() bool {
	x := r.exchange
	var sent, received []*parameter
	if r.operation != nil {
		sent = r.operation.parameters
	}
	if r.response != nil {
		received = r.response.headers
	}
	return r.suspectsHeaders(x.Request.Headers, sent) || r.suspectsHeaders(x.Response.Headers, received) ||
		r.suspectsURL() || r.suspectsCopies() ||
		!x.Request.Body.isEmpty() && suspectsBody(r.requestMarks(), x.Request.Headers, &x.Request.Body) ||
		!x.Response.Body.isEmpty() && suspectsBody(r.responseMarks(), x.Response.Headers, &x.Response.Body)
}

// suspectsBody looks at a payload where it lies in the recording, with the escapes of both.
func suspectsBody(m *secretMarks, headers []Header, body *Body) bool {
	if body.Pending != nil && body.Pending.Quoted != nil {
		return m.mayBeInBody(body.Pending.Quoted, headers, body)
	}
	return takeText(headers, body) && m.mayBeInBody(body.Bytes, headers, body)
}

// mayBeInBody is mayBeIn of a body, whose type matters unless it begins as JSON does.
func (m *secretMarks) mayBeInBody(text []byte, headers []Header, body *Body) bool {
	isJSON := len(text) > 0 && (text[0] == '{' || text[0] == '[')
	return !isJSON && m.mayBeInFields(text, bodyType(headers, body)) || m.mayBeIn(text)
}

// mayBeInFields tells whether there may be a secret in a form, in which a name may be written in many ways or stand
// where none is looked for.
func (m *secretMarks) mayBeInFields(text []byte, mediaType string) bool {
	return isMultipart(mediaType) || mediaType == "application/x-www-form-urlencoded" && hasSecretName(string(text), m.isField)
}

// takeText takes a payload out of its recording, and tells whether it is there. What is no text, such as a picture, is
// left where it is: it is neither judged nor shown.
func takeText(headers []Header, body *Body) bool {
	if body.Pending == nil {
		return true
	}
	kind, _, _ := strings.Cut(bodyType(headers, body), "/")
	return !slices.Contains([]string{"image", "audio", "video", "font"}, kind) && body.Take() == nil
}

func (r *redactor) suspectsURL() bool {
	u := r.exchange.Request.URL
	query := u.RawQuery != "" && (hasSecretName(u.RawQuery, isSecretQuery[string]) || r.hasSecretQuery() || mayShowSecret(u.RawQuery))
	return query || u.User != nil || u.Fragment != "" || r.operation != nil && r.operation.secretPath || mayShowSecret(u.Path)
}

// hasSecretName tells whether a query has a name that does not show what it is, or one of a secret that is not masked.
func hasSecretName(query string, secret func(name string) bool) bool {
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		if name, value, _ := strings.Cut(pair, "="); strings.Contains(name, "%") || secret(name) && !isPlaceholder(value) {
			return true
		}
	}
	return false
}

func (r *redactor) hasSecretQuery() bool {
	return r.operation != nil && r.operation.secretQuery ||
		r.contract != nil && slices.ContainsFunc(r.contract.credentials, func(c credential) bool { return c.in == openapi3.ParameterInQuery })
}

func (r *redactor) suspectsHeaders(headers []Header, declared []*parameter) bool {
	for i := range headers {
		h := &headers[i]
		switch {
		case isSecretHeader(h.Name) || r.isCredential(openapi3.ParameterInHeader, h.Name):
			if !isMaskedHeader(h) {
				return true
			}
		case declaresSecret(declared, h.Name) || mayShowSecret(h.Value):
			return true
		}
	}
	return false
}

// declaresSecret tells whether a header is declared as a secret.
func declaresSecret(declared []*parameter, name string) bool {
	p := headerParameter(declared, name)
	return p != nil && p.secret
}

func (r *redactor) suspectsCopies() bool {
	return r.exchange.Copies != nil && slices.ContainsFunc(r.exchange.Copies(), func(c Copy) bool {
		return r.isSecretCopy(c) && !isPlaceholder(c.Value) || mayShowSecret(c.Value)
	})
}
