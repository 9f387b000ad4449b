package edition

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// schemaBase is what identifies the schemas of all releases; nothing has to be there.
const schemaBase = "https://github.com/devenviron/contract/json-schema/"

// JSONSchema is a component as a schema of JSON Schema 2020-12.
type JSONSchema struct {
	// Path is where it belongs, with slashes: the file of the contract as a folder, and the component. References
	// between schemas are relative to it.
	Path string
	Root *tree.Node
}

// JSONSchemas gives every schema of the contract, in order of their paths.
func (s *Sources) JSONSchemas() ([]JSONSchema, error) {
	documents, err := fs.Glob(s.folder, "*.yaml")
	if err != nil {
		return nil, err
	}
	shared, err := fs.Glob(s.folder, "schemas/*.yaml")
	if err != nil {
		return nil, err
	}
	var out []JSONSchema
	for _, file := range slices.Concat(documents, shared) {
		root, err := s.file(file)
		if err != nil {
			return nil, err
		}
		for name, component := range tree.Members(tree.Get(root, "components", "schemas")) {
			schema, err := jsonSchema(file, name, tree.Text(root, "info", "version"), component)
			if err != nil {
				return nil, err
			}
			out = append(out, schema)
		}
	}
	slices.SortFunc(out, func(a, b JSONSchema) int { return strings.Compare(a.Path, b.Path) })
	for i := 1; i < len(out); i++ {
		if out[i].Path == out[i-1].Path {
			return nil, fmt.Errorf("got two schemas for %s, want one", out[i].Path)
		}
	}
	return out, nil
}

func jsonSchema(file, name, version string, component *tree.Node) (JSONSchema, error) {
	place := path.Join(baseName(file), name+".json")
	root := tree.Mapping()
	tree.Set(root, "$schema", tree.String("https://json-schema.org/draft/2020-12/schema"))
	tree.Set(root, "$id", tree.String(schemaBase+version+"/"+place))
	tree.Set(root, "title", tree.String(name))
	root.Content = append(root.Content, tree.Clone(component).Content...)
	// The component as a whole stands where a schema is expected.
	holder := tree.Mapping()
	tree.Set(holder, "schema", root)
	for ref := range References(holder) {
		target, component, ok := strings.Cut(ref.Value, "#/components/schemas/")
		if !ok {
			return JSONSchema{}, fmt.Errorf("%s:%d:%d: got the reference %q, want one to a schema", file, ref.Line, ref.Column, ref.Value)
		}
		ref.Value = component + ".json"
		if target != "" {
			ref.Value = path.Join("..", baseName(target), component+".json")
		}
	}
	for schema := range schemas(holder) {
		translate(schema)
		strip(schema)
	}
	return JSONSchema{Path: place, Root: root}, nil
}

// strip removes the keywords that JSON Schema does not know: strict validators refuse them.
func strip(schema *tree.Node) {
	var foreign []string
	for name := range tree.Members(schema) {
		if strings.HasPrefix(name, "x-") || slices.Contains([]string{"discriminator", "xml", "externalDocs"}, name) {
			foreign = append(foreign, name)
		}
	}
	tree.Delete(schema, foreign...)
}
