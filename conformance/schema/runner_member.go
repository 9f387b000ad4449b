package schema

// stride goes over the members of an object from i on, as long as each is the one that is expected: at first that
// of a hop, then the one that came behind it. It stops in front of another one, or one that was seen; or it stops
// behind a value that no comma follows, or where a value cannot be passed: then there is no more. It gives the hop of
// the member it went over last, or else the one before.
func (r *runner) stride(at, expected *hop, seen uint64, i int) (last *hop, present uint64, next int, more bool) {
	data, limit := r.data, r.limit
	for ; ; expected = at.next {
		if i > limit {
			i = r.step(i)
			data, limit = r.data, r.limit
		}
		if !expected.endsAre(data, i) || seen&expected.bit != 0 || expected.size > 16 && !expected.middleIsAt(data, i) {
			return at, seen, i, true
		}
		at = expected
		seen |= at.bit
		end := i + int(at.size)
		certain := false
		if at.way == wayText {
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
			if load8(data, end)&r.finishMask == r.finish {
				i = end + r.quoteLen + 1
				continue
			}
			certain = r.isQuote(data, end)
			end += r.quoteLen
		} else if at.way < wayOther {
			end, certain = r.plain(at, end)
		}
		if !certain {
			if at.way == wayObject && byteAt(data, end) == '{' {
				end = r.object(at.plan.object, end)
			} else {
				end = r.exact(at, i+int(at.value))
			}
			if end < 0 {
				return at, seen, end, false
			}
			data, limit = r.data, r.limit
		}
		if end > limit || byteAt(data, end) != ',' {
			return at, seen, end, false
		}
		i = end + 1
	}
}

// exact goes over the value at i of the property of a hop.
func (r *runner) exact(at *hop, i int) int {
	start := i + r.shift
	if at.mark > 0 {
		r.starts[len(r.starts)-int(at.mark)] = start
	}
	var end int
	if at.way == wayObject && byteAt(r.data, i) == '{' {
		end = r.object(at.plan.object, i)
	} else {
		end = r.value(at.plan, i)
	}
	if end < 0 {
		return r.pass(start, end)
	}
	return end
}

// plain goes over the value at i of the property of a hop, or what of it the hop has left, if it is plain and
// certain to conform.
func (r *runner) plain(at *hop, i int) (end int, certain bool) {
	data := r.data
	switch at.way {
	case wayLiteral:
		index, end := at.plan.literals.find(&r.notation, data, i)
		return end + r.quoteLen, index >= 0
	case wayDigits:
		return plainDigitsEnd(data, i)
	case wayBoolean:
		return booleanEnd(data, i)
	}
	return i + 4, uint32(load8(data, i)) == wordNull
}

// luck is how often in a row a second guess may be wrong: where members have no order, none is made.
const luck = 8

// member reads the name behind a comma or brace at i, which is not the expected one. It gives the hop of the
// property, the last one for a name that no schema knows, and no hop where the object ends, or the text is broken.
// Where the hop is not what was read, it gives where the value begins.
func (r *runner) member(p *objectPlan, at *hop, i int) (found *hop, next int, isHop bool) {
	if r.luck > 0 {
		if found = at.next.next; found.isAt(r.data, i) {
			r.luck = luck
			return found, i, true // a property is absent this time
		}
		r.luck--
	}
	hops := r.hops[p.index]
	offset := i + r.shift
	if i = r.skipSpace(i); !r.isQuote(r.data, i) {
		if at == &hops[0] && byteAt(r.data, i) == '}' {
			return nil, i + 1, false
		}
		return nil, r.fail(doubt, i), false
	}
	index, this, end := r.property(p, i)
	if end < 0 {
		return nil, end, false
	}
	if found = &hops[len(hops)-1]; index >= 0 {
		found = &hops[1+index]
	}
	if found.bit == 0 {
		r.addName(this)
		if i = r.colon(end); i < 0 {
			return nil, i, false
		}
		return found, i, false
	}
	at.next = found
	if start := offset - r.shift; start >= 0 && found.isAt(r.data, start) {
		return found, start, true
	}
	if i = r.colon(end); i < 0 {
		return nil, i, false
	}
	if value := i + r.shift; found.way > wayLiteral {
		found.learn(r.body[offset:value], 0)
	} else if r.isQuote(r.data, i) {
		found.learn(r.body[offset:value+r.quoteLen], r.quoteLen)
	}
	return found, i, false
}

// property reads the name at i, and gives the index of the property, or -1.
func (r *runner) property(p *objectPlan, i int) (index int, this name, end int) {
	if !p.isMap {
		if index, end = p.names.find(&r.notation, r.data, i+r.quoteLen); end >= 0 {
			return index, name(i + r.quoteLen + r.shift), end + r.quoteLen
		}
	}
	if this, end = r.name(i); end < 0 {
		return -1, this, end
	}
	if text := r.nameText(this, &r.buffers[0]); p.isMap {
		index = entryOf(r.hops[p.index], text)
	} else {
		index = p.names.findText(text)
	}
	return index, this, end
}

// entryOf gives the index of the hop that a map has for a name, or -1 where others have them all.
func entryOf(hops []hop, text []byte) int {
	for i := range maxEntries {
		entry := &hops[1+i]
		if entry.name == "" && len(text) < maxHop {
			entry.name = string(text)
		}
		if entry.name == string(text) && len(text) > 0 {
			return i
		}
	}
	return -1
}

// name reads the name at i.
func (r *runner) name(i int) (n name, end int) {
	n = name(i + r.quoteLen + r.shift)
	if end = r.plainEnd(i + r.quoteLen); r.isQuote(r.data, end) {
		return n, end + r.quoteLen
	}
	if r.quoted {
		return n, r.fail(doubt, i)
	}
	return n | hasEscapes, r.textEnd(end)
}
