package pattern

import (
	"errors"
	"fmt"
	"unicode"
	"unicode/utf16"
)

// class reads a character class behind its opening bracket.
func (p *parser) class() (*expr, error) {
	negate := p.skip("^")
	var s set
	for !p.skip("]") {
		from, single, err := p.classAtom()
		if err != nil {
			return nil, err
		}
		if p.peek() != '-' || p.at+1 < len(p.text) && p.text[p.at+1] == ']' {
			s = s.union(from)
			continue
		}
		p.at++
		to, singleTo, err := p.classAtom()
		switch {
		case err != nil:
			return nil, err
		case !single || !singleTo: // [\w-.] is not a range: the hyphen stands for itself
			s = s.union(from).union(to).union(set{'-', '-'})
		case from[0] > to[0]:
			return nil, fmt.Errorf("range %c-%c is out of order", from[0], to[0])
		default:
			s = s.union(set{from[0], to[0]})
		}
	}
	if negate {
		s = s.complement()
	}
	return &expr{op: opSet, set: s}, nil
}

// classAtom reads one member of a class, and whether it is a single code point.
func (p *parser) classAtom() (s set, isSingle bool, err error) {
	c := p.peek()
	if c < 0 {
		return nil, false, errors.New("']' is missing")
	}
	p.at++
	if c != '\\' {
		return single(c), true, nil
	}
	if p.skip("b") {
		return single('\b'), true, nil
	}
	if s, ok, err := p.classEscape(); ok || err != nil {
		return s, false, err
	}
	r, err := p.characterEscape()
	return single(r), true, err
}

// escape reads what follows a backslash outside of a class.
func (p *parser) escape() (*expr, error) {
	switch c := p.peek(); {
	case c == 'b':
		p.at++
		return &expr{op: opWordBoundary}, nil
	case c == 'B':
		p.at++
		return &expr{op: opNoWordBoundary}, nil
	case c >= '1' && c <= '9':
		n, _ := p.number()
		return p.reference(&expr{op: opBackReference, group: n}), nil
	case p.skip("k<"):
		name, err := p.until('>')
		if err != nil || name == "" {
			return nil, errors.New(`\k needs the name of a group`)
		}
		return p.reference(&expr{op: opBackReference, name: name}), nil
	}
	if s, ok, err := p.classEscape(); ok || err != nil {
		return &expr{op: opSet, set: s}, err
	}
	r, err := p.characterEscape()
	return &expr{op: opSet, set: single(r)}, err
}

func (p *parser) reference(e *expr) *expr {
	p.refs = append(p.refs, e)
	return e
}

// classEscape reads an escape that stands for a class, if one comes next.
func (p *parser) classEscape() (s set, ok bool, err error) {
	switch {
	case p.skip("d"):
		return digits, true, nil
	case p.skip("D"):
		return digits.complement(), true, nil
	case p.skip("w"):
		return wordSet, true, nil
	case p.skip("W"):
		return wordSet.complement(), true, nil
	case p.skip("s"):
		return spaces, true, nil
	case p.skip("S"):
		return spaces.complement(), true, nil
	case p.skip("p{"):
		s, err = p.property()
		return s, true, err
	case p.skip("P{"):
		s, err = p.property()
		return s.complement(), true, err
	}
	return nil, false, nil
}

func (p *parser) property() (set, error) {
	name, err := p.until('}')
	if err != nil {
		return nil, err
	}
	return property(name)
}

var controlEscapes = map[rune]rune{'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}

// characterEscape reads an escape that stands for one code point.
func (p *parser) characterEscape() (rune, error) {
	c := p.peek()
	if c < 0 {
		return 0, errors.New(`'\' at the end`)
	}
	p.at++
	if r, ok := controlEscapes[c]; ok {
		return r, nil
	}
	switch {
	case c == 'c':
		if letter := p.peek(); isLetter(letter) {
			p.at++
			return letter % 32, nil
		}
	case c == 'x':
		if r, ok := p.hex(2); ok {
			return r, nil
		}
	case c == 'u':
		if r, ok := p.unicodeEscape(); ok {
			return r, nil
		}
	case c == '0':
		if next := p.peek(); next < '0' || next > '9' {
			return 0, nil
		}
	case !isLetter(c) && (c < '1' || c > '9'):
		return c, nil
	}
	return 0, fmt.Errorf(`'\%c' is not ECMA-262`, c)
}

// unicodeEscape reads XXXX, two of these that are a surrogate pair, or {X...}.
func (p *parser) unicodeEscape() (rune, bool) {
	if p.skip("{") {
		r, ok := p.hex(unlimited)
		return r, ok && p.skip("}")
	}
	high, ok := p.hex(4)
	if !ok || !utf16.IsSurrogate(high) {
		return high, ok
	}
	start := p.at
	if p.skip(`\u`) {
		if low, ok := p.hex(4); ok {
			if r := utf16.DecodeRune(high, low); r != unicode.ReplacementChar {
				return r, true
			}
		}
	}
	p.at = start
	return high, true
}

// hex reads n hexadecimal digits, or as many as there are.
func (p *parser) hex(n int) (r rune, ok bool) {
	start := p.at
	for p.at < len(p.text) && p.at-start != n && unicode.Is(unicode.ASCII_Hex_Digit, p.text[p.at]) {
		c := p.text[p.at]
		if r = r<<4 | c&0xF + c>>6*9; r > unicode.MaxRune {
			return 0, false
		}
		p.at++
	}
	return r, p.at-start == n || n == unlimited && p.at > start
}

func isLetter(c rune) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
