package edition_test

import (
	"fmt"
	"math"
	"os"
	"path"
	"strconv"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
	"github.com/devenviron/contract/openapi/loader"
	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// contract is the folder of the documents.
const contract = "../.."

func bundles(t *testing.T) []*edition.Document {
	t.Helper()
	sources := edition.NewSources(os.DirFS(contract))
	names, err := sources.Documents()
	require.NoError(t, err)
	var out []*edition.Document
	for _, name := range names {
		d, err := sources.Bundle(name)
		require.NoError(t, err)
		out = append(out, d)
	}
	return out
}

// bodySchemas are the schemas of the JSON bodies of a document.
type bodySchemas map[place]*openapi3.SchemaRef

func bodySchemasOf(doc *loader.Document) bodySchemas {
	out := bodySchemas{}
	add := func(content openapi3.Content, direction schema.Direction) {
		if media := content.Get("application/json"); media != nil {
			out[place{path.Base(media.Schema.Ref), direction}] = media.Schema
		}
	}
	for _, item := range doc.Paths.Map() {
		for _, o := range item.Operations() {
			if o.RequestBody != nil {
				add(o.RequestBody.Value.Content, schema.Request)
			}
			for _, response := range o.Responses.Map() {
				add(response.Value.Content, schema.Response)
			}
		}
	}
	return out
}

// open reads a document of the contract from its sources.
func open(t *testing.T, name string) bodySchemas {
	t.Helper()
	doc, err := loader.Open(path.Join(contract, name+".yaml"))
	require.NoError(t, err)
	return bodySchemasOf(doc)
}

// load reads a document as it is published.
func load(t *testing.T, d *edition.Document) bodySchemas {
	t.Helper()
	text, err := tree.YAML(d.Root)
	require.NoError(t, err)
	doc, err := loader.Load(d.Name+".yaml", func(name string) ([]byte, error) {
		require.Equal(t, d.Name+".yaml", name, "the document refers to another file")
		return text, nil
	})
	require.NoError(t, err)
	return bodySchemasOf(doc)
}

func program(t *testing.T, ref *openapi3.SchemaRef, at place) *schema.Program {
	t.Helper()
	require.NotNil(t, ref, "no schema for %v", at)
	var compiler schema.Compiler
	p, err := compiler.Compile(ref, at.direction)
	require.NoError(t, err)
	return p
}

func engine(t *testing.T, ref *openapi3.SchemaRef, at place) judge {
	t.Helper()
	p := program(t, ref, at)
	return func(text []byte, _ any) (bool, error) {
		faults := p.Check(text)
		return conforms(faults), fmt.Errorf("%v", faults)
	}
}

// validators judge by JSON Schema 2020-12, with a validator that shares nothing with the engine.
type validators struct {
	compiler *jsonschema.Compiler
	root     string
	ids      map[string]string // of components
}

func newValidators(root string) validators {
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.RegisterFormat(&jsonschema.Format{Name: "int64", Validate: isInt64})
	return validators{c, root, map[string]string{}}
}

// isInt64 is the format of that name in the registry of OpenAPI.
func isInt64(value any) error {
	number, isNumber := value.(interface{ Int64() (int64, error) })
	if !isNumber {
		return nil
	}
	if _, err := number.Int64(); err == nil {
		return nil
	}
	f, err := strconv.ParseFloat(fmt.Sprint(value), 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) >= math.MaxInt64 {
		return fmt.Errorf("got %v, want an int64", value)
	}
	return nil
}

func (v validators) add(t *testing.T, id string, root *tree.Node) {
	t.Helper()
	text, err := tree.JSON(root)
	require.NoError(t, err)
	value, err := decode(text)
	require.NoError(t, err)
	require.NoError(t, v.compiler.AddResource(id, value))
}

func (v validators) compile(t *testing.T, location string) judge {
	t.Helper()
	s, err := v.compiler.Compile(v.root + location)
	require.NoError(t, err)
	return func(_ []byte, value any) (bool, error) {
		err := s.Validate(value)
		return err == nil, err
	}
}

// load31 reads a document of OpenAPI 3.1, whose schemas are those of JSON Schema.
func load31(t *testing.T, d *edition.Document) validators {
	t.Helper()
	v := newValidators("file:///" + d.Name + ".json")
	v.add(t, v.root, d.Root)
	return v
}

func (v validators) component(t *testing.T, name string) judge {
	t.Helper()
	return v.compile(t, "#/components/schemas/"+name)
}

// componentSchemas are the published JSON Schemas.
func componentSchemas(t *testing.T) validators {
	t.Helper()
	schemas, err := edition.NewSources(os.DirFS(contract)).JSONSchemas()
	require.NoError(t, err)
	v := newValidators("")
	for _, s := range schemas {
		id := tree.Text(s.Root, "$id")
		v.add(t, id, s.Root)
		v.ids[path.Base(s.Path)] = id
	}
	return v
}

func (v validators) judge(t *testing.T, component string) judge {
	t.Helper()
	id := v.ids[component+".json"]
	require.NotEmpty(t, id, "no schema for %s", component)
	return v.compile(t, id)
}
