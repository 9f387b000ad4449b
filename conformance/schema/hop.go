package schema

import "slices"

// A hop is how a member was written the last time, from behind the comma or brace before its name up to its value.
// Where a hop is found again, the name need not be read. The hop for the beginning of an object is how it ended, from
// behind its last value.
type hop struct {
	// next is the hop of the member that came behind this one.
	next *hop
	// first are the first eight bytes, mask tells which of them count; last are the last eight bytes, or again
	// the first when there are less.
	first, mask, last uint64
	// tail is where last begins, value where the value does, whose quote is the end of the hop.
	size, tail, value uint8
	// way is how to go on over the value.
	way way
	property
	// middle are the bytes between the first and the last.
	middle [(maxHop - 16) / 8]uint64
	// name is the name of an entry of a map.
	name string
}

// maxHop is how long a hop can be, maxEntries how many hops a map has: of those names that come first.
const (
	maxHop     = 40
	maxEntries = 8
)

// A way leads over a value that is plain.
type way uint8

const (
	wayText    way = iota // the hop goes over the quote
	wayLiteral            // and here
	wayDigits
	wayBoolean
	wayNull // or another value
	wayOther
	wayObject
)

// hopsOf gives the first hops of an object, which nothing matches: the one for its beginning, and one for each
// property. Each is followed by the next, the last by the first property.
func hopsOf(o *objectPlan) []hop {
	properties := o.properties
	if o.isMap {
		properties = append(slices.Repeat(properties, maxEntries), properties...)
		for i := range maxEntries {
			properties[i].bit = 1 << i
		}
	}
	hops := make([]hop, 1+len(properties))
	for i := range hops {
		hops[i].first, hops[i].next = 1, &hops[i%len(properties)+1]
		if i > 0 {
			hops[i].property, hops[i].way = properties[i-1], properties[i-1].way()
		}
	}
	return hops
}

// isAt reports whether data has the hop at i. There are maxHop bytes to be read.
func (h *hop) isAt(data []byte, i int) bool { return h.endsAre(data, i) && h.middleIsAt(data, i) }

// endsAre is isAt for the first and the last eight bytes.
func (h *hop) endsAre(data []byte, i int) bool {
	return load8(data, i)&h.mask == h.first && load8(data, i+int(h.tail))&h.mask == h.last
}

// middleIsAt is isAt for what is between the first and the last eight bytes.
func (h *hop) middleIsAt(data []byte, i int) bool {
	for k := 0; k < len(h.middle) && 8*k+8 < int(h.tail); k++ {
		if load8(data, i+8*k+8) != h.middle[k] {
			return false
		}
	}
	return true
}

// learn makes the hop that of a text, if it is not too long. So much of it is the quote of the value.
func (h *hop) learn(text []byte, quoteLen int) {
	n := len(text)
	if n > maxHop {
		return
	}
	h.value = uint8(n - quoteLen)
	h.size, h.tail, h.mask = uint8(n), uint8(max(0, n-8)), ^uint64(0)
	if n < 8 {
		h.mask = 1<<(8*n) - 1
	}
	var padded [maxHop + 8]byte
	copy(padded[:], text)
	h.first, h.last = load8(padded[:], 0), load8(padded[:], int(h.tail))
	for k := range h.middle {
		h.middle[k] = load8(padded[:], 8*k+8)
	}
}

// way gives the way over values of the property.
func (p *property) way() way {
	plan := p.plan
	switch {
	case p.mark > 0:
		return wayOther
	case plan.op == opText:
		return wayText
	case plan.op == opLiteral:
		return wayLiteral
	case plan.op == opInteger && plan.lo <= 0 && plan.hi >= 1e15 && plan.integers == nil:
		return wayDigits
	case plan.op == opBoolean:
		return wayBoolean
	case plan.null == 0:
		return wayNull
	case plan.op == opObject:
		return wayObject
	}
	return wayOther
}

// An experience is what a runner has seen of a contract's plans.
type experience struct {
	// known are the hops of each object in each form, of which hops are those of the form at hand.
	known [forms][][]hop
	hops  [][]hop
	// choices are the alternatives of each choice that held the last time, by how a value begins.
	choices [][1 << choiceBits]uint16
}

// choiceFactor makes an index of choiceBits out of the first bytes of a value.
const (
	choiceBits   = 3
	choiceFactor = 0x9E3779B97F4A7C15
)

// equip adds what is missing for an inventory.
func (e *experience) equip(of *inventory, as form) {
	for n := len(e.known[as]); n < len(of.objects); n++ {
		e.known[as] = append(e.known[as], hopsOf(of.objects[n]))
	}
	for len(e.choices) < of.choices {
		e.choices = append(e.choices, [1 << choiceBits]uint16{})
	}
}
