package recording

import (
	"bytes"
	"slices"
)

// A shape is what the objects, or the arrays, at one place of a recording have in common: the text between the values
// that matter, which repeats from one entry to the next byte for byte. What is known need not be read.
type shape struct{ steps []step }

// A step is the text from the opening bracket or the end of a value, up to another value or behind the closing bracket.
// It leads over members that do not matter, unless their values differ from one entry to the next. In an array it takes
// the brace that begins the next value with it.
type step struct {
	text []byte
	// length is how much of the text is before the value.
	length int
	// isFirst tells that the step begins behind the opening bracket, isEnd that it leads out.
	isFirst, isEnd bool
	// name is that of the value, in an object.
	name []byte
}

// maxSteps and maxStepText bound what is remembered of objects that have little in common.
const (
	maxSteps    = 24
	maxStepText = 256
)

// trail is how far an object or an array is walked.
type trail struct {
	// opening is behind its bracket, and start where the step at hand starts.
	opening, start int
	// last is the index of the step before, -1 at first.
	last int
	// isNew tells that the step at hand was learned as the one behind the last. It grows while nothing on its way
	// matters.
	isNew bool
}

// next gives the step behind the last one that stands at pos, nil if none is known.
func (s *shape) next(p *trail, text []byte, pos int) *step {
	isFirst := pos == p.opening
	for i := p.last + 1; i < len(s.steps); i++ {
		if known := &s.steps[i]; known.isFirst == isFirst && bytes.HasPrefix(text[pos:], known.text) {
			p.last, p.isNew = i, false
			return known
		}
	}
	return nil
}

// learn remembers the step at hand.
func (s *shape) learn(p *trail, new step) {
	if len(new.text) > maxStepText || !p.isNew && len(s.steps) == maxSteps {
		p.pass(p.start)
		return
	}
	new.isFirst = p.start == p.opening
	new.text, new.name = bytes.Clone(new.text), bytes.Clone(new.name)
	if p.isNew {
		s.steps[p.last+1] = new
		return
	}
	s.steps = slices.Insert(s.steps, p.last+1, new)
	p.isNew = true
}

// grows tells whether the step at hand may lead over the value behind it, with which it makes up text. It may not if
// there was another value before.
func (s *shape) grows(p *trail, text []byte) bool {
	if !p.isNew {
		return false
	}
	own := &s.steps[p.last+1]
	for i := p.last + 2; i < len(s.steps); i++ {
		known := &s.steps[i]
		if known.isFirst == own.isFirst && bytes.HasPrefix(known.text, own.text) && !bytes.HasPrefix(known.text, text) {
			s.steps = slices.Delete(s.steps, i, i+1)
			return false
		}
	}
	return true
}

// pass goes on to what is behind the value at the end of the step at hand.
func (p *trail) pass(end int) {
	if p.isNew {
		p.last++
	}
	p.start, p.isNew = end, false
}
