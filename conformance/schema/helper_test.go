package schema

import (
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

// load reads a document of schemas: the name of the first is Root.
func load(t testing.TB, schemas string) *openapi3.T {
	t.Helper()
	text := "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    " +
		strings.ReplaceAll(strings.TrimSpace(schemas), "\n", "\n    ")
	loader := openapi3.NewLoader()
	loader.IncludeOrigin = true
	doc, err := loader.LoadFromData([]byte(text))
	require.NoError(t, err, "%s", text)
	return doc
}

// firstLine is the line of the first schema in a document that load made.
const firstLine = 6

// compile makes the program of the schema Root, given in YAML as the text behind "Root:", and any others.
func compile(t testing.TB, root string, direction Direction) *Program {
	t.Helper()
	var c Compiler
	p, err := c.Compile(rootOf(t, root), direction)
	require.NoError(t, err)
	return p
}

func rootOf(t testing.TB, root string) *openapi3.SchemaRef {
	t.Helper()
	doc := load(t, "Root: "+root)
	return &openapi3.SchemaRef{Ref: "#/components/schemas/Root", Value: doc.Components.Schemas["Root"].Value}
}

// brief puts the faults in one line each: keyword, pointer, got, want, hint.
func brief(faults []Fault) []string {
	out := []string{}
	for _, f := range faults {
		line := string(f.Keyword) + " " + f.Pointer + ": got " + f.Got + ", want " + f.Want
		if f.Hint != "" {
			line += " (" + f.Hint + ")"
		}
		out = append(out, line)
	}
	return out
}
