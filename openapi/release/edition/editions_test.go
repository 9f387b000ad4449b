package edition_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// converted puts a schema into a document, makes an edition of it, and gives the schema as the edition has it.
func converted(t *testing.T, schema string, convert func(*edition.Document) *edition.Document) string {
	t.Helper()
	root, err := tree.Read("test", []byte("openapi: 3.0.3\ninfo: {description: A.}\ncomponents: {schemas: {A: "+schema+"}}\n"))
	require.NoError(t, err)
	text, err := tree.JSON(tree.Get(convert(&edition.Document{Name: "test", Root: root}).Root, "components", "schemas", "A"))
	require.NoError(t, err)
	return string(text)
}

func TestOpenAPI31SaysTheSameInItsOwnWords(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"what may be null has it as a type", `{type: string, nullable: true}`, `{"type": ["string", "null"]}`},
		{"what may not be null has one type", `{type: string, nullable: false}`, `{"type": "string"}`},
		{"an exclusive limit is a number", `{type: number, minimum: 1, exclusiveMinimum: true}`, `{"type": "number", "exclusiveMinimum": 1}`},
		{"an inclusive limit stays", `{maximum: 1.50, exclusiveMaximum: false}`, `{"maximum": 1.50}`},
		{"an example is one of a list", `{example: [1]}`, `{"examples": [[1]]}`},
		{"a property may have the name of a keyword", `{properties: {nullable: {type: boolean, nullable: true}, example: {type: string}}}`, `{"properties": {"nullable": {"type": ["boolean", "null"]}, "example": {"type": "string"}}}`},
		{"values are no schemas", `{default: {nullable: true}, enum: [{nullable: true, example: 1}]}`, `{"default": {"nullable": true}, "enum": [{"nullable": true, "example": 1}]}`},
		{"a negation stays where it is no rule", `{not: {pattern: a}}`, `{"not": {"pattern": "a"}}`},
		{
			"not both A and not B is: if A then B", `{not: {description: A asks for b., required: [a], not: {required: [b]}}}`,
			`{"allOf": [{"description": "A asks for b.", "if": {"required": ["a"]}, "then": {"required": ["b"]}}]}`,
		},
		{
			"one of two is: if not A then B", `{not: {allOf: [{not: {required: [a]}}, {not: {required: [b]}}]}}`,
			`{"allOf": [{"if": {"not": {"required": ["a"]}}, "then": {"required": ["b"]}}]}`,
		},
		{
			"several rules are several conditions, behind what is there", `{allOf: [{type: object}], not: {anyOf: [{required: [a], not: {required: [b]}}, {minProperties: 9}]}}`,
			`{"allOf": [{"type": "object"}, {"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"not": {"minProperties": 9}}]}`,
		},
		{
			"a rule on a member of a member", `{not: {required: [a], properties: {a: {required: [b], properties: {b: {not: {pattern: x}}}}}}}`,
			`{"allOf": [{"if": {"required": ["a"], "properties": {"a": {"required": ["b"]}}}, "then": {"properties": {"a": {"properties": {"b": {"pattern": "x"}}}}}}]}`,
		},
		{
			"two values that exclude each other", `{not: {required: [a, b], properties: {a: {enum: [1]}, b: {enum: [2]}}}}`,
			`{"allOf": [{"if": {"required": ["a", "b"], "properties": {"a": {"enum": [1]}}}, "then": {"properties": {"b": {"not": {"enum": [2]}}}}}]}`,
		},
		{
			"a property that may be absent stays in the negation", `{not: {properties: {a: {not: {pattern: x}}}}}`,
			`{"not": {"properties": {"a": {"not": {"pattern": "x"}}}}}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.JSONEq(t, tt.want, converted(t, tt.in, edition.OpenAPI31))
		})
	}
}

func TestNoEditionIn31KeepsAKeywordOf30(t *testing.T) {
	for _, d := range bundles(t) {
		text, err := tree.JSON(edition.OpenAPI31(d).Root)
		require.NoError(t, err)
		require.Contains(t, string(text), `"openapi": "3.1.0"`)
		require.NotContains(t, string(text), `"nullable":`)
		require.Contains(t, string(text), `"if":`)
	}
}

func TestTheEditionForGeneratorsHasNoNegation(t *testing.T) {
	require.JSONEq(t, `{"type": "object", "properties": {"not": {"type": "string"}}}`,
		converted(t, `{type: object, properties: {not: {type: string, not: {pattern: a}}}, not: {required: [a]}}`, edition.WithoutConditions))
}

func TestOpenEnumerationsAreTextsWithKnownValues(t *testing.T) {
	require.JSONEq(t, `{"type": "string", "x-known-values": ["A", "B"]}`,
		converted(t, `{type: string, enum: [A, B], x-extensible-enum: true, x-enum-varnames: [A, B]}`, edition.WithOpenEnumerations))
	require.JSONEq(t, `{"type": "string", "enum": ["A"]}`, converted(t, `{type: string, enum: [A]}`, edition.WithOpenEnumerations))
}

func TestAMemberThatTakesAnOpenEnumerationByAllOfIsATextItself(t *testing.T) {
	root, err := tree.Read("test", []byte(`openapi: 3.0.3
info: {description: A.}
components:
  schemas:
    Kind: {type: string, description: K., enum: [A], x-extensible-enum: true}
    Closed: {type: string, enum: [A]}
    Order:
      type: object
      properties:
        kind: {description: D., allOf: [{$ref: '#/components/schemas/Kind'}], default: A, nullable: true}
        closed: {allOf: [{$ref: '#/components/schemas/Closed'}], default: A}
        both: {allOf: [{$ref: '#/components/schemas/Kind'}, {$ref: '#/components/schemas/Closed'}]}
`))
	require.NoError(t, err)
	d := edition.WithOpenEnumerations(&edition.Document{Root: root})
	text, err := tree.JSON(tree.Get(d.Root, "components", "schemas", "Order", "properties"))
	require.NoError(t, err)
	require.JSONEq(t, `{
		"kind": {"description": "D.", "type": "string", "default": "A", "nullable": true, "x-known-values": ["A"]},
		"closed": {"allOf": [{"$ref": "#/components/schemas/Closed"}], "default": "A"},
		"both": {"allOf": [{"$ref": "#/components/schemas/Kind"}, {"$ref": "#/components/schemas/Closed"}]}
	}`, string(text))
}

func TestEditionsSayInTheirDescriptionWhatTheyAre(t *testing.T) {
	d := edition.WithOpenEnumerations(edition.WithoutConditions(bundles(t)[0]))
	description := tree.Text(d.Root, "info", "description")
	require.Contains(t, description, "it leaves out the rules between properties.\nIts enumerations are texts")
}

func TestEditionsLeaveTheirDocumentAlone(t *testing.T) {
	d := bundles(t)[0]
	before, err := tree.YAML(d.Root)
	require.NoError(t, err)
	edition.OpenAPI31(d)
	edition.WithOpenEnumerations(edition.WithoutConditions(d))
	after, err := tree.YAML(d.Root)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
}

func TestEveryComponentHasAJSONSchema(t *testing.T) {
	schemas, err := edition.NewSources(os.DirFS(contract)).JSONSchemas()
	require.NoError(t, err)
	v := newValidators("")
	for _, s := range schemas {
		v.add(t, tree.Text(s.Root, "$id"), s.Root)
	}
	for _, s := range schemas {
		// Compiling holds a schema against the one for schemas, and follows its references.
		v.compile(t, tree.Text(s.Root, "$id"))
		text, err := tree.JSON(s.Root)
		require.NoError(t, err)
		require.NotContains(t, string(text), `"x-`, s.Path)
		require.True(t, strings.HasSuffix(tree.Text(s.Root, "$id"), "/"+s.Path), s.Path)
		for ref := range edition.References(s.Root) {
			require.False(t, strings.Contains(ref.Value, "#") || strings.Contains(ref.Value, "yaml"), ref.Value)
		}
	}
	files, err := fs.Glob(os.DirFS(contract), "schemas/*.yaml")
	require.NoError(t, err)
	count := 0
	for _, file := range files {
		content, err := os.ReadFile(contract + "/" + file)
		require.NoError(t, err)
		root, err := tree.Read(file, content)
		require.NoError(t, err)
		for range tree.Members(tree.Get(root, "components", "schemas")) {
			count++
		}
	}
	require.Len(t, schemas, count)
}
