package schema

import (
	"encoding/binary"
	"math/bits"
)

// Text is read eight bytes at a time, the first in the lowest bits. Behind the end of the text every byte
// reads as 0, which ends whatever JSON has there; nothing outside of the text is touched.

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// load8 reads the eight bytes at i.
func load8(data []byte, i int) uint64 {
	if i >= 0 && i <= len(data)-8 {
		return binary.LittleEndian.Uint64(data[i:])
	}
	return loadEnd(data, i)
}

//go:noinline
func loadEnd(data []byte, i int) uint64 {
	var word [8]byte
	if i >= 0 && i < len(data) {
		copy(word[:], data[i:])
	}
	return binary.LittleEndian.Uint64(word[:])
}

// byteAt reads the byte at i.
func byteAt(data []byte, i int) byte {
	if uint(i) < uint(len(data)) {
		return data[i]
	}
	return 0
}

// plainEnd gives the first index from i on of a byte that is a quote, a backslash, a control character, or
// not ASCII.
func plainEnd(data []byte, i int) int {
	for {
		w := load8(data, i)
		quote, backslash := w^'"'*ones, w^'\\'*ones
		// The lowest bit is exact: a borrow only spoils bytes above one that is found.
		found := ((quote-ones)&^quote | (backslash-ones)&^backslash | (w - ' '*ones) | w) & highs
		if found != 0 {
			return i + bits.TrailingZeros64(found)>>3
		}
		i += 8
	}
}

// skipSpace gives the first index from i on of a byte that is not white space.
func skipSpace(data []byte, i int) int {
	if byteAt(data, i) > ' ' {
		return i
	}
	return skipSpaces(data, i)
}

//go:noinline
func skipSpaces(data []byte, i int) int {
	for {
		switch byteAt(data, i) {
		case ' ':
			for other := load8(data, i) ^ ' '*ones; ; other = load8(data, i) ^ ' '*ones {
				if other != 0 {
					i += bits.TrailingZeros64(other) >> 3
					break
				}
				i += 8
			}
		case '\n', '\r', '\t':
			i++
		default:
			return i
		}
	}
}

// digitCount gives how many of the bytes of w, from the first on, are digits.
func digitCount(w uint64) int {
	value := w ^ '0'*ones
	other := (value + (0x7F-9)*ones | value) & highs
	return bits.TrailingZeros64(other) >> 3
}

// digitValue gives the number that the first n bytes of w write, all digits; n is at least 1 and at most 8.
func digitValue(w uint64, n int) uint64 {
	// Leading zeros move in from below; then neighbours are joined to pairs, fours and eights.
	w = (w ^ '0'*ones) << (64 - 8*n)
	w = w*10 + w>>8
	return ((w&0x000000FF000000FF)*(100+1_000_000<<32) + (w>>16&0x000000FF000000FF)*(1+10_000<<32)) >> 32
}
