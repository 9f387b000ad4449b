package coverage_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/coverage"
	"github.com/devenviron/contract/conformance/schema"
)

// rootOf reads schemas in YAML: the text behind "Root:", and any others.
func rootOf(t *testing.T, schemas string) *openapi3.SchemaRef {
	t.Helper()
	if !strings.HasPrefix(schemas, "\n") {
		schemas = " " + schemas
	}
	text := "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Root:" +
		strings.ReplaceAll(strings.TrimRight(schemas, "\n"), "\n", "\n    ")
	loader := openapi3.NewLoader()
	loader.IncludeOrigin = true
	doc, err := loader.LoadFromData([]byte(text))
	require.NoError(t, err, "%s", text)
	return &openapi3.SchemaRef{Ref: "#/components/schemas/Root", Value: doc.Components.Schemas["Root"].Value}
}

// covered lists what JSON texts exercise of a schema, and after it what they do not.
func covered(t *testing.T, schemas string, direction schema.Direction, texts ...string) (covered, missing []string) {
	t.Helper()
	var inventory coverage.Inventory
	root, err := inventory.Schema(rootOf(t, schemas), direction, "response")
	require.NoError(t, err)
	tally := inventory.NewTally()
	for _, text := range texts {
		set := inventory.NewSet()
		root.Mark(set, []byte(text))
		tally.Add(set)
	}
	for c := range tally.Counts() {
		name := c.Kind.String() + " " + c.Name
		if c.Exchanges > 0 {
			covered = append(covered, name)
		} else {
			missing = append(missing, name)
		}
	}
	return covered, missing
}

const alternatives = `
  oneOf:
    - $ref: '#/components/schemas/Cat'
    - $ref: '#/components/schemas/Dog'
Cat:
  type: object
  required: [kind, claws]
  properties: {kind: {type: string, enum: [cat]}, claws: {type: integer}, name: {type: string}}
Dog:
  type: object
  required: [kind]
  properties: {kind: {type: string, enum: [dog]}, name: {type: string}}
`

func TestAValueExercisesWhatTheSchemasThatHoldForItDeclare(t *testing.T) {
	tests := []struct {
		name             string
		schemas          string
		text             string
		covered, missing []string
	}{
		{
			name:    "properties, through objects, maps and arrays",
			schemas: "{type: object, properties: {a: {type: array, items: {type: object, properties: {b: {type: string}, c: {type: string}}}}, d: {type: object, additionalProperties: {type: object, properties: {e: {type: string}}}}}}",
			text:    `{"a": [{}, {"b": ""}], "d": {"any": {"e": ""}}, "other": 1}`,
			covered: []string{"properties Root/a", "properties Root/a/*/b", "properties Root/d", "properties Root/d/*/e"},
			missing: []string{"properties Root/a/*/c"},
		},
		{
			name:    "values of enumerations, as JSON compares them",
			schemas: `{type: object, properties: {s: {type: string, enum: [a, "b\"", c]}, n: {type: number, enum: [1, 2.5]}, x: {enum: [true, {k: [1]}, null]}}}`,
			text:    `{"s": "b\u0022", "n": 25e-1, "x": {"k": [1.0]}}`,
			covered: []string{
				"properties Root/n", "properties Root/s", "properties Root/x",
				`enum-values Root/n 2.5`, `enum-values Root/s "b\""`, `enum-values Root/x {"k":[1]}`,
			},
			missing: []string{"enum-values Root/n 1", `enum-values Root/s "a"`, `enum-values Root/s "c"`, "enum-values Root/x true"},
		},
		{
			name:    "null",
			schemas: "{type: object, properties: {a: {type: string, nullable: true}, b: {type: string, nullable: true}, c: {nullable: true}}}",
			text:    `{"a": null, "b": "", "c": null}`,
			covered: []string{"properties Root/a", "properties Root/b", "properties Root/c", "nulls Root/a null", "nulls Root/b not null"},
			missing: []string{"nulls Root/a not null", "nulls Root/b null"},
		},
		{
			name:    "all parts of allOf",
			schemas: "{allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {b: {type: string}}}]}\nBase: {type: object, properties: {a: {type: string}}}",
			text:    `{"a": "", "b": ""}`,
			covered: []string{"properties Root/b", "properties Base/a"},
		},
		{
			name:    "only the alternative of oneOf that holds",
			schemas: alternatives,
			text:    `{"kind": "dog", "name": ""}`,
			covered: []string{"properties Dog/kind", "properties Dog/name", `enum-values Dog/kind "dog"`},
			missing: []string{"properties Cat/claws", "properties Cat/kind", "properties Cat/name", `enum-values Cat/kind "cat"`},
		},
		{
			name:    "every alternative of anyOf that holds, undocumented properties aside",
			schemas: "{anyOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: string}, b: {type: integer}}}, {type: object, properties: {b: {type: string}}}]}",
			text:    `{"a": "", "b": 1}`,
			covered: []string{"properties Root/a", "properties Root/a", "properties Root/b"},
			missing: []string{"properties Root/b"},
		},
		{
			name: "the alternative that the discriminator names, even if others would hold",
			schemas: "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: k, mapping: {bee: '#/components/schemas/B'}}}\n" +
				"A: {type: object, properties: {k: {type: string}}}\nB: {type: object, properties: {k: {type: string}}}",
			text:    `{"k": "bee"}`,
			covered: []string{"properties B/k"},
			missing: []string{"properties A/k"},
		},
		{
			name:    "nothing of what not rules out",
			schemas: "{type: object, properties: {a: {type: string}}, not: {required: [b], properties: {b: {enum: [x]}}}}",
			text:    `{"a": "", "b": "y"}`,
			covered: []string{"properties Root/a"},
		},
		{
			name:    "a schema that contains itself",
			schemas: "{type: object, properties: {next: {$ref: '#/components/schemas/Root'}, end: {type: boolean}}}",
			text:    `{"next": {"next": {"end": true}}}`,
			covered: []string{"properties Root/end", "properties Root/next"},
		},
		{
			name:    "nothing by a text that is not JSON",
			schemas: "{type: object, properties: {a: {type: string}}}",
			text:    `{"a": "`,
			missing: []string{"properties Root/a"},
		},
		{
			name:    "the property, but not what a value of another type cannot have",
			schemas: "{type: object, properties: {a: {type: object, properties: {b: {type: string, enum: [x]}}}}}",
			text:    `{"a": ["x"]}`,
			covered: []string{"properties Root/a"},
			missing: []string{"properties Root/a/b", `enum-values Root/a/b "x"`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, missing := covered(t, tt.schemas, schema.Response, tt.text)
			require.ElementsMatch(t, tt.covered, got)
			require.ElementsMatch(t, tt.missing, missing)
		})
	}
}

