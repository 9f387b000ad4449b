package recording

import "math/bits"

// blockSize is how many bytes of text are looked at in one go.
const blockSize = 64

// byteSet is a set of bytes of a block: bit n stands for byte n.
type byteSet uint64

// blockMarks is what brackets and quotes there are in a block. Inside of strings and behind backslashes, they count as
// well.
type blockMarks struct{ quotes, backslashes, opening, closing byteSet }

// escaped gives the bytes that the backslashes in the set escape. carry is the first byte of the block if the
// block before escapes it; the one that is given back is for the next block.
func (s byteSet) escaped(carry byteSet) (escaped, next byteSet) {
	// Of a run of backslashes every other escapes. Adding a one where a run starts on an odd byte ends the run
	// with a carry, which tells odd runs from even ones.
	const even = 0x5555555555555555
	s &^= carry
	follows := s<<1 | carry
	oddStarts := s &^ even &^ follows
	sum, over := bits.Add64(uint64(oddStarts), uint64(s), 0)
	return (even ^ byteSet(sum)<<1) & follows, byteSet(over)
}

// between gives the bytes from each odd one in the set up to the next.
func (s byteSet) between() byteSet {
	s ^= s << 1
	s ^= s << 2
	s ^= s << 4
	s ^= s << 8
	s ^= s << 16
	s ^= s << 32
	return s
}
