package schema

import (
	"math/bits"
	"math/rand/v2"
)

// A literalSet finds a text among a few: a hash without collisions leads to the only one that it can be.
type literalSet struct {
	factor uint64
	shift  uint8
	slots  []literalSlot
}

// A literalSlot has a text with its first sixteen bytes as words.
type literalSlot struct {
	low, high uint64
	size      int
	index     int // of the text in the list, -1 in an empty slot
	text      string
}

// masksOf has what of two words belongs to a text of so many bytes.
var masksOf = func() (masks [17]struct{ low, high uint64 }) {
	for n := range masks {
		masks[n].low = 1<<(8*min(n, 8)) - 1
		masks[n].high = 1<<(8*max(n-8, 0)) - 1
	}
	return masks
}()

func newLiteralSlot(text string, index int) literalSlot {
	n := len(text)
	return literalSlot{wordOf([]byte(text[:min(8, n)])), wordOf([]byte(text[min(8, n):min(16, n)])), n, index, text}
}

// newLiteralSet makes the set of texts that are all different. It is nil when no hash is found, which takes
// hundreds of texts.
func newLiteralSet(texts []string) *literalSet {
	const largest = 14
	n := len(texts)
	random := rand.New(rand.NewPCG(1, uint64(n)))
	// One in ten factors will do when the slots are a quarter of the pairs of texts.
	for size := bits.Len(uint(1 + 2*n + n*n/8)); size <= largest; size++ {
		s := &literalSet{shift: uint8(64 - size), slots: make([]literalSlot, 1<<size)}
		for range 64 {
			if s.factor = random.Uint64() | 1; s.fill(texts) {
				return s
			}
		}
	}
	return nil
}

func (s *literalSet) fill(texts []string) bool {
	for i := range s.slots {
		s.slots[i] = literalSlot{index: -1}
	}
	for i, text := range texts {
		made := newLiteralSlot(text, i)
		slot := s.slot(made.low, made.high, made.size)
		if slot.index >= 0 {
			return false
		}
		*slot = made
	}
	return true
}

func (s *literalSet) slot(low, high uint64, n int) *literalSlot {
	return &s.slots[(low^bits.RotateLeft64(high, 23)+uint64(n))*s.factor>>(s.shift&63)]
}

// find finds the string that begins behind its quote at start and has at most sixteen bytes, all of them plain.
// It gives the index of the text, or -1, and where it ends, or -1 for any other string.
func (s *literalSet) find(as *notation, data []byte, start int) (index, end int) {
	low, high := load8(data, start), load8(data, start+8)
	// Names of some length come after names of any other: a branch could not be foretold.
	n := bits.TrailingZeros32(bitsOf(special(low)) | bitsOf(special(high))<<8 | 1<<16)
	end = start + n
	if !as.isQuote(data, end) {
		return -1, -1
	}
	return s.look(low, high, n), end
}

// look gives the index of the text of n bytes, at most sixteen, that two words begin with, or -1.
func (s *literalSet) look(low, high uint64, n int) int {
	masks := &masksOf[n]
	low &= masks.low
	high &= masks.high
	slot := s.slot(low, high, n)
	if slot.low != low || slot.high != high || slot.size != n {
		return -1
	}
	return slot.index
}

// findText gives the index of a text, or -1.
func (s *literalSet) findText(text []byte) int {
	n := len(text)
	slot := s.slot(wordOf(text[:min(8, n)]), wordOf(text[min(8, n):min(16, n)]), n)
	if slot.text != string(text) {
		return -1
	}
	return slot.index
}
