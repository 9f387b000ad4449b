package schema

import (
	"bytes"
	"hash/maphash"
	"math/bits"
	"slices"

	"github.com/devenviron/contract/conformance/jsontext"
)

// A name is where in the body the text of a member's name begins, with a bit that is set where it has escapes.
type name uint32

const (
	hasEscapes name = 1 << 31
	// maxBody is how large a body can be that a runner goes over.
	maxBody = int(hasEscapes) - 1
)

// addName keeps a name. Lists of names grow by as much as they have: of a list of a million, little is left behind.
func (r *runner) addName(n name) {
	if len(r.names) == cap(r.names) {
		r.names = slices.Grow(r.names, len(r.names)+8)
	}
	r.names = append(r.names, n)
}

// nameText gives the text of a name. What is written with escapes goes to a buffer.
func (r *runner) nameText(n name, buffer *[]byte) []byte {
	start := int(n &^ hasEscapes)
	if n&hasEscapes == 0 {
		return r.body[start : start+bytes.IndexByte(r.body[start:], byte(r.quote))]
	}
	*buffer = jsontext.Unquote((*buffer)[:0], r.body[start-1:jsontext.ValueEnd(r.body, start-1)])
	return *buffer
}

// mayBe reports whether a name has a text: what is not certain to have another one may have it.
func (r *runner) mayBe(n name, text []byte) bool {
	if n&hasEscapes != 0 {
		return bytes.Equal(r.nameText(n, &r.buffers[1]), text)
	}
	rest := r.body[n:]
	return len(rest) > len(text) && rest[len(text)] == byte(r.quote) && bytes.HasPrefix(rest, text)
}

// fewDistinct is up to how many texts are compared with each other rather than hashed.
const fewDistinct = 8

// haveDistinctNames reports whether the names from mark on are certain to differ, in linear time.
func (r *runner) haveDistinctNames(mark int) bool {
	names := r.names[mark:]
	if len(names) <= fewDistinct {
		for i, n := range names {
			text := r.nameText(n, &r.buffers[0])
			if slices.ContainsFunc(names[:i], func(other name) bool { return r.mayBe(other, text) }) {
				return false
			}
		}
		return true
	}
	table := r.emptyTable(len(names))
	for i, n := range names {
		text := r.nameText(n, &r.buffers[0])
		at := int(maphash.Bytes(r.seed, text)) & (len(table) - 1)
		for ; table[at] != 0; at = (at + 1) & (len(table) - 1) {
			if r.mayBe(names[table[at]-1], text) {
				return false
			}
		}
		table[at] = int32(i + 1)
	}
	return true
}

// emptyTable gives a hash table with room for n entries.
func (r *runner) emptyTable(n int) []int32 {
	size := 1 << bits.Len(uint(2*n))
	if cap(r.table) < size {
		r.table = make([]int32, size)
	}
	clear(r.table[:size])
	return r.table[:size]
}

// haveDistinctItems reports whether the items from mark on all differ.
func (r *runner) haveDistinctItems(mark int) bool {
	items := r.items[mark:]
	if len(items) < 2 {
		return true
	}
	if r.quoted {
		return false // not certain
	}
	r.fuel -= items[len(items)-1].End - items[0].Start // arrays in arrays are gone over again
	if r.fuel < 0 {
		return false
	}
	sums := len(r.sums)
	r.digester = digester{data: r.body, text: r.digester.text}
	for _, item := range items {
		sum, _ := r.digester.digest(item.Start)
		r.sums = append(r.sums, sum)
	}
	own := r.sums[sums:]
	r.sums = r.sums[:sums]
	if len(own) <= fewDistinct {
		for i := range own {
			if slices.Contains(own[:i], own[i]) {
				return false
			}
		}
		return true
	}
	table := r.emptyTable(len(own))
	for i := range own {
		at := int(own[i][0]) & (len(table) - 1)
		for ; table[at] != 0; at = (at + 1) & (len(table) - 1) {
			if own[table[at]-1] == own[i] {
				return false
			}
		}
		table[at] = int32(i + 1)
	}
	return true
}
