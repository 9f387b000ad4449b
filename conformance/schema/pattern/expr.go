package pattern

import "slices"

// An expr is a node of a parsed pattern.
type expr struct {
	op   op
	set  set     // of opSet
	subs []*expr // of opConcat, opAlternate; one for opRepeat, opGroup, opLook
	// min and max are the limits of opRepeat; max is unlimited when negative.
	min, max int
	lazy     bool
	// negate and behind tell the four kinds of opLook apart.
	negate, behind bool
	// group is the number of the group that opBackReference names; until the whole pattern is read, a
	// reference by name has its name instead.
	group int
	name  string
}

type op int

const (
	opConcat op = iota + 1 // also the empty pattern
	opAlternate
	opSet
	opRepeat
	opGroup
	opBegin
	opEnd
	opWordBoundary
	opNoWordBoundary
	opLook
	opBackReference
)

const unlimited = -1

// maxCount is the largest count of a repetition that is unrolled.
const maxCount = 20_000

// isRegular reports whether e can be matched in linear time: it neither looks around nor refers back, and is
// of a size that can be unrolled.
func (e *expr) isRegular() bool {
	if e.op == opLook || e.op == opBackReference || max(e.min, e.max) > maxCount {
		return false
	}
	return !slices.ContainsFunc(e.subs, func(sub *expr) bool { return !sub.isRegular() })
}
