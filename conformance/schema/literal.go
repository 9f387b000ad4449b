package schema

import (
	"math/bits"
	"math/rand/v2"
)

// A literal is a text prepared to be compared word by word.
type literal struct {
	first, mask uint64 // the first eight bytes, and which of them count
	last        uint64 // the last eight bytes of a longer one
	text        string
}

func newLiteral(text string) literal {
	l := literal{text: text, first: load8([]byte(text), 0), mask: ^uint64(0)}
	l.last = l.first
	if len(text) < 8 {
		l.mask = 1<<(8*len(text)) - 1
	} else {
		l.last = load8([]byte(text), len(text)-8)
	}
	return l
}

// isAt reports whether data has the literal at i.
func (l *literal) isAt(data []byte, i int) bool {
	return load8(data, i)&l.mask == l.first && (len(l.text) <= 8 || l.restIsAt(data, i))
}

func (l *literal) restIsAt(data []byte, i int) bool {
	end := i + len(l.text)
	return load8(data, end-8) == l.last && (len(l.text) <= 16 || string(data[i+8:end-8]) == l.text[8:len(l.text)-8])
}

// A literalSet finds a text among a few: a hash without collisions leads to the only one that it can be.
type literalSet struct {
	factor uint64
	shift  uint8
	slots  []literalSlot
}

type literalSlot struct {
	literal
	index int // of the text in the list, -1 in an empty slot
}

// newLiteralSet makes the set of texts that are all different. It is nil when no hash is found, which takes
// hundreds of texts.
func newLiteralSet(texts []string) *literalSet {
	random := rand.New(rand.NewPCG(1, uint64(len(texts))))
	for size := bits.Len(uint(2 * len(texts))); size <= 14; size++ {
		for range 64 {
			s := &literalSet{factor: random.Uint64() | 1, shift: uint8(64 - size), slots: make([]literalSlot, 1<<size)}
			if s.fill(texts) {
				return s
			}
		}
	}
	return nil
}

func (s *literalSet) fill(texts []string) bool {
	for i := range s.slots {
		s.slots[i].index = -1
	}
	for i, text := range texts {
		l := newLiteral(text)
		slot := &s.slots[s.hash(l.first, l.last, len(text))]
		if slot.index >= 0 {
			return false
		}
		*slot = literalSlot{l, i}
	}
	return true
}

func (s *literalSet) hash(first, last uint64, n int) uint64 {
	return (first ^ bits.RotateLeft64(last, 23) + uint64(n)) * s.factor >> (s.shift & 63)
}

// find gives the index of the text data[start:end], or -1.
func (s *literalSet) find(data []byte, start, end int) int {
	n := end - start
	first := load8(data, start)
	last := first
	if n < 8 {
		first &= 1<<(8*n) - 1
		last = first
	} else {
		last = load8(data, end-8)
	}
	slot := &s.slots[s.hash(first, last, n)]
	if slot.first != first || slot.last != last || len(slot.text) != n ||
		n > 16 && string(data[start+8:end-8]) != slot.text[8:n-8] {
		return -1
	}
	return slot.index
}
