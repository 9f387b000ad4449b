package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAllOf(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "every part holds", schema: "{allOf: [{type: integer, minimum: 1}, {maximum: 5}]}", good: []string{"3"}, bad: map[string][]string{
			"0": {"minimum : got 0, want at least 1"},
			"9": {"maximum : got 9, want at most 5"},
		}},
		{name: "a wrong type is one fault", schema: "{allOf: [{type: integer}, {type: integer}], enum: [1]}", bad: map[string][]string{
			`"x"`: {`type : got "x", want an integer`},
		}},
	})
}

func TestAnyOf(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "one or more hold", schema: "{anyOf: [{type: integer}, {type: number, minimum: 2}]}", good: []string{"1", "2.5", "3"}, bad: map[string][]string{
			`"x"`: {`anyOf : got "x" that matches none, want at least one of an integer or a number`},
			"1.5": {
				"minimum : got 1.5, want at least 2",
				"anyOf : got 1.5 that matches none, want at least one of an integer or a number",
			},
		}},
		{name: "the nearest is explained", schema: "{anyOf: [{title: Full, type: object, required: [a, b, c]}, {title: Short, type: object, required: [a, d]}]}", bad: map[string][]string{
			`{"a": 1}`: {
				`required : got no "d", want property "d"`,
				"anyOf : got an object that matches none, want at least one of Full or Short",
			},
		}},
	})
}

func TestOneOf(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "exactly one holds", schema: "{oneOf: [{type: integer, multipleOf: 3, title: Three}, {type: integer, multipleOf: 5, title: Five}]}", good: []string{"3", "5"}, bad: map[string][]string{
			"15": {"oneOf : got 15 that matches Three and Five, want exactly one of Three or Five"},
			"7": {
				"multipleOf : got 7, want a multiple of 3",
				"oneOf : got 7 that matches none, want exactly one of Three or Five",
			},
		}},
		{
			name: "a tag tells what was meant", schema: `{oneOf: [
			{properties: {kind: {enum: [a]}, x: {type: integer}, y: {type: integer}}},
			{properties: {kind: {enum: [b]}}}]}`,
			bad: map[string][]string{
				`{"kind": "a", "x": "1", "y": "2"}`: {
					`oneOf : got an object that matches none, want exactly one of alternative 1 or alternative 2`,
					`type /x: got "1", want an integer`,
					`type /y: got "2", want an integer`,
				},
			},
		},
		{name: "an open enumeration does not rule its alternative out", schema: "{oneOf: [{type: string, enum: [a], x-extensible-enum: true}, {type: integer}]}", good: []string{`"a"`, "1"}, bad: map[string][]string{
			`"b"`: {`extensible-enum : got "b", want "a"`},
		}},
		{name: "null for one of them", schema: "{oneOf: [{type: string, nullable: true}, {type: integer}]}", good: []string{"null"}},
	})
}

func TestNot(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "plain", schema: "{not: {type: integer}}", good: []string{`"a"`}, bad: map[string][]string{
			"1": {"not : got 1, want a value that the contract does not rule out"},
		}},
		{
			name: "a rule in words", schema: `{type: object, properties: {enable: {}, duration: {}}, not: {description: "a duration when enable is true.",
			required: [enable], properties: {enable: {enum: [true]}}, not: {required: [duration]}}}`,
			good: []string{`{"enable": true, "duration": 1}`, `{"enable": false}`}, bad: map[string][]string{
				`{"enable": true}`: {"not : got an object, want a duration when enable is true"},
			},
		},
		{
			name: "several rules", schema: "{type: integer, not: {anyOf: [{description: an even number., multipleOf: 3}, {description: at most ten., minimum: 11}, {multipleOf: 7}]}}",
			good: []string{"2"}, bad: map[string][]string{
				"12": {"not : got 12, want an even number", "not : got 12, want at most ten"},
				"7":  {"not : got 7, want a value that the contract does not rule out"},
			},
		},
	})
}

