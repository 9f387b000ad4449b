package schema

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A generator draws schemas, and bodies that nearly conform to them.
type generator struct {
	*rapid.T
	// nulls has null among the values, and nullable schemas; composed has allOf, anyOf, oneOf and not.
	nulls, composed bool
	// exotic has what the judges of others are known to see differently.
	exotic bool
	// components are the schemas by name, as far as they are drawn.
	components map[string]schemaText
}

// schemaText is a schema as it is written.
type schemaText map[string]any

const refPrefix = "#/components/schemas/"

var componentNames = []string{"Root", "Left", "Right"}

func (g *generator) chance(percent int, label string) bool {
	return rapid.IntRange(0, 99).Draw(g.T, label) < percent
}

func one[V any](g *generator, label string, of ...V) V { return rapid.SampledFrom(of).Draw(g.T, label) }

func (g *generator) number(lo, hi int, label string) int {
	return rapid.IntRange(lo, hi).Draw(g.T, label)
}

// document draws the components and loads them.
func (g *generator) document(t require.TestingT) *openapi3.T {
	g.components = map[string]schemaText{}
	for _, name := range componentNames {
		g.components[name] = g.schema(3)
	}
	text, err := json.Marshal(map[string]any{
		"openapi": "3.0.3", "info": map[string]any{"title": "t", "version": "1"}, "paths": map[string]any{},
		"components": map[string]any{"schemas": g.components},
	})
	require.NoError(t, err)
	doc, err := openapi3.NewLoader().LoadFromData(text)
	require.NoError(t, err, "%s", text)
	return doc
}

