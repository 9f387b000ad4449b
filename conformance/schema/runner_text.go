package schema

import (
	"unicode/utf8"

	"github.com/devenviron/contract/conformance/jsontext"
)

// textEnd finishes a string from i on, where it has something that is not plain.
func (r *runner) textEnd(i int) int {
	data := r.data
	for {
		n := 0
		if i >= len(data) {
			return r.fail(doubt, i)
		}
		switch c := data[i]; {
		case c == '"':
			return i + 1
		case c == '\\':
			n = jsontext.EscapeLen(data[i:])
		case c >= utf8.RuneSelf:
			n = utf8Len(data[i:])
		case c >= ' ':
			n = r.plainEnd(i) - i
		}
		if n == 0 {
			return r.fail(doubt, i)
		}
		i += n
	}
}

// utf8Len gives the length of the sequence of several bytes that data begins with, 0 if it is not UTF-8.
func utf8Len(data []byte) int {
	if _, n := utf8.DecodeRune(data); n > 1 {
		return n
	}
	return 0
}

// rules goes over a string by its rules.
func (r *runner) rules(p *plan, i int) int {
	end := r.plainEnd(i + 1)
	if byteAt(r.data, end) == '"' {
		if verdict := p.text.judge(r.data[i+1:end], end-i-1, &r.steps); verdict != 0 {
			return r.fail(verdict, i)
		}
		return end + 1
	}
	// It has escapes, or is not ASCII: its text is written out.
	if end = r.textEnd(end); end < 0 {
		return end
	}
	mark := len(r.text)
	r.text = jsontext.Unquote(r.text, r.data[i:end])
	text := r.text[mark:]
	r.text = r.text[:mark]
	if verdict := p.text.judge(text, utf8.RuneCount(text), &r.steps); verdict != 0 {
		return r.fail(verdict, i)
	}
	return end
}

// judge gives the verdict over a text of so many code points, 0 when it conforms.
func (t *textPlan) judge(text []byte, length int, steps *int) int {
	if length < t.minLength || length > t.maxLength {
		return refused
	}
	for _, literals := range t.literals {
		if literals.findText(text) < 0 {
			return refused
		}
	}
	for _, pattern := range t.patterns {
		if matched, decided := pattern.Match(text, steps); !decided {
			return doubt
		} else if !matched {
			return refused
		}
	}
	for _, format := range t.formats {
		if !format.valid(text) {
			return refused
		}
	}
	return 0
}
