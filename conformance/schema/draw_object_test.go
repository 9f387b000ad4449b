package schema_test

import (
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"
)

func (d *drawer) array(s *openapi3.Schema, depth int) {
	s.Type, s.Items = &openapi3.Types{openapi3.TypeArray}, d.below(depth)
	if d.oneIn(4) {
		s.MinItems = uint64(d.IntN(3))
	}
	if d.oneIn(4) {
		s.MaxItems = new(uint64(1 + d.IntN(3)))
	}
	s.UniqueItems = d.oneIn(3)
}

var propertyNames = []string{"a", "b", "kind", "status", "workspace_id", "a_name_that_is_longer_than_sixteen_bytes", "é", `say "x"`, "constructor"}

func (d *drawer) names(n int) []string {
	names := append([]string(nil), propertyNames...)
	d.Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
	return names[:n]
}

func (d *drawer) object(s *openapi3.Schema, depth int) {
	s.Type = &openapi3.Types{openapi3.TypeObject}
	if !d.oneIn(6) {
		s.Properties = openapi3.Schemas{}
		for _, name := range d.names(d.IntN(5)) {
			s.Properties[name] = d.below(depth)
		}
	}
	if d.oneIn(2) {
		s.Required = d.names(1 + d.IntN(2))
	}
	if s.Properties != nil && d.oneIn(40) {
		d.widen(s)
	}
	switch d.IntN(6) {
	case 0:
		s.AdditionalProperties.Has = new(d.oneIn(2))
	case 1:
		s.AdditionalProperties.Schema = d.below(depth)
	}
	if d.oneIn(8) {
		s.MinProps = uint64(d.IntN(4))
	}
	if d.oneIn(8) {
		s.MaxProps = new(uint64(1 + d.IntN(4)))
	}
	for _, name := range propertyNames {
		if p := s.Properties[name]; d.beyond && p != nil && p.Ref == "" {
			p.Value.ReadOnly, p.Value.WriteOnly = d.oneIn(9), d.oneIn(9)
		}
	}
}

// wideNames are more than there are bits in a word.
var wideNames = func() (names []string) {
	for i := range 70 {
		names = append(names, fmt.Sprintf("property_%d", i))
	}
	return names
}()

func (d *drawer) widen(s *openapi3.Schema) {
	for _, name := range wideNames {
		s.Properties[name] = d.schema(0)
		if d.oneIn(20) {
			s.Required = append(s.Required, name)
		}
	}
}

func (d *drawer) composition(s *openapi3.Schema, depth int) {
	if d.oneIn(3) {
		d.object(s, depth-1)
	}
	for range 1 + d.IntN(2) {
		switch d.IntN(7) {
		case 0, 1:
			s.AllOf = d.parts(depth)
		case 2, 3:
			s.AnyOf = d.parts(depth)
		case 4, 5:
			s.OneOf = d.parts(depth)
		case 6:
			s.Not = d.part(depth)
		}
	}
	if d.open && d.beyond && d.oneIn(2) && len(s.AnyOf)+len(s.OneOf) > 0 {
		d.discriminate(s)
	}
}

func (d *drawer) parts(depth int) openapi3.SchemaRefs {
	var out openapi3.SchemaRefs
	for range 1 + d.IntN(3) {
		out = append(out, d.part(depth))
	}
	return out
}

// part draws a schema that is composed with others: often it says little.
func (d *drawer) part(depth int) *openapi3.SchemaRef {
	switch d.IntN(6) {
	case 0, 1:
		if d.open {
			return d.components[pick(d, "Left", "Right")]
		}
	case 2:
		return d.keep(&openapi3.Schema{Required: d.names(1)})
	case 3:
		name := d.names(1)
		return d.keep(&openapi3.Schema{Required: name, Properties: openapi3.Schemas{name[0]: d.schema(0)}})
	}
	return d.schema(depth - 1)
}

// discriminate makes a property choose between two components.
func (d *drawer) discriminate(s *openapi3.Schema) {
	s.AnyOf, s.OneOf = nil, openapi3.SchemaRefs{d.components["Left"], d.components["Right"]}
	s.Discriminator = &openapi3.Discriminator{PropertyName: "kind"}
	if d.oneIn(2) {
		s.Discriminator.Mapping = map[string]openapi3.MappingRef{
			"RUNNING": {Ref: componentPrefix + "Left"}, "a": {Ref: "Right"}, "Left": {Ref: componentPrefix + "Left"},
		}
	}
}
