package coverage

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/schema"
)

// Schema is what values of a schema can exercise.
type Schema struct{ root *node }

// node is a schema with its elements. The nodes of a contract form a graph, which may have cycles.
type node struct {
	// properties are those of the schema itself, and additional takes the others; nil where nothing is said.
	properties map[string]property
	additional *node
	items      *node

	// texts has the values of the enumeration that are strings, values the others.
	texts  map[string]int
	values []enumValue

	nullable      bool
	null, notNull int

	allOf        []*node
	alternatives []alternative
	// tag names the property that chooses an alternative, and tags those that it names.
	tag  string
	tags map[string]int
}

type property struct {
	element int
	node    *node
}

// enumValue is a value of an enumeration with a program that takes this value only.
type enumValue struct {
	element int
	program *schema.Program
}

// alternative is a schema under anyOf or oneOf with the program that says whether it holds.
type alternative struct {
	node    *node
	program *schema.Program
}

// nodeKey tells nodes apart: readOnly and writeOnly depend on the direction.
type nodeKey struct {
	schema    *openapi3.Schema
	direction schema.Direction
}

// Schema adds the elements of a schema, and of all that it refers to. The name is for elements of schemas that are
// not components and so have none.
func (i *Inventory) Schema(ref *openapi3.SchemaRef, direction schema.Direction, name string) (*Schema, error) {
	b := builder{i, direction}
	root, err := b.node(ref, name)
	if err != nil {
		return nil, err
	}
	return &Schema{root}, nil
}

// builder adds schemas to an inventory.
type builder struct {
	*Inventory
	direction schema.Direction
}

func (b builder) node(ref *openapi3.SchemaRef, name string) (*node, error) {
	if ref == nil || ref.Value == nil {
		return nil, nil
	}
	key := nodeKey{ref.Value, b.direction}
	if n, ok := b.nodes[key]; ok {
		return n, nil
	}
	if b.nodes == nil {
		b.nodes = map[nodeKey]*node{}
	}
	if ref.Ref != "" {
		name = component(ref.Ref)
	}
	n := &node{}
	b.nodes[key] = n
	b.nulls(n, ref.Value, name)
	for _, step := range []func(*node, *openapi3.Schema, string) error{b.enum, b.objects, b.compositions} {
		if err := step(n, ref.Value, name); err != nil {
			return nil, err
		}
	}
	var err error
	n.items, err = b.node(ref.Value.Items, name+"/*")
	return n, err
}

// component gives the last part of a reference.
func component(ref string) string { return ref[strings.LastIndexAny(ref, "/#")+1:] }

// nulls adds both sides of nullable, which by OpenAPI 3.0.3 means nothing without a type.
func (b builder) nulls(n *node, s *openapi3.Schema, name string) {
	if n.nullable = s.Nullable && len(s.Type.Slice()) == 1; n.nullable {
		at := fieldOf(s.Origin, "nullable")
		n.null = b.member(Nulls, name, " null", at)
		n.notNull = b.member(Nulls, name, " not null", at)
	}
}

func (b builder) enum(n *node, s *openapi3.Schema, name string) error {
	n.texts = map[string]int{}
	for i, value := range s.Enum {
		if value == nil {
			continue // It counts among the nulls.
		}
		if text, ok := value.(string); ok {
			if _, again := n.texts[text]; !again {
				n.texts[text] = b.member(EnumValues, name, " "+strconv.Quote(text), enumPlace(s, i))
			}
			continue
		}
		text, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("%s: enum: %w", name, err)
		}
		if n.value(text) >= 0 {
			continue
		}
		only := openapi3.NewSchemaRef("", &openapi3.Schema{Enum: []any{value}})
		program, err := b.schemas.Compile(only, b.direction)
		if err != nil {
			return err
		}
		n.values = append(n.values, enumValue{b.member(EnumValues, name, " "+string(text), enumPlace(s, i)), program})
	}
	return nil
}

// value gives the element of a value of the enumeration that is not a string, -1 when it is none.
func (n *node) value(text []byte) int {
	for _, v := range n.values {
		if v.program.Check(text) == nil {
			return v.element
		}
	}
	return -1
}

// enumPlace is where a value of an enumeration stands, or else its list.
func enumPlace(s *openapi3.Schema, index int) Place {
	if s.Origin != nil {
		if listed := s.Origin.Sequences["enum"]; len(listed) == len(s.Enum) {
			return placeOf(listed[index])
		}
	}
	return fieldOf(s.Origin, "enum")
}

// objects adds the properties that the direction does not rule out.
func (b builder) objects(n *node, s *openapi3.Schema, name string) (err error) {
	n.properties = map[string]property{}
	for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
		ref := s.Properties[key]
		if ref == nil || ref.Value == nil ||
			b.direction == schema.Request && ref.Value.ReadOnly || b.direction == schema.Response && ref.Value.WriteOnly {
			continue
		}
		p := property{element: b.member(Properties, name, "/"+key, keyOf(ref.Origin))}
		if p.node, err = b.node(ref, name+"/"+key); err != nil {
			return err
		}
		n.properties[key] = p
	}
	n.additional, err = b.node(s.AdditionalProperties.Schema, name+"/*")
	return err
}

func (b builder) compositions(n *node, s *openapi3.Schema, name string) error {
	for _, ref := range s.AllOf {
		part, err := b.node(ref, name)
		if err != nil {
			return err
		}
		n.allOf = append(n.allOf, part)
	}
	n.tags = map[string]int{}
	for _, ref := range slices.Concat(s.OneOf, s.AnyOf) {
		part, err := b.node(ref, name)
		if err != nil {
			return err
		}
		program, err := b.schemas.Compile(ref, b.direction)
		if err != nil {
			return err
		}
		if ref.Ref != "" {
			n.tags[component(ref.Ref)] = len(n.alternatives)
		}
		n.alternatives = append(n.alternatives, alternative{part, program})
	}
	if s.Discriminator != nil {
		n.tag = s.Discriminator.PropertyName
		for value, ref := range s.Discriminator.Mapping {
			if chosen, ok := n.tags[component(ref.Ref)]; ok {
				n.tags[value] = chosen
			}
		}
	}
	return nil
}
