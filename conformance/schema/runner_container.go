package schema

import (
	"math/bits"

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
		i = r.skipSpace(r.step(i))
		switch byteAt(r.data, i) {
		case ',':
			i = r.skipSpace(i + 1)
		case ']':
			return count, i + 1
		default:
			return 0, r.fail(doubt, i)
		}
	}
}

// A mark has how much a runner had gathered when an object began.
type mark struct{ offset, names, text, starts, failures int }

// object goes over the object at i.
func (r *runner) object(p *objectPlan, i int) int {
	if r.depth == 0 {
		return r.fail(doubt, i)
	}
	var m mark // A literal would be made elsewhere, and copied by loads that wait for its stores.
	m.offset, m.names, m.text, m.starts, m.failures = i+r.shift, len(r.names), len(r.text), len(r.starts), len(r.failures)
	if p.conditions != nil {
		r.starts = extend(r.starts, len(p.byName)+1)
	}
	r.depth--
	seen, end := r.members(p, m.offset, r.step(i))
	r.depth++
	if end >= 0 && p.isSimple && seen&p.required == p.required && len(r.names) == m.names && len(r.failures) == m.failures {
		return end
	}
	return r.closed(p, &m, seen, end)
}

// closed finishes an object of which its members are not all that there is to judge.
func (r *runner) closed(p *objectPlan, m *mark, seen uint64, end int) int {
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
			end = r.settle(p, m.offset, seen, m.starts, end)
		}
		if len(r.failures) > m.failures {
			r.around = append(r.around, jsontext.Span{Start: m.offset, End: end + r.shift})
		}
	}
	r.names, r.text, r.starts = r.names[:m.names], r.text[:m.text], r.starts[:m.starts]
	return end
}

// differ reports whether the names of an object, from names on, that no schema knows all differ.
func (r *runner) differ(p *objectPlan, names int) bool {
	r.silent = r.silent || p.silent
	distinct := r.haveDistinctNames(names)
	r.repeats = r.repeats || !distinct
	return distinct
}

// members goes over the members of the object at i, which begins at an offset.
func (r *runner) members(p *objectPlan, offset, i int) (seen uint64, end int) {
	i = r.skipSpace(i + 1)
	if byteAt(r.data, i) == '}' {
		return 0, i + 1
	}
	guess := p.first
	properties := p.properties[r.form]
	for {
		prop := &properties[r.guesses[guess]]
		if prop.literal.isAt(r.data, i) {
			i += prop.literal.size
		} else if prop, i = r.member(p, guess, i); i < 0 {
			return 0, i
		}
		if seen&prop.bit != 0 {
			if i = r.repeated(offset, i); i < 0 {
				return 0, i
			}
		}
		seen |= prop.bit
		guess = prop.next
		if byteAt(r.data, i) == ' ' {
			i++
		}
		if r.isBlank(r.data, i) {
			i = r.skipSpaces(i)
		}
		start := i + r.shift
		if p.conditions != nil {
			r.starts[len(r.starts)-len(properties)+prop.index] = start
		}
		if i = r.value(prop.plan, i); i < 0 {
			if i = r.pass(start, i); i < 0 {
				return 0, i
			}
		}
		if i = r.step(i); byteAt(r.data, i) != ',' {
			switch i = r.skipSpace(i); byteAt(r.data, i) {
			case ',':
			case '}':
				return seen, i + 1
			default:
				return 0, r.fail(doubt, i)
			}
		}
		if i++; byteAt(r.data, i) <= ' ' {
			i = r.skipSpaces(i)
		}
	}
}

// repeated notes an object that begins at an offset and has a member twice.
func (r *runner) repeated(offset, i int) int {
	r.repeats = true
	return r.note(offset, doubt, i)
}

// settle asks for the conditions of an object that begins at an offset and ends at end.
func (r *runner) settle(p *objectPlan, offset int, seen uint64, starts, end int) int {
	last := end + r.shift
	verdict := 0
	for _, c := range p.conditions {
		if verdict = r.condition(c, seen, starts); verdict != 0 {
			break
		}
	}
	end = r.seek(last)
	if verdict != 0 {
		return r.note(offset, verdict, end)
	}
	return end
}

// luck is how often in a row a second guess may be wrong: where members have no order, none is made.
const luck = 8

// member reads the name at i, which is not the one that the guess expects. It gives the property, the last one
// for a name that no schema knows, and where the value begins or the space before it.
func (r *runner) member(p *objectPlan, guess, i int) (prop *property, next int) {
	properties := p.properties[r.form]
	expected := &properties[r.guesses[guess]]
	if r.isBlank(r.data, i) {
		if i = r.skipSpaces(i); expected.literal.isAt(r.data, i) {
			return expected, i + expected.literal.size
		}
	}
	data := r.data
	if len(properties) > 1 && r.luck > 0 {
		prop = &properties[r.guesses[expected.next]]
		if prop.literal.isAt(data, i) {
			r.luck = luck
			return prop, i + prop.literal.size // a property is absent this time
		}
		r.luck--
	}
	if !r.isQuote(data, i) {
		return nil, r.fail(doubt, i)
	}
	start := i + r.quoteLen
	index, end := p.names.find(&r.notation, data, start)
	mark := len(r.text)
	this := name{start: start + r.shift}
	if end < 0 {
		end = r.plainEnd(start)
		if !r.isQuote(data, end) {
			if end, this = r.escapedName(i, end); end < 0 {
				return nil, end
			}
			index = p.names.findText(r.text[mark:])
		} else {
			index = p.names.findText(data[start:end])
		}
	}
	if !this.inText {
		this.end = end + r.shift
		end += r.quoteLen
	}
	if index < 0 {
		index = len(properties) - 1
	}
	prop = &properties[index]
	if prop.bit != 0 {
		r.guesses[guess] = uint16(prop.index)
		r.text = r.text[:mark]
	} else {
		r.names = append(r.names, this)
	}
	i = r.skipSpace(r.step(end))
	if byteAt(r.data, i) != ':' {
		return nil, r.fail(doubt, i)
	}
	return prop, i + 1
}

// escapedName reads the name at i that is not plain at some index. Its text is added to that of the runner.
func (r *runner) escapedName(i, at int) (end int, n name) {
	if r.quoted {
		return r.fail(doubt, i), n
	}
	if end = r.textEnd(at); end < 0 {
		return end, n
	}
	n = name{start: len(r.text), inText: true}
	r.text = jsontext.Unquote(r.text, r.data[i:end])
	n.end = len(r.text)
	return end, n
}

func extend(list []int, n int) []int {
	for range n {
		list = append(list, 0)
	}
	return list
}
