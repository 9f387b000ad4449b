package jsontext

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// PlainText gives the text of the string that starts at data[start] where it lies, and where the string ends. It does
// so only if the text is ASCII without escapes; ok is false otherwise.
func PlainText(data []byte, start int) (text []byte, end int, ok bool) {
	end = plain(data, start+1)
	if end == len(data) || data[end] != '"' {
		return nil, 0, false
	}
	return data[start+1 : end], end + 1, true
}

// AppendText appends the text of the string that starts at data[start] to dst, and gives where the string ends.
// It checks the string on the way: a breach is the *[SyntaxError] that [Check] reports, and the text ends there.
func AppendText(dst, data []byte, start int) (text []byte, end int, err error) {
	i, n := start+1, len(dst)
	for {
		if cap(dst)-n < room {
			dst = slices.Grow(dst[:n], min(max(n, 8*room), len(data)-i+room))
		}
		dst = dst[:cap(dst)]
		for len(data)-i >= 8 && len(dst)-n >= room {
			w := binary.LittleEndian.Uint64(data[i : i+8])
			binary.LittleEndian.PutUint64(dst[n:n+8], w) // what is too much is written over
			marks := special(w)
			if marks == 0 {
				i += 8
				n += 8
				continue
			}
			k := bits.TrailingZeros64(marks) / 8
			i += k
			n += k
			if data[i] != '\\' || i+1 == len(data) || shortEscapes[data[i+1]] == 0 {
				break
			}
			dst[n] = shortEscapes[data[i+1]]
			i += 2
			n++
		}
		if len(dst)-n < room {
			continue
		}
		if i < len(data) && data[i] == '"' {
			return dst[:n], i + 1, nil
		}
		if run := beyondASCII(data[i:]); run > 0 {
			dst = append(dst[:n], data[i:i+run]...)
			i += run
			n += run
			continue
		}
		size, width := copyCharacter(dst[n:], data[i:])
		if size == 0 {
			end, e := (&checker{data: data}).string(start)
			return dst[:n], end, e
		}
		i += size
		n += width
	}
}

// room is what AppendText needs behind a text to go on: for a word, or for a character of any width.
const room = 8

// beyondASCII counts the bytes at the head of s that are UTF-8, but not ASCII.
func beyondASCII(s []byte) int {
	n := 0
	for n < len(s) && s[n] >= utf8.RuneSelf {
		n++
	}
	if s = s[:n]; utf8.Valid(s) {
		return n
	}
	n = 0
	for r, size := utf8.DecodeRune(s); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRune(s[n:]) {
		n += size
	}
	return n
}

// copyCharacter copies the ASCII character at the head of s, or the character of the escape sequence there. It
// gives how many bytes were read and written, 0 for what is neither.
func copyCharacter(dst, s []byte) (size, width int) {
	if len(s) > 0 && isPlain(s[0]) {
		dst[0] = s[0]
		return 1, 1
	}
	if len(s) == 0 || s[0] != '\\' {
		return 0, 0
	}
	if size = EscapeLen(s); size == 0 {
		return 0, 0
	}
	r, _ := unescape(s)
	return size, utf8.EncodeRune(dst, r)
}

// shortEscapes has what a backslash and one more byte stand for.
var shortEscapes = [256]byte{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}
