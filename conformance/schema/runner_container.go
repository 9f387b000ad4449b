package schema

import (
	"github.com/devenviron/contract/conformance/jsontext"
)

// array goes over the array at i.
func (r *runner) array(p *arrayPlan, i int) int {
	if r.depth == 0 {
		return r.fail(doubt, i)
	}
	r.depth--
	offset, items, failures := i+r.shift, len(r.items), len(r.failures)
	count, end := r.elements(p, r.step(i))
	if end >= 0 {
		if count < p.min || count > p.max {
			end = r.note(offset, refused, end)
		} else if p.unique && !r.haveDistinctItems(items) {
			end = r.note(offset, doubt, end)
		}
		if len(r.failures) > failures {
			r.around = append(r.around, jsontext.Span{Start: offset, End: end + r.shift})
		}
	}
	r.items = r.items[:items]
	r.depth++
	return end
}

// elements goes over the elements of the array at i.
func (r *runner) elements(p *arrayPlan, i int) (count, end int) {
	i = r.skipSpace(i + 1)
	if byteAt(r.data, i) == ']' {
		return 0, i + 1
	}
	for {
		start := i + r.shift
		if i = r.value(p.items, i); i < 0 {
			if i = r.pass(start, i); i < 0 {
				return 0, i
			}
		}
		count++
		if p.unique {
			r.items = append(r.items, jsontext.Span{Start: start, End: i + r.shift})
		}
		var more bool
		if i, more = r.separator(i, ']'); !more {
			return count, i
		}
		i = r.skipSpace(i)
	}
}
