package recording

import "bytes"

// extent finds the end of a JSON value that comes in pieces. It follows nothing but brackets and quotes: the
// end of a value is found even when its inside breaks the grammar, so that what comes behind can be read.
type extent struct {
	depth    int
	inString bool
	inScalar bool
	// escaped tells that the pieces so far end in a backslash that escapes what follows.
	escaped bool
}

// scan takes the next piece. It tells how many of its bytes belong to the value, and whether the value ends
// with them. A scalar ends only before a byte that cannot be its own.
func (x *extent) scan(piece []byte) (n int, ended bool) {
	for i := 0; i < len(piece); i++ {
		if x.inString {
			length, closed := x.scanString(piece[i:])
			if i += length; closed && x.depth == 0 {
				return i, true
			}
			if i == len(piece) {
				break
			}
		}
		switch piece[i] {
		case '"':
			if x.inScalar {
				return i, true
			}
			x.inString = true
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
		case ' ', '\t', '\r', '\n', ',', ':':
			if x.depth == 0 {
				return i, true
			}
		default:
			x.inScalar = x.depth == 0
		}
	}
	return len(piece), false
}

// scanString takes the rest of a string, up to and with its closing quote.
func (x *extent) scanString(piece []byte) (n int, closed bool) {
	for n < len(piece) {
		quote := bytes.IndexByte(piece[n:], '"')
		if quote < 0 {
			x.escaped = x.escapes(piece[n:])
			return len(piece), false
		}
		escaped := x.escapes(piece[n : n+quote])
		x.escaped = false
		n += quote + 1
		if !escaped {
			x.inString = false
			return n, true
		}
	}
	return n, false
}

// escapes tells whether text, the next part of a string, ends in a backslash that escapes what follows.
func (x *extent) escapes(text []byte) bool {
	run := len(text) - len(bytes.TrimRight(text, `\`))
	odd := run%2 == 1
	if run == len(text) && x.escaped {
		return !odd
	}
	return odd
}
