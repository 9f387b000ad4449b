// Package prefilter tells where in a text one of many short strings stands, at the cost of little more than reading
// the text. It looks for four bytes of each string at thirty-two places at once, and compares the string only where
// they may be. The method is Teddy, of the regular expression engine Hyperscan.
package prefilter

import (
	"fmt"
	"math/bits"
	"slices"
)

// Set is a set of strings to look for, in lower and in upper case. It is safe for concurrent use.
type Set struct {
	parts []part
	// byHash has one more than the index of the first part whose lead has a hash, 0 where there is none.
	byHash [256]int
	tables tables
}

// part is a string, and where in it the bytes start that give it away: its lead.
type part struct {
	// text is in lower case.
	text string
	lead int
	// next is one more than the index of the next part of the same hash.
	next int
}

const (
	// width is how many places are looked at in one go, and window how many bytes that takes.
	width  = 32
	window = width + leadLength - 1
	// leadLength is that of a lead. The shortest strings, of minLength, have any byte behind them.
	leadLength = 4
	minLength  = leadLength - 1
)

// New makes a set of strings, none of them shorter than three bytes. Letters of ASCII stand for both of their cases.
func New(texts ...string) *Set {
	s := &Set{}
	var leads []string
	for i, text := range texts {
		if len(text) < minLength {
			panic(fmt.Sprintf("prefilter: got %q, want at least %d bytes", text, minLength))
		}
		lowered := []byte(text)
		for i, c := range lowered {
			lowered[i] = lower(c)
		}
		text = string(lowered)
		p := part{text: text, lead: rarest(text)}
		first := &s.byHash[hash(text[p.lead:])]
		p.next, *first = *first, i+1
		s.parts = append(s.parts, p)
		leads = append(leads, text[p.lead:min(p.lead+leadLength, len(text))])
	}
	slices.Sort(leads)
	s.tables.fill(slices.Compact(leads))
	return s
}

// hash is that of the first three bytes of a text, whatever their case.
func hash[T string | []byte](text T) uint8 {
	three := uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | 0x202020
	return uint8(three * 0x9E3779B1 >> 24)
}

// Any tells whether accept takes one of the places in a text at which a string of the set stands. It is given the
// index of the place, and that of the string in the order of [New]; of the places it is asked in no order.
func (s *Set) Any(text []byte, accept func(at, part int) bool) bool {
	from := 0
	for len(text)-from >= window {
		skipped, places := s.tables.find(text[from:])
		from += skipped
		if places == 0 {
			break
		}
		if s.stand(text, from, places, accept) {
			return true
		}
		from += width
	}
	if len(text)-from < minLength {
		return false
	}
	var last [window]byte
	copy(last[:], text[from:])
	_, places := s.tables.find(last[:])
	return s.stand(text, from, places, accept)
}

// stand tells whether accept takes one of the strings whose leads may be at places behind an index.
func (s *Set) stand(text []byte, from int, places uint32, accept func(at, part int) bool) bool {
	for ; places != 0; places &= places - 1 {
		i := from + bits.TrailingZeros32(places)
		if len(text)-i < minLength {
			return false
		}
		for n := s.byHash[hash(text[i:])]; n != 0; n = s.parts[n-1].next {
			if p := &s.parts[n-1]; p.isAt(text, i-p.lead) && accept(i-p.lead, n-1) {
				return true
			}
		}
	}
	return false
}

// isAt tells whether the string stands at an index of a text.
func (p *part) isAt(text []byte, start int) bool {
	if start < 0 || len(text)-start < len(p.text) {
		return false
	}
	for i, c := range text[start : start+len(p.text)] {
		if lower(c) != p.text[i] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c | ' '
	}
	return c
}
