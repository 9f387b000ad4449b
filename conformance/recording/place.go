package recording

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sync"
	"unicode/utf8"
)

// place is a 1-based line and column, the column in code points.
type place struct{ line, column int }

var fileStart = place{1, 1}

// after is the place behind text, if text starts at p.
func (p place) after(text []byte) place {
	if n := bytes.Count(text, []byte("\n")); n > 0 {
		p.line += n
		p.column = 1
		text = text[bytes.LastIndexByte(text, '\n')+1:]
	}
	p.column += codePoints(text)
	return p
}

// codePoints counts the bytes that begin a code point, eight in one go. Wherever a text is cut, the counts
// of its parts add up, which cannot be said of [utf8.RuneCount].
func codePoints(text []byte) int {
	n := len(text)
	for ; len(text) >= 8; text = text[8:] {
		w := binary.LittleEndian.Uint64(text)
		n -= bits.OnesCount64(w >> 7 &^ (w >> 6) & 0x0101010101010101)
	}
	for _, b := range text {
		if b&0xC0 == 0x80 {
			n--
		}
	}
	return n
}

// locator gives the place of any offset in a text, which is UTF-8. Nothing is counted before it is asked, and a
// place costs the same wherever it lies, so that many can be asked of one text. It is safe for concurrent use.
type locator struct {
	text []byte
	// at is where the text starts.
	at    place
	once  sync.Once
	marks []place
}

// stride is how far apart a locator marks the places that it counts from.
const stride = 1 << 16

func (l *locator) reset(text []byte, at place) {
	l.text, l.at, l.once, l.marks = text, at, sync.Once{}, l.marks[:0]
}

func (l *locator) position(offset int) (line, column int) {
	for offset < len(l.text) && !utf8.RuneStart(l.text[offset]) {
		offset-- // to the start of the character
	}
	at, start := l.at, offset/stride*stride
	if start > 0 {
		l.once.Do(l.mark)
		at = l.marks[start/stride-1]
	}
	at = at.after(l.text[start:offset])
	return at.line, at.column
}

func (l *locator) mark() {
	at := l.at
	for end := stride; end <= len(l.text); end += stride {
		at = at.after(l.text[end-stride : end])
		l.marks = append(l.marks, at)
	}
}
