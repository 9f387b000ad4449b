package schema

import (
	"math/bits"

	"github.com/devenviron/contract/conformance/jsontext"
)

// A mark has how much a runner had gathered when an object began.
type mark struct{ offset, names, failures int }

// object goes over the object at i.
func (r *runner) object(p *objectPlan, i int) int {
	if r.depth == 0 {
		return r.fail(doubt, i)
	}
	if !p.isSimple {
		return r.special(p, i)
	}
	r.depth--
	m := mark{i + r.shift, len(r.names), len(r.failures)}
	first := &r.hops[p.index][0]
	at, seen, end, more := r.stride(first, first.next, 0, r.step(i)+1)
	switch {
	case more || end < 0 || end > r.limit:
		seen, end = r.members(p, m.offset, at, seen, end, more)
	case byteAt(r.data, end) == '}':
		end++
	case first.isAt(r.data, end):
		end += int(first.size)
	default:
		seen, end = r.members(p, m.offset, at, seen, end, more)
	}
	r.depth++
	if end >= 0 && seen&p.required == p.required && len(r.names) == m.names && len(r.failures) == m.failures {
		return end
	}
	return r.closed(p, m, seen, end)
}

// special goes over an object of which its members are not all that there is to judge, or nothing is said.
func (r *runner) special(p *objectPlan, i int) int {
	r.depth--
	m := mark{i + r.shift, len(r.names), len(r.failures)}
	for range p.marked {
		r.starts = append(r.starts, 0)
	}
	var seen uint64
	if i = r.step(i) + 1; p == &anyObject {
		i = r.anyMembers(i)
	} else {
		first := &r.hops[p.index][0]
		at, present, next, more := r.stride(first, first.next, 0, i)
		seen, i = r.members(p, m.offset, at, present, next, more)
	}
	r.depth++
	return r.closed(p, m, seen, i)
}

// closed finishes an object of which its members are not all that there is to judge.
func (r *runner) closed(p *objectPlan, m mark, seen uint64, end int) int {
	if end >= 0 {
		verdict := 0
		if count := bits.OnesCount64(seen) + len(r.names) - m.names; seen&p.required != p.required || count < p.min || count > p.max {
			verdict = refused
		}
		r.silent = r.silent || p.silent && (len(r.names) > m.names || p.isMap && seen != 0)
		if !r.haveDistinctNames(m.names) {
			r.repeats, verdict = true, doubt
		}
		if verdict != 0 {
			end = r.note(m.offset, verdict, end)
		} else if p.conditions != nil {
			end = r.settle(p, m.offset, seen, end)
		}
		if len(r.failures) > m.failures {
			r.around = append(r.around, jsontext.Span{Start: m.offset, End: end + r.shift})
		}
	}
	r.names = r.names[:m.names]
	r.starts = r.starts[:len(r.starts)-p.marked]
	return end
}

// members goes over the members of an object that begins at an offset, from where a stride ended.
func (r *runner) members(p *objectPlan, offset int, at *hop, seen uint64, i int, more bool) (present uint64, end int) {
	for {
		var expected *hop
		if more {
			if expected, i, more = r.member(p, at, i); expected == nil {
				return 0, i
			}
			if seen&expected.bit != 0 {
				if i = r.repeated(offset, i, expected, more); i < 0 {
					return 0, i
				}
				more = false
			}
			if !more {
				at = expected
				seen |= at.bit
				i = r.exact(at, i)
			}
		}
		if !more {
			if i < 0 {
				return 0, i
			}
			last := i + r.shift
			if i, more = r.separator(i, '}'); !more {
				if i >= 0 {
					r.hops[p.index][0].learn(r.body[last:i+r.shift], 0)
				}
				return seen, i
			}
			expected = at.next
		}
		at, seen, i, more = r.stride(at, expected, seen, i)
	}
}

// separator goes over the comma behind a value, or what closes the object or array.
func (r *runner) separator(i int, closing byte) (next int, more bool) {
	i = r.step(i)
	c := byteAt(r.data, i)
	if c != ',' && c != closing {
		i = r.skipSpace(i)
		c = byteAt(r.data, i)
	}
	if c != ',' && c != closing {
		return r.fail(doubt, i), false
	}
	return i + 1, c == ','
}

// colon goes over the colon behind a name.
func (r *runner) colon(i int) int {
	if i = r.skipSpace(r.step(i)); byteAt(r.data, i) != ':' {
		return r.fail(doubt, i)
	}
	return r.skipSpace(i + 1)
}

// repeated notes an object that begins at an offset and has a member twice, whose value is at i, or its hop.
func (r *runner) repeated(offset, i int, again *hop, isHop bool) int {
	if r.repeats = true; isHop {
		i += int(again.value)
	}
	return r.note(offset, doubt, i)
}

// settle asks for the conditions of an object that begins at an offset and ends at end.
func (r *runner) settle(p *objectPlan, offset int, seen uint64, end int) int {
	last := end + r.shift
	verdict := 0
	for _, c := range p.conditions {
		if verdict = r.condition(c, seen); verdict != 0 {
			break
		}
	}
	end = r.indexOf(last)
	if verdict != 0 {
		return r.note(offset, verdict, end)
	}
	return end
}
