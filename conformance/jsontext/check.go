// Package jsontext reads JSON text (RFC 8259) where it lies: nothing is decoded into any, and every place is
// a byte offset. A text is checked once, whole; after that it can be walked without further checks.
package jsontext

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// DefaultMaxDepth is how deep arrays and objects may nest unless a caller says otherwise.
const DefaultMaxDepth = 1000

// Class says what kind of law a text breaks.
type Class int

// Classes.
const (
	// Syntax is a breach of the JSON grammar.
	Syntax Class = iota + 1
	// Encoding is a breach of UTF-8, or an escaped half of a surrogate pair.
	Encoding
	// Depth is nesting beyond the limit.
	Depth
)

// SyntaxError is the first breach in a text.
type SyntaxError struct {
	// Offset is the byte offset of the breach.
	Offset int
	Class  Class
	// Got and Want describe it, one line each.
	Got, Want string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("byte %d: got %s, want %s", e.Offset, e.Got, e.Want)
}

// Check reports the first breach of RFC 8259 in data: syntax, UTF-8, an escaped half of a surrogate pair,
// nesting deeper than maxDepth, trailing bytes. Its time is linear, and its memory at most one bit a level. A
// breach is a *[SyntaxError].
func Check(data []byte, maxDepth int) error {
	end, err := CheckPrefix(data, maxDepth)
	if err != nil {
		return err
	}
	if end = SkipSpace(data, end); end < len(data) {
		return (&checker{data: data}).unexpected(end, "the end")
	}
	return nil
}

// CheckPrefix is [Check] of the value at the head of data, whatever follows it. It gives where the value ends.
func CheckPrefix(data []byte, maxDepth int) (end int, err error) {
	end, e := check(data, maxDepth)
	if e != nil {
		return 0, e
	}
	return end, nil
}

type checker struct {
	data  []byte
	depth int
	// near has a bit for each of the first levels, deep those of the others: set for an object.
	near uint64
	deep []uint64
}

func check(data []byte, maxDepth int) (int, *SyntaxError) {
	c := checker{data: data}
	i := SkipSpace(data, 0)
	for {
		// A value starts at i.
		opened := false
		if i < len(data) && (data[i] == '{' || data[i] == '[') {
			if c.depth == maxDepth {
				return i, &SyntaxError{i, Depth, fmt.Sprintf("nesting deeper than %d levels", maxDepth), "a flatter value"}
			}
			c.push(data[i] == '{')
			i = SkipSpace(data, i+1)
			opened = true
		} else {
			var e *SyntaxError
			if i, e = c.scalar(i); e != nil {
				return i, e
			}
		}
		// Close what ends here, then step to the next value.
		for {
			if c.depth == 0 {
				return i, nil
			}
			if !opened {
				i = SkipSpace(data, i)
			}
			object := c.inObject()
			if i < len(data) && data[i] == closer(object) {
				c.depth--
				i++
				opened = false
				continue
			}
			if !opened {
				if i >= len(data) || data[i] != ',' {
					return i, c.unexpected(i, fmt.Sprintf("',' or '%c'", closer(object)))
				}
				i = SkipSpace(data, i+1)
			}
			if object {
				var e *SyntaxError
				if i, e = c.name(i); e != nil {
					return i, e
				}
			}
			break
		}
	}
}

func closer(object bool) byte {
	if object {
		return '}'
	}
	return ']'
}

func (c *checker) push(object bool) {
	if c.depth/64 > len(c.deep) {
		c.deep = append(c.deep, 0)
	}
	word, bit := c.level(c.depth)
	if *word &^= bit; object {
		*word |= bit
	}
	c.depth++
}

func (c *checker) inObject() bool {
	word, bit := c.level(c.depth - 1)
	return *word&bit != 0
}

func (c *checker) level(depth int) (word *uint64, bit uint64) {
	word = &c.near
	if n := depth / 64; n > 0 {
		word = &c.deep[n-1]
	}
	return word, 1 << (depth % 64)
}

// name checks a member name and its colon, and gives where the value starts.
func (c *checker) name(i int) (int, *SyntaxError) {
	if i >= len(c.data) || c.data[i] != '"' {
		return i, c.unexpected(i, "a member name in quotes")
	}
	i, e := c.string(i)
	if e != nil {
		return i, e
	}
	if i = SkipSpace(c.data, i); i >= len(c.data) || c.data[i] != ':' {
		return i, c.unexpected(i, "':'")
	}
	return SkipSpace(c.data, i+1), nil
}

func (c *checker) scalar(i int) (int, *SyntaxError) {
	if i >= len(c.data) {
		return i, c.unexpected(i, "a value")
	}
	switch b := c.data[i]; {
	case b == '"':
		return c.string(i)
	case b == '-' || b >= '0' && b <= '9':
		return c.number(i)
	case b == 't':
		return c.literal(i, "true")
	case b == 'f':
		return c.literal(i, "false")
	case b == 'n':
		return c.literal(i, "null")
	}
	return i, c.unexpected(i, "a value")
}

