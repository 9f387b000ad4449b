package pattern

import (
	"bytes"
	"unicode/utf8"
)

// A backtracker matches what cannot be matched in one pass, look-around and back references, as the matchers
// of ECMA-262 do: each part tries its ways one after another and calls next with where it ended.
type backtracker struct {
	text []byte
	// groups has where each capturing group begins and ends in the text; negative while it took no part.
	groups [][2]int
	// steps are what is left of the effort that was granted; depth is that of the recursion.
	steps *int
	depth int
}

// maxDepth bounds the recursion over a text.
const maxDepth = 20_000

var unset = [2]int{-1, -1}

// search reports whether e matches anywhere, and whether that could be decided.
func (b *backtracker) search(e *expr) (matched, decided bool) {
	for at := 0; at <= len(b.text); {
		for i := range b.groups {
			b.groups[i] = unset
		}
		if b.match(e, at, false, func(int) bool { return true }) {
			return *b.steps >= 0, *b.steps >= 0
		}
		_, size := utf8.DecodeRune(b.text[at:])
		at += max(size, 1)
		if e.isAnchored() || *b.steps < 0 {
			break
		}
	}
	return false, *b.steps >= 0
}

// isAnchored reports whether e matches at the start only.
func (e *expr) isAnchored() bool {
	return e.op == opBegin || e.op == opConcat && len(e.subs) > 0 && e.subs[0].isAnchored()
}

// match tries e at an index, to the right of it or, back, to its left. When the steps run out it gives up as if
// it had matched.
func (b *backtracker) match(e *expr, at int, back bool, next func(at int) bool) bool {
	if *b.steps--; *b.steps < 0 || b.depth == maxDepth {
		*b.steps = -1
		return true
	}
	b.depth++
	matched := b.matchOnce(e, at, back, next)
	b.depth--
	return matched
}

func (b *backtracker) matchOnce(e *expr, at int, back bool, next func(at int) bool) bool {
	switch e.op {
	case opConcat:
		return b.sequence(e.subs, at, back, next)
	case opAlternate:
		for _, sub := range e.subs {
			if b.match(sub, at, back, next) {
				return true
			}
		}
		return false
	case opSet:
		end, ok := b.take(e.set, at, back)
		return ok && next(end)
	case opRepeat:
		if e.subs[0].op == opSet {
			return b.run(e, at, back, next)
		}
		return b.repeat(e, e.min, e.max, at, back, next)
	case opGroup:
		return b.group(e, at, back, next)
	case opLook:
		return b.look(e, at, next)
	case opBackReference:
		return b.refer(b.groups[e.group-1], at, back, next)
	}
	return b.holds(e.op, at) && next(at)
}

func (b *backtracker) sequence(subs []*expr, at int, back bool, next func(at int) bool) bool {
	if len(subs) == 0 {
		return next(at)
	}
	first, rest := subs[0], subs[1:]
	if back {
		first, rest = subs[len(subs)-1], subs[:len(subs)-1]
	}
	return b.match(first, at, back, func(end int) bool { return b.sequence(rest, end, back, next) })
}

// take steps over a code point of the set.
func (b *backtracker) take(s set, at int, back bool) (end int, ok bool) {
	var r rune
	var size int
	if back {
		r, size = utf8.DecodeLastRune(b.text[:at])
		end = at - size
	} else {
		r, size = utf8.DecodeRune(b.text[at:])
		end = at + size
	}
	return end, size > 0 && s.contains(r)
}

// run repeats a class. It needs no recursion: it goes as far as it may, and then back again if it has to.
func (b *backtracker) run(e *expr, at int, back bool, next func(at int) bool) bool {
	for range e.min {
		var ok bool
		if at, ok = b.take(e.subs[0].set, at, back); !ok {
			return false
		}
	}
	last := at
	if !e.lazy {
		for turn := e.min; turn != e.max; turn++ {
			end, ok := b.take(e.subs[0].set, last, back)
			if !ok {
				break
			}
			last = end
		}
		for ; last != at; last = b.step(last, !back) {
			if *b.steps--; *b.steps < 0 || next(last) {
				return true
			}
		}
		return next(at)
	}
	for turn := e.min; ; turn++ {
		if *b.steps--; *b.steps < 0 || next(last) {
			return true
		}
		end, ok := b.take(e.subs[0].set, last, back)
		if !ok || turn == e.max {
			return false
		}
		last = end
	}
}

// step goes over one code point.
func (b *backtracker) step(at int, back bool) int {
	end, _ := b.take(nil, at, back)
	return end
}

// repeat tries e from lo to hi more times.
func (b *backtracker) repeat(e *expr, lo, hi, at int, back bool, next func(at int) bool) bool {
	if hi == 0 {
		return next(at)
	}
	if lo == 0 && e.lazy && next(at) {
		return true
	}
	// Each turn begins with the groups inside of it empty, and one that takes nothing is no turn.
	kept := append([][2]int(nil), b.groups[e.inside[0]:e.inside[1]]...)
	for i := e.inside[0]; i < e.inside[1]; i++ {
		b.groups[i] = unset
	}
	again := func(end int) bool {
		if lo == 0 && end == at {
			return false
		}
		return b.repeat(e, max(lo-1, 0), less(hi), end, back, next)
	}
	if b.match(e.subs[0], at, back, again) {
		return true
	}
	copy(b.groups[e.inside[0]:], kept)
	return lo == 0 && !e.lazy && next(at)
}

func less(hi int) int {
	if hi == unlimited {
		return unlimited
	}
	return hi - 1
}

func (b *backtracker) group(e *expr, at int, back bool, next func(at int) bool) bool {
	return b.match(e.subs[0], at, back, func(end int) bool {
		before := b.groups[e.group-1]
		b.groups[e.group-1] = [2]int{min(at, end), max(at, end)}
		if next(end) {
			return true
		}
		b.groups[e.group-1] = before
		return false
	})
}

// look asks what lies around. What groups hold then stays, but is not tried again in another way.
func (b *backtracker) look(e *expr, at int, next func(at int) bool) bool {
	kept := append([][2]int(nil), b.groups...)
	found := b.match(e.subs[0], at, e.behind, func(int) bool { return true })
	if *b.steps < 0 {
		return true
	}
	if found != e.negate {
		if e.negate {
			copy(b.groups, kept)
		}
		if next(at) {
			return true
		}
	}
	copy(b.groups, kept)
	return false
}

// refer steps over what a group holds once more; a group that took no part holds nothing.
func (b *backtracker) refer(group [2]int, at int, back bool, next func(at int) bool) bool {
	if group == unset {
		return next(at)
	}
	held := b.text[group[0]:group[1]]
	if back {
		return bytes.HasSuffix(b.text[:at], held) && next(at-len(held))
	}
	return bytes.HasPrefix(b.text[at:], held) && next(at+len(held))
}

// holds judges an assertion about a place.
func (b *backtracker) holds(op op, at int) bool {
	switch op {
	case opBegin:
		return at == 0
	case opEnd:
		return at == len(b.text)
	}
	before := at > 0 && isWord(b.text[at-1])
	after := at < len(b.text) && isWord(b.text[at])
	return (before != after) == (op == opWordBoundary)
}

func isWord(c byte) bool { return c < utf8.RuneSelf && wordSet.contains(rune(c)) }
