package recording

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/jsontext"
)

// init makes the functions of a body of an entry.
func (c *content) init(e *harEntry) {
	c.offsets = c.offset
	c.pending.Decode = func() ([]byte, error) {
		body, err := c.take()
		if err != nil {
			return nil, e.explain()
		}
		return body, nil
	}
	c.pending.Verify = func() error {
		if c.isSound() {
			return nil
		}
		return e.explain()
	}
}

// isPending tells whether a body that was found can stay where it is, and makes it pending. It can neither if it is
// empty, nor if its base64 has escapes.
func (c *content) isPending(isBase64 bool) bool {
	inside := c.inside()
	if len(inside) == 0 || isBase64 && bytes.IndexByte(inside, '\\') >= 0 {
		return false
	}
	c.base64, c.size = isBase64, 0
	c.pending = conformance.Pending{Quoted: inside, Decode: c.pending.Decode, Verify: c.pending.Verify}
	if isBase64 {
		c.pending.Quoted = nil
	}
	return true
}

func (c *content) inside() []byte { return c.quoted[1 : len(c.quoted)-1] }

func (c *content) take() ([]byte, error) {
	if c.base64 {
		c.text = c.inside()
	} else if err := c.unquote(); err != nil {
		return nil, err
	}
	body, err := c.bytes(c.base64)
	return slices.Clip(body), err
}

// unquote makes the text of what was found.
func (c *content) unquote() error {
	text, _, err := jsontext.AppendText(c.memory[:0], c.quoted, 0)
	c.memory, c.text = text, text
	return err
}

// isSound tells whether take would succeed.
func (c *content) isSound() bool {
	if c.base64 {
		return isBase64(c.inside())
	}
	_, err := jsontext.CheckPrefix(c.quoted, 0)
	return err == nil
}

// isBase64 tells whether text is base64 with its padding, in one line.
func isBase64(text []byte) bool {
	if len(text)%4 != 0 {
		return false
	}
	digits := bytes.TrimRight(text, "=")
	if len(text)-len(digits) > 2 {
		return false
	}
	for ; len(digits) >= 8; digits = digits[8:] {
		if others(binary.LittleEndian.Uint64(digits)) != 0 {
			return false
		}
	}
	var rest [8]byte
	copy(rest[copy(rest[:], digits):], "AAAAAAAA")
	return others(binary.LittleEndian.Uint64(rest[:])) == 0
}

const (
	eachByte = 0x0101010101010101
	lowBits  = 0x7F * eachByte
	topBits  = 0x80 * eachByte
)

// others marks the bytes that are no digits of base64.
func others(w uint64) uint64 {
	ascii := w &^ topBits
	letters := ascii | ' '*eachByte
	isLetter := (letters + (0x80-'a')*eachByte) &^ (letters + (0x7F-'z')*eachByte)
	isDigit := (ascii + (0x80-'/')*eachByte) &^ (ascii + (0x7F-'9')*eachByte) // a slash, or 0 to 9
	isNoPlus := (ascii ^ '+'*eachByte) + lowBits
	return (w | isNoPlus&^(isLetter|isDigit)) & topBits
}
