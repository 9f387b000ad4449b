package schema

import (
	"bytes"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance/jsontext"
)

// textEnd finishes a string from i on, where it has something that is not plain.
func (r *runner) textEnd(i int) int {
	data := r.data
	for i < len(data)-1 {
		n := 0
		switch c := data[i]; {
		case r.isQuote(data, i):
			return i + r.quoteLen
		case c == '\\' && r.quoted:
			n = quotedEscapeLen(data[i:])
		case c == '\\':
			n = jsontext.EscapeLen(data[i:])
		case c >= utf8.RuneSelf:
			n = utf8Len(data[i:])
		case c >= ' ' && c != '"':
			n = r.plainEnd(i) - i
		}
		if n == 0 {
			return r.fail(doubt, i)
		}
		i += n
	}
	if i == len(data)-1 && data[i] == '"' && !r.quoted {
		return i + 1
	}
	return r.fail(doubt, i)
}

// quotedEscapeLen gives the length of the escape sequence that data begins with in a text which is itself
// inside a string, 0 for one that is rare.
func quotedEscapeLen(data []byte) int {
	if len(data) < len(`\\\\`) || data[1] != '\\' {
		return 0
	}
	switch data[2] {
	case 'b', 'f', 'n', 'r', 't', '/':
		return len(`\\n`)
	case '\\':
		if data[3] == '"' || data[3] == '\\' {
			return len(`\\\"`)
		}
	case 'u':
		// Without the first backslash it is the plain sequence; one of a pair is rare.
		if jsontext.EscapeLen(data[1:]) == len(`\u0000`) {
			return len(`\\u0000`)
		}
	}
	return 0
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
	start := i + r.quoteLen
	end := r.plainEnd(start)
	if r.isQuote(r.data, end) {
		if verdict := p.text.judge(r.data[start:end], end-start, &r.steps); verdict != 0 {
			return r.fail(verdict, i)
		}
		return end + r.quoteLen
	}
	// It has escapes, or is not ASCII: its text is written out.
	if end = r.textEnd(end); end < 0 {
		return end
	}
	text := r.data[start : end-r.quoteLen]
	mark := len(r.text)
	if bytes.IndexByte(text, '\\') >= 0 {
		if r.quoted {
			return r.fail(doubt, i)
		}
		r.text = jsontext.Unquote(r.text, r.data[i:end])
		text = r.text[mark:]
	}
	r.text = r.text[:mark]
	if verdict := p.text.judge(text, utf8.RuneCount(text), &r.steps); verdict != 0 {
		return r.fail(verdict, i)
	}
	return end
}

// judge gives the verdict over a text of so many code points, 0 when it conforms. Steps are as those of
// [pattern.Pattern.Match].
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
