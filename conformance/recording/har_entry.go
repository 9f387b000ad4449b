package recording

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// read reads the entry: its request and its response, in the order in which they come.
func (e *harEntry) read() (request conformance.Request, response conformance.Response) {
	hasRequest, hasResponse := false, false
	e.object("", func(name []byte) {
		switch string(name) {
		case "request":
			request, hasRequest = e.request(), true
		case "response":
			response, hasResponse = e.response(), true
		}
	})
	if !hasRequest {
		e.fail(0, "request", "nothing", "an object")
	}
	if !hasResponse {
		e.fail(0, "response", "nothing", "an object")
	}
	return request, response
}

func (e *harEntry) request() (r conformance.Request) {
	start := e.pos
	var payload harPayload
	bodySize := unknownSize
	e.object("request", func(name []byte) {
		switch string(name) {
		case "method":
			r.Method, r.MethodOffset = e.string("request.method")
		case "url":
			r.URL, r.URLOffset = e.url("request.url")
		case "headers":
			r.Headers = e.headers("request.headers")
		case "postData":
			payload = e.payload("request.postData")
		case "bodySize":
			bodySize = e.size()
		}
	})
	if r.Method == "" {
		e.fail(start, "request.method", "nothing", "a method")
	}
	if r.URL == nil {
		e.fail(start, "request.url", "nothing", "a URL")
	}
	payload.size, payload.wireSize = bodySize, bodySize
	r.Body = e.requestBody(payload, r.Headers)
	return r
}

func (e *harEntry) response() (r conformance.Response) {
	start := e.pos
	payload := harPayload{size: unknownSize}
	bodySize := unknownSize
	r.StatusOffset = conformance.NoOffset
	e.object("response", func(name []byte) {
		switch string(name) {
		case "status":
			r.Status, r.StatusOffset = e.status("response.status")
		case "headers":
			r.Headers = e.headers("response.headers")
		case "content":
			payload = e.payload("response.content")
		case "bodySize":
			bodySize = e.size()
		}
	})
	if r.StatusOffset == conformance.NoOffset {
		e.fail(start, "response.status", "nothing", wantStatus)
	}
	if r.Status != 0 {
		payload.wireSize = bodySize
		r.Body = e.body(payload, r.Headers)
	}
	return r
}

// url takes what a request line can hold: an absolute URL, or a path.
func (e *harEntry) url(path string) (*url.URL, int) {
	start := e.pos
	text, offset := e.string(path)
	u, err := url.Parse(text)
	if err != nil || !u.IsAbs() && !strings.HasPrefix(u.Path, "/") {
		// The error of url.Parse quotes the URL, in which there may be secrets.
		e.fail(start, path, "another string", "an absolute URL or a path")
		return nil, offset
	}
	return u, offset
}

const wantStatus = "a status code of three digits, or 0 if no response came"

// status takes a status code; 0 and -1 stand for a response that did not come.
func (e *harEntry) status(path string) (code, offset int) {
	kind, at := e.kind(), e.span()
	code, err := strconv.Atoi(string(e.text[at.Start:at.End]))
	switch {
	case err == nil && (code == 0 || code == -1):
		return 0, at.Start
	case err != nil || code < 100 || code > 999:
		e.fail(at.Start, path, kind, wantStatus)
	}
	return code, at.Start
}

// size is a hint: one that is no whole number is as good as none.
func (e *harEntry) size() int {
	at := e.span()
	n, err := strconv.Atoi(string(e.text[at.Start:at.End]))
	if err != nil {
		return unknownSize
	}
	return n
}

// headers leaves out the pseudo-headers of HTTP/2, which repeat the method, the URL and the status.
func (e *harEntry) headers(path string) []conformance.Header {
	var headers []conformance.Header
	e.fields(path, func(f harField) {
		if !strings.HasPrefix(f.name, ":") {
			headers = append(headers, conformance.Header{Name: f.name, Value: f.value, Offset: f.valueOffset})
		}
	})
	return headers
}

// harField is a header, or a field of a form. A value that is not given is empty.
type harField struct {
	name, value             string
	nameOffset, valueOffset int
	isFile                  bool
}

// fields visits a list of names and values, up to the first that cannot be read.
func (e *harEntry) fields(path string, visit func(harField)) {
	if e.isNull() {
		return
	}
	e.array(path, func(index int) {
		if e.err != nil {
			return
		}
		f := e.field()
		if e.err != nil {
			e.err = fmt.Errorf("%s[%d]%w", path, index, e.err)
			return
		}
		visit(f)
	})
}

func (e *harEntry) field() harField {
	start := e.pos
	f := harField{nameOffset: conformance.NoOffset, valueOffset: start}
	e.object("", func(name []byte) {
		switch string(name) {
		case "name":
			f.name, f.nameOffset = e.string(".name")
		case "value":
			if !e.isNull() {
				f.value, f.valueOffset = e.string(".value")
			}
		case "fileName":
			f.isFile = !e.isNull()
		}
	})
	if f.nameOffset == conformance.NoOffset {
		e.fail(start, ".name", "nothing", "a string")
	}
	return f
}
