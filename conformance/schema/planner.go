package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// maxPlans bounds the plans of one contract: alternatives multiply. What is beyond is left to the judge.
const maxPlans = 20_000

// A planner makes the plans of a contract.
type planner struct {
	plans map[string]*plan
	inventory
}

func newPlanner() planner { return planner{plans: map[string]*plan{}} }

// A part is a schema that applies to a value, in a scope; what it composes may be settled already.
type part struct {
	node *node
	scope
	anyOf, oneOf bool // settled
	not          bool // settled
}

func partOf(n *node) part { return part{node: n, scope: scopeOf(n)} }

// plan makes the plan of a value to which parts apply.
func (pl *planner) plan(parts []part, open bool) *plan {
	parts = sorted(parts)
	key := keyOf(parts, open)
	if p, ok := pl.plans[key]; ok {
		return p
	}
	if len(pl.plans) == maxPlans {
		return &plan{op: opDoubt, null: doubt}
	}
	p := &plan{}
	pl.plans[key] = p
	null := nullVerdict(parts)
	pl.fill(p, expand(parts), open)
	p.null = null
	return p
}

func sorted(parts []part) []part {
	parts = slices.Clone(parts)
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.node.id, b.node.id), cmp.Compare(a.root.id, b.root.id), cmp.Compare(a.branch.id, b.branch.id), strings.Compare(a.flags(), b.flags()))
	})
	return slices.Compact(parts)
}

func (p part) flags() string { return fmt.Sprint(p.anyOf, p.oneOf, p.not) }

func keyOf(parts []part, open bool) string {
	var b strings.Builder
	fmt.Fprint(&b, open)
	for _, p := range parts {
		fmt.Fprintf(&b, " %d/%d/%d %s", p.node.id, p.root.id, p.branch.id, p.flags())
	}
	return b.String()
}

// expand adds what the parts compose with allOf.
func expand(parts []part) []part {
	out := slices.Clone(parts)
	for i := 0; i < len(out); i++ {
		for _, sub := range out[i].node.allOf {
			if !slices.ContainsFunc(out, func(p part) bool { return p.node == sub && p.scope == out[i].scope }) {
				out = append(out, part{node: sub, scope: out[i].scope})
			}
		}
	}
	return out
}

// nullVerdict judges null.
func nullVerdict(parts []part) int {
	verdict := 0
	left := slices.Clone(parts)
	for i := 0; i < len(left); i++ {
		n := left[i].node
		if n.kinds&kindNull == 0 || n.enum != nil && !n.enum.values["n"] {
			return refused
		}
		if n.not != nil && !left[i].not {
			verdict = doubt
		}
		if len(n.anyOf) > 0 && !left[i].anyOf || len(n.oneOf) > 0 && !left[i].oneOf {
			verdict = doubt
		}
		for _, sub := range n.allOf {
			if !slices.ContainsFunc(left, func(p part) bool { return p.node == sub }) {
				left = append(left, partOf(sub))
			}
		}
	}
	return verdict
}

// fill makes the plan of values that are not null.
func (pl *planner) fill(p *plan, parts []part, open bool) {
	kinds := anyKind &^ kindNull
	for _, part := range parts {
		kinds &= part.node.kinds
	}
	switch kinds {
	case 0:
		p.op = opRefuse
		return
	case kindObject:
		if pl.object(p, parts, open) {
			return
		}
	}
	switch {
	case pl.compose(p, parts, open):
	case kinds == anyKind&^kindNull && isFree(parts, open):
		p.op = opAny
	case kinds&(kinds-1) == 0:
		pl.kind(p, kinds, parts, open)
	default:
		p.op = opKinds
		of := func(kind kindSet) *plan {
			sub := &plan{op: opRefuse}
			if kinds&kind != 0 {
				pl.kind(sub, kind, parts, open)
			}
			return sub
		}
		p.kinds = &kindPlans{of(kindBoolean), of(kindNumber), of(kindString), of(kindArray), of(kindObject)}
	}
}

func (pl *planner) kind(p *plan, kind kindSet, parts []part, open bool) {
	switch kind {
	case kindBoolean:
		pl.boolean(p, parts)
	case kindNumber:
		pl.number(p, parts)
	case kindString:
		pl.text(p, parts)
	case kindArray:
		pl.array(p, parts, open)
	case kindObject:
		pl.members(p, parts, open)
	}
}
