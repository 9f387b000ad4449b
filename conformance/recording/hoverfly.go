package recording

import "github.com/devenviron/contract/conformance"

func isHoverfly(b *beginning) bool {
	return b.outline.has("data.pairs") || b.outline.has("meta.schemaVersion") && b.outline.has("data")
}

// readHoverfly reads the pairs of a Hoverfly simulation.
func readHoverfly(name string, s *stream, yield func(conformance.Entry) bool) {
	readParts(name, s, yield, "not a Hoverfly simulation", func(f *parts) error {
		return f.members(func(name string) error {
			if name != "data" {
				return s.skip()
			}
			return s.object(func(name string) error {
				if name != "pairs" {
					return s.skip()
				}
				return s.array(func() error { return f.next(readPair) })
			})
		})
	})
}

// readPair takes a pair for an exchange if method and path are matched exactly. Of the rest of the request it keeps
// what is matched exactly.
func readPair(p *part) (x conformance.Exchange) {
	root := p.json()
	x.Request = pairRequest(root.need("request", "an object"))
	x.Response = pairResponse(root.need("response", "an object"))
	return x
}

func pairRequest(n node) (r conformance.Request) {
	if !n.has('{', "an object") {
		return r
	}
	method, path := exactly(n.need("method", "a method")), exactly(n.need("path", "a path"))
	if !method.exists() || !path.exists() {
		n.part.fail(n.Start, n.path, "patterns", "a method and a path that are matched exactly")
		return r
	}
	n.part.setMethod(&r, method.string(), method.offset(), method.path)
	url := &splice{}
	if host := exactly(n.get("destination")); host.exists() {
		if scheme := exactly(n.get("scheme")); scheme.exists() {
			url.add(scheme.string(), scheme.source())
		} else {
			url.addAt("http", host.offset())
		}
		url.addAt("://", host.offset())
		url.add(host.string(), host.source())
	}
	url.add(path.string(), path.source())
	for name, matchers := range n.get("query").members() {
		if value := exactly(matchers); value.exists() {
			url.query(name, matchers.Start, value.string(), value.offset())
		}
	}
	r.SomeHeaders = true
	n.part.setURL(&r, url, path.path)
	for name, matchers := range n.get("headers").members() {
		if value := exactly(matchers); value.exists() {
			r.Headers = append(r.Headers, conformance.Header{Name: name, Value: value.string(), Offset: value.offset()})
		}
	}
	if body := matched(n.get("body"), "exact", "json"); body.exists() {
		text, offset := body.bytes(false)
		setBody(&r.Body, text, offset, r.Headers)
	}
	return r
}

func exactly(matchers node) node { return matched(matchers, "exact") }

// matched gives the value of the first of some matchers that is of one of the kinds, and has a text.
func matched(matchers node, kinds ...string) node {
	for m := range matchers.elements() {
		value := m.get("value")
		for _, kind := range kinds {
			if value.is('"') && m.get("matcher").string() == kind {
				return value
			}
		}
	}
	return node{}
}

func pairResponse(n node) (r conformance.Response) {
	if !n.has('{', "an object") {
		return r
	}
	status := n.need("status", "a status code")
	if status.exists() {
		n.part.setStatus(&r, status.scalar(), status.Start, status.path)
	}
	r.Headers = headerLists(n.get("headers"))
	if n.get("bodyFile").exists() {
		return r // The body is elsewhere.
	}
	var text []byte
	offset := at(n.Start)
	if body := n.get("body"); body.exists() {
		text, offset = body.bytes(n.get("encodedBody").isTrue())
	}
	if !n.get("templated").isTrue() || !holdsVariables(text) {
		setBody(&r.Body, text, offset, r.Headers)
	}
	return r
}
