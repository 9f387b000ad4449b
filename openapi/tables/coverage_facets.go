package tables

import (
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// facets are the schema and everything that its allOf adds to it. A nil schema has none.
func facets(schema *openapi3.Schema) iter.Seq[*openapi3.Schema] {
	return func(yield func(*openapi3.Schema) bool) {
		var pending []*openapi3.Schema
		if schema != nil {
			pending = append(pending, schema)
		}
		for i := 0; i < len(pending); i++ {
			if !yield(pending[i]) {
				return
			}
			for _, part := range pending[i].AllOf {
				if !slices.Contains(pending, part.Value) {
					pending = append(pending, part.Value)
				}
			}
		}
	}
}

func anyFacet(schema *openapi3.Schema, holds func(*openapi3.Schema) bool) bool {
	for f := range facets(schema) {
		if holds(f) {
			return true
		}
	}
	return false
}

// kindOf is the JSON type of the schema, "" where it allows any.
func kindOf(schema *openapi3.Schema) string {
	for f := range facets(schema) {
		if kinds := f.Type.Slice(); len(kinds) == 1 {
			return kinds[0]
		}
	}
	return ""
}

// itemsOf is the schema of the elements of an array, nil where there is none.
func itemsOf(schema *openapi3.Schema) *openapi3.Schema {
	for f := range facets(schema) {
		if f.Items != nil {
			return f.Items.Value
		}
	}
	return nil
}

// valuesOf is the schema of the values of a map, nil where there is none.
func valuesOf(schema *openapi3.Schema) *openapi3.Schema {
	for f := range facets(schema) {
		if f.AdditionalProperties.Schema != nil {
			return f.AdditionalProperties.Schema.Value
		}
	}
	return nil
}

// schemaProperty is a property of an object schema.
type schemaProperty struct {
	name      string
	ref       *openapi3.SchemaRef
	required  bool
	inherited bool // from a schema that the allOf refers to, which explains it
}

// propertiesOf are the properties of the schema and of what its allOf adds. Of two with one name the outer one counts.
func propertiesOf(schema *openapi3.Schema) []schemaProperty {
	own := map[*openapi3.Schema]bool{schema: true}
	var required []string
	var all []schemaProperty
	for f := range facets(schema) {
		required = append(required, f.Required...)
		for _, part := range f.AllOf {
			own[part.Value] = own[part.Value] || own[f] && part.Ref == ""
		}
		for _, name := range slices.Sorted(maps.Keys(f.Properties)) {
			if !slices.ContainsFunc(all, func(p schemaProperty) bool { return p.name == name }) {
				all = append(all, schemaProperty{name: name, ref: f.Properties[name], inherited: !own[f]})
			}
		}
	}
	for i := range all {
		all[i].required = slices.Contains(required, all[i].name)
	}
	return all
}

var inlinePart = regexp.MustCompile(`/allOf/\d+$`)

// walkSchemas visits every schema once. An inline part of an allOf belongs to the schema around it, and the clause of
// a not describes no value.
func walkSchemas(doc *openapi3.T, visit func(name string, schema *openapi3.Schema)) {
	names := map[string]string{}
	// The walk fails only where its function does.
	_ = doc.WalkSchemas(func(pointer string, ref *openapi3.SchemaRef) error {
		if strings.HasSuffix(pointer, "/not") && !strings.HasSuffix(pointer, "/properties/not") {
			return openapi3.SkipSubtree
		}
		names[pointer] = schemaName(names, pointer, ref.Ref)
		if ref.Ref != "" || !inlinePart.MatchString(pointer) {
			visit(names[pointer], ref.Value)
		}
		return nil
	})
}

// schemaName is the name of a component, or the way to a schema from the component around it.
func schemaName(names map[string]string, pointer, ref string) string {
	if ref != "" {
		return ref[strings.LastIndex(ref, "/")+1:]
	}
	for end := strings.LastIndex(pointer, "/"); end > 0; end = strings.LastIndex(pointer[:end], "/") {
		if name, ok := names[pointer[:end]]; ok {
			return name + strings.ReplaceAll(pointer[end:], "/properties/", ".")
		}
	}
	return strings.TrimPrefix(pointer, "/components/schemas/")
}
