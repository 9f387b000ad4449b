package openapi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
	"github.com/devenviron/contract/openapi"
)

func TestDocumentsAreValid(t *testing.T) {
	files, err := filepath.Glob("*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	schemas, err := filepath.Glob("schemas/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, schemas)
	for _, file := range slices.Concat(files, schemas) {
		t.Run(file, func(t *testing.T) {
			doc, err := openapi.Open(file)
			require.NoError(t, err)
			require.NoError(t, doc.Validate(t.Context(), openapi3.EnableMultiError()))
		})
	}
}

func TestExamplesAndDefaultsAreValid(t *testing.T) {
	docs, err := openapi.Embedded()
	require.NoError(t, err)
	defaults := 0
	for _, doc := range docs {
		t.Run(doc.File, func(t *testing.T) {
			judged := judgeExamples(t, doc)
			require.Empty(t, judged.faults)
			for _, kind := range []string{"parameter", "response"} {
				require.NotZero(t, judged.count[kind], "no example of a %s", kind)
			}
			defaults += judged.count["default"]
		})
	}
	require.NotZero(t, defaults, "no default")
}

// Loaders let pass what only a strict judge sees: the tests above do not.
func TestExamplesCanFail(t *testing.T) {
	folder := filepath.ToSlash(t.TempDir())
	file := folder + "/doc.yaml"
	require.NoError(t, os.WriteFile(file, []byte(`openapi: 3.0.3
info: {title: Wrong, version: 1.0.0}
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string, format: uuid}, example: 7}
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/A'}
            examples: {undocumented: {value: {a: 1, b: 2}}}
      responses:
        '200':
          description: A.
          headers:
            Age: {schema: {type: integer}, example: old}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/A'}
              examples: {missing: {value: {}}}
components:
  schemas:
    A:
      type: object
      required: [a]
      properties:
        a: {type: integer, minimum: 1, default: 0}
`), 0o600))
	doc, err := openapi.Open(file)
	require.NoError(t, err)
	faults := judgeExamples(t, doc).faults
	for i, fault := range faults {
		place, _, _ := strings.Cut(fault, ": got")
		faults[i] = strings.TrimPrefix(place, folder)
	}
	require.ElementsMatch(t, []string{
		"/doc.yaml:6: parameter id: type",
		"/doc.yaml:12: request undocumented /b: undocumented",
		"/doc.yaml:17: response header Age: type",
		"/doc.yaml:21: response missing: required",
		"/doc.yaml:28: default: minimum",
	}, faults)
}

// judgement is what is wrong with the examples of a document, and how many there are of each kind.
type judgement struct {
	compiler schema.Compiler
	count    map[string]int
	faults   []string
}

func judgeExamples(t *testing.T, doc *openapi.Document) *judgement {
	j := &judgement{count: map[string]int{}}
	require.NoError(t, doc.WalkParameters(func(_ string, p *openapi3.ParameterRef) error {
		j.judge(t, example{"parameter", p.Value.Name, p.Value.Origin, p.Value.Example}, p.Value.Schema, schema.Request)
		return nil
	}))
	require.NoError(t, doc.WalkSchemas(func(_ string, s *openapi3.SchemaRef) error {
		j.judge(t, example{"default", "", s.Value.Origin, s.Value.Default}, s, schema.Request)
		j.judge(t, example{"schema", "", s.Value.Origin, s.Value.Example}, s, schema.Request)
		return nil
	}))
	for _, item := range doc.Paths.Map() {
		for _, operation := range item.Operations() {
			if operation.RequestBody != nil {
				j.content(t, "request", operation.RequestBody.Value.Content, schema.Request)
			}
			for _, response := range operation.Responses.Map() {
				j.content(t, "response", response.Value.Content, schema.Response)
				for name, header := range response.Value.Headers {
					h := header.Value
					j.judge(t, example{"response header", name, h.Origin, h.Example}, h.Schema, schema.Response)
				}
			}
		}
	}
	return j
}

func (j *judgement) content(t *testing.T, kind string, content openapi3.Content, direction schema.Direction) {
	for _, media := range content {
		for _, name := range slices.Sorted(maps.Keys(media.Examples)) {
			e := media.Examples[name].Value
			j.judge(t, example{kind, name, e.Origin, e.Value}, media.Schema, direction)
		}
	}
}

// example is a value that a document gives: of what kind, under which name, and where.
type example struct {
	kind, name string
	origin     *openapi3.Origin
	value      any
}

// judge wants no fault at all, not even of what the contract leaves open.
func (j *judgement) judge(t *testing.T, e example, ref *openapi3.SchemaRef, direction schema.Direction) {
	if e.value == nil {
		return
	}
	j.count[e.kind]++
	program, err := j.compiler.Compile(ref, direction)
	require.NoError(t, err)
	text, err := json.Marshal(e.value)
	require.NoError(t, err)
	for _, fault := range program.Check(text) {
		place := strings.Join(strings.Fields(e.kind+" "+e.name+" "+fault.Pointer), " ")
		j.faults = append(j.faults, fmt.Sprintf("%s:%d: %s: %s: got %s, want %s",
			e.origin.Key.File, e.origin.Key.Line, place, fault.Keyword, fault.Got, fault.Want))
	}
}
