package pattern

import (
	"slices"
	"unicode"
)

// A set is a set of code points: pairs of inclusive bounds, in order, neither overlapping nor touching.
type set []rune

// The character classes of ECMA-262.
var (
	digits   = set{'0', '9'}
	wordSet  = set{'0', '9', 'A', 'Z', '_', '_', 'a', 'z'}
	lineEnds = set{'\n', '\n', '\r', '\r', 0x2028, 0x2029}
	spaces   = set{
		'\t', '\r', ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A,
		0x2028, 0x2029, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF,
	}
	anyRune = set{0, unicode.MaxRune}
)

func single(r rune) set { return set{r, r} }

func (s set) contains(r rune) bool {
	for i := 0; i < len(s); i += 2 {
		if r <= s[i+1] {
			return r >= s[i]
		}
	}
	return false
}

// meets reports whether s and t have a code point in common.
func (s set) meets(t set) bool {
	for i, k := 0, 0; i < len(s) && k < len(t); {
		switch {
		case s[i+1] < t[k]:
			i += 2
		case t[k+1] < s[i]:
			k += 2
		default:
			return true
		}
	}
	return false
}

// union gives the code points that are in s or in t.
func (s set) union(t set) set {
	pairs := make([][2]rune, 0, (len(s)+len(t))/2)
	for pair := range slices.Chunk(slices.Concat(s, t), 2) {
		pairs = append(pairs, [2]rune(pair))
	}
	slices.SortFunc(pairs, func(a, b [2]rune) int { return int(a[0] - b[0]) })
	var out set
	for _, p := range pairs {
		if last := len(out) - 1; last > 0 && p[0] <= out[last]+1 {
			out[last] = max(out[last], p[1])
			continue
		}
		out = append(out, p[0], p[1])
	}
	return out
}

// complement gives the code points that are not in s.
func (s set) complement() set {
	var out set
	next := rune(0)
	for i := 0; i < len(s); i += 2 {
		if s[i] > next {
			out = append(out, next, s[i]-1)
		}
		next = s[i+1] + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, next, unicode.MaxRune)
	}
	return out
}

// fromTable gives the code points of a Unicode table.
func fromTable(tables ...*unicode.RangeTable) set {
	var out set
	for _, table := range tables {
		for _, r := range table.R16 {
			out = append(out, strided(rune(r.Lo), rune(r.Hi), rune(r.Stride))...)
		}
		for _, r := range table.R32 {
			out = append(out, strided(rune(r.Lo), rune(r.Hi), rune(r.Stride))...)
		}
	}
	return out.union(nil)
}

func strided(lo, hi, stride rune) set {
	if stride == 1 {
		return set{lo, hi}
	}
	var out set
	for r := lo; r <= hi; r += stride {
		out = append(out, r, r)
	}
	return out
}