func (c *checker) literal(i int, word string) (int, *SyntaxError) {
	if !bytes.HasPrefix(c.data[i:], []byte(word)) {
		return i, c.unexpected(i, word)
	}
	return i + len(word), nil
}

func (c *checker) number(i int) (int, *SyntaxError) {
	if c.data[i] == '-' {
		i++
	}
	start := i
	if i = c.digits(i); i == start {
		return i, c.unexpected(i, "a digit")
	}
	if c.data[start] == '0' && i > start+1 {
		return start + 1, c.unexpected(start+1, "no digit after a leading zero")
	}
	if i < len(c.data) && c.data[i] == '.' {
		start = i + 1
		if i = c.digits(start); i == start {
			return i, c.unexpected(i, "a digit")
		}
	}
	if i < len(c.data) && (c.data[i] == 'e' || c.data[i] == 'E') {
		i++
		if i < len(c.data) && (c.data[i] == '+' || c.data[i] == '-') {
			i++
		}
		start = i
		if i = c.digits(start); i == start {
			return i, c.unexpected(i, "a digit")
		}
	}
	return i, nil
}

func (c *checker) digits(i int) int {
	for i < len(c.data) && c.data[i] >= '0' && c.data[i] <= '9' {
		i++
	}
	return i
}

func (c *checker) string(start int) (int, *SyntaxError) {
	data := c.data
	for i := plain(data, start+1); i < len(data); i = plain(data, i) {
		switch b := data[i]; {
		case b == '"':
			return i + 1, nil
		case b == '\\':
			n, e := c.escape(i)
			if e != nil {
				return i, e
			}
			i += n
		case b < ' ':
			return i, c.unexpected(i, "control characters escaped")
		default:
			_, n := utf8.DecodeRune(data[i:])
			if n == 1 {
				return i, &SyntaxError{i, Encoding, fmt.Sprintf("byte 0x%02X", b), "UTF-8"}
			}
			i += n
		}
	}
	return len(data), c.unexpected(len(data), "the closing '\"' of a string")
}

// plain gives the index of the first byte from i on that is more than itself in a string: a quote, a
// backslash, a control character or a part of a longer character. Eight bytes are looked at in one go.
func plain(data []byte, i int) int {
	for ; i+8 <= len(data); i += 8 {
		if marks := special(binary.LittleEndian.Uint64(data[i:])); marks != 0 {
			return i + bits.TrailingZeros64(marks)/8
		}
	}
	for i < len(data) && isPlain(data[i]) {
		i++
	}
	return i
}

// special marks bytes that are more than themselves in a string, by their highest bits. The lowest mark is right.
func special(w uint64) uint64 {
	const each, top = 0x0101010101010101, 0x8080808080808080
	// A borrow can only mark a byte behind one that is marked rightly.
	return (w | (w - ' '*each) | ((w ^ '"'*each) - each) | ((w ^ '\\'*each) - each)) & top
}

func isPlain(b byte) bool { return b >= ' ' && b < utf8.RuneSelf && b != '"' && b != '\\' }

// EscapeLen gives the length of the escape sequence that s begins with, 0 if it is none or half of a
// surrogate pair.
func EscapeLen(s []byte) int {
	c := checker{data: s}
	n, e := c.escape(0)
	if e != nil {
		return 0
	}
	return n
}

// escape checks the escape sequence at i and gives its length.
func (c *checker) escape(i int) (int, *SyntaxError) {
	data := c.data
	if i+1 >= len(data) {
		return 0, c.unexpected(i+1, "an escape sequence")
	}
	switch data[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2, nil
	case 'u':
		r := hex4(data[i+2:])
		if r < 0 {
			return 0, c.unexpected(min(i+2, len(data)), "four hexadecimal digits")
		}
		if isHighSurrogate(r) && i+7 < len(data) && data[i+6] == '\\' && data[i+7] == 'u' && isLowSurrogate(hex4(data[i+8:])) {
			return 12, nil
		}
		if isHighSurrogate(r) || isLowSurrogate(r) {
			return 0, &SyntaxError{i, Encoding, fmt.Sprintf("half of a surrogate pair, \\u%04X", r), "a whole pair"}
		}
		return 6, nil
	}
	return 0, c.unexpected(i+1, "an escape sequence")
}

func (c *checker) unexpected(i int, want string) *SyntaxError {
	got := "the end"
	if i < len(c.data) {
		r, _ := utf8.DecodeRune(c.data[i:])
		got = fmt.Sprintf("%q", r)
		if r == utf8.RuneError {
			got = fmt.Sprintf("byte 0x%02X", c.data[i])
		}
	}
	return &SyntaxError{i, Syntax, got, want}
}
