package recording

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sort"
	"sync"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance/jsontext"
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

// locator gives the place of any offset in text, which is UTF-8 and starts at p. Nothing is counted before it
// is asked, and a place costs the same wherever it lies, so that many can be asked of one text.
func (p place) locator(text []byte) func(offset int) (line, column int) {
	const stride = 1 << 16
	marks := sync.OnceValue(func() []place {
		marks := make([]place, 1, 1+len(text)/stride)
		marks[0] = p
		for i := stride; i <= len(text); i += stride {
			marks = append(marks, marks[len(marks)-1].after(text[i-stride:i]))
		}
		return marks
	})
	return func(offset int) (line, column int) {
		for offset < len(text) && !utf8.RuneStart(text[offset]) {
			offset-- // to the start of the character
		}
		i := offset / stride
		at := marks()[i].after(text[i*stride : offset])
		return at.line, at.column
	}
}

// sourceIndex is [jsontext.SourceIndex] for many look-ups: the first one notes where every few thousandth
// byte of the text comes from, and each then starts from the nearest note.
func sourceIndex(quoted, text []byte) func(index int) int {
	const stride = 4 << 10
	type note struct{ index, source int }
	from := func(n note, index int) int {
		// The byte before stands for the opening quote.
		return n.source - 1 + jsontext.SourceIndex(quoted[n.source-1:], index-n.index)
	}
	notes := sync.OnceValue(func() []note {
		notes := []note{{0, 1}}
		for index := stride; index < len(text); index += stride {
			// Only where a character starts, the text and its source are in step.
			for !utf8.RuneStart(text[index]) {
				index--
			}
			notes = append(notes, note{index, from(notes[len(notes)-1], index)})
		}
		return notes
	})
	return func(index int) int {
		notes := notes()
		after := sort.Search(len(notes), func(i int) bool { return notes[i].index > index })
		return from(notes[after-1], index)
	}
}
