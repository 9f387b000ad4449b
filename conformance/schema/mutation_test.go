package schema_test

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
	"github.com/devenviron/contract/openapi"
)

// A mutation is a change of a conforming body that breaks one keyword at one place.
type mutation struct {
	at      []string
	change  func(value any) any
	keyword schema.Keyword
	pointer string
}

// A mutationTest is a schema of a body, and the way that the body goes.
type mutationTest struct {
	name      string
	ref       *openapi3.SchemaRef
	direction schema.Direction
}

func TestEachMutationOfABodyOfTheContractIsItsFinding(t *testing.T) {
	found := map[schema.Keyword]int{}
	for _, tt := range bodiesOfTheContract(t) {
		t.Run(tt.name, func(t *testing.T) {
			sample := specimen{t: t, direction: tt.direction}
			body := sample.value(tt.ref, "")
			program := compiled(t, tt.ref, tt.direction)
			require.Empty(t, program.Check(compact(t, body)), "%s", compact(t, body))
			for _, m := range sample.mutations(tt.ref, body, nil) {
				text := compact(t, mutated(body, m.at, m.change))
				faults := program.Check(text)
				require.Len(t, faults, 1, "%s %s: %s\n%v", m.keyword, m.pointer, text, faults)
				require.Equal(t, m.keyword, faults[0].Keyword, "%s", text)
				require.Equal(t, m.pointer, faults[0].Pointer, "%s", text)
				found[m.keyword]++
			}
		})
	}
	t.Logf("mutations: %v", found)
	for _, keyword := range []schema.Keyword{
		"required", "type", "enum", "extensible-enum", "minimum", "maximum", "maxLength", "pattern", "format",
		"undocumented", "additionalProperties", "duplicate-member",
	} {
		require.Positive(t, found[keyword], "no mutation breaks %s", keyword)
	}
}

// bodiesOfTheContract lists the JSON bodies of all operations; those that are the same schema once.
func bodiesOfTheContract(t *testing.T) []mutationTest {
	t.Helper()
	docs, err := openapi.Embedded()
	require.NoError(t, err)
	byName := map[string]mutationTest{}
	add := func(name string, content openapi3.Content, direction schema.Direction) {
		if media := content.Get("application/json"); media != nil && media.Schema != nil {
			name = fmt.Sprintf("%s %s", cmp.Or(path.Base(media.Schema.Ref), name), map[schema.Direction]string{schema.Request: "request", schema.Response: "response"}[direction])
			byName[name] = mutationTest{name, media.Schema, direction}
		}
	}
	for _, doc := range docs {
		for _, item := range doc.Paths.Map() {
			for _, operation := range item.Operations() {
				if operation.RequestBody != nil {
					add(operation.OperationID, operation.RequestBody.Value.Content, schema.Request)
				}
				for status, response := range operation.Responses.Map() {
					add(operation.OperationID+" "+status, response.Value.Content, schema.Response)
				}
			}
		}
	}
	require.NotEmpty(t, byName)
	return slices.SortedFunc(maps.Values(byName), func(a, b mutationTest) int { return strings.Compare(a.name, b.name) })
}

func compiled(t *testing.T, ref *openapi3.SchemaRef, direction schema.Direction) *schema.Program {
	t.Helper()
	var c schema.Compiler
	p, err := c.Compile(ref, direction)
	require.NoError(t, err)
	return p
}

// mutated gives a copy of a value that is changed at a place.
func mutated(value any, at []string, change func(any) any) any {
	if len(at) == 0 {
		return change(value)
	}
	if list, ok := value.([]any); ok {
		return append([]any{mutated(list[0], at[1:], change)}, list[1:]...)
	}
	out := maps.Clone(value.(words))
	out[at[0]] = mutated(out[at[0]], at[1:], change)
	return out
}

func pointerOf(at []string) string {
	var b strings.Builder
	for _, name := range at {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name))
	}
	return b.String()
}
