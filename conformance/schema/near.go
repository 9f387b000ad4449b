package schema

import (
	"math/bits"
	"strings"
)

// maxNear is how many letters a likely name is off at most, and longestNear how long names are for which
// likely ones are sought.
const (
	maxNear     = 2
	longestNear = 64
)

// Nearest finds the candidate that a name was likely meant to be: the same but for letter case and
// separators, or one or two letters off.
func Nearest(name string, candidates []string) (string, bool) {
	near := make([]nearName, len(candidates))
	for i, candidate := range candidates {
		near[i] = newNearName(candidate)
	}
	found := newNearName(name).nearest(near)
	return found, found != ""
}

// A nearName is a name prepared to be compared with others.
type nearName struct {
	text string
	// letters has a bit for each letter or digit in the text, without regard to case.
	letters uint64
}

func newNearName(text string) nearName {
	n := nearName{text: text}
	for i := range len(text) {
		if c := text[i]; isLetter(c) || isDigit(c) {
			n.letters |= 1 << (c & 0x1F) << (c >> 1 & 0x20)
		}
	}
	return n
}

func textsOf(names []nearName) []string {
	out := make([]string, len(names))
	for i := range names {
		out[i] = names[i].text
	}
	return out
}

// nearest finds the candidate that is the least off, "" when all are far.
func (n nearName) nearest(candidates []nearName) string {
	best, least := "", maxNear+1
	for _, candidate := range candidates {
		if d := n.distance(candidate); d < least {
			best, least = candidate.text, d
		}
	}
	return best
}

// distance counts the letters that two different names are off, 0 when only case and separators differ;
// anything beyond maxNear is far.
func (n nearName) distance(other nearName) int {
	const far = maxNear + 1
	a, b := n.text, other.text
	switch {
	case a == b || max(len(a), len(b)) > longestNear:
		return far
	case bits.OnesCount64(n.letters^other.letters) > 2*maxNear: // an edit changes two letters at most
		return far
	case isSameFolded(a, b):
		return 0
	case len(a)-len(b) > maxNear || len(b)-len(a) > maxNear:
		return far
	}
	d := editDistance(a, b)
	if d*3 > min(len(a), len(b)) {
		return far
	}
	return d
}

// isSameFolded compares without regard to separators and, in ASCII, to case.
func isSameFolded(a, b string) bool {
	for {
		a, b = strings.TrimLeft(a, "_- "), strings.TrimLeft(b, "_- ")
		if a == "" || b == "" {
			return a == b
		}
		if a[0] != b[0] && (a[0]|0x20 != b[0]|0x20 || !isLetter(a[0])) {
			return false
		}
		a, b = a[1:], b[1:]
	}
}

// editDistance counts the bytes to insert, delete, replace or swap with their neighbour. Both texts are at most
// longestNear long.
func editDistance(a, b string) int {
	var rows [3][longestNear + 1]uint8
	before, last, row := &rows[0], &rows[1], &rows[2]
	for k := range len(b) + 1 {
		last[k] = uint8(k)
	}
	for i := range len(a) {
		row[0] = uint8(i + 1)
		for k := range len(b) {
			if row[k+1] = last[k]; a[i] != b[k] {
				row[k+1] = 1 + min(last[k], last[k+1], row[k])
			}
			if i > 0 && k > 0 && a[i] == b[k-1] && a[i-1] == b[k] {
				row[k+1] = min(row[k+1], before[k-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return int(last[len(b)])
}
