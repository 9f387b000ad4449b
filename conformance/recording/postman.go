package recording

import (
	"fmt"
	"strings"

	"github.com/devenviron/contract/conformance"
)

func isPostman(b *beginning) bool {
	return b.outline.is("info", '{') && (b.outline.has("item") || b.outline.has("info.schema") || b.outline.has("info._postman_id"))
}

// readPostman reads the saved examples of a Postman collection 2.1, in all its folders.
func readPostman(name string, s *stream, yield func(conformance.Entry) bool) {
	readParts(name, s, yield, "not a Postman collection", func(f *parts) error {
		return f.members(func(name string) error {
			if name != "item" {
				return s.skip()
			}
			return f.items(1)
		})
	})
}

// maxFolders is how deep the folders of a collection may lie in one another.
const maxFolders = 100

// items reads the requests and folders at hand.
func (f *parts) items(depth int) error {
	if depth > maxFolders {
		return &mismatch{f.stream.at, fmt.Sprintf("more than %d folders in one another", maxFolders), "fewer"}
	}
	return f.stream.array(func() error {
		return f.stream.object(func(name string) error {
			switch name {
			case "item":
				return f.items(depth + 1)
			case "response":
				return f.stream.array(func() error { return f.next(readExample) })
			}
			return f.stream.skip()
		})
	})
}

func readExample(p *part) (x conformance.Exchange) {
	root := p.json()
	x.Request = exampleRequest(root.need("originalRequest", "the request of the example"))
	r := &x.Response
	if code := root.need("code", "a status code"); code.exists() {
		p.setStatus(r, code.scalar(), code.Start, code.path)
	}
	r.Headers = exampleHeaders(root.get("header"))
	if body := root.get("body"); body.exists() {
		text, offset := body.bytes(false)
		setBody(&r.Body, text, offset, r.Headers)
	}
	return x
}

func exampleRequest(n node) (r conformance.Request) {
	if !n.has('{', "an object") {
		return r
	}
	if method := n.need("method", "a method"); method.exists() {
		n.part.setMethod(&r, method.string(), method.offset(), method.path)
	}
	if url := n.need("url", "a URL"); url.exists() {
		n.part.setTemplate(&r, pathVariables(exampleURL(url), url), url.path)
	}
	r.Headers, r.SomeHeaders = exampleHeaders(n.get("header")), true // Postman adds to them when it sends
	exampleBody(&r, n.get("body"))
	return r
}

// exampleURL reads a URL that is a string, or an object with its text or with its parts.
func exampleURL(n node) *splice {
	if !n.is('{') {
		return n.splice()
	}
	if raw := n.get("raw"); raw.exists() {
		return raw.splice()
	}
	url := &splice{}
	list := func(name, first, between string) {
		separator := first
		for part := range n.get(name).elements() {
			url.addAt(separator, part.Start)
			url.add(part.string(), part.source())
			separator = between
		}
	}
	if protocol := n.get("protocol"); protocol.exists() {
		url.add(protocol.string()+"://", protocol.source())
	}
	list("host", "", ".")
	if port := n.get("port"); port.exists() {
		url.addAt(":"+port.scalar(), port.Start)
	}
	list("path", "/", "/")
	separator := "?"
	for pair := range n.get("query").elements() {
		if !pair.get("disabled").isTrue() {
			url.addAt(separator+pair.get("key").scalar()+"="+pair.get("value").scalar(), pair.Start)
			separator = "&"
		}
	}
	return url
}

// pathVariables puts values in the place of the segments of a path that are variables, such as :id.
func pathVariables(raw *splice, url node) *splice {
	if !url.is('{') {
		return raw
	}
	path, _, _ := strings.Cut(string(raw.text), "?")
	filled, done := &splice{}, 0
	for variable := range url.get("variable").elements() {
		value := variable.get("value")
		name := "/:" + variable.get("key").string()
		i := strings.Index(path[done:]+"/", name+"/")
		if i < 0 || !value.is('"') {
			continue
		}
		start := done
		filled.add(path[start:done+i+1], func(k int) int { return raw.offset(start + k) })
		filled.add(value.string(), value.source())
		done += i + len(name)
	}
	start := done
	filled.add(string(raw.text[start:]), func(k int) int { return raw.offset(start + k) })
	return filled
}

// exampleHeaders reads a list of keys and values; those that are switched off were not sent.
func exampleHeaders(n node) (headers []conformance.Header) {
	if !n.exists() || n.is('"') {
		return nil
	}
	for pair := range n.elements() {
		if value := pair.get("value"); !pair.get("disabled").isTrue() {
			h := conformance.Header{Name: pair.need("key", "a name").string(), Offset: pair.Start}
			if value.exists() {
				h.Value, h.Offset = value.string(), value.offset()
			}
			headers = append(headers, h)
		}
	}
	return headers
}

var languages = map[string]string{
	"json": "application/json", "xml": "application/xml", "html": "text/html", "text": "text/plain", "javascript": "application/javascript",
}

// exampleBody reads what was sent. Files are not recorded, and neither is what variables stood for.
func exampleBody(r *conformance.Request, n node) {
	switch mode := n.get("mode").string(); {
	case !n.exists() || mode == "":
		r.Body.Recorded = true
	case mode == "raw":
		text, offset := n.get("raw").bytes(false)
		if r.Body.MediaType = languages[n.get("options").get("raw").get("language").string()]; !holdsVariables(text) && offset != nil {
			setBody(&r.Body, text, offset, r.Headers)
		}
	case mode == "urlencoded":
		form := &splice{}
		for pair := range n.get("urlencoded").elements() {
			if value := pair.get("value"); !pair.get("disabled").isTrue() {
				offset := pair.Start
				if value.exists() {
					offset = value.offset()
				}
				form.field(pair.get("key").string(), pair.Start, value.string(), offset)
			}
		}
		if r.Body.MediaType = formMediaType; !holdsVariables(form.text) {
			setBody(&r.Body, form.text, form.offset, r.Headers)
		}
	}
}
