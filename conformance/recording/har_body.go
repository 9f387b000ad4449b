package recording

import (
	"cmp"
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"sort"
	"strings"

	"github.com/devenviron/contract/conformance"
)

const formMediaType = "application/x-www-form-urlencoded"

const unknownSize = -1

// harPayload is what an entry says about a body: its postData, or its content.
type harPayload struct {
	// path names it in errors.
	path      string
	mediaType string
	// text is a string if isText; hasText tells that there is something, if only null.
	text            *content
	hasText, isText bool
	base64          bool
	form            conformance.Body
	// size is that of the body, wireSize that of what was transferred.
	size, wireSize int
}

// payload reads a postData or a content, the text of it into the memory of m.
func (e *harEntry) payload(s *shape, path string, m *harMessage) harPayload {
	p := harPayload{path: path, text: &m.body, size: unknownSize}
	if e.isNull() || !e.is('{', path, "", "an object") {
		return p
	}
	e.object(s, func(name []byte) bool {
		switch string(name) {
		case "text":
			p.hasText = true
			p.isText = !e.isNull() && e.is('"', path, ".text", "a string")
			switch {
			case p.isText && e.defers:
				p.text.find(&e.walker)
			case p.isText:
				p.text.read(&e.walker)
			}
		case "encoding", "_encoding":
			p.base64 = e.encoding(path)
		case "mimeType":
			p.mediaType = e.mediaType(path, m.mediaType)
			m.mediaType = p.mediaType
		case "params":
			start := e.pos
			e.hold("form")
			e.pos = start
			p.form = e.form(path + ".params")
		case "size":
			p.size = e.size()
		default:
			return false
		}
		return true
	})
	return p
}

// mediaType is "" for the name under which browsers file what has no type.
func (e *harEntry) mediaType(path, before string) string {
	if e.isNull() {
		return ""
	}
	text, _ := e.string(path, ".mimeType", before)
	if text == "x-unknown" {
		return ""
	}
	return text
}

// encoding tells whether a text is base64. HAR 1.2 knows that for content; recorders use it for postData too.
func (e *harEntry) encoding(path string) bool {
	if e.isNull() {
		return false
	}
	start := e.pos
	name, _ := e.string(path, ".encoding", "base64")
	if name != "" && name != "base64" {
		e.fail(start, path, ".encoding", "another string", `"base64"`)
	}
	return name == "base64"
}

// requestBody is the text of the postData, or else its params as a form: who writes both writes the same into
// both. Params of which no form can be made, such as files, stand for a body that was not recorded.
func (e *harEntry) requestBody(p harPayload, headers []conformance.Header) conformance.Body {
	body := e.body(p, headers)
	switch isForm := body.MediaType == "" || strings.HasPrefix(body.MediaType, formMediaType); {
	case body.Pending != nil || len(body.Bytes) > 0 || len(p.form.Bytes) == 0:
		return body
	case isForm && p.form.Recorded:
		p.form.MediaType = cmp.Or(body.MediaType, formMediaType)
		return p.form
	}
	return conformance.Body{MediaType: body.MediaType}
}

// body is the text of a payload, decoded.
//
// Where there is no text, recorders do not agree on how to tell an empty body from one that they did not
// keep: some write size 0 and no text for either, some an empty text for what they left out. A body counts as
// empty if the entry says so, by an empty text or by size 0, and nothing in the entry says otherwise. All
// else counts as not recorded. The bodySize of a response is no evidence of an empty body: it is 0 as well
// for what came from a cache.
func (e *harEntry) body(p harPayload, headers []conformance.Header) conformance.Body {
	body := conformance.Body{MediaType: p.mediaType}
	switch {
	case e.broken: // perhaps in the text
	case p.isText && e.defers && p.text.isPending(p.base64):
		body.Pending, body.Offset, body.Recorded = &p.text.pending, p.text.offsets, true
	case p.isText:
		body.Bytes, body.Offset = e.decode(p)
		body.Recorded = len(body.Bytes) > 0 || p.size <= 0 && !statesLength(headers)
	case !p.hasText:
		body.Recorded = p.size == 0 && p.wireSize <= 0 && !statesLength(headers)
	}
	return body
}

// statesLength tells whether headers announce a body that is not empty.
func statesLength(headers []conformance.Header) bool {
	for _, h := range headers {
		if strings.EqualFold(h.Name, "Content-Length") && strings.Trim(h.Value, "0 ") != "" {
			return true
		}
	}
	return false
}

// decode gives the bytes of a payload, and where each of them comes from.
func (e *harEntry) decode(p harPayload) ([]byte, func(index int) int) {
	if e.defers && p.text.unquote() != nil {
		e.fail(p.text.start, p.path, ".text", "a broken string", "a string") // the second parse says more
	}
	text, err := p.text.bytes(p.base64)
	if bad, ok := errors.AsType[base64.CorruptInputError](err); ok {
		e.fail(p.text.source.offset(int(bad)), p.path, ".text", "broken base64", "base64 of RFC 4648 with its padding")
	}
	return slices.Clip(text), p.text.offsets
}

// form is the body that an HTML form with these fields sends. A field that is a file has contents that were
// not recorded, and so the body was not.
func (e *harEntry) form(path string) conformance.Body {
	// starts are the places of the names and values, by where they begin in the body.
	type start struct{ index, offset int }
	var starts []start
	var body []byte
	files := false
	e.fields(path, nil, func(f harField) {
		files = files || f.isFile
		if len(body) > 0 {
			body = append(body, '&')
		}
		starts = append(starts, start{len(body), f.nameOffset})
		body = append(body, url.QueryEscape(f.name)+"="...)
		starts = append(starts, start{len(body), f.valueOffset})
		body = append(body, url.QueryEscape(f.value)...)
	})
	return conformance.Body{
		Bytes:    body,
		Recorded: len(starts) > 0 && !files,
		Offset: func(index int) int {
			after := sort.Search(len(starts), func(i int) bool { return starts[i].index > index })
			return starts[after-1].offset
		},
	}
}
