package schema_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

// A specimen makes a body that has everything that a schema declares, and lists what can be broken in it.
type specimen struct {
	t         *testing.T
	direction schema.Direction
}

// texts are of the forms that the contract asks for.
var texts = []any{
	"/data/notebook", "1594887749962", "ModelArts.6309", "true", "00000000-0000-4000-8000-000000000001", "0123456789abcdef0123456789abcdef",
	"2026-01-31T09:30:00Z", "https://example.com/", "192.0.2.1",
}

func (s specimen) value(ref *openapi3.SchemaRef, name string) any {
	of := ref.Value
	switch {
	case len(of.Enum) > 0:
		return of.Enum[0]
	case len(of.AllOf) > 0 && len(of.Properties) == 0:
		return s.value(of.AllOf[0], name)
	case of.Type.Is(openapi3.TypeObject):
		return s.object(of)
	case of.Type.Is(openapi3.TypeArray):
		return []any{s.value(of.Items, name)}
	case of.Type.Is(openapi3.TypeBoolean):
		return true
	case of.Type.Is(openapi3.TypeString):
		return s.conforming(ref, append([]any{"/bucket/directory/", name}, texts...))
	}
	return s.conforming(ref, []any{3600, 1, 0, 100, 1594887749962, 3600000})
}

// conforming gives the first value that conforms to a schema.
func (s specimen) conforming(ref *openapi3.SchemaRef, values []any) any {
	value, ok := s.find(ref, values, func(faults []schema.Fault) bool { return len(faults) == 0 })
	require.True(s.t, ok, "no value suits %+v", ref.Value)
	return value
}

func (s specimen) find(ref *openapi3.SchemaRef, values []any, suits func([]schema.Fault) bool) (any, bool) {
	program := compiled(s.t, ref, s.direction)
	for _, value := range values {
		if suits(program.Check(compact(s.t, value))) {
			return value, true
		}
	}
	return nil, false
}

func (s specimen) object(of *openapi3.Schema) any {
	out := words{}
	for name, property := range of.Properties {
		if !s.isForbidden(property.Value) {
			out[name] = s.value(property, name)
		}
	}
	if extra := of.AdditionalProperties.Schema; extra != nil {
		out["key"] = s.value(extra, "key")
	}
	for _, part := range of.AllOf {
		if more, ok := s.value(part, "").(words); ok {
			maps.Copy(out, more)
		}
	}
	return out
}

func (s specimen) isForbidden(of *openapi3.Schema) bool {
	return s.direction == schema.Request && of.ReadOnly || s.direction == schema.Response && of.WriteOnly
}

// mutations lists what breaks a keyword of a schema at a place, or of one below.
func (s specimen) mutations(ref *openapi3.SchemaRef, value any, at []string) []mutation {
	of := ref.Value
	out := s.replacements(ref, at)
	switch v := value.(type) {
	case words:
		out = append(out, ofMembers(of, at)...)
		for _, name := range slices.Sorted(maps.Keys(of.Properties)) {
			if member, ok := v[name]; ok {
				out = append(out, s.mutations(of.Properties[name], member, append(slices.Clone(at), name))...)
			}
		}
	case []any:
		if of.Items != nil {
			out = append(out, s.mutations(of.Items, v[0], append(slices.Clone(at), "0"))...)
		}
	}
	for _, part := range of.AllOf {
		out = append(out, s.mutations(part, value, at)...)
	}
	return out
}

// replacements puts values at a place that break one keyword of its schema.
func (s specimen) replacements(ref *openapi3.SchemaRef, at []string) []mutation {
	var out []mutation
	for keyword, values := range map[schema.Keyword][]any{
		schema.KeywordType:           {5, "text", nil},
		schema.KeywordEnum:           {"NOT_LISTED"},
		schema.KeywordExtensibleEnum: {"NOT_LISTED"},
		schema.KeywordMinimum:        {-1000, 0, 1},
		schema.KeywordMaximum:        {int64(1) << 40},
		schema.KeywordMinLength:      {"", "x"},
		schema.KeywordMaxLength:      {strings.Repeat("x", 300), strings.Repeat("x", 5000), "/data/" + strings.Repeat("x", 5000)},
		schema.KeywordPattern:        {"<&>", "a b", "!", "é"},
		schema.KeywordFormat:         {"no date, uuid or address", 1 << 40},
	} {
		value, ok := s.find(ref, values, func(faults []schema.Fault) bool { return len(faults) == 1 && faults[0].Keyword == keyword })
		if ok {
			out = append(out, mutation{at, func(any) any { return value }, keyword, pointerOf(at)})
		}
	}
	return out
}

// ofMembers drops, adds and repeats members of an object.
func ofMembers(of *openapi3.Schema, at []string) []mutation {
	var out []mutation
	for _, name := range of.Required {
		out = append(out, mutation{at, func(value any) any {
			rest := maps.Clone(value.(words))
			delete(rest, name)
			return rest
		}, schema.KeywordRequired, pointerOf(at)})
	}
	if len(of.Properties) == 0 {
		return out
	}
	first := slices.Min(slices.Collect(maps.Keys(of.Properties)))
	out = append(out, mutation{at, func(value any) any {
		return append(membersOf(value), member{first, value.(words)[first]})
	}, schema.KeywordDuplicateMember, pointerOf(append(slices.Clone(at), first))})
	if keyword := ofUnknown(of); keyword != "" {
		out = append(out, mutation{at, func(value any) any {
			return append(membersOf(value), member{"nowhere_declared", 1})
		}, keyword, pointerOf(append(slices.Clone(at), "nowhere_declared"))})
	}
	return out
}

// ofUnknown gives what a member breaks that an object does not declare, "" if nothing.
func ofUnknown(of *openapi3.Schema) schema.Keyword {
	allowed := of.AdditionalProperties
	switch {
	case allowed.Has != nil && !*allowed.Has:
		return schema.KeywordAdditionalProperties
	case allowed.Has == nil && allowed.Schema == nil:
		return schema.KeywordUndocumented
	}
	return ""
}

func membersOf(value any) object {
	var out object
	for _, name := range slices.Sorted(maps.Keys(value.(words))) {
		out = append(out, member{name, value.(words)[name]})
	}
	return out
}
