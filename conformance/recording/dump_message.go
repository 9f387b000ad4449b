package recording

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// dump reads the messages of one exchange, line by line.
type dump struct {
	*part
	pos int
}

// dumpLine is a line without its end.
type dumpLine struct {
	text  string
	start int
	kind  lineKind
}

// peek gives the line at hand; false at the end.
func (d *dump) peek() (dumpLine, bool) {
	line := d.text[d.pos:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	known := withoutProgress(line)
	start := d.pos + len(line) - len(known)
	return dumpLine{strings.TrimSuffix(string(known), "\r"), start, kindOfLine(known)}, d.pos < len(d.text)
}

// pass moves past the line at hand.
func (d *dump) pass() {
	if end := bytes.IndexByte(d.text[d.pos:], '\n'); end >= 0 {
		d.pos += end + 1
	} else {
		d.pos = len(d.text)
	}
}

// readMessages reads what an exchange is recorded as: a command or a request, and a response.
func readMessages(p *part) (x conformance.Exchange) {
	d := dump{part: p}
	line := d.begin()
	x.Offset = line.start
	hasRequest := false
	if line.kind == commandLine {
		d.command(&x.Request)
		hasRequest = true
		line = d.begin()
	}
	switch {
	case strings.HasPrefix(line.text, "> ") || strings.HasPrefix(line.text, "< "):
		d.verbose(&x)
		return x
	case line.kind == requestLine || line.kind == bareLine:
		d.request(&x.Request)
		hasRequest = true
		line = d.begin()
	}
	switch {
	case !hasRequest:
		p.fail(line.start, "request", "nothing", "a request line or a curl command before the response (curl -i prints neither; curl -v does)")
	case line.kind != statusLine:
		p.fail(line.start, "response", "nothing", "a status line, such as HTTP/1.1 200 OK")
	default:
		d.response(&x.Response)
	}
	return x
}

// begin passes lines that say nothing, and gives the first that does.
func (d *dump) begin() dumpLine {
	for {
		line, more := d.peek()
		if !more || line.kind >= commandLine || line.kind == otherLine && strings.HasPrefix(line.text, "> ") {
			return line
		}
		d.pass()
	}
}

// requestLine reads a request line with a target of one or more lines.
func (d *dump) requestLine(r *conformance.Request, mark string) {
	line, _ := d.peek()
	d.pass()
	text := strings.TrimPrefix(line.text, mark)
	start := line.start + len(line.text) - len(text)
	method, rest, _ := strings.Cut(text, " ")
	d.setMethod(r, method, start, "request.method")
	target, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	url := &splice{}
	url.add(target, from(start+strings.Index(text, rest)+strings.Index(rest, target)))
	for next, more := d.peek(); more && isContinued(next.text); next, more = d.peek() {
		part, _, _ := strings.Cut(strings.TrimSpace(next.text), " ")
		url.add(part, from(next.start+strings.Index(next.text, part)))
		d.pass()
	}
	d.setTemplate(r, url, "request.url")
}

// isContinued tells whether a line goes on with the query of the line before, as .http files have it.
func isContinued(text string) bool {
	rest := strings.TrimLeft(text, " \t")
	return rest != text && (strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "&"))
}

// request reads a request that stands as it was sent, or as an .http file has it.
func (d *dump) request(r *conformance.Request) {
	d.requestLine(r, "")
	r.Headers = d.headers("request.headers", "")
	start := d.pos
	for line, more := d.peek(); more && line.kind != statusLine; line, more = d.peek() {
		if strings.HasPrefix(line.text, "> {%") || strings.HasPrefix(line.text, "<> ") {
			break // What is to be done with the response.
		}
		d.pass()
	}
	end := d.pos
	for line, more := d.peek(); more && line.kind != statusLine; line, more = d.peek() {
		d.pass()
	}
	text := d.text[start:end]
	if isFile := bytes.HasPrefix(text, []byte("< ")) || bytes.HasPrefix(text, []byte("<@")); isFile || holdsVariables(text) {
		return
	}
	d.body(&r.Body, start, end, r.Headers)
}

// response reads a response that stands as it came.
func (d *dump) response(r *conformance.Response) {
	d.statusLine(r, "")
	r.Headers = d.headers("response.headers", "")
	d.body(&r.Body, d.pos, len(d.text), r.Headers)
	d.pos = len(d.text)
}

// statusLine reads the status line of the response that counts, and passes those before it.
func (d *dump) statusLine(r *conformance.Response, mark string) {
	for {
		line, more := d.peek()
		if d.pass(); !more {
			d.fail(line.start, "response", "nothing", "a status line, such as HTTP/1.1 200 OK")
			return
		}
		if line.kind != statusLine {
			continue
		}
		if next, more := d.pos, d.hasStatusBehind(); isInterim(line.text) && more {
			d.pos = next
			continue
		}
		text := strings.TrimPrefix(line.text, mark)
		code := strings.IndexByte(text, ' ') + 1
		d.setStatus(r, text[code:code+3], line.start+len(line.text)-len(text)+code, "response.status")
		return
	}
}

// hasStatusBehind tells whether another status line follows.
func (d *dump) hasStatusBehind() bool {
	ahead := *d
	for line, more := ahead.peek(); more; line, more = ahead.peek() {
		if line.kind == statusLine {
			return true
		}
		ahead.pass()
	}
	return false
}

// headers reads lines up to the empty one, each behind a mark.
func (d *dump) headers(path, mark string) (headers []conformance.Header) {
	for {
		line, more := d.peek()
		text, isMarked := strings.CutPrefix(line.text, mark)
		isMarked = isMarked || line.text == strings.TrimSpace(mark)
		if !more || !isMarked || line.kind == separatorLine || line.kind == statusLine {
			return headers
		}
		d.pass()
		if strings.TrimSpace(text) == "" || line.text == strings.TrimSpace(mark) && mark != "" {
			return headers
		}
		if mark == "" && line.kind == commentLine {
			continue
		}
		name, value, isHeader := strings.Cut(text, ":")
		if !isHeader || !isToken(name) {
			d.fail(line.start, path, "a line that is none", "a header, or an empty line before the body")
			return headers
		}
		trimmed := strings.TrimSpace(value)
		offset := line.start + len(line.text) - len(strings.TrimLeft(value, " \t"))
		headers = append(headers, conformance.Header{Name: name, Value: trimmed, Offset: min(offset, line.start+len(line.text))})
	}
}

// body takes the bytes that Content-Length announces if no others follow but ends of lines; else all but the ends of
// lines at the end, which editors and terminals add.
func (d *dump) body(b *conformance.Body, start, end int, headers []conformance.Header) {
	text := d.text[start:end:end]
	length, err := strconv.Atoi(headerValue(headers, "Content-Length"))
	if err == nil && length >= 0 && length <= len(text) && len(bytes.TrimSpace(text[length:])) == 0 {
		text = text[:length]
	} else {
		text = bytes.TrimRight(text, "\r\n")
	}
	setBody(b, text, from(start), headers)
}
