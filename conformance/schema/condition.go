package schema

import "slices"

// A condition is a schema that applies to an object whose members another schema has planned already. Where
// it only says which of these must be there, and what their values are, it need not go over the object again.
type condition struct {
	op   conditionOp
	subs []*condition
	bits uint64 // of conditionPresent
	mark uint8  // of the property of conditionValue
	plan *plan
}

type conditionOp uint8

const (
	conditionAll     conditionOp = iota
	conditionAny                 // one at least
	conditionOne                 // exactly one
	conditionNot                 // not the first
	conditionPresent             // all properties in bits are there
	conditionValue               // the property is not there, or its value conforms to the plan
)

// object plans parts that are about objects only and whose compositions are conditions. Conditions that have
// to hold must not speak of members that are not documented anyway.
func (pl *planner) object(p *plan, parts []part, open bool) bool {
	declares := slices.ContainsFunc(parts, func(p part) bool { return p.node.object.hasProperties })
	if !slices.ContainsFunc(parts, part.composes) || !declares && !open {
		return false // an alternative might be the first to declare properties
	}
	var sub plan
	pl.members(&sub, parts, open)
	if sub.op != opObject {
		return false
	}
	o := sub.object
	for _, part := range parts {
		for _, c := range pl.conditions(o, part, open) {
			if c == nil {
				return false
			}
			o.conditions = append(o.conditions, c)
			o.isSimple = false
		}
	}
	*p = sub
	return true
}

// conditions turns what a part composes into conditions; one that cannot be is nil.
func (pl *planner) conditions(o *objectPlan, of part, open bool) []*condition {
	var out []*condition
	n := of.node
	if n.discriminator != nil {
		return []*condition{nil}
	}
	if len(n.anyOf) > 0 && !of.anyOf {
		out = append(out, pl.conditionOf(conditionAny, o, of.scope, n.anyOf, open))
	}
	if len(n.oneOf) > 0 && !of.oneOf {
		out = append(out, pl.conditionOf(conditionOne, o, of.scope, n.oneOf, open))
	}
	if n.not != nil && !of.not {
		out = append(out, pl.conditionOf(conditionNot, o, of.scope, []*node{n.not}, true))
	}
	return out
}

func (pl *planner) conditionOf(op conditionOp, o *objectPlan, in scope, subs []*node, open bool) *condition {
	out := &condition{op: op}
	for _, sub := range subs {
		c := pl.condition(o, in.within(op, sub), sub, open)
		if c == nil {
			return nil
		}
		out.subs = append(out.subs, c)
	}
	return out
}

// within gives the scope of a schema that is joined by op.
func (s scope) within(op conditionOp, n *node) scope {
	switch op {
	case conditionAll:
		return s
	case conditionNot:
		return scopeOf(n)
	}
	return s.of(n)
}

// condition turns a schema into a condition, or gives nil.
func (pl *planner) condition(o *objectPlan, in scope, n *node, open bool) *condition {
	r := &n.object
	if n.kinds&kindObject == 0 || n.enum != nil || n.discriminator != nil || r.minProperties > 0 || r.maxProperties >= 0 || r.additional != additionalUnsaid {
		return nil
	}
	present := &condition{op: conditionPresent}
	for name, m := range r.members {
		index, ok := o.byName[name]
		if !ok || o.properties[index].bit == 0 || m.forbidden != "" || !open && m.node != nil && m.node.declares() {
			return nil
		}
		if m.required >= 0 && !in.exempts(name) {
			present.bits |= o.properties[index].bit
		}
	}
	subs := append([]*condition{present}, pl.conditions(o, part{node: n, scope: in}, open)...)
	if len(n.allOf) > 0 {
		subs = append(subs, pl.conditionOf(conditionAll, o, in, n.allOf, open))
	}
	for _, documented := range r.documented {
		name := documented.text
		prop := &o.properties[o.byName[name]]
		if prop.mark == 0 {
			o.marked++
			prop.mark = uint8(o.marked)
		}
		subs = append(subs, &condition{
			op: conditionValue, mark: prop.mark, bits: prop.bit,
			plan: pl.plan([]part{partOf(r.members[name].node)}, true),
		})
	}
	if slices.Contains(subs, nil) {
		return nil
	}
	return allOf(subs)
}

// allOf joins conditions, those first that look at no value.
func allOf(subs []*condition) *condition {
	if len(subs) == 1 {
		return subs[0]
	}
	slices.SortStableFunc(subs, func(a, b *condition) int { return compareBool(a.looks(), b.looks()) })
	return &condition{op: conditionAll, subs: subs}
}

// looks reports whether a condition looks at values.
func (c *condition) looks() bool {
	return c.op == conditionValue || slices.ContainsFunc(c.subs, (*condition).looks)
}
