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
	// group is the number of opGroup, or of the one that opBackReference names; until the whole pattern is
	// read, a reference by name has its name instead.
	group int
	name  string
	// inside are the groups in an opRepeat: indexes from the first to behind the last.
	inside [2]int
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

// maxSize bounds what a pattern unrolls to.
const maxSize = 100_000

// isRegular reports whether e can be matched in linear time: it neither looks around nor refers back, and
// unrolls to a sane size.
func (e *expr) isRegular() bool {
	return !e.has(opLook) && !e.has(opBackReference) && e.size() <= maxSize
}

func (e *expr) has(op op) bool {
	return e.op == op || slices.ContainsFunc(e.subs, func(sub *expr) bool { return sub.has(op) })
}

// size gives how many parts e has when its repetitions are unrolled, or some number beyond maxSize.
func (e *expr) size() int {
	n := 1
	for _, sub := range e.subs {
		n = min(n+sub.size(), maxSize+1)
	}
	if e.op == opRepeat {
		n *= min(max(e.min, e.max, 1), maxSize+1)
	}
	return min(n, maxSize+1)
}
