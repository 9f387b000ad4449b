package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

const schemaFile = "report.schema.json"

func readJSON(t *testing.T, name string) any {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err, name)
	return v
}

func TestJSONReportsKeepTheirSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	require.NoError(t, err)
	reports, err := filepath.Glob("testdata/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, reports)
	for _, name := range reports {
		t.Run(filepath.Base(name), func(t *testing.T) {
			require.NoError(t, schema.Validate(readJSON(t, name)))
		})
	}
}

func TestJSONLinesKeepTheirSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("report-line.schema.json")
	require.NoError(t, err)
	for name, of := range runs() {
		t.Run(name, func(t *testing.T) {
			lines := slices.Collect(strings.Lines(render(t, "jsonl", of)))
			require.Len(t, lines, 1+len(of.results)+len(of.unreadable)+1)
			for _, line := range lines {
				v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
				require.NoError(t, err)
				require.NoError(t, schema.Validate(v), line)
			}
		})
	}
}

func TestTheSchemaDescribesEveryField(t *testing.T) {
	document := readJSON(t, schemaFile).(map[string]any)
	definitions := document["$defs"].(map[string]any)
	properties := 0
	var walk func(place string, node any)
	walk = func(place string, node any) {
		object, ok := node.(map[string]any)
		if !ok {
			return
		}
		fields, _ := object["properties"].(map[string]any)
		for name, field := range fields {
			properties++
			field := field.(map[string]any)
			if ref, ok := field["$ref"].(string); ok && field["description"] == nil {
				field = definitions[filepath.Base(ref)].(map[string]any)
			}
			require.NotEmpty(t, field["description"], "%s/%s", place, name)
		}
		for name, child := range object {
			walk(place+"/"+name, child)
		}
	}
	walk("", document)
	require.Greater(t, properties, 40)
}
