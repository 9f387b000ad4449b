package loader_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/loader"
)

const shop = `openapi: 3.0.3
info: {title: Shop, version: 1.0.0}
paths:
  /items:
    get:
      responses:
        '200':
          description: The items.
          content:
            application/json:
              schema:
                $ref: schemas/items.yaml#/components/schemas/Items
`

const items = `openapi: 3.0.3
info: {title: Items, version: 1.0.0}
paths: {}
components:
  schemas:
    Items:
      type: array
      items: {type: string}
`

func load(files map[string]string) (*loader.Document, error) {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return loader.Load("shop.yaml", func(name string) ([]byte, error) { return fs.ReadFile(folder, name) })
}

func TestADocumentIsLoadedWithTheFilesItRefersTo(t *testing.T) {
	doc, err := load(map[string]string{"shop.yaml": shop, "schemas/items.yaml": items})
	require.NoError(t, err)
	require.Equal(t, "shop.yaml", doc.File)
	schema := doc.Paths.Value("/items").Get.Responses.Value("200").Value.Content.Get("application/json").Schema.Value
	require.True(t, schema.Type.Is("array"))
	at, found := schema.Origin.Fields.Lookup("type")
	require.True(t, found)
	require.Equal(t, "schemas/items.yaml", at.File)
	require.Equal(t, 7, at.Line)
	require.Equal(t, 7, at.Column)

	require.Equal(t, items, string(doc.Text("schemas/items.yaml")))
	require.Nil(t, doc.Text("schemas/other.yaml"))

	changed, err := load(map[string]string{"shop.yaml": shop, "schemas/items.yaml": items + "#\n"})
	require.NoError(t, err)
	require.NotEqual(t, doc.SHA256, changed.SHA256, "the hash covers the files that the document refers to")
}

func TestWhatIsNoOpenAPI30DocumentIsRefused(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"no file", nil, "shop.yaml: cannot read: file does not exist"},
		{"no file to refer to", map[string]string{"shop.yaml": shop}, "schemas/items.yaml: cannot read: file does not exist"},
		{"no YAML", map[string]string{"shop.yaml": "{"}, "shop.yaml: not an OpenAPI document: "},
		{"another version", map[string]string{"shop.yaml": strings.Replace(items, "3.0.3", "3.1.0", 1)}, `shop.yaml: got openapi "3.1.0", want 3.0.x`},
		{"no paths", map[string]string{"shop.yaml": strings.Replace(items, "paths: {}\n", "", 1)}, "shop.yaml: invalid paths"},
		{"a reference to the network", map[string]string{"shop.yaml": strings.Replace(shop, "schemas/", "https://shop.example/", 1)}, `got a reference to "https://shop.example/items.yaml", want a file`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := load(tt.files)
			require.ErrorContains(t, err, tt.want)
		})
	}
}
