package prefilter

import "math/bits"

// tables tell of a byte, by its low and by its high half, in which groups of strings it may be the first, second or
// third of the three bytes: a bit a group.
type tables [3]struct{ low, high group16 }

type group16 [16]uint8

const groups = 8

// fill spreads the triples of bytes over the groups, each into the one that it makes least less choosy.
func (t *tables) fill(prints []string) {
	for _, print := range prints {
		best, least := 0, -1
		for g := range groups {
			with := *t
			with.add(print, g)
			if more := with.chance(g) - t.chance(g); least < 0 || more < least {
				best, least = g, more
			}
		}
		t.add(print, best)
	}
}

func (t *tables) add(print string, group int) {
	for i, c := range []byte(print) {
		t[i].low[c&15] |= 1 << group
		t[i].high[c>>4] |= 1 << group
	}
}

// chance is how many triples of bytes a group takes.
func (t *tables) chance(group int) int {
	n := 1
	for i := range t {
		n *= t[i].low.count(group) * t[i].high.count(group)
	}
	return n
}

func (g *group16) count(group int) (n int) {
	for _, groups := range g {
		n += bits.OnesCount8(groups & (1 << group))
	}
	return n
}

// findSlowly goes over sixteen places after the other, as long as text has the two bytes behind them. It gives how many
// it has passed, and of the next sixteen those, a bit each, at which one of the triples may be.
func (t *tables) findSlowly(text []byte) (skipped int, places uint) {
	for ; len(text)-skipped >= window; skipped += width {
		for i := range width {
			three := text[skipped+i : skipped+i+3]
			if t.of(0, three[0])&t.of(1, three[1])&t.of(2, three[2]) != 0 {
				places |= 1 << i
			}
		}
		if places != 0 {
			break
		}
	}
	return skipped, places
}

func (t *tables) of(i int, c byte) uint8 { return t[i].low[c&15] & t[i].high[c>>4] }
