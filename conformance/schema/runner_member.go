package schema

import "github.com/devenviron/contract/conformance/jsontext"

// stride goes over the members of an object from i on, as long as each is the one that is expected behind the one
// before. It stops in front of another one, or one that is barred, for it was seen or has to be looked at; or it
// stops behind a value that no comma follows, or where a value cannot be passed: then there is no more. It gives
// the hop of the member it went over last.
func (r *runner) stride(at *hop, barred uint64, i int) (last *hop, nowBarred uint64, next int, more bool) {
	data, limit := r.data, r.limit
	for i <= limit {
		expected := at.next
		if load8(data, i)&expected.mask != expected.first || load8(data, i+int(expected.tail))&expected.mask != expected.last {
			break
		}
		if barred&expected.bit != 0 || expected.size > 16 && !expected.middleIsAt(data, i) {
			break
		}
		at = expected
		barred |= at.bit
		start := i + int(at.size)
		end := start
		switch at.way {
		case wayText, wayLength, wayLiteral:
			for {
				if marks := special(load8(data, end)); marks != 0 {
					end += firstMarked(marks)
					break
				}
				if marks := special(load8(data, end+8)); marks != 0 {
					end += 8 + firstMarked(marks)
					break
				}
				if end += 16; end > limit {
					break
				}
			}
			switch certain := at.way == wayText || at.plan.allows(data, start, end); {
			case !certain || !r.isQuote(data, end):
				end = start
			case load8(data, end)&r.finishMask == r.finish:
				i = end + 1 + r.quoteLen
				continue
			default:
				return at, barred, end + r.quoteLen, false
			}
		case wayDigits:
			end = plainDigitsEnd(data, start)
		case wayBoolean:
			switch w := load8(data, start); {
			case uint32(w) == wordTrue:
				end = start + 4
			case w&(1<<40-1) == wordFalse:
				end = start + 5
			}
		case wayNullable:
			if uint32(load8(data, start)) == wordNull {
				end = start + 4
			}
		}
		if end == start {
			if end = r.exact(at, i+int(at.value)); end < 0 {
				return at, barred, end, false
			}
			data, limit = r.data, r.limit
		}
		if end > limit || byteAt(data, end) != ',' {
			return at, barred, end, false
		}
		i = end + 1
	}
	return at, barred, i, true
}

// exact goes over the value at i of the property of a hop.
func (r *runner) exact(at *hop, i int) int {
	start := i + r.shift
	var end int
	if p := at.plan; p.op == opObject && byteAt(r.data, i) == '{' {
		end = r.object(p.object, i)
	} else {
		end = r.value(p, i)
	}
	if end < 0 {
		return r.pass(start, end)
	}
	return end
}

// allows reports whether a text from start to end, all of it plain, conforms.
func (p *plan) allows(data []byte, start, end int) bool {
	length := end - start
	if p.op == opLength {
		return length >= p.lo && length <= p.hi
	}
	return length <= 16 && p.literals.look(load8(data, start), load8(data, start+8), length) >= 0
}

// luck is how often in a row a second guess may be wrong: where members have no order, none is made.
const luck = 8

// member reads the name behind a comma or brace at i, and what stands before and behind it. It gives the hop of
// the property, the last one for a name that no schema knows, and where the value begins; no hop where the
// object ends, or the text is broken.
func (r *runner) member(p *objectPlan, at *hop, i int) (found *hop, next int) {
	if found = at.next; found.isAt(r.data, i) {
		return found, i + int(found.value)
	}
	if r.luck > 0 {
		if found = found.next; found.isAt(r.data, i) {
			r.luck = luck
			return found, i + int(found.value) // a property is absent this time
		}
		r.luck--
	}
	hops := r.hops[p.index]
	offset := i + r.shift
	if i = r.skipSpace(i); !r.isQuote(r.data, i) {
		if at == &hops[0] && byteAt(r.data, i) == '}' {
			return nil, i + 1
		}
		return nil, r.fail(doubt, i)
	}
	index, end := p.names.find(&r.notation, r.data, i+r.quoteLen)
	var this name
	mark := len(r.text)
	switch {
	case end < 0:
		if this, end = r.name(i); end < 0 {
			return nil, end
		}
		index = p.names.findText(r.nameText(this))
	default:
		this.start, this.end = i+r.quoteLen+r.shift, end+r.shift
		end += r.quoteLen
	}
	if index < 0 {
		index = len(p.properties) - 1
	}
	found = &hops[1+index]
	if found.bit == 0 {
		r.names = append(r.names, this)
		if i = r.colon(end); i < 0 {
			return nil, i
		}
		return found, i
	}
	at.next = found
	r.text = r.text[:mark]
	if start := offset - r.shift; start >= 0 && found.isAt(r.data, start) {
		return found, start + int(found.value)
	}
	if i = r.colon(end); i < 0 {
		return nil, i
	}
	if value := i + r.shift; !found.plan.isText() {
		found.learn(r.body[offset:value], 0)
	} else if r.isQuote(r.data, i) {
		found.learn(r.body[offset:value+r.quoteLen], r.quoteLen)
	}
	return found, i
}

// name reads the name at i.
func (r *runner) name(i int) (n name, end int) {
	start := i + r.quoteLen
	if end = r.plainEnd(start); r.isQuote(r.data, end) {
		return name{start: start + r.shift, end: end + r.shift}, end + r.quoteLen
	}
	if r.quoted {
		return n, r.fail(doubt, i)
	}
	if end = r.textEnd(end); end < 0 {
		return n, end
	}
	n = name{start: len(r.text), inText: true}
	r.text = jsontext.Unquote(r.text, r.data[i:end])
	n.end = len(r.text)
	return n, end
}

func extend(list []int, n int) []int {
	for range n {
		list = append(list, 0)
	}
	return list
}
