package schema

import (
	"math"
	"slices"
)

// isFree reports whether the parts allow every value, and mind no member.
func isFree(parts []part, open bool) bool {
	return !slices.ContainsFunc(parts, func(p part) bool { return !p.node.isFree(open) })
}

func (n *node) isFree(open bool) bool {
	o := &n.object
	return n.enum == nil && !n.number.any() && !n.text.any() &&
		n.array == (arrayRules{maxItems: -1}) &&
		len(o.members) == 0 && o.minProperties == 0 && o.maxProperties < 0 && o.additionalAs == nil &&
		o.additional != additionalForbidden && (open || !o.hasProperties)
}

func (pl *planner) boolean(p *plan, parts []part) {
	p.op = opBoolean
	for _, part := range parts {
		if part.node.enum != nil {
			p.op = opDoubt // rare, and not worth a plan
		}
	}
}

func (pl *planner) text(p *plan, parts []part) {
	t := &textPlan{maxLength: math.MaxInt}
	for _, part := range parts {
		r := &part.node.text
		t.minLength = max(t.minLength, r.minLength)
		if r.maxLength >= 0 {
			t.maxLength = min(t.maxLength, r.maxLength)
		}
		if r.pattern != nil {
			t.patterns = append(t.patterns, r.pattern)
		}
		if r.format != nil {
			t.formats = append(t.formats, r.format)
		}
		if e := part.node.enum; e != nil {
			t.literals = append(t.literals, newLiteralSet(textsOf(e.texts)))
		}
	}
	p.text, p.lo, p.hi = t, t.minLength, t.maxLength
	ruled := len(t.patterns)+len(t.formats) > 0
	limited := t.minLength > 0 || t.maxLength < math.MaxInt
	switch {
	case slices.Contains(t.literals, nil): // too many for a set
		p.op = opDoubt
	case ruled || len(t.literals) > 1 || limited && len(t.literals) > 0:
		p.op = opRules
	case len(t.literals) == 1:
		p.op, p.literals = opLiteral, t.literals[0]
	case limited:
		p.op = opLength
	default:
		p.op = opText
	}
}

func (pl *planner) number(p *plan, parts []part) {
	n := &numberPlan{}
	p.lo, p.hi = math.MinInt, math.MaxInt
	plain := true
	for _, part := range parts {
		r := &part.node.number
		n.integer = n.integer || part.node.integer
		if r.any() {
			n.rules = append(n.rules, r)
			lo, hi, ok := r.integers()
			p.lo, p.hi = max(p.lo, lo), min(p.hi, hi)
			plain = plain && ok
		}
		if e := part.node.enum; e != nil {
			n.enums = append(n.enums, e)
		}
	}
	p.number, p.op = n, opNumber
	if n.integer && plain && len(n.enums) == 0 {
		p.op = opInteger
	}
	if len(n.enums) == 1 && len(n.enums[0].integers) > 0 && len(n.rules) == 0 && n.integer {
		p.op, p.integers = opInteger, n.enums[0].integers
	}
}

// integers gives the integers that the rules allow, as a range; ok tells whether it says all that they do.
func (r *numberRules) integers() (lo, hi int, ok bool) {
	lo, hi = math.MinInt, math.MaxInt
	if r.format != nil {
		lo, hi = r.format.min.ceil(), -r.format.max.negated().ceil()
	}
	for _, b := range []*bound{r.minimum, r.maximum} {
		if b != nil && b.value.exp > maxIntDigits {
			return 0, -1, false
		}
	}
	if b := r.minimum; b != nil {
		least := b.value.ceil()
		if b.exclusive && b.value.isInteger() {
			least++
		}
		lo = max(lo, least)
	}
	if b := r.maximum; b != nil {
		most := -b.value.negated().ceil()
		if b.exclusive && b.value.isInteger() {
			most--
		}
		hi = min(hi, most)
	}
	return lo, hi, r.multipleOf == nil
}

func (pl *planner) array(p *plan, parts []part, open bool) {
	a := &arrayPlan{max: math.MaxInt}
	var items []part
	for _, part := range parts {
		r := &part.node.array
		a.min = max(a.min, r.minItems)
		if r.maxItems >= 0 {
			a.max = min(a.max, r.maxItems)
		}
		a.unique = a.unique || r.unique
		if r.items != nil {
			items = append(items, partOf(r.items))
		}
		if part.node.enum != nil {
			p.op = opDoubt
			return
		}
	}
	a.items = pl.plan(items, open)
	p.op, p.array = opArray, a
}
