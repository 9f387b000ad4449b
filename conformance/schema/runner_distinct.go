package schema

import (
	"bytes"
	"hash/maphash"
	"math/bits"
	"slices"
)

// A name is the name of a member: a part of the body, or of the runner's text where it has escapes.
type name struct {
	start, end int
	inText     bool
}

func (r *runner) nameText(n name) []byte {
	if n.inText {
		return r.text[n.start:n.end]
	}
	return r.body[n.start:n.end]
}

// fewDistinct is up to how many texts are compared with each other rather than hashed.
const fewDistinct = 8

// haveDistinctNames reports whether the names from mark on all differ, in linear time.
func (r *runner) haveDistinctNames(mark int) bool {
	names := r.names[mark:]
	if len(names) <= fewDistinct {
		for i := range names {
			for k := range i {
				if bytes.Equal(r.nameText(names[i]), r.nameText(names[k])) {
					return false
				}
			}
		}
		return true
	}
	table := r.emptyTable(len(names))
	for i := range names {
		text := r.nameText(names[i])
		at := int(maphash.Bytes(r.seed, text)) & (len(table) - 1)
		for ; table[at] != 0; at = (at + 1) & (len(table) - 1) {
			if bytes.Equal(text, r.nameText(names[table[at]-1])) {
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
