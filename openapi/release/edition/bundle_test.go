package edition_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

func combine(t *testing.T) *edition.Document {
	t.Helper()
	sources := edition.NewSources(os.DirFS(contract))
	names, err := sources.Documents()
	require.NoError(t, err)
	d, err := sources.Combine("all", "All", "All of it.\n", names...)
	require.NoError(t, err)
	return d
}

func TestABundleRefersToItsOwnComponentsOnly(t *testing.T) {
	for _, d := range append(bundles(t), combine(t)) {
		t.Run(d.Name, func(t *testing.T) {
			count := 0
			for ref := range edition.References(d.Root) {
				names, isOwn := strings.CutPrefix(ref.Value, "#/")
				require.True(t, isOwn, ref.Value)
				require.NotNil(t, tree.Get(d.Root, strings.Split(names, "/")...), ref.Value)
				count++
			}
			require.Positive(t, count)
		})
	}
}

func TestTheCombinedDocumentHasEveryOperation(t *testing.T) {
	var want, got []string
	for _, d := range bundles(t) {
		for _, o := range edition.Operations(d) {
			want = append(want, o.ID+" "+o.Method+" "+o.Path)
		}
	}
	for _, o := range edition.Operations(combine(t)) {
		got = append(got, o.ID+" "+o.Method+" "+o.Path)
	}
	require.Equal(t, want, got)
}

// gardens are two documents with a component each that has the same name.
var gardens = fstest.MapFS{
	"garden.yaml": {Data: []byte(`openapi: 3.0.3
info: {title: Garden, version: 1.0.0}
security: [{Key: []}]
tags: [{name: Trees}]
paths:
  /trees:
    get:
      operationId: listTrees
      responses:
        '200':
          description: Trees.
          content: {application/json: {schema: {$ref: 'schemas/plants.yaml#/components/schemas/Tree'}, examples: {a: {value: {$ref: no reference}}}}}
components:
  securitySchemes:
    Key: {$ref: 'schemas/plants.yaml#/components/securitySchemes/Key'}
`)},
	"park.yaml": {Data: []byte(`openapi: 3.0.3
info: {title: Park, version: 1.0.0}
tags: [{name: Park}]
paths:
  /park:
    get:
      responses: {'200': {$ref: '#/components/responses/Park'}}
components:
  responses:
    Park: {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
  schemas:
    Tree: {type: string}
`)},
	"schemas/plants.yaml": {Data: []byte(`components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: Key}
  schemas:
    Unused: {type: string}
    Tree: {type: object, properties: {branch: {$ref: '#/components/schemas/Tree'}, $ref: {type: string}}} # comment
`)},
}

func TestABundleHoldsWhatItReachesAndNothingElse(t *testing.T) {
	d, err := edition.NewSources(gardens).Bundle("garden")
	require.NoError(t, err)
	text, err := tree.JSON(tree.Get(d.Root, "components"))
	require.NoError(t, err)
	require.JSONEq(t, `{
		"securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "Key"}},
		"schemas": {"Tree": {"type": "object", "properties": {"branch": {"$ref": "#/components/schemas/Tree"}, "$ref": {"type": "string"}}}}
	}`, string(text))
	example := tree.Get(d.Root, "paths", "/trees", "get", "responses", "200", "content", "application/json", "examples", "a", "value")
	require.Equal(t, "no reference", tree.Text(example, "$ref"))
}

func TestNamesThatTwoDocumentsShareGetTheNameOfTheirFile(t *testing.T) {
	d, err := edition.NewSources(gardens).Combine("all", "All", "All.", "garden", "park")
	require.NoError(t, err)
	var names []string
	for name := range tree.Members(tree.Get(d.Root, "components", "schemas")) {
		names = append(names, name)
	}
	require.Equal(t, []string{"ParkTree", "PlantsTree"}, names)
	require.Equal(t, "#/components/schemas/ParkTree",
		tree.Text(d.Root, "components", "responses", "Park", "content", "application/json", "schema", "$ref"))
}

func TestWhatCannotBeBundledIsNamedWithItsPlace(t *testing.T) {
	document := func(rest string) string {
		return "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n        '200': " + rest
	}
	tests := []struct{ name, text, want string }{
		{"no such component", document("{$ref: '#/components/responses/A'}\n"), `a.yaml:6:23: got the reference "a.yaml#/components/responses/A", which leads nowhere`},
		{"no such file", document("{$ref: 'b.yaml#/components/responses/A'}\n"), "a.yaml:6:23: open b.yaml: file does not exist"},
		{"no component", document("{$ref: '#/paths/~1a'}\n"), `got the reference "a.yaml#/paths/~1a", want one to a component`},
		{"a circle", document("{$ref: '#/components/responses/A'}\ncomponents: {responses: {A: {$ref: '#/components/responses/A'}}}\n"), "leads in a circle"},
		{"an anchor", document("&a {description: A.}\n"), "a.yaml:6:16: got an anchor or an alias"},
		{"no YAML", "openapi: [", "a.yaml: "},
		{"no mapping", "- openapi", "a.yaml: got no mapping, want a document"},
		{"nothing", "", "a.yaml: got no mapping, want a document"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := edition.NewSources(fstest.MapFS{"a.yaml": {Data: []byte(tt.text)}}).Bundle("a")
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestDocumentsWithTheSamePathCannotBeCombined(t *testing.T) {
	_, err := edition.NewSources(gardens).Combine("all", "All", "All.", "park", "park")
	require.EqualError(t, err, "park.yaml: got the path /park, which another document has")
}
