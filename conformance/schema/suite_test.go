package schema_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

// suiteVariable names the folder of JSON-Schema-Test-Suite, which has tests/draft4 in it.
const suiteVariable = "JSON_SCHEMA_TEST_SUITE"

// suiteJudged is how many cases of the suite are judged, suiteLeftOut how many are not, by reason. Another
// edition of the suite has other numbers.
const suiteJudged = 715

var suiteLeftOut = map[string]int{
	noPatternProperties: 56,
	noTuples:            55,
	noURIs:              34,
	integersByValue:     1,
}

// integersByValue is the only case on which draft 4 and all later drafts disagree.
const integersByValue = "1.0 is an integer by its value"

var suiteFilesLeftOut = map[string]string{"optional/zeroTerminatedFloats.json": integersByValue}

// A suiteGroup has a schema and the cases that are judged by it.
type suiteGroup struct {
	file        string
	Description string
	Schema      json.RawMessage
	Tests       []struct {
		Description string
		Data        json.RawMessage
		Valid       bool
	}
}

func TestJSONSchemaTestSuite(t *testing.T) {
	root := os.Getenv(suiteVariable)
	if root == "" {
		t.Skipf("%s is not set; make suite sets it", suiteVariable)
	}
	judged, leftOut := 0, map[string]int{}
	for _, group := range suiteGroups(t, filepath.Join(root, "tests", "draft4")) {
		document, reason := suiteDocument(group.Schema)
		if listed, ok := suiteFilesLeftOut[group.file]; ok {
			reason = listed
		}
		if reason != "" {
			leftOut[reason] += len(group.Tests)
			continue
		}
		judged += len(group.Tests)
		t.Run(group.file+": "+group.Description, func(t *testing.T) {
			program := suiteProgram(t, document)
			for _, test := range group.Tests {
				faults := program.Check(test.Data)
				require.Equal(t, test.Valid, !slices.ContainsFunc(faults, ofJSONSchema), "%s: %s\n%s\n%v", test.Description, test.Data, document, faults)
			}
		})
	}
	require.Equal(t, suiteLeftOut, leftOut)
	require.Equal(t, suiteJudged, judged)
}

// ofJSONSchema reports whether a fault is one of JSON Schema, which minds neither undocumented nor duplicate
// members.
func ofJSONSchema(f schema.Fault) bool {
	return f.Keyword != schema.KeywordUndocumented && f.Keyword != schema.KeywordDuplicateMember
}

func suiteGroups(t *testing.T, folder string) []suiteGroup {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	require.NoError(t, err)
	for _, below := range []string{"optional", "optional/format"} {
		more, err := filepath.Glob(filepath.Join(folder, below, "*.json"))
		require.NoError(t, err)
		files = append(files, more...)
	}
	require.NotEmpty(t, files, "%s: no case in %s", suiteVariable, folder)
	var all []suiteGroup
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var groups []suiteGroup
		require.NoError(t, json.Unmarshal(text, &groups), file)
		name, err := filepath.Rel(folder, file)
		require.NoError(t, err)
		for i := range groups {
			groups[i].file = filepath.ToSlash(name)
		}
		all = append(all, groups...)
	}
	return all
}

func suiteProgram(t *testing.T, document []byte) *schema.Program {
	t.Helper()
	loader := openapi3.NewLoader()
	loader.IncludeOrigin = true
	doc, err := loader.LoadFromData(document)
	require.NoError(t, err, "%s", document)
	c := schema.Compiler{ReadDocument: func(string) ([]byte, error) { return document, nil }}
	p, err := c.Compile(doc.Components.Schemas[suiteRoot], schema.Response)
	require.NoError(t, err, "%s", document)
	return p
}

// decode reads JSON and keeps numbers as they are written.
func decode(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}
