package schema

// composed goes over a value by a plan that leads to others.
func (r *runner) composed(p *plan, i int) int {
	c := byteAt(r.data, i)
	if r.isQuote(r.data, i) {
		c = '"'
	}
	if c == 'n' {
		return r.other(p, i)
	}
	switch p.op {
	case opRefuse:
		return r.fail(refused, i)
	case opKinds:
		return r.value(p.kinds.of(kindOf(c)), i)
	case opChoice:
		return r.choose(p.choice, i)
	case opGuard:
		return r.guarded(p.guard, i)
	}
	return r.fail(doubt, i)
}

// attempt goes over the value at an offset, without noting failures. It gives the offset of the end.
func (r *runner) attempt(p *plan, offset int) int {
	if r.fuel < 0 {
		return doubt
	}
	r.attempts++
	end := r.value(p, r.indexOf(offset))
	r.attempts--
	if end < 0 {
		r.fuel -= r.stop - offset + 16
		return end
	}
	end += r.shift
	r.fuel -= end - offset + 16
	return end
}

// holds gives the verdict over the value at an offset.
func (r *runner) holds(p *plan, offset int) int { return min(r.attempt(p, offset), 0) }

// leave moves the window to where a value ends, or failed.
func (r *runner) leave(end, offset int) int {
	if end < 0 {
		return r.fail(end, r.indexOf(offset))
	}
	return r.indexOf(end)
}

// choose goes over a value with alternatives.
func (r *runner) choose(c *choicePlan, i int) int {
	offset := i + r.shift
	if c.byTag != nil && byteAt(r.data, i) == '{' {
		chosen := r.tagged(c, i)
		if chosen == nil {
			return r.leave(doubt, offset)
		}
		return r.value(chosen, r.indexOf(offset))
	}
	silent := r.silent
	end := r.alternative(c, i)
	r.silent = r.silent || silent
	return r.leave(end, offset)
}

// alternative gives the offset of the end of the value at i. It begins with the alternative that held the last time
// for a value that begins much the same.
func (r *runner) alternative(c *choicePlan, i int) int {
	offset, kind := i+r.shift, r.kindAt(i)
	guess := &r.choices[c.index][load8(r.data, i)*choiceFactor>>(64-choiceBits)]
	for tried, n := 0, len(c.alternatives); tried < n; tried++ {
		index := (int(*guess) + tried) % n
		a := &c.alternatives[index]
		if a.kinds&kind == 0 {
			continue
		}
		r.silent = false
		end := r.attempt(a.whole, offset)
		if end == doubt && a.whole != a.test && r.holds(a.test, offset) == refused {
			continue // it has members that only other alternatives know
		}
		if end == refused {
			continue
		}
		if end >= 0 {
			*guess = uint16(index)
			if c.exactly && !r.areRefused(c, index+1, n-tried-1, offset, kind) || !c.exactly && r.silent && r.othersDeclare(c, index, offset) {
				return doubt
			}
		}
		return end
	}
	return refused
}

// kindAt gives the kind that the value at i has by its first byte.
func (r *runner) kindAt(i int) kindSet {
	if r.isQuote(r.data, i) {
		return kindString
	}
	return kindOf(byteAt(r.data, i))
}

// areRefused reports whether none of so many alternatives, from an index on, holds for a
// value of a kind.
func (r *runner) areRefused(c *choicePlan, index, count, offset int, kind kindSet) bool {
	for k := range count {
		if a := &c.alternatives[(index+k)%len(c.alternatives)]; a.kinds&kind != 0 && r.holds(a.test, offset) != refused {
			return false
		}
	}
	return true
}

// othersDeclare reports whether another alternative than the chosen one may hold and speak of members.
func (r *runner) othersDeclare(c *choicePlan, chosen, offset int) bool {
	for i := range c.alternatives {
		if a := &c.alternatives[i]; i != chosen && a.declares && r.holds(a.test, offset) != refused {
			return true
		}
	}
	return false
}

// tagged gives the plan that the object at i names, nil when that is not certain.
func (r *runner) tagged(c *choicePlan, i int) *plan {
	r.attempts++
	start, end := r.find(c.tag, i)
	r.attempts--
	if start < 0 {
		return nil
	}
	return c.byTag[string(r.data[start:end])]
}

// find gives the value of a member of the object at i, without its quotes, if all is plain.
func (r *runner) find(member string, i int) (start, end int) {
	for i = r.skipSpace(r.step(i) + 1); r.isQuote(r.data, i); i = r.skipSpace(i + 1) {
		start = i + r.quoteLen
		if end = r.plainEnd(start); !r.isQuote(r.data, end) {
			break
		}
		found := string(r.data[start:end]) == member
		if i = r.skipSpace(r.step(end + r.quoteLen)); byteAt(r.data, i) != ':' {
			break
		}
		if i = r.skipSpace(i + 1); found {
			if !r.isQuote(r.data, i) {
				break
			}
			start = i + r.quoteLen
			if end = r.plainEnd(start); !r.isQuote(r.data, end) {
				break
			}
			return start, end
		}
		if i = r.value(&anyValue, i); i < 0 {
			break
		}
		if i = r.skipSpace(r.step(i)); byteAt(r.data, i) != ',' {
			break
		}
	}
	return doubt, doubt
}

// guarded goes over a value along the base plan, and then asks what must hold or must not hold as well.
func (r *runner) guarded(g *guardPlan, i int) int {
	offset := i + r.shift
	end := r.attempt(g.base, offset)
	if end < 0 {
		return r.leave(end, offset)
	}
	for _, p := range g.also {
		if verdict := r.holds(p, offset); verdict != 0 {
			return r.leave(verdict, offset)
		}
	}
	for _, p := range g.absent {
		if verdict := opposite(r.holds(p, offset)); verdict != 0 {
			return r.leave(verdict, offset)
		}
	}
	return r.leave(end, offset)
}

func opposite(verdict int) int {
	switch verdict {
	case 0:
		return refused
	case refused:
		return 0
	}
	return verdict
}

// condition gives the verdict over an object with the properties in seen.
func (r *runner) condition(c *condition, seen uint64) int {
	switch c.op {
	case conditionPresent:
		if seen&c.bits != c.bits {
			return refused
		}
		return 0
	case conditionValue:
		if seen&c.bits == 0 {
			return 0
		}
		return r.holds(c.plan, r.starts[len(r.starts)-int(c.mark)])
	case conditionNot:
		return opposite(r.condition(c.subs[0], seen))
	}
	return r.conditions(c, seen)
}

// conditions joins the verdicts of several.
func (r *runner) conditions(c *condition, seen uint64) int {
	held, doubts := 0, 0
	for _, sub := range c.subs {
		switch r.condition(sub, seen) {
		case 0:
			held++
			if c.op == conditionAny {
				return 0
			}
		case refused:
			if c.op == conditionAll {
				return refused
			}
		default:
			doubts++
		}
	}
	switch {
	case doubts > 0:
		return doubt
	case c.op == conditionAll, c.op == conditionOne && held == 1:
		return 0
	}
	return refused
}
