package report

import (
	"bufio"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance"
)

// frames writes findings with what the reader would otherwise have to look up: a piece of the recording, and the line
// of the contract.
type frames struct {
	out     *bufio.Writer
	palette palette
	line    func(conformance.Location) string
	// more says that there is a finding above.
	more bool
}

func (w *frames) finding(r *conformance.Result, f *conformance.Finding) {
	if w.more {
		w.out.WriteByte('\n')
	}
	w.more = true
	severity := severityStyle(f)
	w.out.WriteString(w.palette.paint(severity, f.Severity.String()+"["+string(f.Rule)+"]"))
	w.out.WriteString(w.palette.paint(bold, ": "+Printable(f.Message())) + "\n")

	gutter := len(strconv.Itoa(max(f.Evidence.Line, f.Contract.Line)))
	place := f.Evidence.String()
	if r != nil {
		place += " (" + exchange(r) + ")"
	}
	w.place(gutter, "-->", place)
	w.snippet(gutter, f.Evidence.Line, excerptSnippet(f.Excerpt), severity)
	if f.Contract.File != "" {
		w.place(gutter, ":::", f.Contract.String())
		w.snippet(gutter, f.Contract.Line, w.contractSnippet(f.Contract), blue)
	}
	w.note(gutter, "fingerprint "+f.Fingerprint)
	if f.Waived != "" {
		w.note(gutter, "waived: "+f.Waived)
	}
}

func (w *frames) place(gutter int, arrow, place string) {
	w.out.WriteString(strings.Repeat(" ", gutter) + w.palette.paint(blue, arrow) + " " + Printable(place) + "\n")
}

func (w *frames) note(gutter int, text string) {
	w.out.WriteString(strings.Repeat(" ", gutter+1) + w.palette.paint(blue, "=") + " " + Printable(text) + "\n")
}

// snippet is a line of a file with what of it matters.
type snippet struct{ before, marked, after string }

func (w *frames) snippet(gutter, line int, s snippet, style style) {
	if s == (snippet{}) {
		return
	}
	number := ""
	if line > 0 {
		number = strconv.Itoa(line)
	}
	before, marked := Printable(s.before), Printable(s.marked)
	w.out.WriteString(w.palette.paint(blue, strings.Repeat(" ", gutter-len(number))+number+" |"))
	w.out.WriteString(" " + before + marked + Printable(s.after) + "\n")
	w.out.WriteString(w.palette.paint(blue, strings.Repeat(" ", gutter)+" |"))
	w.out.WriteString(" " + strings.Repeat(" ", columns(before)))
	w.out.WriteString(w.palette.paint(style, strings.Repeat("^", max(1, columns(marked)))) + "\n")
}

func excerptSnippet(e conformance.Excerpt) snippet {
	if e.Start < 0 || e.End < e.Start || len(e.Text) < e.End {
		return snippet{} // It comes from a report that was read.
	}
	return snippet{e.Text[:e.Start], e.Text[e.Start:e.End], e.Text[e.End:]}
}

// contractSnippet marks the key that stands at a place of the contract.
func (w *frames) contractSnippet(at conformance.Location) snippet {
	if w.line == nil {
		return snippet{}
	}
	const widest = 100
	text := []rune(strings.TrimRight(w.line(at), " \t\r"))
	start := min(max(at.Column-1, 0), len(text))
	s := snippet{before: strings.TrimLeft(string(text[:start]), " \t"), marked: string(text[start:])}
	if len(text)-start > widest {
		s.marked = string(text[start:start+widest]) + "…"
	}
	if colon := strings.Index(s.marked+" ", ": "); colon >= 0 && colon < len(s.marked) {
		s.marked, s.after = s.marked[:colon], s.marked[colon:]
	}
	return s
}

// columns is how many cells of a terminal a text takes.
func columns(text string) int {
	n := utf8.RuneCountInString(text)
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
			n--
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) || r >= 0xFF01 && r <= 0xFF60 || r >= 0x1F300 && r <= 0x1FAFF:
			n++
		}
	}
	return n
}