// String gives the components as they are written.
func (g *generator) String() string {
	text, err := json.Marshal(g.components)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func (g *generator) schema(depth int) schemaText {
	if depth == 0 {
		return one(g, "leaf", g.text, g.integer, g.decimal, g.boolean)()
	}
	kinds := []func() schemaText{
		g.text, g.text, g.integer, g.decimal, g.boolean,
		func() schemaText { return g.array(depth) },
		func() schemaText { return g.object(depth) },
		func() schemaText { return g.object(depth) },
		func() schemaText { return g.object(depth) },
		// Only below a property or an item: a schema cannot be composed of itself.
		func() schemaText { return schemaText{"type": "array", "items": g.reference()} },
		func() schemaText {
			return schemaText{"type": "object", "properties": map[string]any{"next": g.reference()}}
		},
	}
	if g.composed {
		kinds = append(kinds, func() schemaText { return g.composition(depth) }, func() schemaText { return g.composition(depth) })
	}
	s := one(g, "kind", kinds...)()
	if g.nulls && s["type"] != nil && g.chance(20, "nullable") && (g.exotic || s["enum"] == nil) {
		s["nullable"] = true
	}
	return s
}

func (g *generator) reference() schemaText {
	return schemaText{"$ref": refPrefix + one(g, "ref", componentNames...)}
}

func (g *generator) text() schemaText {
	s := schemaText{"type": "string"}
	switch g.number(0, 5, "text rules") {
	case 0:
		s["enum"] = []any{"RUNNING", "STOPPED", "a", "", "a value that is longer than sixteen bytes"}
	case 1:
		s["minLength"] = g.number(0, 3, "minLength")
		s["maxLength"] = g.number(2, 12, "maxLength")
	case 2:
		s["pattern"] = one(g, "pattern", "^[a-z]+$", "^[A-Z]{3,}", "a", "^a?b*c$", "^[0-9]{3}$", "^(RUNNING|STOPPED)$", "^[^<>&]*$")
	case 3:
		if g.exotic {
			s["format"] = one(g, "format", "date", "byte")
		}
	}
	return s
}

func (g *generator) integer() schemaText {
	s := schemaText{"type": "integer"}
	switch g.number(0, 5, "integer rules") {
	case 0:
		s["enum"] = []any{1, 2, 3, -40}
	case 1:
		s["minimum"], s["maximum"] = g.number(-5, 2, "minimum"), g.number(0, 50, "maximum")
		s["exclusiveMinimum"], s["exclusiveMaximum"] = g.chance(30, "exclusive"), g.chance(30, "exclusive")
	case 2:
		s["multipleOf"] = g.number(1, 5, "multipleOf")
	case 3:
		s["format"] = one(g, "format", "int32", "int64")
	}
	return s
}

func (g *generator) decimal() schemaText {
	s := schemaText{"type": "number"}
	switch g.number(0, 3, "number rules") {
	case 0:
		s["minimum"], s["maximum"] = -1.5, 20.25
	case 1:
		s["multipleOf"] = one(g, "multipleOf", 0.5, 0.25, 2)
	}
	return s
}

func (g *generator) boolean() schemaText {
	s := schemaText{"type": "boolean"}
	if g.chance(20, "enum") {
		s["enum"] = []any{true}
	}
	return s
}

func (g *generator) array(depth int) schemaText {
	s := schemaText{"type": "array", "items": g.schema(depth - 1)}
	if g.chance(30, "minItems") {
		s["minItems"] = g.number(0, 2, "minItems")
	}
	if g.chance(30, "maxItems") {
		s["maxItems"] = g.number(1, 4, "maxItems")
	}
	if g.chance(30, "uniqueItems") {
		s["uniqueItems"] = true
	}
	return s
}

var propertyNames = []string{"a", "b", "kind", "status", "workspace_id", "a_name_that_is_longer_than_sixteen_bytes", "é", `with "quotes"`, "constructor"}

func (g *generator) object(depth int) schemaText {
	s := schemaText{"type": "object"}
	names := rapid.SliceOfNDistinct(rapid.SampledFrom(propertyNames), 0, 5, rapid.ID).Draw(g.T, "properties")
	if len(names) > 0 || g.chance(30, "properties") {
		properties := map[string]any{}
		for _, name := range names {
			properties[name] = g.property(depth)
		}
		s["properties"] = properties
	}
	if required := rapid.SliceOfNDistinct(rapid.SampledFrom(propertyNames), 0, 2, rapid.ID).Draw(g.T, "required"); len(required) > 0 {
		s["required"] = required
	}
	switch g.number(0, 5, "additionalProperties") {
	case 0:
		s["additionalProperties"] = false
	case 1:
		s["additionalProperties"] = true
	case 2:
		s["additionalProperties"] = g.schema(depth - 1)
	}
	if g.chance(10, "minProperties") {
		s["minProperties"] = g.number(0, 3, "minProperties")
	}
	if g.chance(10, "maxProperties") {
		s["maxProperties"] = g.number(1, 4, "maxProperties")
	}
	return s
}

func (g *generator) property(depth int) schemaText {
	s := g.schema(depth - 1)
	if g.exotic && s["$ref"] == nil {
		switch g.number(0, 9, "direction") {
		case 0:
			s["readOnly"] = true
		case 1:
			s["writeOnly"] = true
		}
	}
	return s
}

func (g *generator) composition(depth int) schemaText {
	s := schemaText{}
	if g.chance(50, "base") {
		s = g.object(depth - 1)
	}
	for _, keyword := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"allOf", "anyOf", "oneOf", "not"}), 1, 2, rapid.ID).Draw(g.T, "keywords") {
		if keyword == "not" {
			s["not"] = g.part(depth)
			continue
		}
		var subs []schemaText
		for range g.number(1, 3, keyword) {
			subs = append(subs, g.part(depth))
		}
		s[keyword] = subs
	}
	return s
}

// part draws a schema that is composed with others: often only a few words about an object.
func (g *generator) part(depth int) schemaText {
	switch g.number(0, 3, "part") {
	case 0:
		return g.schema(depth - 1)
	case 1:
		return schemaText{"required": []string{one(g, "required", propertyNames...)}}
	case 2:
		name := one(g, "property", propertyNames...)
		return schemaText{"required": []string{name}, "properties": map[string]any{name: g.schema(0)}}
	}
	return g.object(depth - 1)
}

