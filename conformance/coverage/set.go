package coverage

import (
	"iter"
	"math/bits"
)

// Set is a set of elements of an [Inventory], a bit for each.
type Set []uint64

// Add puts an element in.
func (s Set) Add(index int) { s[index/64] |= 1 << (index % 64) }

// all yields the indexes of the elements, in order.
func (s Set) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, word := range s {
			for ; word != 0; word &= word - 1 {
				if !yield(i*64 + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}
