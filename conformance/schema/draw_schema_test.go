package schema_test

import (
	"math/rand/v2"

	"github.com/getkin/kin-openapi/openapi3"
)

// A drawer draws schemas and JSON texts for them, the same for the same seed.
type drawer struct {
	*rand.Rand
	components map[string]*openapi3.SchemaRef
	// open is set while schemas may be composed of components: not in the components that are.
	open bool
	// beyond is set in documents with what JSON Schema does not know: formats, readOnly, writeOnly,
	// discriminators, and patterns that need more than RE2.
	beyond bool
	// drawn has every schema.
	drawn []*openapi3.Schema
}

func newDrawer(seed uint64) *drawer {
	return &drawer{Rand: rand.New(rand.NewPCG(seed, 1)), components: map[string]*openapi3.SchemaRef{}}
}

// oneIn is true once in n times.
func (d *drawer) oneIn(n int) bool { return d.IntN(n) == 0 }

func pick[V any](d *drawer, of ...V) V { return of[d.IntN(len(of))] }

const componentPrefix = "#/components/schemas/"

// document draws components that refer to each other, and gives the one that is called Root.
func (d *drawer) document() *openapi3.SchemaRef {
	names := []string{"Left", "Right", "Root"}
	d.beyond = d.oneIn(2)
	for _, name := range names {
		d.components[name] = openapi3.NewSchemaRef(componentPrefix+name, d.keep(&openapi3.Schema{}).Value)
	}
	for _, name := range names {
		d.open = name == "Root"
		d.fill(d.components[name].Value, 3)
	}
	return d.components["Root"]
}

// below draws the schema of a property or an item.
func (d *drawer) below(depth int) *openapi3.SchemaRef {
	if d.oneIn(8) {
		return d.components[pick(d, "Left", "Right", "Root")]
	}
	return d.schema(depth - 1)
}

func (d *drawer) schema(depth int) *openapi3.SchemaRef {
	s := &openapi3.Schema{}
	d.fill(s, depth)
	return d.keep(s)
}

func (d *drawer) fill(s *openapi3.Schema, depth int) {
	if depth == 0 {
		pick(d, d.text, d.text, d.number, d.boolean)(s)
	} else {
		pick(d, d.text, d.number, d.boolean, d.any,
			func(s *openapi3.Schema) { d.array(s, depth) }, func(s *openapi3.Schema) { d.object(s, depth) },
			func(s *openapi3.Schema) { d.object(s, depth) }, func(s *openapi3.Schema) { d.composition(s, depth) })(s)
	}
	if s.Type != nil && d.oneIn(6) {
		s.Nullable = true
	}
}

// any draws a schema that says nothing, or things of values of several types.
func (d *drawer) any(s *openapi3.Schema) {
	if d.oneIn(2) {
		return
	}
	d.textRules(s)
	d.numberRules(s)
	s.UniqueItems = d.oneIn(3)
	s.Required = d.names(d.IntN(2))
}

func (d *drawer) boolean(s *openapi3.Schema) {
	s.Type = &openapi3.Types{openapi3.TypeBoolean}
	if d.oneIn(6) {
		s.Enum = []any{true}
	}
}

func (d *drawer) text(s *openapi3.Schema) {
	s.Type = &openapi3.Types{openapi3.TypeString}
	if d.oneIn(4) {
		s.Enum = []any{"RUNNING", "STOPPED", "a", "", "é漢😀", "a value that is longer than sixteen bytes"}[d.IntN(3):]
	}
	if s.Enum == nil || d.oneIn(3) {
		d.textRules(s)
	}
}

func (d *drawer) textRules(s *openapi3.Schema) {
	if d.oneIn(4) {
		s.MinLength = uint64(d.IntN(4))
	}
	if d.oneIn(4) {
		s.MaxLength = new(uint64(2 + d.IntN(9)))
	}
	if d.oneIn(4) {
		s.Pattern = pick(d, textPatterns...).rule
	}
	if d.beyond && d.oneIn(20) {
		s.Pattern = pick(d, ecmaPatterns...).rule
	}
	if d.beyond && d.oneIn(4) {
		s.Format = pick(d, textFormats...).rule
	}
}

func (d *drawer) number(s *openapi3.Schema) {
	s.Type = &openapi3.Types{pick(d, openapi3.TypeInteger, openapi3.TypeInteger, openapi3.TypeNumber)}
	if d.oneIn(6) {
		s.Enum = []any{1.0, 2.0, -40.0, 0.1, 9007199254740992.0}
	}
	d.numberRules(s)
}

func (d *drawer) numberRules(s *openapi3.Schema) {
	if d.oneIn(3) {
		s.Min = new(pick(d, numberBounds...))
		s.ExclusiveMin.Bool = pick(d, nil, new(true), new(false))
	}
	if d.oneIn(3) {
		s.Max = new(pick(d, numberBounds...))
		s.ExclusiveMax.Bool = pick(d, nil, new(true), new(false))
	}
	if d.oneIn(5) {
		s.MultipleOf = new(pick(d, 1, 2, 3, 7, 1000, 0.5, 0.1, 0.01))
	}
	if d.beyond && s.Format == "" && d.oneIn(4) {
		s.Format = pick(d, "int32", "int64", "float", "double")
	}
}

var numberBounds = []float64{0, 1, -1, 2.5, 0.1, -7, 12, 100, 1e6, 2147483647, 9007199254740992, 1e21}

func (d *drawer) keep(s *openapi3.Schema) *openapi3.SchemaRef {
	d.drawn = append(d.drawn, s)
	return s.NewRef()
}
