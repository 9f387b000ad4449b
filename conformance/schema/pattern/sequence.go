package pattern

import (
	"math"
	"unicode/utf8"
)

// A sequence matches a pattern that is anchored at its start and is one class after another, each repeated so
// often, where no class can be taken for the next: ^[a-z][a-z0-9]*$ is not one, ^[A-Za-z]+\.[0-9]{1,9}$ is.
// There is nothing to try then, and text is read once. Most patterns of contracts are sequences.
type sequence struct {
	steps []step
	// toEnd is set when the text must end where the sequence does.
	toEnd bool
}

type step struct {
	ascii    [utf8.RuneSelf]bool
	set      set
	min, max int
}

// maxSteps bounds what fixed repetitions unroll to.
const maxSteps = 64

// sequenceOf turns an expression into a sequence, if it is one.
func sequenceOf(e *expr) *sequence {
	if e.op != opConcat || len(e.subs) == 0 || e.subs[0].op != opBegin {
		return nil
	}
	s := &sequence{}
	rest := e.subs[1:]
	if last := len(rest) - 1; last >= 0 && rest[last].op == opEnd {
		s.toEnd = true
		rest = rest[:last]
	}
	for _, sub := range rest {
		if !s.add(sub) {
			return nil
		}
	}
	if !s.isDeterministic() {
		return nil
	}
	return s
}

// add appends what an expression stands for, and reports whether it can.
func (s *sequence) add(e *expr) bool {
	switch e.op {
	case opSet:
		return s.addStep(e.set, 1, 1)
	case opConcat, opGroup:
		for _, sub := range e.subs {
			if !s.add(sub) {
				return false
			}
		}
		return true
	case opRepeat:
		if of := e.subs[0]; of.op == opSet {
			return s.addStep(of.set, e.min, e.max)
		}
		if e.min != e.max {
			return false
		}
		for range e.min {
			steps := len(s.steps)
			if !s.add(e.subs[0]) || len(s.steps) == steps {
				return false
			}
		}
		return true
	}
	return false
}

func (s *sequence) addStep(of set, lo, hi int) bool {
	if len(s.steps) == maxSteps {
		return false
	}
	if hi == unlimited {
		hi = math.MaxInt
	}
	next := step{set: of, min: lo, max: hi}
	for r := range rune(utf8.RuneSelf) {
		next.ascii[r] = of.contains(r)
	}
	s.steps = append(s.steps, next)
	return true
}

// isDeterministic reports whether a step may take all that it can: what follows cannot begin with it.
func (s *sequence) isDeterministic() bool {
	for i := range s.steps {
		if s.steps[i].min == s.steps[i].max {
			continue
		}
		for k := i + 1; k < len(s.steps); k++ {
			if s.steps[i].set.meets(s.steps[k].set) {
				return false
			}
			if s.steps[k].min > 0 {
				break
			}
		}
	}
	return true
}

// match reports whether text begins with the sequence, or is one.
func (s *sequence) match(text []byte) bool {
	for i := range s.steps {
		n, ok := s.steps[i].take(text)
		if !ok {
			return false
		}
		text = text[n:]
	}
	return !s.toEnd || len(text) == 0
}

// take gives how many bytes of text the step takes, and whether these are enough.
func (s *step) take(text []byte) (n int, ok bool) {
	limit := min(s.max, len(text))
	for n < limit && text[n] < utf8.RuneSelf && s.ascii[text[n]] {
		n++
	}
	if n == limit || text[n] < utf8.RuneSelf {
		return n, n >= s.min
	}
	count := n
	for n < len(text) && count < s.max {
		r, size := utf8.DecodeRune(text[n:])
		if !s.set.contains(r) {
			break
		}
		n += size
		count++
	}
	return n, count >= s.min
}
