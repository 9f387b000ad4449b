package conformance

import (
	"net/url"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

var (
	integer  = openapi3.NewSchemaRef("", openapi3.NewIntegerSchema())
	text     = openapi3.NewSchemaRef("", openapi3.NewStringSchema())
	boolean  = openapi3.NewSchemaRef("", openapi3.NewBoolSchema())
	integers = openapi3.NewSchemaRef("", openapi3.NewArraySchema().WithItems(openapi3.NewIntegerSchema()))
	words    = openapi3.NewSchemaRef("", openapi3.NewArraySchema().WithItems(openapi3.NewStringSchema()))
	colour   = openapi3.NewSchemaRef("", openapi3.NewObjectSchema().
			WithProperty("R", openapi3.NewIntegerSchema()).WithProperty("G", openapi3.NewIntegerSchema()).WithProperty("N", openapi3.NewStringSchema()))
)

// The values are those of the table of styles in the OpenAPI 3.0.3 specification.
func styled(style string, explode bool, schema *openapi3.SchemaRef) *parameter {
	return &parameter{
		name: "id", style: style, explode: explode, schema: schema, kinds: kindsOf(schema), itemKinds: kindsOf(itemSchema(schema)),
	}
}

func TestReadMakesJSONOfEveryStyle(t *testing.T) {
	tests := []struct {
		name, style string
		explode     bool
		schema      *openapi3.SchemaRef
		raw, want   string
	}{
		{"simple scalar", "simple", false, integer, "5", `5`},
		{"simple scalar that is no number", "simple", false, integer, "five", `"five"`},
		{"simple scalar with a leading zero", "simple", false, integer, "05", `"05"`},
		{"simple text that looks like a number", "simple", false, text, "5", `"5"`},
		{"simple text that looks like a boolean", "simple", false, text, "true", `"true"`},
		{"simple boolean", "simple", false, boolean, "true", `true`},
		{"simple boolean in capitals", "simple", false, boolean, "True", `"True"`},
		{"simple escaped", "simple", false, text, "a%20%22b", `"a \"b"`},
		{"simple array", "simple", false, integers, "3,4,5", `[3,4,5]`},
		{"simple array with an escaped comma", "simple", false, words, "a%2Cb,c", `["a,b","c"]`},
		{"simple object", "simple", false, colour, "R,100,G,200", `{"R":100,"G":200}`},
		{"simple object exploded", "simple", true, colour, "R=100,N=x", `{"R":100,"N":"x"}`},
		{"label scalar", "label", false, integer, ".5", `5`},
		{"label array", "label", false, integers, ".3,4", `[3,4]`},
		{"label array exploded", "label", true, integers, ".3.4.5", `[3,4,5]`},
		{"label object", "label", false, colour, ".R,100,G,200", `{"R":100,"G":200}`},
		{"label object exploded", "label", true, colour, ".R=100.G=200", `{"R":100,"G":200}`},
		{"matrix scalar", "matrix", false, integer, ";id=5", `5`},
		{"matrix array", "matrix", false, integers, ";id=3,4", `[3,4]`},
		{"matrix array exploded", "matrix", true, integers, ";id=3;id=4", `[3,4]`},
		{"matrix object", "matrix", false, colour, ";id=R,100,G,200", `{"R":100,"G":200}`},
		{"matrix object exploded", "matrix", true, colour, ";R=100;G=200", `{"R":100,"G":200}`},
		{"form array", "form", false, integers, "3,4", `[3,4]`},
		{"form array of nothing", "form", false, integers, "", `[]`},
		{"form object", "form", false, colour, "R,100,G,200", `{"R":100,"G":200}`},
		{"spaces", "spaceDelimited", false, words, "a%20b+c", `["a","b","c"]`},
		{"pipes", "pipeDelimited", false, words, "a|b%7Cc", `["a","b","c"]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := styled(tt.style, tt.explode, tt.schema)
			value, ok := p.read(literal{}, tt.raw, url.PathUnescape)
			require.True(t, ok)
			require.JSONEq(t, tt.want, string(value.json))
			require.Equal(t, tt.want, string(value.json))
		})
	}
}

func TestReadRefusesAnotherStyle(t *testing.T) {
	tests := []struct {
		name, style string
		explode     bool
		schema      *openapi3.SchemaRef
		raw         string
	}{
		{"label without its dot", "label", false, integer, "5"},
		{"matrix without its name", "matrix", false, integer, ";other=5"},
		{"matrix array with another name", "matrix", true, integers, ";id=3;di=4"},
		{"object of an odd number of parts", "simple", false, colour, "R,100,G"},
		{"exploded object without a sign", "simple", true, colour, "R=100,G"},
		{"broken escaping", "simple", false, text, "a%2"},
		{"broken escaping in an array", "simple", false, words, "a,%zz"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := styled(tt.style, tt.explode, tt.schema)
			_, ok := p.read(literal{}, tt.raw, url.PathUnescape)
			require.False(t, ok)
		})
	}
}

func TestReadRemembersWhereEachItemLies(t *testing.T) {
	p := styled("matrix", true, words)
	raw := ";id=one;id=two"
	value, ok := p.read(literal{}, raw, url.PathUnescape)
	require.True(t, ok)
	require.Equal(t, `["one","two"]`, string(value.json))
	require.Equal(t, "one;id=two", raw[value.source(1):])
	require.Equal(t, "two", raw[value.source(7):])
}

func TestExplodedObjectsClaimTheirPairs(t *testing.T) {
	tests := []struct {
		name, style, query, want string
		left                     []string
	}{
		{"form takes its properties", "form", "R=1&x=2&G=3", `{"R":1,"G":3}`, []string{"x"}},
		{"deep object takes its brackets", "deepObject", "id[R]=1&R=9&id[N]=a+b", `{"R":1,"N":"a b"}`, []string{"R"}},
		{"the last of two wins", "form", "R=1&R=2", `{"R":2}`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &parameter{name: "id", style: tt.style, explode: true, schema: colour}
			pairs := splitQuery(tt.query, 0)
			value, found := p.exploded(pairs)
			require.True(t, found)
			require.Equal(t, tt.want, string(value.json))
			var left []string
			for _, pair := range pairs {
				if !pair.taken {
					left = append(left, pair.name)
				}
			}
			require.Equal(t, tt.left, left)
		})
	}
}

func TestSplitQueryKeepsPlaces(t *testing.T) {
	raw := "?a=1&&b&c%20d=e=f"
	pairs := splitQuery(raw[1:], 1)
	require.Len(t, pairs, 3)
	require.Equal(t, []string{"a", "b", "c d"}, []string{pairs[0].name, pairs[1].name, pairs[2].name})
	require.Equal(t, "1&&b", raw[pairs[0].valueAt:pairs[0].valueAt+4])
	require.Empty(t, pairs[1].raw)
	require.Equal(t, "e=f", raw[pairs[2].valueAt:])
	require.Equal(t, "c%20d", raw[pairs[2].nameAt:pairs[2].nameAt+5])
}
