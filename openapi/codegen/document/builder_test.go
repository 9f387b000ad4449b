package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/loader"
)

const document = `openapi: 3.0.3
info: {title: Trees, version: 1.0.0}
paths:
  /trees:
    post:
      operationId: plantTree
      callbacks:
        grown:
          '{$request.body#/at}':
            post:
              responses: {default: {description: Ignored.}}
      responses:
        '200':
          description: The tree.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Tree'}
components:
  schemas:
    Tree:
      type: object
      properties:
        branches: {type: array, items: {$ref: '#/components/schemas/Tree'}}
        height: {type: number, maximum: 12.5, default: 1}
        state:
          type: string
          nullable: true
          maxLength: 9
          enum: [grown, null]
`

func buildText(t *testing.T, text string) (*builder, error) {
	t.Helper()
	doc, err := loader.Load("trees.yaml", func(string) ([]byte, error) { return []byte(text), nil })
	require.NoError(t, err)
	return newBuilder(doc)
}

func TestCodeSaysWhatTheDocumentSays(t *testing.T) {
	b, err := buildText(t, document)
	require.NoError(t, err)
	code := map[string]string{"root": b.Root, "places": strings.Join(b.Places.Values, "\n"), "lists": strings.Join(b.Lists.Values, "\n")}
	for _, o := range b.Objects {
		code[o.Name] = o.Code
	}
	tests := []struct{ name, in, want string }{
		{"an operation has its own function", "root", "Post: &d.operationPlantTree"},
		{"a reference leads to an object", "operationPlantTree", `Ref: "#/components/schemas/Tree", Value: &d.schemaTree`},
		{"an object may refer to itself", "schemaTree", "Value: &d.schemaTree"},
		{"responses have their members", "operationPlantTree", "filled(&openapi3.Responses{"},
		{"callbacks have their members", "operationPlantTree", "filled(&openapi3.Callback{"},
		{"a limit is a new number", "schemaTree", "Max: new(float64(12.5))"},
		{"a count has its type", "schemaTree", "MaxLength: new(uint64(9))"},
		{"a number of any kind has its type", "schemaTree", "Default: float64(1)"},
		{"null is nil", "schemaTree", `Enum: []any{"grown", nil}`},
		{"an object has its place", "places", `Key: &openapi3.Location{File: "trees.yaml", Name: "Tree", Line: 20, Column: 5, EndLine: 29, EndColumn: 30}`},
		{"an object has the places of its fields", "places", `{File: "trees.yaml", Name: "type", Line: 21, Column: 7}, {File: "trees.yaml", Name: "properties", Line: 22, Column: 7}`},
		{"an object knows its place", "schemaTree", "Origin: &placesTrees["},
		{"a list has the places of its items", "lists", `{{File: "trees.yaml", Name: "grown", Line: 29, Column: 18}, {File: "trees.yaml", Name: "null", Line: 29, Column: 25}}`},
		{"an object knows the places of its lists", "schemaTree", `], map[string][]openapi3.Location{"enum": listsTrees[0]})`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Contains(t, code[tt.in], tt.want) })
	}
}

func TestCodeIsTheSameEachTime(t *testing.T) {
	doc, err := loader.Open("../../demanager.yaml")
	require.NoError(t, err)
	want, err := newBuilder(doc)
	require.NoError(t, err)
	for range 10 {
		got, err := newBuilder(doc)
		require.NoError(t, err)
		require.Equal(t, want.Root, got.Root)
		require.Equal(t, want.Objects, got.Objects)
	}
}

func TestWhatCodeCannotSayIsRefused(t *testing.T) {
	beside := strings.Replace(document, "items: {$ref: '#/components/schemas/Tree'}", "items: {$ref: '#/components/schemas/Tree', title: Branch}", 1)
	_, err := buildText(t, beside)
	require.ErrorContains(t, err, "got extra of a openapi3.SchemaRef, which code outside its package cannot set")
}
