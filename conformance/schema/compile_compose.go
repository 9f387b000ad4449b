package schema

import (
	"errors"
	"fmt"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

func (b *builder) compositions(n *node) (err error) {
	if n.allOf, err = b.alternatives(n, "allOf", n.schema.AllOf); err != nil {
		return err
	}
	if n.anyOf, err = b.alternatives(n, "anyOf", n.schema.AnyOf); err != nil {
		return err
	}
	if n.oneOf, err = b.alternatives(n, "oneOf", n.schema.OneOf); err != nil {
		return err
	}
	if n.schema.Not != nil {
		if n.not, err = b.node(n.schema.Not, n.pointer+"/not"); err != nil {
			return err
		}
	}
	b.discriminator(n)
	return nil
}

func (b *builder) alternatives(n *node, keyword string, refs openapi3.SchemaRefs) ([]*node, error) {
	var out []*node
	for i, ref := range refs {
		sub, err := b.node(ref, fmt.Sprintf("%s/%s/%d", n.pointer, keyword, i))
		if err != nil {
			return nil, err
		}
		out = append(out, sub)
	}
	return out, nil
}

// discriminator compiles the mapping, and the names that alternatives have without one. A discriminator
// without alternatives says nothing that could be judged.
func (b *builder) discriminator(n *node) {
	if n.schema.Discriminator == nil || len(n.oneOf)+len(n.anyOf) == 0 {
		return
	}
	n.discriminator = &discriminator{property: n.schema.Discriminator.PropertyName, targets: map[string]*node{}}
	byRef := map[string]*node{}
	for i, ref := range slices.Concat(n.schema.OneOf, n.schema.AnyOf) {
		if ref.Ref != "" {
			target := slices.Concat(n.oneOf, n.anyOf)[i]
			byRef[ref.Ref], byRef[lastPart(ref.Ref)] = target, target
			n.discriminator.targets[lastPart(ref.Ref)] = target
		}
	}
	for value, ref := range n.schema.Discriminator.Mapping {
		target := byRef[ref.Ref]
		if target == nil {
			target = byRef[lastPart(ref.Ref)]
		}
		n.discriminator.targets[value] = target
	}
}

// checkCycles refuses a schema that applies itself to the same value: it would never end, and means nothing.
func (b *builder) checkCycles() error {
	const (
		open = iota + 1
		closed
	)
	state := map[*node]int{}
	var visit func(n *node) error
	visit = func(n *node) error {
		switch state[n] {
		case open:
			return n.fail("", errors.New("the schema is composed of itself"))
		case closed:
			return nil
		}
		state[n] = open
		composed := n.applied()
		if n.not != nil {
			composed = append(composed, n.not)
		}
		for _, sub := range composed {
			if err := visit(sub); err != nil {
				return err
			}
		}
		state[n] = closed
		return nil
	}
	for _, key := range b.made {
		if err := visit(b.compiler.nodes[key]); err != nil {
			return err
		}
	}
	return nil
}
