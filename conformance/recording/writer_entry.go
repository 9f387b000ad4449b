package recording

import (
	"encoding/base64"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance"
)

// What is written of an exchange, in this order. Lines of NDJSON leave out what only HAR demands.
type (
	writtenLine struct {
		Request  writtenRequest  `json:"request"`
		Response writtenResponse `json:"response"`
	}
	writtenEntry struct {
		StartedDateTime string  `json:"startedDateTime"`
		Time            float64 `json:"time"`
		writtenLine
		Cache   struct{}       `json:"cache"`
		Timings writtenTimings `json:"timings"`
	}
	writtenTimings struct {
		Send    int `json:"send"`
		Wait    int `json:"wait"`
		Receive int `json:"receive"`
	}
	writtenRequest struct {
		Method      string          `json:"method"`
		URL         string          `json:"url"`
		HTTPVersion string          `json:"httpVersion,omitempty"`
		Cookies     []string        `json:"cookies,omitzero"`
		Headers     []writtenHeader `json:"headers"`
		QueryString []writtenHeader `json:"queryString,omitzero"`
		PostData    *writtenPayload `json:"postData,omitempty"`
		HeadersSize int             `json:"headersSize,omitzero"`
		BodySize    int             `json:"bodySize"`
		// SomeHeaders is no member of HAR, which leaves names that begin with an underscore to applications.
		SomeHeaders bool `json:"_someHeaders,omitzero"`
	}
	writtenResponse struct {
		Status      int             `json:"status"`
		StatusText  *string         `json:"statusText,omitempty"`
		HTTPVersion string          `json:"httpVersion,omitempty"`
		Cookies     []string        `json:"cookies,omitzero"`
		Headers     []writtenHeader `json:"headers"`
		Content     writtenPayload  `json:"content"`
		RedirectURL *string         `json:"redirectURL,omitempty"`
		HeadersSize int             `json:"headersSize,omitzero"`
		BodySize    int             `json:"bodySize,omitzero"`
		SomeHeaders bool            `json:"_someHeaders,omitzero"`
	}
	writtenHeader struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	writtenPayload struct {
		Size     *int    `json:"size,omitempty"`
		MimeType string  `json:"mimeType"`
		Text     *string `json:"text,omitempty"`
		Encoding string  `json:"encoding,omitempty"`
	}
)

func lineOf(x *conformance.Exchange) writtenLine {
	l := writtenLine{
		Request: writtenRequest{
			Method: x.Request.Method, URL: x.Request.RawURL, Headers: writtenHeaders(x.Request.Headers), BodySize: unknownSize,
			SomeHeaders: x.Request.SomeHeaders,
		},
		Response: writtenResponse{
			Status: x.Response.Status, Headers: writtenHeaders(x.Response.Headers), Content: writtenBody(&x.Response.Body),
			SomeHeaders: x.Response.SomeHeaders,
		},
	}
	if l.Request.URL == "" && x.Request.URL != nil {
		l.Request.URL = x.Request.URL.String()
	}
	if b := &x.Request.Body; b.Recorded || b.MediaType != "" {
		p := writtenBody(b)
		l.Request.BodySize, p.Size = *p.Size, nil
		if len(b.Bytes) > 0 || b.MediaType != "" {
			l.Request.PostData = &p
		}
	}
	return l
}

func harEntryOf(x *conformance.Exchange) writtenEntry {
	const httpVersion = "HTTP/1.1"
	e := writtenEntry{StartedDateTime: "1970-01-01T00:00:00.000Z", writtenLine: lineOf(x)}
	q, r := &e.Request, &e.Response
	q.HTTPVersion, q.Cookies, q.HeadersSize, q.QueryString = httpVersion, []string{}, unknownSize, []writtenHeader{}
	if x.Request.URL != nil {
		query := x.Request.URL.Query()
		for _, name := range slices.Sorted(maps.Keys(query)) {
			for _, value := range query[name] {
				q.QueryString = append(q.QueryString, writtenHeader{name, value})
			}
		}
	}
	r.HTTPVersion, r.Cookies, r.HeadersSize, r.BodySize = httpVersion, []string{}, unknownSize, unknownSize
	r.StatusText, r.RedirectURL = new(""), new(headerValue(x.Response.Headers, "Location"))
	return e
}

func writtenHeaders(headers []conformance.Header) []writtenHeader {
	written := make([]writtenHeader, len(headers))
	for i, h := range headers {
		written[i] = writtenHeader{validText(h.Name), validText(h.Value)}
	}
	return written
}

// writtenBody is a body with its size, which is unknown if the body was not recorded.
func writtenBody(b *conformance.Body) writtenPayload {
	p := writtenPayload{Size: new(unknownSize), MimeType: validText(b.MediaType)}
	if !b.Recorded {
		return p
	}
	text := string(b.Bytes)
	if !utf8.ValidString(text) {
		text, p.Encoding = base64.StdEncoding.EncodeToString(b.Bytes), "base64"
	}
	p.Size, p.Text = new(len(b.Bytes)), &text
	return p
}

// validText is a text of which the bytes that are not UTF-8 are taken for ISO 8859-1.
func validText(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	valid := make([]rune, 0, len(text))
	for _, c := range []byte(text) {
		valid = append(valid, rune(c))
	}
	return string(valid)
}
