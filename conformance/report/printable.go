package report

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Printable gives s with every rune that a terminal might obey or hide (controls, line breaks, bidirectional
// overrides, bytes that are not UTF-8) in the \uXXXX form of JSON. Recordings are foreign text.
func Printable(s string) string { return string(appendPrintable(nil, s)) }

func appendPrintable[T string | []byte](dst []byte, s T) []byte {
	for _, r := range string(s) {
		switch {
		case strconv.IsPrint(r) && r != utf8.RuneError:
			dst = utf8.AppendRune(dst, r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			dst = appendEscape(appendEscape(dst, high), low)
		default:
			dst = appendEscape(dst, r)
		}
	}
	return dst
}

func appendEscape(dst []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', hex[r>>12&0xF], hex[r>>8&0xF], hex[r>>4&0xF], hex[r&0xF])
}
