package recording

import (
	"encoding/binary"
	"math/bits"
)

// block is a piece of text that is looked at in one go.
type block [64]byte

// A column set is a set of bytes of a block: bit 8j+k stands for byte j of the k-th eight. In a row set, bit n
// stands for byte n. Columns are what comes out of comparing eight bytes at a time; rows know what comes next.
type (
	columnSet uint64
	rowSet    uint64
)

const (
	each = 0x0101010101010101
	low  = 0x7F * each
	top  = 0x80 * each
)

// find gives where in the block the bytes a and b are, after the bits of fold are set.
func (p *block) find(fold, a, b byte) (isA, isB columnSet) {
	folds, as, bs := uint64(fold)*each, uint64(a)*each, uint64(b)*each
	var notA, notB uint64
	for i := 0; i < len(p); i += 8 {
		w := binary.LittleEndian.Uint64(p[i:i+8]) | folds
		x, y := w^as, w^bs
		notA = notA>>1 | (x&low+low|x)&top
		notB = notB>>1 | (y&low+low|y)&top
	}
	return columnSet(^notA), columnSet(^notB)
}

// next gives the bytes behind those of the set; first is the first byte of the block if set.
func (s columnSet) next(first columnSet) columnSet { return s<<8 | s>>55&0xFE | first }

func (s columnSet) rows() rowSet    { return rowSet(transpose(uint64(s))) }
func (s rowSet) columns() columnSet { return columnSet(transpose(uint64(s))) }

// transpose turns a square of eight times eight bits over its diagonal.
func transpose(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00AA00AA00AA00AA
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000CCCC0000CCCC
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000F0F0F0F0
	return x ^ t ^ t<<28
}

// escaped gives the bytes that the backslashes in the set escape. carry is the first byte of the block if the
// block before escapes it; the one that is given back is for the next block.
func (s rowSet) escaped(carry rowSet) (escaped, next rowSet) {
	// Of a run of backslashes every other escapes. Adding a one where a run starts on an odd byte ends the run
	// with a carry, which tells odd runs from even ones.
	const even = 0x5555555555555555
	s &^= carry
	follows := s<<1 | carry
	oddStarts := s &^ even &^ follows
	sum, over := bits.Add64(uint64(oddStarts), uint64(s), 0)
	return (even ^ rowSet(sum)<<1) & follows, rowSet(over)
}

// between gives the bytes from each odd one in the set up to the next.
func (s rowSet) between() rowSet {
	for shift := 1; shift < len(block{}); shift *= 2 {
		s ^= s << shift
	}
	return s
}
