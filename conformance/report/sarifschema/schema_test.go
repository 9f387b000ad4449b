// Package sarifschema holds the SARIF reports that the tests of the report package keep against the official schema of
// OASIS, in the edition that a released library carries. It is a module of its own, so that the main one does not need
// that library.
package sarifschema

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

const library = "github.com/owenrumney/go-sarif/v3"

// officialSchema reads the schema out of the library, which does not export it.
func officialSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	folder, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", library).Output()
	require.NoError(t, err)
	source := filepath.Join(strings.TrimSpace(string(folder)), "pkg/report/v210/sarif/schema.go")
	file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
	require.NoError(t, err)
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING && len(literal.Value) > len(text) {
			text = literal.Value
		}
		return true
	})
	text, err = strconv.Unquote(text)
	require.NoError(t, err)
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	require.Equal(t, "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema", document.(map[string]any)["title"])
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	require.NoError(t, compiler.AddResource("sarif.json", document))
	schema, err := compiler.Compile("sarif.json")
	require.NoError(t, err)
	return schema
}

func TestReportsKeepTheOfficialSchema(t *testing.T) {
	schema := officialSchema(t)
	reports, err := filepath.Glob("../testdata/*.sarif")
	require.NoError(t, err)
	require.NotEmpty(t, reports)
	for _, name := range reports {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			require.NoError(t, err)
			require.NoError(t, schema.Validate(document))
			_, err = sarif.FromBytes(data, sarif.WithStrictValidation())
			require.NoError(t, err, "the library reads the report")
		})
	}
}

// The schema is not so lenient that it would take anything.
func TestTheSchemaTurnsDownWhatIsWrong(t *testing.T) {
	schema := officialSchema(t)
	for _, text := range []string{
		`{"version": "2.1.0"}`,
		`{"version": "2.1.0", "runs": [{"results": []}]}`,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": [{"message": {"text": "m"}, "level": "fatal"}]}]}`,
	} {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err)
		require.Error(t, schema.Validate(document), text)
	}
}
