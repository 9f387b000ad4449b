package recording

import (
	"math/bits"

	"github.com/devenviron/contract/conformance/jsontext"
)

// extent finds the end of a JSON value that comes in pieces. It follows nothing but brackets and quotes: the
// end of a value is found even when its inside breaks the grammar, so that what comes behind can be read.
type extent struct {
	depth    int
	inString bool
	inScalar bool
	// escaped tells that the pieces so far end in a backslash that escapes a quote behind it.
	escaped bool
}

// scan takes the next piece. It tells how many of its bytes belong to the value, and whether the value ends
// with them. A scalar ends only before a byte that cannot be its own.
func (x *extent) scan(piece []byte) (n int, ended bool) {
	for i := 0; i < len(piece); i++ {
		if x.depth > 0 && len(piece)-i >= blockSize {
			n, ended := x.scanBlocks(piece[i:])
			if i += n; ended || i == len(piece) {
				return i, ended
			}
		}
		if x.inString {
			if i += x.scanString(piece[i:]); !x.inString && x.depth == 0 {
				return i, true
			}
			if i == len(piece) {
				break
			}
		}
		escaped := x.escaped
		x.escaped = false
		switch piece[i] {
		case '"':
			if x.inScalar {
				return i, true
			}
			x.inString = !escaped
		case '\\':
			x.inScalar = x.depth == 0
			x.escaped = !escaped && !x.inScalar
		case '{', '[':
			if x.inScalar {
				return i, true
			}
			x.depth++
		case '}', ']':
			if x.depth == 0 {
				return i, true
			}
			if x.depth--; x.depth == 0 {
				return i + 1, true
			}
		case ' ', '\t', '\r', '\n', ',', ':', 0: // Zeros are what a file holds that was not written.
			if x.depth == 0 {
				return i, true
			}
		default:
			x.inScalar = x.depth == 0
		}
	}
	return len(piece), false
}

// scanBlocks takes whole blocks of the inside of an array or object. Where a value ends, and where a block is
// in a string altogether, are the only branches: behind such a block the rest of the string is likely long.
func (x *extent) scanBlocks(piece []byte) (n int, ended bool) {
	var marks [4]blockMarks
	inString, escaped := mask(x.inString), mask(x.escaped)&1
	for len(piece)-n >= blockSize {
		blocks := marks[:min(len(marks), (len(piece)-n)/blockSize)]
		markBlocks(blocks, piece[n:])
		for i := range blocks {
			b := &blocks[i]
			var skipped byteSet
			skipped, escaped = b.backslashes.escaped(escaped)
			quotes := b.quotes &^ skipped
			if quotes == 0 && inString != 0 {
				n += blockSize
				x.escaped = escaped != 0
				n += x.scanString(piece[n:])
				inString, escaped = mask(x.inString), mask(x.escaped)&1
				break
			}
			strings := quotes.between() ^ inString
			inString = byteSet(int64(strings) >> 63)
			opening, closing := b.opening&^strings, b.closing&^strings
			if closed := bits.OnesCount64(uint64(closing)); closed < x.depth {
				x.depth += bits.OnesCount64(uint64(opening)) - closed
			} else if end := x.closes(opening, closing); end > 0 {
				return n + end, true
			}
			n += blockSize
		}
	}
	x.inString, x.escaped = inString != 0, escaped != 0
	return n, false
}

// closes follows the brackets of a block. It gives where the value ends, or 0.
func (x *extent) closes(opening, closing byteSet) int {
	for all := opening | closing; all != 0; all &= all - 1 {
		if all&-all&opening != 0 {
			x.depth++
		} else if x.depth--; x.depth == 0 {
			return bits.TrailingZeros64(uint64(all)) + 1
		}
	}
	return 0
}

// mask is every byte of a block, or none.
func mask(all bool) byteSet {
	if all {
		return ^byteSet(0)
	}
	return 0
}

// scanString takes the rest of a string, up to and with its closing quote.
func (x *extent) scanString(piece []byte) int {
	n, ended, escaped := jsontext.StringRest(piece, x.escaped)
	x.inString, x.escaped = !ended, escaped
	return n
}
