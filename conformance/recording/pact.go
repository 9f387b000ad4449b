package recording

import (
	"strings"

	"github.com/devenviron/contract/conformance"
)

func isPact(b *beginning) bool {
	return b.outline.is("interactions", '[') && (b.outline.has("consumer") || b.outline.has("provider") || b.last)
}

// readPacts reads the interactions of a Pact of specification 3 or 4.
func readPacts(name string, s *stream, yield func(conformance.Entry) bool) {
	readParts(name, s, yield, "not a Pact", func(f *parts) error {
		return f.members(func(name string) error {
			if name != "interactions" {
				return s.skip()
			}
			return s.array(func() error { return f.next(readPact) })
		})
	})
}

// readPact takes the example of an interaction; what else its matching rules let pass is not recorded.
func readPact(p *part) (x conformance.Exchange) {
	root := p.json()
	kind := root.get("type") // since specification 4
	if kind.exists() && kind.string() != "Synchronous/HTTP" {
		kind.fail("an interaction of another type", "Synchronous/HTTP")
	}
	read := pactBody
	if kind.exists() {
		read = pact4Body
	}
	request := root.need("request", "an object")
	x.Request = pactRequest(request)
	read(&x.Request.Body, request.get("body"), x.Request.Headers)
	response := root.need("response", "an object")
	x.Response = pactResponse(response)
	read(&x.Response.Body, response.get("body"), x.Response.Headers)
	return x
}

func pactRequest(n node) (r conformance.Request) {
	method := n.need("method", "a method")
	if method.exists() {
		n.part.setMethod(&r, strings.ToUpper(method.string()), method.offset(), method.path)
	}
	path := n.need("path", "a path")
	if !path.exists() {
		return r
	}
	url := path.splice()
	query := n.get("query")
	if query.is('"') { // as specification 2 has it
		url.addAt("?", query.Start)
		url.add(query.string(), query.source())
	} else if query.exists() {
		for _, parameter := range headerLists(query) {
			url.query(parameter.Name, parameter.Offset, parameter.Value, parameter.Offset)
		}
	}
	n.part.setURL(&r, url, path.path)
	r.Headers, r.SomeHeaders = headerLists(n.get("headers")), true
	return r
}

func pactResponse(n node) (r conformance.Response) {
	r.Status, r.StatusOffset = 200, n.Start
	if status := n.get("status"); status.exists() {
		n.part.setStatus(&r, status.scalar(), status.Start, status.path)
	}
	r.Headers, r.SomeHeaders = headerLists(n.get("headers")), true
	return r
}

// pactBody reads a body of specification 3: any JSON value, of which a string is the body unless the body is JSON.
func pactBody(b *conformance.Body, n node, headers []conformance.Header) {
	switch mediaType := headerValue(headers, "Content-Type"); {
	case n.part == nil: // any body will do
	case n.is('n'):
		setBody(b, nil, at(n.Start), headers)
	case n.is('"') && !isJSON(mediaType):
		text, offset := n.bytes(false)
		setBody(b, text, offset, headers)
	default:
		b.MediaType = "application/json"
		text, offset := n.raw()
		setBody(b, text, offset, headers)
	}
}

// pact4Body reads a body of specification 4, which says itself what it is.
func pact4Body(b *conformance.Body, n node, headers []conformance.Header) {
	content := n.get("content")
	if n.part == nil || content.part == nil {
		return
	}
	b.MediaType = n.get("contentType").string()
	encoded := n.get("encoded")
	name := strings.ToLower(encoded.scalar())
	text, offset := []byte(nil), at(content.Start)
	switch {
	case content.is('n'):
	case name == "base64" || encoded.isTrue():
		text, offset = content.bytes(true)
	case name == "json":
		text, offset = content.bytes(false)
	case name != "" && name != "false":
		encoded.fail("another encoding", `false, "base64" or "json"`)
	case content.is('"') && !isJSON(b.MediaType):
		text, offset = content.bytes(false)
	default:
		text, offset = content.raw()
	}
	setBody(b, text, offset, headers)
}
