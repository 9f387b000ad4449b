package devenviron_test

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

// variant says how a sample is made of a schema.
type variant string

const (
	// full has every property, each with a value of its own.
	full variant = "every property"
	// zero has every property, with the least value: false, 0, an empty text. Lists and maps that may be absent are,
	// because Go's omitempty leaves out empty ones.
	zero variant = "the least values"
	// null has null wherever it may be.
	null variant = "null"
	// empty has an empty value wherever null may be.
	empty variant = "empty instead of null"
	// bare has the mandatory properties only.
	bare variant = "mandatory properties only"
	// novel has a value that is not listed in every open enumeration.
	novel variant = "values that are not listed"
	// reserved has every character that URLs or JSON give a meaning, in every free text.
	reserved variant = "reserved characters"
)

const reservedText = `a b+c&d=e/f?g%h#i;j,k|l'm"n<o>ü漢😀\`

// sampler makes values of a schema. The same schema and variant give the same value.
type sampler struct {
	t       *testing.T
	variant variant
	numbers int64
}

func sample(t *testing.T, v variant, ref *openapi3.SchemaRef) any {
	t.Helper()
	s := sampler{t: t, variant: v}
	return s.value(ref, path.Base(ref.Ref))
}

// value makes a value. The place, which is the way to it, makes texts differ.
func (s *sampler) value(ref *openapi3.SchemaRef, place string) any {
	schema := ref.Value
	switch {
	case schema.Nullable && s.variant == null:
		return nil
	case len(schema.AllOf) == 1:
		return s.value(schema.AllOf[0], place)
	case len(schema.Enum) > 0:
		return s.enum(schema)
	case schema.Type.Is("object"):
		return s.object(ref, place)
	case schema.Type.Is("array"):
		if s.emptied(schema) {
			return []any{}
		}
		return []any{s.value(schema.Items, place+"-0"), s.value(schema.Items, place+"-1")}
	case schema.Type.Is("integer"):
		return s.integer(schema)
	case schema.Type.Is("number"):
		return s.number(schema)
	case schema.Type.Is("boolean"):
		return s.variant != zero
	}
	return s.text(schema, place)
}

func (s *sampler) emptied(schema *openapi3.Schema) bool {
	return s.variant == zero || s.variant == empty && schema.Nullable
}

// enum takes the first value. The least variants take the last, after which no condition of the contract asks for more.
func (s *sampler) enum(schema *openapi3.Schema) any {
	open := schema.Extensions["x-extensible-enum"] == true
	switch {
	case s.variant == novel && open && schema.Type.Is("integer"):
		return 99
	case s.variant == novel && open:
		return "BRAND_NEW"
	case s.variant == zero || s.variant == bare:
		return schema.Enum[len(schema.Enum)-1]
	}
	return schema.Enum[0]
}

// conditional are properties that a condition of the contract makes mandatory.
var conditional = map[string][]string{"ErrorResponse": {"error_msg"}, "CreateNotebookRequest": {"flavor"}}

func (s *sampler) object(ref *openapi3.SchemaRef, place string) any {
	schema := ref.Value
	mandatory := slices.Concat(schema.Required, conditional[path.Base(ref.Ref)])
	object := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		property := schema.Properties[name]
		wanted := slices.Contains(mandatory, name)
		if !wanted && (s.variant == bare || s.variant == zero && isContainer(property.Value)) {
			continue
		}
		object[name] = s.value(property, place+"-"+name)
	}
	values := schema.AdditionalProperties
	if len(schema.Properties) > 0 || s.emptied(schema) {
		return object
	}
	if values.Schema != nil {
		return map[string]any{"a": s.value(values.Schema, place+"-a"), "b c": s.value(values.Schema, place+"-b")}
	}
	require.NotNil(s.t, values.Has, "%s: neither properties nor additional ones", place)
	if !*values.Has {
		return object
	}
	return map[string]any{
		"number": 8, "text": "64GiB", "fraction": 0.5, "negative": -1, "yes": true, "nothing": nil,
		"list": []any{1, "two", nil}, "object": map[string]any{"deep": []any{map[string]any{}}},
	}
}

// isContainer is whether the generated type leaves out an empty value.
func isContainer(schema *openapi3.Schema) bool {
	return !schema.Nullable && (schema.Type.Is("array") || schema.Type.Is("object") && len(schema.Properties) == 0)
}

// integer counts up, so that no two numbers of a sample are equal.
func (s *sampler) integer(schema *openapi3.Schema) any {
	least := int64(0)
	if schema.Min != nil {
		least = int64(*schema.Min)
	}
	if s.variant == zero {
		return least
	}
	s.numbers++
	if schema.Format == "int64" {
		return 1594887749962 + s.numbers
	}
	if schema.Max != nil {
		return min(least+s.numbers, int64(*schema.Max))
	}
	return least + s.numbers
}

// number counts up, with more digits than a float32 holds.
func (s *sampler) number(schema *openapi3.Schema) any {
	least := 0.0
	if schema.Min != nil {
		least = *schema.Min
	}
	if s.variant == zero {
		return least
	}
	s.numbers++
	return least + float64(s.numbers) + 0.123456789
}

// text takes the first candidate that the schema allows.
func (s *sampler) text(schema *openapi3.Schema, place string) any {
	text := place
	switch {
	case s.emptied(schema):
		text = ""
	case s.variant == reserved:
		text = reservedText
	}
	// Conditions of the contract, not patterns of the properties, want a directory of a bucket, and an absolute path.
	switch {
	case s.variant != zero && strings.HasSuffix(place, "-path"):
		text = "/bucket/" + text + "/"
	case strings.HasSuffix(place, "-script"):
		text = "/" + text
	}
	hex := fmt.Sprintf("%032x", len(place))
	uuid := "00000000-0000-4000-8000-" + hex[20:]
	for _, candidate := range []string{text, place, "/data/" + text, "/data/" + place, "1594887749962", "ModelArts.6309", "true", hex, uuid} {
		if allows(schema, candidate) {
			return candidate
		}
	}
	require.Fail(s.t, "no candidate suits", "%s: pattern %q", place, schema.Pattern)
	return nil
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func allows(schema *openapi3.Schema, text string) bool {
	length := uint64(len([]rune(text)))
	return (schema.Format != "uuid" || uuidForm.MatchString(text)) && length >= schema.MinLength && (schema.MaxLength == nil || length <= *schema.MaxLength) &&
		(schema.Pattern == "" || regexp.MustCompile(schema.Pattern).MatchString(text))
}
