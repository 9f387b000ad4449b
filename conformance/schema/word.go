package schema

import "math/bits"

// Eight bytes of text are one word, the first byte lowest.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// wordOf makes the word of up to eight bytes, and zeros behind them.
func wordOf(text []byte) uint64 {
	var padded [8]byte
	copy(padded[:], text)
	return load8(padded[:], 0)
}

// special marks the bytes that end plain text: quotes, backslashes, control characters, and what is not
// ASCII. It is exact up to the lowest that is marked: a borrow only spoils bytes above it.
func special(w uint64) uint64 {
	// Where the bit that tells a quote from a space is flipped, a quote lies below ! with the control characters.
	return ((w ^ 0x02*ones - '!'*ones) | (w ^ '\\'*ones - ones) | w) & highs
}

// firstMarked gives the index of the lowest byte that is marked, 8 when there is none.
func firstMarked(marks uint64) int { return bits.TrailingZeros64(marks) >> 3 }

// bitsOf gives a bit for each byte that is marked.
func bitsOf(marks uint64) uint32 { return uint32(marks >> 7 * 0x0102040810204080 >> 56) }

// areHexDigits reports whether all bytes of w are hexadecimal digits, but hyphens where the mask has ones.
func areHexDigits(w, hyphens uint64) bool {
	ascii := w &^ highs
	digits := (ascii + (0x80-'0')*ones) &^ (ascii + (0x7F-'9')*ones)
	lower := ascii | ' '*ones
	letters := (lower + (0x80-'a')*ones) &^ (lower + (0x7F-'f')*ones)
	return w&hyphens == '-'*ones&hyphens && ((digits|letters)&^w|hyphens)&highs == highs
}

// digitCount gives how many of the bytes of w, from the first on, are digits.
func digitCount(w uint64) int {
	value := w ^ '0'*ones
	return firstMarked((value + (0x7F-9)*ones | value) & highs)
}

// digitValue gives the number that the first n bytes of w write, all digits; n is at least 1 and at most 8.
func digitValue(w uint64, n int) uint64 {
	// Leading zeros move in from below; then neighbours are joined to pairs, fours and eights.
	w = (w ^ '0'*ones) << (64 - 8*n)
	w = w*10 + w>>8
	return ((w&0x000000FF000000FF)*(100+1_000_000<<32) + (w>>16&0x000000FF000000FF)*(1+10_000<<32)) >> 32
}