func TestTheDirectionRulesPropertiesOut(t *testing.T) {
	const schemas = "{type: object, properties: {id: {type: string, readOnly: true}, secret: {type: string, writeOnly: true}, name: {type: string}}}"
	_, request := covered(t, schemas, schema.Request)
	require.Equal(t, []string{"properties Root/secret", "properties Root/name"}, request)
	_, response := covered(t, schemas, schema.Response)
	require.Equal(t, []string{"properties Root/id", "properties Root/name"}, response)
}

func TestWhatStandsAtOnePlaceIsOneElement(t *testing.T) {
	const schemas = "{type: object, properties: {a: {type: string, enum: [x, x, y], nullable: true}}}"
	var inventory coverage.Inventory
	for _, direction := range []schema.Direction{schema.Request, schema.Response, schema.Request} {
		// Each document that refers to a file has a copy of its schemas.
		_, err := inventory.Schema(rootOf(t, schemas), direction, "")
		require.NoError(t, err)
	}
	at := coverage.Place{File: "api.yaml", Line: 7, Column: 3}
	require.Equal(t, inventory.Add(coverage.Statuses, "get 200", at), inventory.Add(coverage.Statuses, "get 200", at))
	require.NotEqual(t, inventory.Add(coverage.Statuses, "get 200", at), inventory.Add(coverage.Statuses, "put 200", at))
	total := map[coverage.Kind]int{}
	for _, t := range inventory.NewTally().Totals() {
		total[t.Kind] = t.Total
	}
	require.Equal(t, map[coverage.Kind]int{
		coverage.Operations: 0, coverage.Statuses: 2, coverage.MediaTypes: 0, coverage.Parameters: 0,
		coverage.Properties: 1, coverage.EnumValues: 2, coverage.Nulls: 2, coverage.Headers: 0,
	}, total)
}

func TestElementsKnowTheirPlaces(t *testing.T) {
	var inventory coverage.Inventory
	_, err := inventory.Schema(rootOf(t, `
  type: object
  properties:
    a:
      $ref: '#/components/schemas/A'
A:
  type: string
  nullable: true
  enum:
    - x
    - y
`), schema.Response, "")
	require.NoError(t, err)
	places := map[string]string{}
	for c := range inventory.NewTally().Counts() {
		places[c.Name] = c.Place.String()
	}
	require.Equal(t, map[string]string{
		"Root/a": ":9:9", `A "x"`: ":15:11", `A "y"`: ":16:11", "A null": ":13:7", "A not null": ":13:7",
	}, places)
}

func TestHostileNestingTakesBoundedTime(t *testing.T) {
	const depth = 900
	text := strings.Repeat(`{"a":`, depth) + "{}" + strings.Repeat("}", depth)
	got, _ := covered(t, "{anyOf: [{type: object, properties: {a: {$ref: '#/components/schemas/Root'}}}]}", schema.Response, text,
		strings.Repeat("[", 2000)+strings.Repeat("]", 2000))
	require.Equal(t, []string{"properties Root/a"}, got)
}

// Both parts of Root lead to child, and each again: without care, forty levels are 2^40 steps.
func TestDeepValuesOfComposedSchemasTakeNoForever(t *testing.T) {
	const schemas = `
  allOf:
    - $ref: '#/components/schemas/Base'
    - properties: {child: {$ref: '#/components/schemas/Root'}, last: {type: boolean}}
Base: {type: object, properties: {child: {$ref: '#/components/schemas/Root'}}}
`
	got, missing := covered(t, schemas, schema.Response, strings.Repeat(`{"child":`, 40)+`{"last":true}`+strings.Repeat("}", 40))
	require.Equal(t, []string{"properties Base/child", "properties Root/child", "properties Root/last"}, slices.Sorted(slices.Values(got)))
	require.Empty(t, missing)
}
