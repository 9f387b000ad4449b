package conformance

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// secretHeaders are those whose values are credentials, whatever a contract says.
var secretHeaders = []string{
	"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Auth-Token", "X-Security-Token", "X-Subject-Token",
}

// secret says whether the values of a parameter are credentials.
func (c *compiler) secret(p *parameter) bool {
	return isCredential(c.credentials, p.in, p.name)
}

func isCredential(known []credential, in, name string) bool {
	if in == openapi3.ParameterInHeader && slices.ContainsFunc(secretHeaders, func(h string) bool { return strings.EqualFold(h, name) }) {
		return true
	}
	return slices.ContainsFunc(known, func(c credential) bool {
		return c.in == in && (c.name == name || in == openapi3.ParameterInHeader && strings.EqualFold(c.name, name))
	})
}

// sensitive is a schema whose values no finding shows.
func sensitive(ref *openapi3.SchemaRef) *openapi3.SchemaRef {
	marked := *ref.Value
	marked.Extensions = maps.Clone(marked.Extensions)
	if marked.Extensions == nil {
		marked.Extensions = map[string]any{}
	}
	marked.Extensions["x-sensitive"] = true
	out := *ref
	out.Value = &marked
	return &out
}

// mask takes the credentials out of an exchange. That there were some stays.
func (m *Monitor) mask(x *Exchange) {
	const masked = "redacted"
	var known []credential
	if m.Contract != nil {
		known = m.Contract.credentials
	}
	for _, headers := range [][]Header{x.Request.Headers, x.Response.Headers} {
		for i := range headers {
			if isCredential(known, openapi3.ParameterInHeader, headers[i].Name) {
				headers[i].Value = masked
			}
		}
	}
	pairs := strings.Split(x.Request.URL.RawQuery, "&")
	for i, text := range pairs {
		name, _, _ := strings.Cut(text, "=")
		if plain, err := url.QueryUnescape(name); err == nil && isCredential(known, openapi3.ParameterInQuery, plain) {
			pairs[i] = name + "=" + masked
		}
	}
	x.Request.URL.RawQuery = strings.Join(pairs, "&")
}
