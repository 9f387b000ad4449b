package client

import (
	"bytes"
	"strings"
)

// longestNote is how many bytes of a line of standard error are passed on.
const longestNote = 8 << 10

// lineWriter passes on whole lines. What is too long for one is cut off.
type lineWriter struct {
	log  func(string)
	line []byte
	cut  bool
}

// Write never fails.
func (w *lineWriter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		part, rest, whole := bytes.Cut(p, []byte("\n"))
		room := longestNote - len(w.line)
		w.cut = w.cut || len(part) > room
		w.line = append(w.line, part[:min(len(part), room)]...)
		if whole {
			w.end()
		}
		p = rest
	}
	return n, nil
}

func (w *lineWriter) end() {
	text := strings.TrimSuffix(string(w.line), "\r")
	if w.cut { // before the last word: half of a secret would not be known as one
		text = text[:strings.LastIndexByte(text, ' ')+1] + "..."
	}
	w.log(text)
	w.line, w.cut = w.line[:0], false
}

// flush passes on a last line without an end.
func (w *lineWriter) flush() {
	if len(w.line) > 0 {
		w.end()
	}
}
