package schema

import (
	"maps"
	"math"
	"slices"
)

// propertyBits is how many properties of an object have a bit that says whether they are present.
const propertyBits = 64

// members plans an object by its members.
func (pl *planner) members(p *plan, parts []part, open bool) {
	o := &objectPlan{max: math.MaxInt, byName: map[string]int{}}
	p.op, p.object = opObject, o
	required := map[string]bool{} // has all names that are known
	for _, part := range parts {
		r := &part.node.object
		o.min = max(o.min, r.minProperties)
		if r.maxProperties >= 0 {
			o.max = min(o.max, r.maxProperties)
		}
		for name, m := range r.members {
			required[name] = required[name] || m.required >= 0 && !part.exempts(name)
		}
		if part.node.enum != nil {
			p.op = opDoubt
			return
		}
	}
	names := slices.Sorted(maps.Keys(required))
	// Those that are required come first: they need a bit.
	slices.SortStableFunc(names, func(a, b string) int { return compareBool(required[b], required[a]) })
	properties := make([]property, len(names))
	for i, name := range names {
		prop := property{}
		if i < propertyBits {
			prop.bit = 1 << i
		} else if required[name] {
			p.op = opDoubt
			return
		}
		if required[name] {
			o.required |= prop.bit
		}
		o.byName[name] = i
		properties[i] = prop
	}
	if o.names = newLiteralSet(names); o.names == nil {
		p.op = opDoubt // too many
		return
	}
	for i, name := range names {
		properties[i].plan = pl.member(name, parts, open)
	}
	n := len(names)
	o.properties = append(properties, property{plan: pl.others(o, parts, open)})
	o.isMap, o.index = n == 0, len(pl.objects)
	pl.objects = append(pl.objects, o)
	o.isSimple = !o.silent && o.min == 0 && o.max == math.MaxInt
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// member plans the value of a member that some part knows.
func (pl *planner) member(name string, parts []part, open bool) *plan {
	var values []part
	for _, part := range parts {
		r := &part.node.object
		m := r.members[name]
		switch {
		case m.forbidden != "", m.node == nil && r.additional == additionalForbidden:
			return &plan{op: opRefuse, null: refused}
		case m.node != nil:
			values = append(values, partOf(m.node))
		case r.additionalAs != nil:
			values = append(values, partOf(r.additionalAs))
		}
	}
	return pl.plan(values, open)
}

// others plans the members that no part knows.
func (pl *planner) others(o *objectPlan, parts []part, open bool) *plan {
	var values []part
	documented := open
	declares := false
	for _, part := range parts {
		r := &part.node.object
		declares = declares || r.hasProperties
		switch {
		case r.additional == additionalForbidden:
			return &plan{op: opRefuse, null: refused}
		case r.additionalAs != nil:
			values = append(values, partOf(r.additionalAs))
		}
		documented = documented || r.additional == additionalFree
	}
	o.silent = !declares && !documented
	if declares && !documented {
		return &plan{op: opDoubt, null: doubt}
	}
	return pl.plan(values, open)
}

// declares reports whether a schema, or one that it leads to, speaks of the members of objects.
func (n *node) declares() bool {
	seen := map[*node]bool{}
	var visit func(n *node) bool
	visit = func(n *node) bool {
		if n == nil || seen[n] {
			return false
		}
		seen[n] = true
		return n.object.hasProperties || visit(n.array.items) || visit(n.object.additionalAs) || slices.ContainsFunc(n.applied(), visit)
	}
	return visit(n)
}
