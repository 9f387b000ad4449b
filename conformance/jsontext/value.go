package jsontext

import (
	"encoding/binary"
	"iter"
	"math/bits"
	"unicode/utf8"
)

// Span is the half-open range of a value in its text.
type Span struct{ Start, End int }

// Member is one member of an object.
type Member struct {
	// Name is the member's name, unescaped.
	Name string
	// NameSpan is the name with its quotes.
	NameSpan Span
	Value    Span
}

// Members yields the members of the object that starts at data[start], in order. The text must have passed
// [Check]. It yields nothing when the value is no object.
func Members(data []byte, start int) iter.Seq[Member] {
	return func(yield func(Member) bool) {
		if data[start] != '{' {
			return
		}
		for i := SkipSpace(data, start+1); data[i] != '}'; {
			var m Member
			m.NameSpan = Span{i, stringEnd(data, i)}
			m.Name = string(Unquote(nil, data[i:m.NameSpan.End]))
			i = SkipSpace(data, SkipSpace(data, m.NameSpan.End)+1) // the colon
			m.Value = Span{i, ValueEnd(data, i)}
			if !yield(m) {
				return
			}
			i = SkipSpace(data, m.Value.End)
			if data[i] == ',' {
				i = SkipSpace(data, i+1)
			}
		}
	}
}

// Elements yields the elements of the array that starts at data[start], in order. The text must have passed
// [Check]. It yields nothing when the value is no array.
func Elements(data []byte, start int) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		if data[start] != '[' {
			return
		}
		for i := SkipSpace(data, start+1); data[i] != ']'; {
			end := ValueEnd(data, i)
			if !yield(Span{i, end}) {
				return
			}
			i = SkipSpace(data, end)
			if data[i] == ',' {
				i = SkipSpace(data, i+1)
			}
		}
	}
}

// SkipSpace gives the index of the first byte from i on that is not JSON white space.
func SkipSpace(data []byte, i int) int {
	if i < len(data) && data[i] > ' ' {
		return i
	}
	return skipSpaces(data, i)
}

func skipSpaces(data []byte, i int) int {
	for i < len(data) {
		switch data[i] {
		case ' ', '\n', '\r', '\t':
			i++
		default:
			return i
		}
		// Indentation is long.
		for len(data)-i >= 8 {
			others := binary.LittleEndian.Uint64(data[i:i+8]) ^ blanks
			i += bits.TrailingZeros64(others) / 8
			if others != 0 {
				break
			}
		}
	}
	return i
}

// blanks is a word of them.
const blanks = 0x2020202020202020

// ValueEnd gives the end of the value that starts at data[start]. The text must have passed [Check].
func ValueEnd(data []byte, start int) int {
	switch data[start] {
	case '"':
		return stringEnd(data, start)
	case '{', '[':
		depth := 0
		for i := start; ; {
			switch data[i] {
			case '"':
				i = stringEnd(data, i)
				continue
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
			i++
		}
	}
	i := start
	for i < len(data) && !isDelimiter(data[i]) {
		i++
	}
	return i
}

func isDelimiter(c byte) bool {
	switch c {
	case ' ', '\n', '\r', '\t', ',', ']', '}', ':':
		return true
	}
	return false
}

// stringEnd gives the index behind the closing quote of the string that starts at data[start].
func stringEnd(data []byte, start int) int {
	const each, top = 0x0101010101010101, 0x8080808080808080
	i := start + 1
	for {
		// Eight bytes without a quote or a backslash are of no interest.
		for ; len(data)-i >= 8; i += 8 {
			w := binary.LittleEndian.Uint64(data[i : i+8])
			quote, backslash := w^'"'*each, w^'\\'*each
			if marks := ((quote-each)&^quote | (backslash-each)&^backslash) & top; marks != 0 {
				i += bits.TrailingZeros64(marks) / 8
				break
			}
		}
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
		i++
	}
}

// Unquote appends the text of a JSON string, given with its quotes, to dst. The string must have passed
// [Check].
func Unquote(dst, quoted []byte) []byte {
	text, _, _ := AppendText(dst, quoted, 0)
	return text
}

// SourceIndex gives where byte index of an unquoted string lies in the quoted one: the first byte of the
// escape sequence or character that produced it. An index behind the text gives the closing quote.
func SourceIndex(quoted []byte, index int) int {
	at := 0
	for i := 1; i < len(quoted)-1; {
		width, n := 1, 1
		if quoted[i] == '\\' {
			var r rune
			r, n = unescape(quoted[i:])
			width = utf8.RuneLen(r)
		}
		if at+width > index {
			return i
		}
		at += width
		i += n
	}
	return len(quoted) - 1
}

// unescape decodes the escape sequence at the head of s and gives its length. The sequence is whole.
func unescape(s []byte) (rune, int) {
	if s[1] != 'u' {
		return rune(shortEscapes[s[1]]), 2
	}
	r := hex4(s[2:])
	if isHighSurrogate(r) {
		return (r-0xD800)<<10 | (hex4(s[8:]) - 0xDC00) + 0x10000, 12
	}
	return r, 6
}

func isHighSurrogate(r rune) bool { return r >= 0xD800 && r < 0xDC00 }
func isLowSurrogate(r rune) bool  { return r >= 0xDC00 && r < 0xE000 }

// hex4 reads four hexadecimal digits; -1 when there are none.
func hex4(s []byte) rune {
	if len(s) < 4 {
		return -1
	}
	var r rune
	for _, c := range s[:4] {
		r <<= 4
		switch {
		case c >= '0' && c <= '9':
			r |= rune(c - '0')
		case c >= 'a' && c <= 'f':
			r |= rune(c - 'a' + 10)
		case c >= 'A' && c <= 'F':
			r |= rune(c - 'A' + 10)
		default:
			return -1
		}
	}
	return r
}
