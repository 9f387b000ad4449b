package schema

import (
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

func (b *builder) objects(n *node) error {
	s, o := n.schema, &n.object
	o.minProperties, o.maxProperties = size(s.MinProps), limit(s.MaxProps)
	o.hasProperties = s.Properties != nil
	o.members = make(map[string]member, len(s.Properties))
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		o.documented = append(o.documented, newNearName(name))
		sub, err := b.node(s.Properties[name], n.pointer+"/properties/"+escapePointer(name))
		if err != nil {
			return err
		}
		o.members[name] = member{node: sub, forbidden: b.forbidden(sub.schema), required: -1}
	}
	for _, name := range s.Required {
		m, ok := o.members[name]
		if ok && m.required >= 0 {
			continue // listed twice
		}
		m.required = len(o.required)
		o.required = append(o.required, name)
		o.members[name] = m
	}
	return b.additional(n)
}

func (b *builder) additional(n *node) (err error) {
	o, says := &n.object, n.schema.AdditionalProperties
	switch {
	case says.Schema != nil:
		o.additional = additionalFree
		o.additionalAs, err = b.node(says.Schema, n.pointer+"/additionalProperties")
	case says.Has == nil:
	case *says.Has:
		o.additional = additionalFree
	default:
		o.additional = additionalForbidden
	}
	return err
}

// forbidden gives the keyword that rules a property out in the direction, or "".
func (b *builder) forbidden(s *openapi3.Schema) Keyword {
	switch {
	case b.direction == Request && isReadOnly(s):
		return KeywordReadOnly
	case b.direction == Response && isWriteOnly(s):
		return KeywordWriteOnly
	}
	return ""
}

// A property is often marked beside its $ref, or behind it.
func isReadOnly(s *openapi3.Schema) bool {
	return s.ReadOnly || slices.ContainsFunc(s.AllOf, func(r *openapi3.SchemaRef) bool {
		return r.Value != nil && r.Value.ReadOnly
	})
}

func isWriteOnly(s *openapi3.Schema) bool {
	return s.WriteOnly || slices.ContainsFunc(s.AllOf, func(r *openapi3.SchemaRef) bool {
		return r.Value != nil && r.Value.WriteOnly
	})
}

// A scope says of what a schema is a part: root is the outermost that applies to the value, branch the
// alternative, or else root again.
type scope struct{ root, branch *node }

func scopeOf(n *node) scope { return scope{n, n} }

// of gives the scope of an alternative.
func (s scope) of(branch *node) scope { return scope{s.root, branch} }

// exempts reports whether a required property may be absent: it does not travel in this direction.
func (s scope) exempts(name string) bool {
	forbids := func(n *node) bool { return n.object.members[name].forbidden != "" }
	return s.root.some(forbids, allOfOnly) || s.branch.some(forbids, allOfOnly)
}

func allOfOnly(n *node) []*node { return n.allOf }

// some reports whether a test holds for a schema, or for one of those that compose it, step by step.
func (n *node) some(test func(n *node) bool, composing func(n *node) []*node) bool {
	if !n.composes() {
		return test(n)
	}
	seen := map[*node]bool{}
	var visit func(n *node) bool
	visit = func(n *node) bool {
		if seen[n] {
			return false
		}
		seen[n] = true
		return test(n) || slices.ContainsFunc(composing(n), visit)
	}
	return visit(n)
}
