package recording

import (
	"bytes"
	"unicode/utf8"
)

// yamlMark is a place in a text as the YAML parser counts lines and columns, from 0. It goes forward from the place
// that was asked for last: most are asked for in the order of the text.
type yamlMark struct{ offset, line, column int }

// find gives the offset of a place.
func (m *yamlMark) find(text []byte, line, column int) int {
	if line < m.line || line == m.line && column < m.column {
		*m = yamlMark{}
	}
	for m.offset < len(text) && m.line < line {
		n := breakLength(text[m.offset:])
		if n == 0 {
			m.offset++
			continue
		}
		m.offset += n
		m.line, m.column = m.line+1, 0
	}
	for m.offset < len(text) && m.column < column {
		_, n := utf8.DecodeRune(text[m.offset:])
		m.offset += n
		m.column++
	}
	return m.offset
}

// breakLength is how many bytes the end of a line takes that a text begins with, as YAML 1.1 has it; 0 if it begins
// with none.
func breakLength(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	switch text[0] {
	case '\n':
		return 1
	case '\r':
		if len(text) > 1 && text[1] == '\n' {
			return 2
		}
		return 1
	case 0xC2:
		if bytes.HasPrefix(text, []byte("\u0085")) {
			return 2
		}
	case 0xE2:
		if bytes.HasPrefix(text, []byte("\u2028")) || bytes.HasPrefix(text, []byte("\u2029")) {
			return 3
		}
	}
	return 0
}