func TestDiscriminator(t *testing.T) {
	const pets = `
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind, mapping: {kitty: '#/components/schemas/Cat', puppy: Dog, gone: '#/components/schemas/Gone'}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}, bark: {type: boolean}}}
Gone: {type: object}`
	runKeywordTests(t, []keywordTest{
		{name: "with mapping", schema: pets, good: []string{
			`{"kind": "kitty", "lives": 9}`, `{"kind": "Dog", "bark": true}`, `{"kind": "puppy"}`, `{"kind": "Cat"}`,
		}, bad: map[string][]string{
			`{"kind": "kitty", "lives": "nine"}`: {`type /lives: got "nine", want an integer`},
			`{"kind": "kitty", "bark": true}`:    {`undocumented /bark: got property "bark", want a documented property`},
			`{"kind": "cow"}`:                    {`discriminator /kind: got "cow", want one of "Cat", "Dog", "gone", "kitty" or "puppy"`},
			`{"kind": 5}`:                        {`discriminator /kind: got 5, want one of "Cat", "Dog", "gone", "kitty" or "puppy"`},
			`{}`:                                 {`discriminator : got no "kind", want property "kind"`},
			`5`:                                  {"oneOf : got 5 that matches none, want exactly one of Cat or Dog"},
			`{"kind": "gone"}`:                   {"oneOf : got an object that matches Cat and Dog, want exactly one of Cat or Dog"},
		}},
	})
}

func TestRecursion(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{
			name: "tree", schema: "{type: object, required: [v], properties: {v: {type: integer}, next: {$ref: '#/components/schemas/Root'}}}",
			good: []string{`{"v": 1, "next": {"v": 2, "next": {"v": 3}}}`}, bad: map[string][]string{
				`{"v": 1, "next": {"v": 2, "next": {}}}`: {`required /next/next: got no "v", want property "v"`},
			},
		},
	})
}

func TestNestedAlternativesTakeLinearTime(t *testing.T) {
	const tree = `{type: object, anyOf: [
		{properties: {v: {type: integer}, left: {$ref: '#/components/schemas/Root'}}},
		{properties: {v: {type: number}, left: {$ref: '#/components/schemas/Root'}}}]}`
	p := compile(t, tree, Response)
	const depth = 500
	body := strings.Repeat(`{"left":`, depth) + `{"v":"x"}` + strings.Repeat("}", depth)
	require.NotEmpty(t, p.Check([]byte(body)))
}

func TestFaultsSayWhere(t *testing.T) {
	const schema = `
  type: object
  required: [name]
  additionalProperties: false
  properties:
    size:
      type: integer
      minimum: 5
    state: {$ref: '#/components/schemas/State'}
    tags:
      type: array
      items: {type: string}
State:
  type: string
  enum: [a, b]`
	const body = `{"size": 1, "state": "c", "tags": ["x", 5], "nmae": 1, "size": 7}`
	at := func(line, column int, pointer string) Source {
		return Source{Line: firstLine + line, Column: column + 4, Pointer: pointer}
	}
	span := func(text string) string { return fmt.Sprintf("%q", text) }
	var got []string
	var sources []Source
	for _, f := range compile(t, schema, Response).Check([]byte(body)) {
		got = append(got, string(f.Keyword)+" "+f.Pointer+" "+span(body[f.Offset:f.End]))
		sources = append(sources, f.Contract)
	}
	require.Equal(t, []string{
		"required  " + span(body),
		`minimum /size "1"`,
		`enum /state "\"c\""`,
		`type /tags/1 "5"`,
		`additionalProperties /nmae "\"nmae\""`,
		`duplicate-member /size "\"size\""`,
	}, got)
	require.Equal(t, []Source{
		at(2, 14, "#/components/schemas/Root/required"),
		at(7, 7, "#/components/schemas/Root/properties/size/minimum"),
		at(14, 3, "#/components/schemas/State/enum"),
		at(11, 15, "#/components/schemas/Root/properties/tags/items/type"),
		at(3, 3, "#/components/schemas/Root/additionalProperties"),
		{},
	}, sources)
}

func TestSecretsAreNotShown(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "password", schema: "{type: object, properties: {p: {type: string, format: password, maxLength: 3}}}", bad: map[string][]string{
			`{"p": "hunter2"}`: {"maxLength /p: got (hidden), want at most 3 characters"},
			`{"p": 12345}`:     {"type /p: got (hidden), want a string"},
		}},
		{name: "inside a sensitive value", schema: "{type: object, x-sensitive: true, properties: {a: {type: string}, b: {type: array, items: {type: integer}}}}", bad: map[string][]string{
			`{"a": 5, "b": ["x"]}`: {"type /a: got (hidden), want a string", "type /b/0: got (hidden), want an integer"},
		}},
		{name: "marked by another schema of the same value", schema: "{allOf: [{properties: {k: {type: string, x-sensitive: true}}}, {properties: {k: {maxLength: 1}}}]}", bad: map[string][]string{
			`{"k": "secret"}`: {"maxLength /k: got (hidden), want at most 1 character"},
		}},
	})
}
