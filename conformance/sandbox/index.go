package sandbox

import "slices"

// index keeps things in an order. Inserting and removing cost as much as moving what comes behind.
type index[T any] struct {
	rows    []*T
	compare func(a, b *T) int
}

func (x *index[T]) insert(row *T) {
	i, _ := slices.BinarySearchFunc(x.rows, row, x.compare)
	x.rows = slices.Insert(x.rows, i, row)
}

func (x *index[T]) remove(row *T) {
	if i, found := slices.BinarySearchFunc(x.rows, row, x.compare); found {
		x.rows = slices.Delete(x.rows, i, i+1)
	}
}
