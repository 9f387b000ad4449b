package prefilter

import (
	"math/bits"
	"strings"
)

// tables tell of a byte, by its low and by its high half, in which groups of leads it may be the first, second, third or
// fourth: a bit a group.
type tables struct {
	halves [leadLength]struct{ low, high [16]uint8 }
	// groups are the same of the whole byte: those in which it may be the first in the lowest byte, and so on.
	groups [256]uint32
}

// groups is how many groups there are.
const groups = 8

// fill spreads leads over the groups, so that few other bytes are taken for one.
func (t *tables) fill(leads []string) {
	for g, taken := range cluster(leads) {
		for i, byHalf := range taken {
			for half := range 16 {
				t.halves[i].low[half] |= uint8(byHalf.low>>half&1) << g
				t.halves[i].high[half] |= uint8(byHalf.high>>half&1) << g
			}
		}
	}
	for c := range t.groups {
		for i, h := range t.halves {
			t.groups[c] |= uint32(h.low[c&15]&h.high[c>>4]) << (8 * i)
		}
	}
}

// taken are the bytes that a group takes for each of the four of a lead, by their halves: a bit a value.
type taken [leadLength]struct{ low, high uint16 }

func takenBy(lead string) (t taken) {
	for i := range t {
		if i == len(lead) {
			t[i].low, t[i].high = 1<<16-1, 1<<16-1
			break
		}
		for _, c := range []byte{lead[i], upper(lead[i])} {
			t[i].low |= 1 << (c & 15)
			t[i].high |= 1 << (c >> 4)
		}
	}
	return t
}

func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		return c &^ ' '
	}
	return c
}

func (t taken) with(other taken) taken {
	for i := range t {
		t[i].low |= other[i].low
		t[i].high |= other[i].high
	}
	return t
}

// chance is how often the group takes what stands in a text.
func (t taken) chance() float64 {
	product := 1.0
	for _, byHalf := range t {
		if byHalf.low&byHalf.high == 1<<16-1 {
			continue // any byte
		}
		sum := 0.0
		for high := byHalf.high; high != 0; high &= high - 1 {
			for low := byHalf.low; low != 0; low &= low - 1 {
				sum += weight[bits.TrailingZeros16(high)<<4|bits.TrailingZeros16(low)]
			}
		}
		product *= sum
	}
	return product
}

// cluster makes a group of each lead, and whenever there are too many, one of the two that it makes the least of a
// difference to join.
func cluster(leads []string) []taken {
	all := make([]taken, 0, groups+1)
	for _, lead := range leads {
		if all = append(all, takenBy(lead)); len(all) > groups {
			all = joined(all)
		}
	}
	return all
}

func joined(all []taken) []taken {
	var chances [groups + 1]float64
	for i, t := range all {
		chances[i] = t.chance()
	}
	one, other, least := 0, 0, -1.0
	for j := range all {
		for i := range j {
			if more := all[i].with(all[j]).chance() - chances[i] - chances[j]; least < 0 || more < least {
				one, other, least = i, j, max(more, 0)
			}
		}
	}
	all[one] = all[one].with(all[other])
	return append(all[:other], all[other+1:]...)
}

// weight is how often a byte is met in a text, as a part of all.
var weight = func() (w [256]float64) {
	sum := 0.0
	for c := range w {
		w[c] = 1
		if c > ' ' && c <= '~' {
			w[c] = 4
		}
		if i := strings.IndexByte(`zqjxkvbywgpfmucdlhrsnioate:_\", `, byte(c)|' '); i >= 0 {
			w[c] = float64(i + 1)
		}
		sum += w[c]
	}
	for c := range w {
		w[c] /= sum
	}
	return w
}()

// rarest gives where in a text the lead is that is least likely elsewhere.
func rarest(text string) int {
	best, least := 0, 1.0
	for i := range len(text) - leadLength + 1 {
		chance := 1.0
		for _, c := range []byte(text[i : i+leadLength]) {
			chance *= weight[c]
		}
		if chance < least {
			best, least = i, chance
		}
	}
	return best
}

// findSlowly goes over thirty-two places after the other, as long as text has the bytes behind them. It gives how many
// it has passed, and of the next thirty-two those, a bit each, at which one of the leads may be.
func (t *tables) findSlowly(text []byte) (skipped int, places uint32) {
	for ; len(text)-skipped >= window; skipped += width {
		// Each step carries the groups on whose bytes have all been as they take them.
		var carried, met uint32
		for _, c := range text[skipped : skipped+window] {
			carried = (carried<<8 | 0xFF) & t.groups[c]
			met |= carried
		}
		if met>>24 != 0 {
			return skipped, t.places(text[skipped : skipped+window])
		}
	}
	return skipped, 0
}

// places gives those of thirty-two at which one of the leads may be.
func (t *tables) places(text []byte) (places uint32) {
	var carried uint32
	for i, c := range text {
		if carried = (carried<<8 | 0xFF) & t.groups[c]; carried>>24 != 0 {
			places |= 1 << (i - leadLength + 1)
		}
	}
	return places
}
