package schema

import (
	"bytes"
	"cmp"
	"math"
	"math/bits"
)

// A decimal is an exact number, 0.d1d2d3... times 10 to the power of exp, however large. The digits have no
// zeros at either end; zero has none at all. An exponent beyond maxExponent counts as that.
type decimal struct {
	negative bool
	digits   []byte
	exp      int
}

const maxExponent = 1 << 60

// maxIntDigits is how many digits an int always holds.
const maxIntDigits = 18

// parseDecimal reads a JSON number.
func parseDecimal(text []byte) decimal { return parseDecimalInto(nil, text) }

// parseDecimalInto is parseDecimal with a buffer that it may use.
func parseDecimalInto(buffer, text []byte) decimal {
	var d decimal
	if text[0] == '-' {
		d.negative = true
		text = text[1:]
	}
	mantissa, exponent := text, []byte(nil)
	if e := bytes.IndexAny(text, "eE"); e >= 0 {
		mantissa, exponent = text[:e], text[e+1:]
	}
	whole, fraction, _ := bytes.Cut(mantissa, []byte("."))
	d.digits = whole
	if len(fraction) > 0 {
		d.digits = append(append(buffer[:0], whole...), fraction...)
	}
	d.digits = bytes.TrimRight(d.digits, "0")
	d.exp = len(whole)
	significant := bytes.TrimLeft(d.digits, "0")
	d.exp -= len(d.digits) - len(significant)
	d.digits = significant
	if len(d.digits) == 0 {
		return decimal{}
	}
	d.exp += parseExponent(exponent)
	return d
}

func parseExponent(text []byte) int {
	negative := false
	n := 0
	for _, c := range text {
		switch {
		case c == '-':
			negative = true
		case c != '+' && n < maxExponent/16:
			n = n*10 + int(c-'0')
		case c != '+':
			n = maxExponent
		}
	}
	if negative {
		return -n
	}
	return n
}

// compare orders a and b as [cmp.Compare] does.
func (a decimal) compare(b decimal) int {
	if a.sign() != b.sign() {
		return cmp.Compare(a.sign(), b.sign())
	}
	size := cmp.Compare(a.exp, b.exp)
	if size == 0 {
		size = bytes.Compare(a.digits, b.digits)
	}
	return size * a.sign()
}

func (a decimal) sign() int {
	switch {
	case len(a.digits) == 0:
		return 0
	case a.negative:
		return -1
	}
	return 1
}

func (a decimal) negated() decimal {
	a.negative = !a.negative && len(a.digits) > 0
	return a
}

// ceil gives the least integer that is not below a, or the nearest that an int holds.
func (a decimal) ceil() int {
	if a.exp > maxIntDigits {
		return math.MaxInt * a.sign()
	}
	n := 0
	for i := range max(a.exp, 0) {
		n *= 10
		if i < len(a.digits) {
			n += int(a.digits[i] - '0')
		}
	}
	switch {
	case a.negative:
		return -n
	case !a.isInteger():
		return n + 1
	}
	return n
}

func (a decimal) isInteger() bool { return a.exp >= len(a.digits) }

// isMultipleOf reports whether a is a multiple of m, which is above zero and has at most 18 digits.
func (a decimal) isMultipleOf(m decimal) bool {
	if len(a.digits) == 0 {
		return true
	}
	// With a = D*10^p and m = M*10^q: D ends in no zero, so no power of ten divides it.
	shift := (a.exp - len(a.digits)) - (m.exp - len(m.digits))
	if shift < 0 {
		return false
	}
	var divisor, rest uint64
	for _, c := range m.digits {
		divisor = divisor*10 + uint64(c-'0')
	}
	for _, c := range a.digits {
		rest = (rest*10 + uint64(c-'0')) % divisor
	}
	return mulMod(rest, powMod(10%divisor, shift, divisor), divisor) == 0
}

func powMod(base uint64, exp int, m uint64) uint64 {
	result := 1 % m
	for ; exp > 0; exp >>= 1 {
		if exp&1 == 1 {
			result = mulMod(result, base, m)
		}
		base = mulMod(base, base, m)
	}
	return result
}

func mulMod(a, b, m uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return bits.Rem64(hi, lo, m)
}
