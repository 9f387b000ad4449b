//go:build !amd64 || race || safe

package recording

import "encoding/binary"

// markBlocks marks the bytes of as many blocks of text as there are marks; the text is that long.
func markBlocks(blocks []blockMarks, text []byte) {
	for i := range blocks {
		p := text[i*blockSize : (i+1)*blockSize]
		quotes, backslashes := find(p, 0, '"', '\\')
		// A square bracket differs from a curly one by the bit of a blank.
		opening, closing := find(p, ' ', '{', '}')
		blocks[i] = blockMarks{quotes, backslashes, opening, closing}
	}
}

// find gives where in a block the bytes a and b are, after the bits of fold are set.
func find(p []byte, fold, a, b byte) (isA, isB byteSet) {
	folds, as, bs := uint64(fold)*eachByte, uint64(a)*eachByte, uint64(b)*eachByte
	var notA, notB uint64
	for i := 0; i < len(p); i += 8 {
		w := binary.LittleEndian.Uint64(p[i:i+8]) | folds
		x, y := w^as, w^bs
		// Bit 8j+k comes to stand for byte j of the k-th eight.
		notA = notA>>1 | (x&lowBits+lowBits|x)&topBits
		notB = notB>>1 | (y&lowBits+lowBits|y)&topBits
	}
	return byteSet(transpose(^notA)), byteSet(transpose(^notB))
}

// transpose turns a square of eight times eight bits over its diagonal.
func transpose(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00AA00AA00AA00AA
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000CCCC0000CCCC
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000F0F0F0F0
	return x ^ t ^ t<<28
}
