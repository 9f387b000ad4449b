package recording

import (
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

func (e *harEntry) readRequest(r *conformance.Request) {
	start := e.pos
	*r = conformance.Request{}
	if !e.is('{', "request", "", "an object") {
		return
	}
	var p harPayload
	bodySize := unknownSize
	e.object(&e.memory.request, func(name []byte) bool {
		switch string(name) {
		case "method":
			r.Method, r.MethodOffset = e.string("request", ".method", e.request.method)
			e.request.method = r.Method
		case "url":
			e.readURL(r)
		case "headers":
			e.request.headers = e.headers("request.headers", e.request.headers[:0])
			r.Headers = e.request.headers
		case "cookies":
			return e.hold("cookie")
		case "queryString":
			return e.hold("query")
		case "postData":
			p = e.payload(&e.memory.postData, "request.postData", &e.request)
		case "bodySize":
			bodySize = e.size()
		case "_someHeaders":
			r.SomeHeaders = e.hand() == 't'
		default:
			return false
		}
		return true
	})
	if r.Method == "" {
		e.fail(start, "request", ".method", "nothing", "a method")
	}
	if r.URL == nil {
		e.fail(start, "request", ".url", "nothing", "a URL")
	}
	p.size, p.wireSize = bodySize, bodySize
	r.Body = e.requestBody(p, r.Headers)
}

func (e *harEntry) readResponse(r *conformance.Response) {
	start := e.pos
	*r = conformance.Response{}
	if !e.is('{', "response", "", "an object") {
		return
	}
	p := harPayload{size: unknownSize}
	bodySize := unknownSize
	r.StatusOffset = conformance.NoOffset
	e.object(&e.memory.response, func(name []byte) bool {
		switch string(name) {
		case "status":
			r.Status, r.StatusOffset = e.status()
		case "headers":
			e.response.headers = e.headers("response.headers", e.response.headers[:0])
			r.Headers = e.response.headers
		case "cookies":
			return e.hold("cookie")
		case "content":
			p = e.payload(&e.memory.content, "response.content", &e.response)
		case "bodySize":
			bodySize = e.size()
		case "_someHeaders":
			r.SomeHeaders = e.hand() == 't'
		default:
			return false
		}
		return true
	})
	if r.StatusOffset == conformance.NoOffset {
		e.fail(start, "response", ".status", "nothing", wantStatus)
	}
	if r.Status != 0 {
		p.wireSize = bodySize
		r.Body = e.body(p, r.Headers)
	}
}

// readURL takes what a request line can hold: an absolute URL, or a path.
func (e *harEntry) readURL(r *conformance.Request) {
	start := e.pos
	if !e.is('"', "request", ".url", "a string") {
		return
	}
	e.url.read(&e.walker)
	r.RawURL, r.URLOffset = e.keep(e.url.text), e.url.offsets
	u, err := parseURL(&e.parsed, r.RawURL)
	if err != nil || !u.IsAbs() && !strings.HasPrefix(u.Path, "/") {
		// The error of url.Parse quotes the URL, in which there may be secrets.
		e.fail(start, "request", ".url", "another string", "an absolute URL or a path")
	} else {
		r.URL = u
	}
}

const wantStatus = "a status code of three digits, or 0 if no response came"

// status takes a status code; 0 and -1 stand for a response that did not come.
func (e *harEntry) status() (code, offset int) {
	kind, at := e.kind(), e.skip()
	code, err := strconv.Atoi(string(e.text[at.Start:at.End]))
	switch {
	case err == nil && (code == 0 || code == -1):
		return 0, at.Start
	case err != nil || code < 100 || code > 999:
		e.fail(at.Start, "response", ".status", kind, wantStatus)
	}
	return code, at.Start
}

// size is a hint: one that is no whole number is as good as none.
func (e *harEntry) size() int {
	at := e.skip()
	n, err := strconv.Atoi(string(e.text[at.Start:at.End]))
	if err != nil {
		return unknownSize
	}
	return n
}

// headers leaves out the pseudo-headers of HTTP/2, which repeat the method, the URL and the status.
func (e *harEntry) headers(path string, headers []conformance.Header) []conformance.Header {
	e.fields(path, headers[:cap(headers)], func(f harField) {
		if !strings.HasPrefix(f.name, ":") {
			headers = append(headers, conformance.Header{Name: f.name, Value: f.value, Offset: f.valueOffset})
		}
	})
	return headers
}
