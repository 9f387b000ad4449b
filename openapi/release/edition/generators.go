package edition

import (
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// WithoutConditions gives the edition for generators that stumble over the rules between properties: it has no not.
func WithoutConditions(d *Document) *Document {
	d = d.Clone()
	for schema := range schemas(d.Root) {
		tree.Delete(schema, "not")
	}
	d.note("This edition is for generators: it leaves out the rules between properties.")
	return d
}

// WithOpenEnumerations gives the edition for generators whose clients fail at a value that an enumeration lacks: those
// that the service extends become texts, and their values are listed as x-known-values. A member that has one by allOf,
// to say more of it than a reference can, is a text itself: generators write the default of no other member as one.
func WithOpenEnumerations(d *Document) *Document {
	d = d.Clone()
	for schema := range schemas(d.Root) {
		if !tree.IsTrue(schema, "x-extensible-enum") {
			continue
		}
		tree.Replace(schema, "enum", "x-known-values", tree.Get(schema, "enum"))
		tree.Delete(schema, "x-extensible-enum", "x-enum-varnames")
	}
	for schema := range schemas(d.Root) {
		if values := d.knownValues(schema); values != nil {
			tree.Replace(schema, "allOf", "type", tree.String("string"))
			tree.Set(schema, "x-known-values", values)
		}
	}
	d.note("Its enumerations are texts where the service may add values.")
	return d
}

// knownValues gives those of the text that a schema is by allOf and nothing else, nil when it is none.
func (d *Document) knownValues(schema *tree.Node) *tree.Node {
	parts := tree.Items(tree.Get(schema, "allOf"))
	if len(parts) != 1 || tree.Get(schema, "type") != nil {
		return nil
	}
	name, ok := strings.CutPrefix(tree.Text(parts[0], "$ref"), "#/components/schemas/")
	if !ok {
		return nil
	}
	text := tree.Get(d.Root, "components", "schemas", name)
	for keyword := range tree.Members(text) {
		if keyword != "type" && keyword != "description" && !strings.HasPrefix(keyword, "x-") {
			return nil // more than a type
		}
	}
	if values := tree.Get(text, "x-known-values"); values != nil {
		return tree.Clone(values)
	}
	return nil
}

// note adds a sentence to the description of a document.
func (d *Document) note(sentence string) {
	info := tree.Get(d.Root, "info")
	description := *tree.Get(info, "description")
	description.Value = strings.TrimRight(description.Value, "\n") + "\n" + sentence + "\n"
	tree.Set(info, "description", &description)
}
