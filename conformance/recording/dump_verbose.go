package recording

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// progress is a line of the meter that curl shows; what curl says next stands right behind it.
var progress = regexp.MustCompile(`^\s*\d+(\s+[\d.]+[kMGTP]?){7}(\s+[-\d:dh]+){3}\s+[\d.]+[kMGTP]?`)

// withoutProgress is a line without the progress meter before it.
func withoutProgress(line []byte) []byte {
	end := len(line)
	if n := len(line); n > 0 && line[n-1] == '\n' {
		end--
	}
	if end > 0 && line[end-1] == '\r' {
		end--
	}
	if start := bytes.LastIndexByte(line[:end], '\r') + 1; start > 0 || end > 0 && (line[0] == ' ' || line[0] >= '0' && line[0] <= '9') {
		rest := line[start:]
		if meter := progress.Find(rest); meter != nil {
			return rest[len(meter):]
		}
	}
	return line
}

// notes are what lines begin with that curl says about its work.
var notes = []string{"* ", "{ [", "} [", "  % Total", "Note: ", "Warning: "}

func isNote(text string) bool {
	isNoted := func(prefix string) bool { return strings.HasPrefix(text, prefix) }
	return slices.ContainsFunc(notes, isNoted) || strings.HasPrefix(strings.TrimLeft(text, " "), "Dload ") || text == "*"
}

// verbose reads what curl -v prints. It does not print the body of a request: that may be known from its command.
func (d *dump) verbose(x *conformance.Exchange) {
	line, _ := d.peek()
	if strings.HasPrefix(line.text, "> ") {
		d.sent(&x.Request)
	} else if x.Request.URL == nil {
		d.fail(line.start, "request", "nothing", "the lines with > before those with <")
		return
	}
	for line, more := d.peek(); !strings.HasPrefix(line.text, "< "); line, more = d.peek() {
		if !more {
			x.Response.StatusOffset = len(d.text) // no response came
			return
		}
		d.pass()
	}
	d.statusLine(&x.Response, "< ")
	x.Response.Headers = d.headers("response.headers", "< ")
	d.received(&x.Response)
}

// sent reads the request.
func (d *dump) sent(r *conformance.Request) {
	body := r.Body
	*r = conformance.Request{}
	d.requestLine(r, "> ")
	r.Headers = d.headers("request.headers", "> ")
	r.Body = body
	if !body.Recorded {
		hasBody := statesLength(r.Headers) || headerValue(r.Headers, "Transfer-Encoding") != ""
		r.Body = conformance.Body{Recorded: !hasBody}
	}
}

// received reads the body of the response, which stands behind the notes about it, or behind all notes if curl wrote
// into a file: then it held the body back.
func (d *dump) received(r *conformance.Response) {
	line, more := d.peek()
	for more && (line.kind == noteLine || line.kind == blankLine && line.start > d.pos) {
		d.pass()
		line, more = d.peek()
	}
	if line.kind == statusLine && !strings.HasPrefix(line.text, "< ") { // curl -i prints the headers again
		d.pass()
		d.headers("response.headers", "")
	}
	start := d.pos
	length, err := strconv.Atoi(headerValue(r.Headers, "Content-Length"))
	if err == nil && length > 0 && start+length <= len(d.text) && isBoundary(d.text[start+length:]) {
		setBody(&r.Body, d.text[start:start+length:start+length], from(start), r.Headers)
		return
	}
	d.body(&r.Body, start, d.endOfBody(start), r.Headers)
}

// isBoundary tells whether what follows a body can follow one.
func isBoundary(text []byte) bool {
	return len(text) == 0 || text[0] == '\n' || text[0] == '\r' || bytes.HasPrefix(text, []byte("* "))
}

// lastNotes are what curl says when a body ends, in the same line if the body does not end in one.
var lastNotes = [][]byte{[]byte("* Connection #"), []byte("* Closing connection"), []byte("* Found bundle"), []byte("* Re-using ")}

// endOfBody finds where a body ends of which the length is not known.
func (d *dump) endOfBody(start int) int {
	for d.pos = start; ; d.pass() {
		line, more := d.peek()
		if !more || line.kind == noteLine {
			return d.pos
		}
		for _, note := range lastNotes {
			if i := strings.Index(line.text, string(note)); i >= 0 {
				return line.start + i
			}
		}
	}
}
