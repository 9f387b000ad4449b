// Package prefilter tells where in a text one of many short strings stands, at the cost of little more than reading
// the text. It looks for three bytes of each string at sixteen places at once, and compares the string only where
// they may be. The method is Teddy, of the regular expression engine Hyperscan.
package prefilter

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// Set is a set of strings to look for. It is safe for concurrent use.
type Set struct {
	parts []part
	// byFirst has the parts by the first of their three bytes.
	byFirst [256][]int
	tables  tables
}

// part is a string, and where in it the three bytes start that give it away.
type part struct {
	text string
	lead int
}

const (
	// width is how many places are looked at in one go, and window how many bytes that takes.
	width  = 16
	window = width + 2
	// minLength is that of a string that has three bytes to look for.
	minLength = 3
)

// New makes a set of strings, none of them shorter than three bytes.
func New(texts ...string) *Set {
	s := &Set{}
	var prints []string
	for i, text := range texts {
		if len(text) < minLength {
			panic(fmt.Sprintf("prefilter: got %q, want at least %d bytes", text, minLength))
		}
		p := part{text, rarest(text)}
		s.parts = append(s.parts, p)
		s.byFirst[text[p.lead]] = append(s.byFirst[text[p.lead]], i)
		prints = append(prints, text[p.lead:p.lead+3])
	}
	slices.Sort(prints)
	s.tables.fill(slices.Compact(prints))
	return s
}

// rarest gives where in a text the three bytes start that are least likely elsewhere.
func rarest(text string) int {
	const common = `zqjxkvbywgpfmucdlhrsnioate"`
	best, least := 0, len(text)*len(common)
	for i := range len(text) - 2 {
		score := 0
		for _, c := range text[i : i+3] {
			score += strings.IndexRune(common, c) + 1
		}
		if score <= least {
			best, least = i, score
		}
	}
	return best
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

// stand tells whether accept takes one of the strings that may be at one of sixteen places.
func (s *Set) stand(text []byte, from int, places uint, accept func(at, part int) bool) bool {
	for ; places != 0; places &= places - 1 {
		if s.stands(text, from+bits.TrailingZeros(places), accept) {
			return true
		}
	}
	return false
}

// stands tells whether accept takes one of the strings whose three bytes may be at an index.
func (s *Set) stands(text []byte, i int, accept func(at, part int) bool) bool {
	if i >= len(text) {
		return false
	}
	for _, n := range s.byFirst[text[i]] {
		p := &s.parts[n]
		start := i - p.lead
		if start >= 0 && len(text)-start >= len(p.text) && string(text[start:start+len(p.text)]) == p.text && accept(start, n) {
			return true
		}
	}
	return false
}
