package schema

import (
	"math/bits"

	"github.com/devenviron/contract/conformance/jsontext"
)

// A mark has how much a runner had gathered when an object began.
type mark struct{ offset, names, failures int }

// object goes over the object at i.
func (r *runner) object(p *objectPlan, i int) int {
	if !p.isSimple || r.depth == 0 {
		return r.special(p, i)
	}
	r.depth--
	m := mark{i + r.shift, len(r.names), len(r.failures)}
	at, seen, i, more := r.stride(&r.hops[p.index][0], 0, r.step(i)+1)
	if !more && i >= 0 && i <= r.limit && byteAt(r.data, i) == '}' {
		i++
	} else {
		seen, i = r.members(p, m.offset, at, seen, i, more)
	}
	r.depth++
	if i >= 0 && seen&p.required == p.required && len(r.names) == m.names && len(r.failures) == m.failures {
		return i
	}
	return r.closed(p, m, seen, i)
}

// special goes over an object of which its members are not all that there is to judge, or which has no property
// that is known.
func (r *runner) special(p *objectPlan, i int) int {
	if r.depth == 0 {
		return r.fail(doubt, i)
	}
	r.depth--
	m := mark{i + r.shift, len(r.names), len(r.failures)}
	if p.conditions != nil {
		r.starts = extend(r.starts, len(p.properties))
	}
	var seen uint64
	if i = r.step(i) + 1; p.isMap {
		i = r.entries(p.properties[0].plan, i)
	} else {
		at, barred, next, more := r.stride(&r.hops[p.index][0], p.looked, i)
		seen, i = r.members(p, m.offset, at, barred&^p.looked, next, more)
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
		if len(r.names) > m.names && !r.differ(p, m.names) {
			verdict = doubt
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
	r.forget(m.names)
	if p.conditions != nil {
		r.starts = r.starts[:len(r.starts)-len(p.properties)]
	}
	return end
}

// forget lets go of the names from an index on.
func (r *runner) forget(names int) {
	for _, n := range r.names[names:] {
		if n.inText {
			r.text = r.text[:n.start]
			break
		}
	}
	r.names = r.names[:names]
}

// differ reports whether the names of an object, from names on, that no schema knows all differ.
func (r *runner) differ(p *objectPlan, names int) bool {
	r.silent = r.silent || p.silent
	distinct := r.haveDistinctNames(names)
	r.repeats = r.repeats || !distinct
	return distinct
}

// members goes over the members of an object that begins at an offset, from where a stride ended.
func (r *runner) members(p *objectPlan, offset int, at *hop, seen uint64, i int, more bool) (present uint64, end int) {
	for {
		if more {
			if at, i = r.member(p, at, r.step(i)); at == nil {
				return 0, i
			}
			if seen&at.bit != 0 {
				if i = r.repeated(offset, i); i < 0 {
					return 0, i
				}
			}
			seen |= at.bit
			if p.conditions != nil {
				r.starts[len(r.starts)-len(p.properties)+int(at.index)] = i + r.shift
			}
			i = r.exact(at, i)
		}
		if i < 0 {
			return 0, i
		}
		if i, more = r.separator(i, '}'); !more {
			return seen, i
		}
		barred := seen | p.looked
		at, barred, i, more = r.stride(at, barred, i)
		seen |= barred &^ p.looked
	}
}

// entries goes over the members from i on of an object of which no property is known.
func (r *runner) entries(p *plan, i int) int {
	if i = r.skipSpace(i); byteAt(r.data, i) == '}' {
		return i + 1
	}
	for more := true; more; {
		if i = r.skipSpace(i); !r.isQuote(r.data, i) {
			return r.fail(doubt, i)
		}
		var this name
		if this, i = r.name(i); i < 0 {
			return i
		}
		r.names = append(r.names, this)
		if i = r.colon(i); i < 0 {
			return i
		}
		start := i + r.shift
		if i = r.value(p, i); i < 0 {
			if i = r.pass(start, i); i < 0 {
				return i
			}
		}
		i, more = r.separator(i, '}')
	}
	return i
}

// separator goes over the comma behind a value, or what closes the object or array.
func (r *runner) separator(i int, closing byte) (next int, more bool) {
	if i = r.step(i); byteAt(r.data, i) == ',' {
		return i + 1, true
	}
	switch i = r.skipSpace(i); byteAt(r.data, i) {
	case ',':
		return i + 1, true
	case closing:
		return i + 1, false
	}
	return r.fail(doubt, i), false
}

// colon goes over the colon behind a name.
func (r *runner) colon(i int) int {
	if i = r.skipSpace(r.step(i)); byteAt(r.data, i) != ':' {
		return r.fail(doubt, i)
	}
	return r.skipSpace(i + 1)
}

// repeated notes an object that begins at an offset and has a member twice.
func (r *runner) repeated(offset, i int) int {
	r.repeats = true
	return r.note(offset, doubt, i)
}

// settle asks for the conditions of an object that begins at an offset and ends at end.
func (r *runner) settle(p *objectPlan, offset int, seen uint64, end int) int {
	last := end + r.shift
	verdict := 0
	for _, c := range p.conditions {
		if verdict = r.condition(c, seen, len(r.starts)-len(p.properties)); verdict != 0 {
			break
		}
	}
	end = r.seek(last)
	if verdict != 0 {
		return r.note(offset, verdict, end)
	}
	return end
}
