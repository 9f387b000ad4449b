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
// that the service extends become texts, and their values are listed as x-known-values.
func WithOpenEnumerations(d *Document) *Document {
	d = d.Clone()
	for schema := range schemas(d.Root) {
		if !tree.IsTrue(schema, "x-extensible-enum") {
			continue
		}
		tree.Replace(schema, "enum", "x-known-values", tree.Get(schema, "enum"))
		tree.Delete(schema, "x-extensible-enum", "x-enum-varnames")
	}
	d.note("Its enumerations are texts where the service may add values.")
	return d
}

// note adds a sentence to the description of a document.
func (d *Document) note(sentence string) {
	info := tree.Get(d.Root, "info")
	description := *tree.Get(info, "description")
	description.Value = strings.TrimRight(description.Value, "\n") + "\n" + sentence + "\n"
	tree.Set(info, "description", &description)
}
