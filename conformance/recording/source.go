package recording

import (
	"bytes"
	"encoding/base64"
	"sort"
	"sync"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/jsontext"
)

// source is the text of a string of an entry, which knows where it comes from.
type source struct {
	text []byte
	// quoted is the string as it stands in the entry, at start.
	quoted []byte
	start  int
	// memory is for a text that does not lie in the entry as it is.
	memory []byte
	// offsets is the method that tells where a byte of the text comes from, as a function that is made once.
	offsets func(index int) int

	once  sync.Once
	notes []note
}

// note says that the character at an index of a text comes from an index of the string.
type note struct{ index, source int }

// find moves past the string at hand, and leaves its text for later.
func (s *source) find(w *walker) {
	s.start = w.pos
	w.passString()
	s.reset(w.text[s.start:w.pos])
}

// read moves past the string at hand. The text lies in the entry, or in the memory of the one before.
func (s *source) read(w *walker) {
	s.start = w.pos
	text, end, ok := jsontext.PlainText(w.text, w.pos)
	if ok {
		w.pos = end
	} else {
		s.memory = w.appendText(s.memory[:0])
		text = s.memory
	}
	s.reset(w.text[s.start:w.pos])
	s.text = text
}

func (s *source) reset(quoted []byte) {
	s.quoted, s.text = quoted, nil
	s.once, s.notes = sync.Once{}, s.notes[:0]
}

// isPlain tells whether the text is what stands between the quotes.
func (s *source) isPlain() bool { return len(s.text) == len(s.quoted)-2 }

// offset gives where in the entry the byte at an index of the text comes from. What is behind the text comes from
// the closing quote.
func (s *source) offset(index int) int {
	switch {
	case index == 0:
		return s.start + 1
	case s.isPlain():
		return s.start + 1 + min(index, len(s.text))
	}
	s.once.Do(s.note)
	after := sort.Search(len(s.notes), func(i int) bool { return s.notes[i].index > index })
	return s.start + s.from(s.notes[after-1], index)
}

// note notes where every few thousandth byte of the text comes from, so that no look-up has far to go.
func (s *source) note() {
	const stride = 4 << 10
	s.notes = append(s.notes, note{0, 1})
	for index := stride; index < len(s.text); index += stride {
		// Only where a character starts, the text and its source are in step.
		for !utf8.RuneStart(s.text[index]) {
			index--
		}
		s.notes = append(s.notes, note{index, s.from(s.notes[len(s.notes)-1], index)})
	}
}

func (s *source) from(n note, index int) int {
	// The byte before stands for the opening quote.
	return n.source - 1 + jsontext.SourceIndex(s.quoted[n.source-1:], index-n.index)
}

// content is the text of a body as it is recorded: perhaps in base64.
type content struct {
	source
	base64 bool
	// size is how many bytes the base64 stands for, and decoded the memory for them.
	size    int
	decoded []byte
	// pending stands for a body that is not taken out of the entry.
	pending conformance.Pending
}

// bytes gives the bytes of the body; the error is what is wrong with the base64.
func (c *content) bytes(isBase64 bool) ([]byte, error) {
	if c.base64 = isBase64; !isBase64 {
		return c.text, nil
	}
	body, err := base64.StdEncoding.AppendDecode(c.decoded[:0], c.text)
	c.decoded, c.size = body, len(body)
	return body, err
}

// offset gives where in the entry the byte at an index of the body comes from.
func (c *content) offset(index int) int {
	switch {
	case !c.base64 || index == 0:
		return c.source.offset(index)
	case !c.isPlain() && bytes.ContainsAny(c.text, "\r\n"):
		// Base64 in lines is rare, and only the place of the whole is known then.
		return c.source.offset(0)
	case index >= c.size:
		return c.source.offset(len(c.text))
	}
	// Three bytes lie in four characters; byte n of the three begins in character n of the four.
	return c.source.offset(index/3*4 + index%3)
}