// value draws the text of a value that has a good chance to conform to a schema.
func (g *generator) value(s schemaText, depth int) string {
	if ref, ok := s["$ref"].(string); ok {
		s = g.components[strings.TrimPrefix(ref, refPrefix)]
	}
	if depth == 0 || g.chance(4, "stray") {
		return g.stray()
	}
	if g.nulls && g.chance(4, "null") {
		return "null"
	}
	if enum, ok := s["enum"].([]any); ok && g.chance(80, "enum") {
		return g.scalar(one(g, "value", enum...))
	}
	s = g.chosen(s)
	switch s["type"] {
	case "string":
		return g.quoted(one(g, "text", "", "a", "abc", "RUNNING", "012", "2026-02-28", "2026-02-30", "QUJD", "a value that is longer than sixteen bytes", "é漢😀", "<&>", `"\`, "ac"))
	case "integer":
		return one(g, "integer", "0", "1", "2", "3", "-40", "7", "12", "100000", "2147483647", "2147483648", "1.5")
	case "number":
		return one(g, "number", "0", "1.5", "-1.5", "20.25", "20.26", "-2", "1e2", "7", "0.75")
	case "boolean":
		return one(g, "boolean", "true", "false", "true")
	case "array":
		items, _ := s["items"].(schemaText)
		var parts []string
		for range g.number(0, 3, "items") {
			parts = append(parts, g.value(items, depth-1))
		}
		return "[" + g.join(parts) + "]"
	}
	return g.objectValue(s, depth)
}

// chosen adds what one of the alternatives wants to what the schema wants itself.
func (g *generator) chosen(s schemaText) schemaText {
	properties := map[string]any{}
	merged := schemaText{"properties": properties}
	var add func(s schemaText)
	add = func(s schemaText) {
		if own, ok := s["properties"].(map[string]any); ok {
			for _, name := range propertyNames {
				if own[name] != nil {
					properties[name] = own[name]
				}
			}
			if own["next"] != nil {
				properties["next"] = own["next"]
			}
		}
		for _, key := range []string{"type", "items", "additionalProperties"} {
			if s[key] != nil && merged[key] == nil {
				merged[key] = s[key]
			}
		}
		required, _ := merged["required"].([]string)
		own, _ := s["required"].([]string)
		merged["required"] = append(required, own...)
		all, _ := s["allOf"].([]schemaText)
		for _, sub := range all {
			add(sub)
		}
		for _, keyword := range []string{"anyOf", "oneOf"} {
			if subs, ok := s[keyword].([]schemaText); ok {
				add(one(g, keyword, subs...))
			}
		}
	}
	add(s)
	return merged
}

func (g *generator) objectValue(s schemaText, depth int) string {
	properties, _ := s["properties"].(map[string]any)
	required, _ := s["required"].([]string)
	additional, _ := s["additionalProperties"].(schemaText)
	var parts []string
	for _, name := range append(propertyNames, "next") {
		declared, ok := properties[name].(schemaText)
		percent := 3
		if ok {
			percent = 60
		}
		for _, must := range required {
			if must == name {
				percent = 95
			}
		}
		if !g.chance(percent, name) {
			continue
		}
		if !ok {
			declared = additional
		}
		parts = append(parts, g.quoted(name)+g.space()+":"+g.space()+g.value(declared, depth-1))
	}
	if len(parts) > 0 && g.exotic && g.chance(4, "twice") {
		parts = append(parts, one(g, "again", parts...))
	}
	if g.chance(30, "shuffle") {
		parts = rapid.Permutation(parts).Draw(g.T, "order")
	}
	return "{" + g.join(parts) + "}"
}

func (g *generator) join(parts []string) string {
	return g.space() + strings.Join(parts, g.space()+","+g.space()) + g.space()
}

func (g *generator) space() string {
	if g.chance(95, "compact") {
		return ""
	}
	return one(g, "space", " ", "\n    ", "\r\n\t", "                                ")
}

func (g *generator) stray() string {
	return one(g, "stray value", "5", `"x"`, "true", "[]", "{}", "[1, 2]", `{"a": 1}`, `{"kind": "x", "b": [{}]}`, "1.5e300")
}

func (g *generator) scalar(value any) string {
	if text, ok := value.(string); ok {
		return g.quoted(text)
	}
	return fmt.Sprint(value)
}

// quoted writes a text as a JSON string, now and then with escapes that it does not need.
func (g *generator) quoted(text string) string {
	plain, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	if text == "" || !g.chance(10, "escape") {
		return string(plain)
	}
	var b strings.Builder
	for _, r := range text {
		if r < 0x10000 {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
	}
	return `"` + b.String() + `"`
}
