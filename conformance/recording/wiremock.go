package recording

import (
	"iter"
	"strings"

	"github.com/devenviron/contract/conformance"
)

func isMappings(b *beginning) bool { return b.outline.is("mappings", '[') }

// isSingleStub takes what is no line of NDJSON, for which it has to be asked before.
func isSingleStub(b *beginning) bool { return isExchange(b) }

// readMappings reads the stub mappings that a WireMock server exports.
func readMappings(name string, s *stream, yield func(conformance.Entry) bool) {
	readParts(name, s, yield, "not WireMock mappings", func(f *parts) error {
		return f.members(func(name string) error {
			if name != "mappings" {
				return s.skip()
			}
			return s.array(func() error { return f.next(readStub) })
		})
	})
}

// readSingleStub reads a file that is one stub mapping.
func readSingleStub(name string, s *stream, yield func(conformance.Entry) bool) {
	readParts(name, s, yield, "not a WireMock mapping", func(f *parts) error {
		if err := f.next(readStub); err != nil {
			return err
		}
		return s.end()
	})
}

// readStub takes a stub for an exchange if what it matches is one request: patterns are none. Of headers, parameters
// and bodies it keeps those that are compared as a whole.
func readStub(p *part) (x conformance.Exchange) {
	root := p.json()
	x.Request = stubRequest(root.need("request", "an object"))
	x.Response = stubResponse(root.need("response", "an object"))
	return x
}

func stubRequest(n node) (r conformance.Request) {
	if !n.has('{', "an object") {
		return r
	}
	method := n.need("method", "a method")
	if n.part.setMethod(&r, method.string(), method.offset(), method.path); r.Method == "ANY" {
		method.fail("any method", "one")
	}
	target := n.get("url")
	if !target.exists() {
		target = n.get("urlPath")
	}
	if !target.exists() {
		n.part.fail(n.Start, n.path, "no url and no urlPath", "one of them (patterns stand for more than one request)")
		return r
	}
	url := target.splice()
	for name, matcher := range n.get("queryParameters").members() {
		for value := range equal(matcher) {
			url.query(name, matcher.Start, value.string(), value.offset())
		}
	}
	r.SomeHeaders = true
	n.part.setURL(&r, url, target.path)
	for name, matcher := range n.get("headers").members() {
		for value := range equal(matcher) {
			r.Headers = append(r.Headers, conformance.Header{Name: name, Value: value.string(), Offset: value.offset()})
		}
	}
	if patterns := n.get("bodyPatterns"); patterns.exists() {
		stubBody(&r, patterns)
	}
	return r
}

// equal visits the values that a matcher takes and no others.
func equal(matcher node) iter.Seq[node] {
	return func(yield func(node) bool) {
		if value := matcher.get("equalTo"); value.is('"') {
			yield(value)
			return
		}
		for each := range matcher.get("hasExactly").elements() {
			if value := each.get("equalTo"); value.is('"') && !yield(value) {
				return
			}
		}
	}
}

// stubBody takes the body that a pattern compares as a whole. With JSON, WireMock writes that more members are let
// pass, but records all of them.
func stubBody(r *conformance.Request, patterns node) {
	for pattern := range patterns.elements() {
		value, asJSON, binary := pattern.get("equalTo"), pattern.get("equalToJson"), pattern.get("binaryEqualTo")
		var text []byte
		var offset func(int) int
		switch {
		case value.is('"'):
			text, offset = value.bytes(false)
		case binary.is('"'):
			text, offset = binary.bytes(true)
		case asJSON.is('"'):
			text, offset = asJSON.bytes(false)
		case asJSON.exists():
			text, offset = asJSON.raw()
		default:
			continue
		}
		setBody(&r.Body, text, offset, r.Headers)
		return
	}
}

func stubResponse(n node) (r conformance.Response) {
	if !n.has('{', "an object") {
		return r
	}
	r.Status, r.StatusOffset = 200, n.Start
	if proxy := n.get("proxyBaseUrl"); proxy.exists() {
		proxy.fail("a response of another server", "a response")
	}
	if n.get("fault").exists() {
		r.Status = 0 // the connection breaks
		return r
	}
	if status := n.get("status"); status.exists() {
		n.part.setStatus(&r, status.scalar(), status.Start, status.path)
	}
	r.Headers = headerLists(n.get("headers"))
	text, offset, ok := stubContent(n)
	if ok && !(isTemplate(n) && holdsVariables(text)) {
		setBody(&r.Body, text, offset, r.Headers)
	}
	return r
}

// stubContent gives the body of a response; one in a file of its own is not recorded here.
func stubContent(n node) (text []byte, offset func(int) int, ok bool) {
	text, offset, ok = nil, at(n.Start), true
	if body := n.get("body"); body.exists() {
		text, offset = body.bytes(false)
	} else if body := n.get("jsonBody"); body.exists() {
		text, offset = body.raw()
	} else if body := n.get("base64Body"); body.exists() {
		text, offset = body.bytes(true)
	} else if n.get("bodyFileName").exists() {
		ok = false
	}
	return text, offset, ok
}

// isTemplate tells whether the body of a response is made anew for each request.
func isTemplate(n node) bool {
	for t := range n.get("transformers").elements() {
		if strings.Contains(t.scalar(), "template") {
			return true
		}
	}
	return false
}

// headerLists reads headers by their names, each with a value or a list of values.
func headerLists(n node) (headers []conformance.Header) {
	if !n.exists() {
		return nil
	}
	add := func(name string, value node) {
		headers = append(headers, conformance.Header{Name: name, Value: value.scalar(), Offset: value.offset()})
	}
	for name, value := range n.members() {
		if !value.is('[') {
			add(name, value)
			continue
		}
		for element := range value.elements() {
			add(name, element)
		}
	}
	return headers
}
