package recording

import (
	"bytes"
	"slices"
)

// A shape is what the objects, or the arrays, at one place of a recording have in common: the text between their
// values, names included, which repeats from one entry to the next byte for byte. What is known need not be read.
type shape struct{ steps []step }

// A step is the text from the opening bracket or the end of a value, up to the next value or behind the closing
// bracket. In an array it takes the brace that begins the next value with it.
type step struct {
	text []byte
	// length is how much of the text is before the next value.
	length int
	// isFirst tells that the step leads to the first value, isEnd that it leads out.
	isFirst, isEnd bool
	// name is that of the next value, in an object.
	name []byte
}

// maxSteps and maxStepText bound what is remembered of objects that have little in common.
const (
	maxSteps    = 24
	maxStepText = 256
)

// next gives the step behind *last that text begins with, nil if none is known. It becomes the last.
func (s *shape) next(last *int, isFirst bool, text []byte) *step {
	for i := *last + 1; i < len(s.steps); i++ {
		if known := &s.steps[i]; known.isFirst == isFirst && bytes.HasPrefix(text, known.text) {
			*last = i
			return known
		}
	}
	return nil
}

// learn remembers a step that was not known at its place in the order.
func (s *shape) learn(last *int, new step) {
	if len(s.steps) == maxSteps || len(new.text) > maxStepText {
		return
	}
	*last++
	new.text, new.name = bytes.Clone(new.text), bytes.Clone(new.name)
	s.steps = slices.Insert(s.steps, *last, new)
}
