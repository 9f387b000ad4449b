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

// StringEnd gives where the string that starts at data[start] ends: behind the first quote that nothing escapes,
// whatever else is in it. If there is none, ok is false, and end that of data.
func StringEnd(data []byte, start int) (end int, ok bool) {
	i := start + 1
	var escaped, seen uint64 // escaped has the top bit of the first byte that follows
	for words := 1; len(data)-i >= 8; words++ {
		w := binary.LittleEndian.Uint64(data[i : i+8])
		quotes, backslashes := equal(w, '"'), equal(w, '\\')
		after := backslashes<<8 | escaped
		if quotes&^after|backslashes&after == 0 {
			// Every backslash is one of its own, and escapes what follows.
			escaped = backslashes >> 56
			i += 8
		} else if i, escaped, ok = stringEndIn(data, i, escaped); ok {
			return i, true
		}
		seen |= quotes | backslashes
		if words%plainWords == 0 {
			if seen == 0 {
				i = skipPlain(data, i)
			}
			seen = 0
		}
	}
	for i < len(data) {
		if i, escaped, ok = stringEndIn(data, i, escaped); ok {
			return i, true
		}
	}
	return i, false
}

// equal marks the bytes of a word that are b, by their highest bits.
func equal(w uint64, b byte) uint64 {
	x := w ^ uint64(b)*eachByte
	return ^(x&lowBits + lowBits | x) & topBits
}

// stringEndIn goes over the next eight bytes one by one.
func stringEndIn(data []byte, i int, escaped uint64) (end int, next uint64, ok bool) {
	for _, b := range data[i:min(i+8, len(data))] {
		i++
		switch {
		case escaped != 0:
			escaped = 0
		case b == '"':
			return i, 0, true
		case b == '\\':
			escaped = 0x80
		}
	}
	return i, escaped, false
}

// After so many words without a quote or a backslash there are likely plainAhead more bytes like that.
const (
	plainWords = 16
	plainAhead = 8 << 10
)

// skipPlain gives the index of a byte up to which there is no quote or backslash from i on.
func skipPlain(data []byte, i int) int {
	ahead := data[i:min(i+plainAhead, len(data))]
	if n := bytes.IndexByte(ahead, '"'); n >= 0 {
		ahead = ahead[:n]
	}
	if n := bytes.IndexByte(ahead, '\\'); n >= 0 {
		ahead = ahead[:n]
	}
	return i + len(ahead)
}
