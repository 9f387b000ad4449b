package recording

import (
	"bytes"
	"io"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// lineKind is what a line of a dump is, by its looks.
type lineKind int

const (
	otherLine lineKind = iota
	blankLine
	// commentLine is a comment of an .http file, noteLine what curl -v says, progressLine its meter.
	commentLine
	noteLine
	separatorLine
	commandLine
	requestLine
	// bareLine is a request line without a version, as .http files have it.
	bareLine
	statusLine
)

// kindOfLine tells the kind of a line, which may have the mark that curl -v puts before what it sends and receives.
func kindOfLine(line []byte) lineKind {
	text := strings.TrimRight(string(withoutProgress(line)), "\r\n")
	switch {
	case strings.TrimSpace(text) == "":
		return blankLine
	case strings.HasPrefix(text, "###"):
		return separatorLine
	case strings.HasPrefix(text, "#") || strings.HasPrefix(text, "//") || strings.HasPrefix(text, "@"):
		return commentLine
	case isNote(text):
		return noteLine
	case isCommand(text):
		return commandLine
	}
	text = strings.TrimPrefix(strings.TrimPrefix(text, "> "), "< ")
	if isStatusLine(text) {
		return statusLine
	}
	method, rest, _ := strings.Cut(text, " ")
	target, version, hasVersion := strings.Cut(strings.TrimSpace(rest), " ")
	switch {
	case !isMethod(method) || !isTarget(target):
		return otherLine
	case hasVersion && strings.HasPrefix(version, "HTTP/"):
		return requestLine
	case !hasVersion:
		return bareLine
	}
	return otherLine
}

func isMethod(text string) bool {
	return isToken(text) && strings.ToUpper(text) == text && len(text) <= 20
}

func isTarget(text string) bool {
	for _, prefix := range []string{"/", "http://", "https://", "{{", "*"} {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return false
}

func isStatusLine(text string) bool {
	version, rest, _ := strings.Cut(text, " ")
	code, _, _ := strings.Cut(rest, " ")
	return strings.HasPrefix(version, "HTTP/") && len(code) == 3 && strings.Trim(code, "0123456789") == ""
}

// isInterim tells the status line of a response that comes before the one that counts.
func isInterim(text string) bool {
	_, rest, _ := strings.Cut(strings.TrimPrefix(text, "< "), " ")
	return strings.HasPrefix(rest, "1") || strings.Contains(strings.ToLower(rest), "connection established")
}

// isDump takes a text whose first line that says something is the beginning of a message, or a curl command.
func isDump(b *beginning) bool {
	for line := range bytes.Lines(b.text) {
		if !b.last && !bytes.HasSuffix(line, []byte("\n")) {
			return false
		}
		switch kindOfLine(line) {
		case blankLine, commentLine, noteLine:
		case otherLine:
			return false
		default:
			return true
		}
	}
	return false
}

// readDump yields the exchanges of a text of HTTP messages: what curl -v prints, or a request, or a curl command, each
// with the response behind it. A line that begins another exchange ends the one before.
func readDump(name string, s *stream, yield func(conformance.Entry) bool) {
	readParts(name, s, yield, "not a dump of HTTP messages", func(f *parts) error {
		for {
			line, more := s.line()
			if !more {
				break
			}
			var e extentOfDump
			e.takes(line)
			if v := s.lines(false, e.takes); e.saysNothing {
				continue
			} else if err := f.add(v, readMessages); err != nil {
				return err
			}
		}
		if err := s.broken(); err != io.EOF {
			return err
		}
		return nil
	})
}

// extentOfDump finds the lines of one exchange.
type extentOfDump struct {
	hasCommand, hasRequest, isAnswered bool
	// isMarked tells that the last status line is one that curl -v shows; curl -i writes it again.
	isMarked bool
	// saysNothing tells that the lines so far are notes and comments.
	saysNothing, hasLines bool
}

func isMarked(line []byte) bool { return bytes.HasPrefix(withoutProgress(line), []byte("< ")) }

// takes tells whether a line belongs to the exchange of the lines before.
func (e *extentOfDump) takes(line []byte) bool {
	kind := kindOfLine(line)
	begun := e.hasCommand || e.hasRequest || e.isAnswered
	switch kind {
	case separatorLine, commandLine:
		if begun {
			return false
		}
	case requestLine:
		if e.hasRequest || e.isAnswered {
			return false
		}
	case statusLine:
		if isRepeated := e.isMarked && !isMarked(line); e.isAnswered && !isRepeated {
			return false
		}
		e.isMarked = isMarked(line)
	}
	e.hasCommand = e.hasCommand || kind == commandLine
	e.hasRequest = e.hasRequest || kind == requestLine || kind == bareLine && !begun
	e.isAnswered = e.isAnswered || kind == statusLine && !isInterim(string(line))
	isEmpty := kind == blankLine || kind == commentLine || kind == noteLine || kind == separatorLine
	e.saysNothing = isEmpty && (e.saysNothing || !e.hasLines)
	e.hasLines = true
	return true
}
