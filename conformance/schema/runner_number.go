package schema

import (
	"math"
	"slices"
)

// integer goes over a number that must be an integer from p.lo to p.hi.
func (r *runner) integer(p *plan, i int) int {
	data := r.data
	start := i
	if byteAt(data, i) == '-' {
		i++
	}
	word := load8(data, i)
	n := digitCount(word)
	if n == 0 || n > 1 && byte(word) == '0' {
		return r.fail(doubt, i)
	}
	value := int(digitValue(word, n))
	i += n
	if n == 8 {
		word = load8(data, i)
		if n = digitCount(word); n == 8 {
			return r.number(p, start) // sixteen digits or more
		}
		if n > 0 {
			value = value*pow10[n] + int(digitValue(word, n))
			i += n
		}
	}
	if byteAt(data, start) == '-' {
		value = -value
	}
	if c := byteAt(data, i); c == '.' || c|0x20 == 'e' || value < p.lo || value > p.hi || p.integers != nil && !slices.Contains(p.integers, value) {
		return r.number(p, start)
	}
	return i
}

// plainDigitsEnd gives where an integer ends that has at most fifteen digits and no sign; it is not certain that
// there is one.
func plainDigitsEnd(data []byte, i int) (end int, certain bool) {
	word := load8(data, i)
	n := digitCount(word)
	if n == 8 {
		n += digitCount(load8(data, i+8))
	}
	c := byteAt(data, i+n)
	return i + n, uint(n-1) < 15 && (byte(word) != '0' || n == 1) && c != '.' && c|0x20 != 'e'
}

var pow10 = [...]int{1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000}

// number goes over a number and judges it exactly.
func (r *runner) number(p *plan, i int) int {
	end := r.numberEnd(i)
	n := p.number
	if end < 0 || !n.integer && len(n.rules)+len(n.enums) == 0 {
		return end
	}
	mark := len(r.text)
	value := parseDecimalInto(r.text[mark:], r.data[i:end])
	if n.integer && !value.isInteger() {
		return r.fail(refused, i)
	}
	verdict := 0
	for _, rules := range n.rules {
		rules.check(value, func(Keyword, string) { verdict = refused })
	}
	for _, enum := range n.enums {
		r.canonical = appendNumber(r.canonical[:0], value)
		if !enum.values[string(r.canonical)] {
			verdict = refused
		}
	}
	if verdict != 0 {
		return r.fail(verdict, i)
	}
	return end
}

// numberEnd goes over a number.
func (r *runner) numberEnd(i int) int {
	data := r.data
	if byteAt(data, i) == '-' {
		i++
	}
	start := i
	i = digitsEnd(data, i)
	if i == start || data[start] == '0' && i > start+1 {
		return r.fail(doubt, i)
	}
	if i < len(data) && data[i] == '.' {
		start = i + 1
		if i = digitsEnd(data, start); i == start {
			return r.fail(doubt, i)
		}
	}
	if i < len(data) && data[i]|0x20 == 'e' {
		i++
		if i < len(data) && (data[i] == '+' || data[i] == '-') {
			i++
		}
		start = i
		if i = digitsEnd(data, start); i == start {
			return r.fail(doubt, i)
		}
	}
	return i
}

func digitsEnd(data []byte, i int) int {
	for i < len(data) && isDigit(data[i]) {
		i++
	}
	return i
}

const maxInt = math.MaxInt
