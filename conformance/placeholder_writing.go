package conformance

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// writing is how a text writes the characters that it cannot have as they are.
type writing int

const (
	asIs writing = iota
	asJSON
	// asNested is JSON that may hold JSON, and that again: how many backslashes make an escape is not known.
	asNested
	asPercent
)

// character gives the character at the head of a text, and how many bytes it takes there. What is no text is
// utf8.RuneError of one byte.
func (w writing) character(text []byte) (r rune, size int) {
	switch {
	case w == asJSON && text[0] == '\\':
		return jsonEscape(text)
	case w == asNested && text[0] == '\\':
		return nestedEscape(text)
	case w == asPercent && text[0] == '%':
		var raw [utf8.UTFMax]byte
		n := 0
		for ; n < len(raw) && 3*n+2 < len(text) && text[3*n] == '%'; n++ {
			high, low := hexValue(text[3*n+1]), hexValue(text[3*n+2])
			if high < 0 || low < 0 {
				break
			}
			raw[n] = byte(high<<4 | low)
		}
		if r, width := utf8.DecodeRune(raw[:n]); n > 0 && (r != utf8.RuneError || width > 1) {
			return r, 3 * width
		}
		return utf8.RuneError, 1
	}
	return utf8.DecodeRune(text)
}

// put writes a character over one of as many bytes.
func (w writing) put(text []byte, r rune) {
	switch {
	case w == asJSON && len(text) == 12:
		copy(text, `\ud835\udccd`)
	case w == asJSON && len(text) == 6 && text[0] == '\\':
		copy(text, fmt.Sprintf(`\u%04x`, r))
	case w == asJSON && len(text) == 2 && text[0] == '\\':
		copy(text, `\/`)
	case w == asNested && text[0] == '\\':
		copy(text[len(text)-4:], fmt.Sprintf("%04x", r))
	case w == asPercent && text[0] == '%':
		raw := widest[len(text)/3]
		if len(text) == 3 {
			raw = string(r)
		}
		for i := range len(raw) {
			copy(text[3*i:], fmt.Sprintf("%%%02X", raw[i]))
		}
	case len(text) > 1:
		copy(text, widest[len(text)])
	default:
		text[0] = byte(r)
	}
}

// widest are the characters that stand for others of as many bytes in UTF-8.
var widest = [...]string{2: "×", 3: "✗", 4: "\U0001d4cd"}

// jsonEscape gives the character of the escape sequence at the head of a text.
func jsonEscape(text []byte) (r rune, size int) {
	if len(text) < 2 {
		return utf8.RuneError, 1
	}
	if text[1] != 'u' {
		if i := strings.IndexByte(`"\/bfnrt`, text[1]); i >= 0 {
			return rune("\"\\/\b\f\n\r\t"[i]), 2
		}
		return utf8.RuneError, 1
	}
	high := hex4(text[2:])
	switch {
	case high < 0:
		return utf8.RuneError, 1
	case high < 0xD800 || high > 0xDFFF:
		return high, 6
	case high < 0xDC00 && len(text) >= 12 && text[6] == '\\' && text[7] == 'u':
		if low := hex4(text[8:]); low >= 0xDC00 && low <= 0xDFFF {
			return (high-0xD800)<<10 | (low - 0xDC00) + 0x10000, 12
		}
	}
	return utf8.RuneError, 1
}

// nestedEscape gives the escape sequence behind any number of backslashes. One that is not in digits counts as a line
// end, which stays.
func nestedEscape(text []byte) (r rune, size int) {
	for size < len(text) && text[size] == '\\' {
		size++
	}
	if size < len(text) && text[size] == 'u' {
		if r := hex4(text[size+1:]); r >= 0 {
			return r, size + 5
		}
	}
	return '\n', min(size+1, len(text))
}

func hex4(text []byte) rune {
	if len(text) < 4 {
		return -1
	}
	var r rune
	for _, c := range text[:4] {
		digit := hexValue(c)
		if digit < 0 {
			return -1
		}
		r = r<<4 | digit
	}
	return r
}

func hexValue(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c|' ' && c|' ' <= 'f':
		return rune(c|' ') - 'a' + 10
	}
	return -1
}
