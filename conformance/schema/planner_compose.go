package schema

import "slices"

// compose plans what the parts compose with anyOf, oneOf and not, and reports whether there is anything.
func (pl *planner) compose(p *plan, parts []part, open bool) bool {
	if !slices.ContainsFunc(parts, part.composes) {
		return false
	}
	if !open {
		for i, part := range parts {
			if !part.anyOf && len(part.node.anyOf) > 0 {
				parts = slices.Clone(parts)
				parts[i].anyOf = true
				pl.choice(p, part, part.node.anyOf, parts)
				return true
			}
			if !part.oneOf && len(part.node.oneOf) > 0 {
				parts = slices.Clone(parts)
				parts[i].oneOf = true
				pl.choice(p, part, part.node.oneOf, parts)
				p.choice.exactly = true
				return true
			}
		}
	}
	pl.guard(p, parts, open)
	return true
}

// composes reports whether anything but allOf is left to be settled.
func (p part) composes() bool {
	return !p.anyOf && len(p.node.anyOf) > 0 || !p.oneOf && len(p.node.oneOf) > 0 || !p.not && p.node.not != nil
}

// choice plans alternatives of one part beside the rest, in which they are settled.
func (pl *planner) choice(p *plan, of part, subs []*node, rest []part) {
	c := &choicePlan{index: pl.choices}
	pl.choices++
	p.op, p.choice = opChoice, c
	for _, sub := range subs {
		c.alternatives = append(c.alternatives, alternative{
			whole: pl.plan(append(slices.Clone(rest), part{node: sub, scope: of.of(sub)}), false),
			test:  pl.plan([]part{{node: sub, scope: of.of(sub)}}, true),

			declares: sub.declares(),
			kinds:    sub.allowed(),
		})
	}
	c.discriminate(of.node.discriminator, subs)
}

// tests plans alternatives of one part alone, open.
func (pl *planner) tests(of part, subs []*node) *plan {
	c := &choicePlan{index: pl.choices}
	pl.choices++
	for _, sub := range subs {
		test := pl.plan([]part{{node: sub, scope: of.of(sub)}}, true)
		c.alternatives = append(c.alternatives, alternative{whole: test, test: test, kinds: sub.allowed()})
	}
	c.discriminate(of.node.discriminator, subs)
	return &plan{op: opChoice, choice: c}
}

func (c *choicePlan) discriminate(d *discriminator, subs []*node) {
	if d == nil {
		return
	}
	c.byTag = map[string]*plan{}
	c.tag = d.property
	for value, target := range d.targets {
		if i := slices.Index(subs, target); i >= 0 {
			c.byTag[value] = c.alternatives[i].whole
		}
	}
}

// guard plans the rest first, and then what must hold or must not hold beside it.
func (pl *planner) guard(p *plan, parts []part, open bool) {
	g := &guardPlan{}
	p.op, p.guard = opGuard, g
	rest := slices.Clone(parts)
	for i, of := range parts {
		n := of.node
		if !of.anyOf && len(n.anyOf) > 0 {
			g.also = append(g.also, pl.tests(of, n.anyOf))
		}
		if !of.oneOf && len(n.oneOf) > 0 {
			also := pl.tests(of, n.oneOf)
			also.choice.exactly = true
			g.also = append(g.also, also)
		}
		if !of.not && n.not != nil {
			g.absent = append(g.absent, pl.plan([]part{partOf(n.not)}, true))
		}
		rest[i].anyOf, rest[i].oneOf, rest[i].not = true, true, true
	}
	g.base = pl.plan(rest, open)
}

// allowed gives the kinds of value that a schema, and those that it is composed of with allOf, let through.
func (n *node) allowed() kindSet {
	kinds := n.kinds
	for _, part := range expand([]part{partOf(n)}) {
		kinds &= part.node.kinds
	}
	return kinds
}
