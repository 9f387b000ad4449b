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

// shelf keeps things in an order, all together and those of each owner: a page of a list without conditions costs
// no look at the other rows.
type shelf[T any] struct {
	index[T]
	owner func(row *T) string
	owned map[string]*index[T]
}

func newShelf[T any](owner func(row *T) string, compare func(a, b *T) int) shelf[T] {
	return shelf[T]{index: index[T]{compare: compare}, owner: owner, owned: map[string]*index[T]{}}
}

func (s *shelf[T]) insert(row *T) {
	s.index.insert(row)
	own, ok := s.owned[s.owner(row)]
	if !ok {
		own = &index[T]{compare: s.compare}
		s.owned[s.owner(row)] = own
	}
	own.insert(row)
}

func (s *shelf[T]) remove(row *T) {
	s.index.remove(row)
	s.owned[s.owner(row)].remove(row)
}

// of gives the rows of an owner.
func (s *shelf[T]) of(owner string) []*T {
	own, ok := s.owned[owner]
	if !ok {
		return nil
	}
	return own.rows
}
