//go:build !amd64 || race || safe

package jsontext

import (
	"bytes"
	"encoding/binary"
)

const (
	eachByte = 0x0101010101010101
	lowBits  = 0x7F * eachByte
	topBits  = 0x80 * eachByte
)

// inString goes over a piece of a string, to the quote that ends the string or to where less than eight bytes are left.
func inString(data []byte, escaped bool) (n int, next bool) {
	var seen uint64
	for words := 1; len(data)-n >= 8; words++ {
		w := binary.LittleEndian.Uint64(data[n : n+8])
		quotes, backslashes := equal(w, '"'), equal(w, '\\')
		after := backslashes << 8
		if escaped {
			after |= 0x80
		}
		if quotes&^after|backslashes&after == 0 {
			// Every backslash is one of its own, and escapes what follows.
			escaped = backslashes>>63 != 0
			n += 8
		} else {
			length, ended, after := byteByByte(data[n:n+8], escaped)
			if ended {
				return n + length - 1, false
			}
			n, escaped = n+8, after
		}
		seen |= quotes | backslashes
		if words%plainWords == 0 {
			if seen == 0 {
				n += plainLength(data[n:])
			}
			seen = 0
		}
	}
	return n, escaped
}

// equal marks the bytes of a word that are b, by their highest bits.
func equal(w uint64, b byte) uint64 {
	x := w ^ uint64(b)*eachByte
	return ^(x&lowBits + lowBits | x) & topBits
}

// After so many words without a quote or a backslash there are likely plainAhead more bytes like that.
const (
	plainWords = 16
	plainAhead = 8 << 10
)

// plainLength is how many bytes at the head of data, of those ahead, are neither quotes nor backslashes.
func plainLength(data []byte) int {
	ahead := data[:min(len(data), plainAhead)]
	if n := bytes.IndexByte(ahead, '"'); n >= 0 {
		ahead = ahead[:n]
	}
	if n := bytes.IndexByte(ahead, '\\'); n >= 0 {
		ahead = ahead[:n]
	}
	return len(ahead)
}
