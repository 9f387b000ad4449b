package schema

import (
	"github.com/devenviron/contract/conformance/jsontext"
)

// An outcome is what applying schemas to a value brought to light. What a composed schema brought to light is
// kept once, however often it is referred to.
type outcome struct {
	at      *place
	entries []entry
	records []record
	// hard counts the faults that make an alternative fail, soft the new values of open enumerations.
	hard, soft int
	// mistyped is set when the value has the wrong type, untagged when it misses an enumeration of one value,
	// and mistagged when one of its members does.
	mistyped, untagged, mistagged bool
}

// An entry of an outcome is a fault, or all that another outcome has.
type entry struct {
	fault *fault
	part  *outcome
}

// A fault is a [Fault] in the making.
type fault struct {
	keyword   Keyword
	at        *place
	span      jsontext.Span // of the member's name where it, not the value, deviates
	got, want string
	node      *node  // has the violated keyword; nil for what JSON asks for
	item      string // of the keyword's list
	property  string // the name that is missing, or not known
}

// A record says that an object schema applied to an object. Together, the records of an object tell which of
// its members are documented.
type record struct {
	at      *place
	node    *node
	unknown []*place // the members of which the schema says nothing
}

// manyFaults is beyond what counts of faults need to tell.
const manyFaults = 1 << 20

// put adds a fault; it is only counted when nil.
func (o *outcome) put(f fault, kept *fault) {
	if kept != nil {
		o.entries = append(o.entries, entry{fault: kept})
	}
	if f.keyword == KeywordExtensibleEnum {
		o.soft = min(o.soft+1, manyFaults)
		return
	}
	o.hard = min(o.hard+1, manyFaults)
	own := f.at.Start == o.at.Start
	o.mistyped = o.mistyped || own && f.keyword == KeywordType
	if f.keyword == KeywordEnum && len(f.node.enum.list) == 1 {
		o.untagged = o.untagged || own
		o.mistagged = o.mistagged || f.at.isIn(o.at)
	}
}

// add adds all that another outcome has.
func (o *outcome) add(part *outcome) {
	o.entries = append(o.entries, entry{part: part})
	o.hard, o.soft = min(o.hard+part.hard, manyFaults), min(o.soft+part.soft, manyFaults)
	if part.at.Start == o.at.Start {
		o.mistyped, o.untagged, o.mistagged = o.mistyped || part.mistyped, o.untagged || part.untagged, o.mistagged || part.mistagged
	} else if part.at.isIn(o.at) {
		o.mistagged = o.mistagged || part.untagged
	}
}

// isIn reports whether a place is a member or an element of another.
func (p *place) isIn(other *place) bool { return p.parent != nil && p.parent.Start == other.Start }

func (o *outcome) holds() bool { return o.hard+o.soft == 0 }

// distance orders alternatives that do not hold: another type is farthest, another tag is far, and then the
// number of faults counts.
func (o *outcome) distance() int {
	switch {
	case o.mistyped:
		return 4*manyFaults + o.hard
	case o.mistagged:
		return 2*manyFaults + o.hard
	}
	return o.hard
}

// A harvest has all faults and records of outcomes, each once.
type harvest struct {
	faults  []*fault
	records []record
	parts   map[*outcome]bool
}

func (h *harvest) gather(o *outcome) {
	h.records = append(h.records, o.records...)
	for _, e := range o.entries {
		switch {
		case e.fault != nil:
			h.faults = append(h.faults, e.fault)
		case !h.parts[e.part]:
			if h.parts == nil {
				h.parts = map[*outcome]bool{}
			}
			h.parts[e.part] = true
			h.gather(e.part)
		}
	}
}
