package conformance

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/openapi"
)

// credential is a part of a request that shows who sends it.
type credential struct{ in, name string }

func (c credential) String() string {
	if c.in == openapi3.ParameterInQuery {
		return "query parameter " + quote(c.name)
	}
	return c.in + " " + quote(c.name)
}

// credentialsOf gives the alternatives that an operation asks for, each of credentials that belong together; nil
// when it takes requests without any, or asks for what cannot be told from a request.
func credentialsOf(doc *openapi.Document, op *openapi3.Operation) [][]credential {
	required := doc.Security
	if op.Security != nil {
		required = *op.Security
	}
	var alternatives [][]credential
	for _, requirement := range required {
		var together []credential
		for scheme := range requirement {
			c, ok := credentialOf(doc, scheme)
			if !ok {
				return nil
			}
			together = append(together, c)
		}
		if len(together) == 0 {
			return nil
		}
		slices.SortFunc(together, func(a, b credential) int { return strings.Compare(a.String(), b.String()) })
		alternatives = append(alternatives, together)
	}
	return alternatives
}

// credentialsIn gives what any security scheme of a document asks for.
func credentialsIn(doc *openapi.Document) []credential {
	var found []credential
	if doc.Components != nil {
		for name := range doc.Components.SecuritySchemes {
			if c, ok := credentialOf(doc, name); ok {
				found = append(found, c)
			}
		}
	}
	return found
}

func credentialOf(doc *openapi.Document, name string) (c credential, ok bool) {
	if doc.Components == nil || doc.Components.SecuritySchemes[name] == nil {
		return c, false
	}
	switch scheme := doc.Components.SecuritySchemes[name].Value; scheme.Type {
	case "apiKey":
		return credential{scheme.In, scheme.Name}, true
	case "http", "oauth2", "openIdConnect":
		return credential{openapi3.ParameterInHeader, "Authorization"}, true
	}
	return c, false
}

// shownCredentials notes that the service took a request without a credential. A recording of no header at all says
// nothing, its recorder kept none, and neither does one of some headers.
func (k *check) shownCredentials() {
	x := k.exchange
	wanted := k.operation.alternatives
	if x.Response.Status/100 != 2 || len(x.Request.Headers) == 0 || x.Request.SomeHeaders || len(wanted) == 0 {
		return
	}
	if slices.ContainsFunc(wanted, x.Request.showsAll) {
		return
	}
	var names []string
	for _, together := range wanted {
		var parts []string
		for _, c := range together {
			parts = append(parts, c.String())
		}
		names = append(names, strings.Join(parts, " with "))
	}
	k.add(RuleCredentialsMissing, "request", "no credentials", list(names), x.At(x.Offset), k.operation.at)
}

func (r *Request) showsAll(together []credential) bool {
	return !slices.ContainsFunc(together, func(c credential) bool { return !r.shows(c) })
}

// shows tells whether a request has a credential, whatever its value: recorders mask it.
func (r *Request) shows(c credential) bool {
	switch c.in {
	case openapi3.ParameterInQuery:
		_, query, _ := strings.Cut(r.rawURL(), "?")
		return slices.ContainsFunc(splitQuery(query, 0), func(p pair) bool { return p.name == c.name })
	case openapi3.ParameterInCookie:
		h := headerNamed(r.Headers, "Cookie")
		return h != nil && (strings.Contains("; "+h.Value, "; "+c.name+"=") || !strings.Contains(h.Value, "=")) // masked as a whole
	}
	return headerNamed(r.Headers, c.name) != nil
}
