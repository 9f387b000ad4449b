package recording

import (
	"bytes"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// origins are the runs of a text: where each begins in the text, and where in its source. The bytes of a run lie one
// after the other, unless it is whole: then all of them come from one place.
type origins []origin

type origin struct {
	index, offset int
	whole         bool
}

func (o origins) offset(index int) int {
	after := sort.Search(len(o), func(i int) bool { return o[i].index > index })
	run := o[max(after-1, 0)]
	if run.whole {
		return run.offset
	}
	return run.offset + index - run.index
}

// origins gives where the bytes of a scalar come from that begins at start. YAML has so many ways to write one that the outcome is held
// against the scalar; should it differ, only the place of the whole is known.
func (n yamlNode) origins(start int) origins {
	r := scalarReader{text: n.part.text, pos: start, want: len(n.node.Value)}
	r.properties()
	begin := r.pos
	switch n.node.Style &^ yaml.TaggedStyle {
	case yaml.LiteralStyle, yaml.FoldedStyle:
		r.block(n.indent)
	case yaml.DoubleQuotedStyle:
		r.quoted('"')
	case yaml.SingleQuotedStyle:
		r.quoted('\'')
	default:
		r.plain()
	}
	if string(r.out) != n.node.Value {
		return origins{{0, begin, true}}
	}
	r.runs = append(r.runs, origin{len(r.out), r.pos, true})
	return r.runs
}

// scalarReader reads a scalar as YAML 1.1 has it, and notes where its bytes come from.
type scalarReader struct {
	text []byte
	pos  int
	// want is how long the scalar is known to be.
	want int
	out  []byte
	runs origins
}

// properties passes a tag and an anchor.
func (r *scalarReader) properties() {
	for r.pos < len(r.text) && (r.text[r.pos] == '!' || r.text[r.pos] == '&') {
		for r.pos < len(r.text) && !isSpace(r.text[r.pos]) {
			r.pos++
		}
		for r.pos < len(r.text) && isSpace(r.text[r.pos]) {
			r.pos++
		}
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// copy takes n bytes as they stand.
func (r *scalarReader) copy(n int) {
	if last := len(r.runs) - 1; last < 0 || r.runs[last].whole || r.runs[last].offset+len(r.out)-r.runs[last].index != r.pos {
		r.runs = append(r.runs, origin{len(r.out), r.pos, false})
	}
	r.out = append(r.out, r.text[r.pos:r.pos+n]...)
	r.pos += n
}

// put takes a text for what stands at a place.
func (r *scalarReader) put(text string, at int) {
	if text != "" {
		r.runs = append(r.runs, origin{len(r.out), at, true})
		r.out = append(r.out, text...)
	}
}

// lineBreak passes the end of a line, and gives what it stands for.
func (r *scalarReader) lineBreak() string {
	n := breakLength(r.text[r.pos:])
	if n == 0 {
		return ""
	}
	text := "\n"
	if n == len("\u2028") && r.text[r.pos] == 0xE2 {
		text = string(r.text[r.pos : r.pos+n])
	}
	r.pos += n
	return text
}

// toBreak counts the bytes up to the end of the line.
func (r *scalarReader) toBreak() int {
	n := 0
	for r.pos+n < len(r.text) && breakLength(r.text[r.pos+n:]) == 0 {
		n++
	}
	return n
}

// fold passes blanks and ends of lines between words of a scalar that is not in a block: one end of a line is a
// blank, and of more the first is nothing.
func (r *scalarReader) fold() {
	at := r.pos
	first := r.lineBreak()
	var rest strings.Builder
	for {
		for r.pos < len(r.text) && (r.text[r.pos] == ' ' || r.text[r.pos] == '\t') {
			r.pos++
		}
		next := r.lineBreak()
		if next == "" {
			break
		}
		rest.WriteString(next)
	}
	switch {
	case first != "\n":
		r.put(first+rest.String(), at)
	case rest.String() == "":
		r.put(" ", at)
	default:
		r.put(rest.String(), at)
	}
}

// blanks takes blanks: as they are inside a line, for nothing before the end of one. It tells whether there were any.
func (r *scalarReader) blanks() bool {
	n := len(r.text[r.pos:]) - len(bytes.TrimLeft(r.text[r.pos:], " \t"))
	switch {
	case breakLength(r.text[r.pos+n:]) > 0:
		r.pos += n
		r.fold()
		return true
	case n > 0:
		r.copy(n)
		return true
	}
	return false
}

// plain reads a scalar without quotes up to its known end.
func (r *scalarReader) plain() {
	for len(r.out) < r.want && r.pos < len(r.text) {
		if !r.blanks() {
			r.copy(1)
		}
	}
}

// quoted reads a scalar in quotes.
func (r *scalarReader) quoted(quote byte) {
	for r.pos++; r.pos < len(r.text); {
		switch c := r.text[r.pos]; {
		case c == quote && quote == '\'' && bytes.HasPrefix(r.text[r.pos:], []byte("''")):
			r.put("'", r.pos)
			r.pos += 2
		case c == quote:
			return
		case c == '\\' && quote == '"':
			r.escape()
		case !r.blanks():
			r.copy(1)
		}
	}
}

var yamlEscapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1B",
	' ': " ", '"': `"`, '/': "/", '\'': "'", '\\': `\`, 'N': "\u0085", '_': "\u00A0", 'L': "\u2028", 'P': "\u2029",
}

// escape reads an escape sequence.
func (r *scalarReader) escape() {
	at := r.pos
	r.pos++
	if r.lineBreak() != "" {
		for r.pos < len(r.text) && (r.text[r.pos] == ' ' || r.text[r.pos] == '\t') {
			r.pos++
		}
		return
	}
	if r.pos == len(r.text) {
		return
	}
	c := r.text[r.pos]
	r.pos++
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	if digits == 0 {
		r.put(yamlEscapes[c], at)
		return
	}
	end := min(r.pos+digits, len(r.text))
	code, _ := strconv.ParseUint(string(r.text[r.pos:end]), 16, 32)
	r.put(string(utf8.AppendRune(nil, rune(code))), at)
	r.pos = end
}
