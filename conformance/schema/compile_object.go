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

// exempts reports whether a required property may be absent: it does not travel in this direction.
func (n *node) exempts(name string) bool {
	return n.someApplied(func(n *node) bool { return n.object.members[name].forbidden != "" })
}

// someApplied reports whether a test holds for a schema, or for one of those that can apply to the same value
// and describe it.
func (n *node) someApplied(test func(n *node) bool) bool {
	if len(n.allOf)+len(n.anyOf)+len(n.oneOf) == 0 {
		return test(n)
	}
	seen := map[*node]bool{}
	var visit func(n *node) bool
	visit = func(n *node) bool {
		if seen[n] {
			return false
		}
		seen[n] = true
		return test(n) || slices.ContainsFunc(slices.Concat(n.applied()...), visit)
	}
	return visit(n)
}
