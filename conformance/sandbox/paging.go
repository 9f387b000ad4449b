package sandbox

import (
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/common"
)

// page is a part of the rows that match, in the words of the new API.
type page[T any] struct {
	rows []*T
	// current counts pages from 0.
	current, pages, size int
	total                int64
}

// cut takes a page out of the rows, which are read from the last to the first where backwards is set. Offset counts
// rows; one that is greater than their number is refused, as the service does.
func cut[T any](rows []*T, offset, limit int, backwards bool) (page[T], error) {
	total := len(rows)
	if limit < 1 {
		return page[T]{}, parameterInvalid.because("limit: got %d, want 1 or more", limit)
	}
	if offset > total {
		return page[T]{}, payloadInvalid.because("offset: got %d, want at most %d, the number of rows", offset, total)
	}
	end := total
	if limit < total-offset {
		end = offset + limit
	}
	return page[T]{
		rows: part(rows, offset, end, backwards), current: offset / limit,
		pages: total/limit + min(1, total%limit), size: limit, total: int64(total),
	}, nil
}

// sortKeys are the properties by which a kind of row can be sorted.
type sortKeys[T any] map[string]func(a, b *T) int

// sort orders rows by a list of keys, each compared where those before are equal.
func (keys sortKeys[T]) sort(rows []*T, list string, direction common.SortDirection) error {
	var chosen []func(a, b *T) int
	for name := range strings.SplitSeq(list, ",") {
		compare, ok := keys[strings.TrimSpace(name)]
		if !ok {
			return sortKeyUnsupported.because("sort_key: got %q, want one of %s", name, strings.Join(keys.names(), ", "))
		}
		chosen = append(chosen, compare)
	}
	slices.SortStableFunc(rows, func(a, b *T) int {
		for _, compare := range chosen {
			if c := compare(a, b); c != 0 {
				if direction == common.SortDirectionAscending {
					return c
				}
				return -c
			}
		}
		return 0
	})
	return nil
}

func (keys sortKeys[T]) names() []string {
	names := make([]string, 0, len(keys))
	for name := range keys {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// filter is a condition that rows have to meet.
type filter[T any] func(row *T) bool

// filters are all the conditions of a request.
type filters[T any] []filter[T]

// add notes a condition if the request has a value for it.
func add[T, V any](f *filters[T], value *V, holds func(row *T, want V) bool) {
	if value != nil {
		want := *value
		*f = append(*f, func(row *T) bool { return holds(row, want) })
	}
}

// apply gives the rows that meet all conditions. Without conditions these are the rows themselves.
func (f filters[T]) apply(rows []*T) []*T {
	if len(f) == 0 {
		return rows
	}
	var kept []*T
next:
	for _, row := range rows {
		for _, holds := range f {
			if !holds(row) {
				continue next
			}
		}
		kept = append(kept, row)
	}
	return kept
}

// part gives the rows from one place to another, counted from the last row where backwards is set.
func part[T any](rows []*T, from, to int, backwards bool) []*T {
	if !backwards {
		return rows[from:to]
	}
	turned := slices.Clone(rows[len(rows)-to : len(rows)-from])
	slices.Reverse(turned)
	return turned
}
