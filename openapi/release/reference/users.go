package reference

import (
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// users are the operations and schemas that refer to each schema.
func (b *builder) users() map[string][]link {
	out := map[string][]link{}
	note := func(user link, n *tree.Node) {
		for _, name := range b.schemaNames(n) {
			if !slices.Contains(out[name], user) {
				out[name] = append(out[name], user)
			}
		}
	}
	for _, o := range edition.Operations(b.document) {
		user := link{"operation", o.ID}
		note(user, o.Node)
		note(user, o.Shared)
	}
	for name, n := range tree.Members(tree.Get(b.document.Root, "components", "schemas")) {
		note(link{"schema", name}, n)
	}
	return out
}

// schemaNames are the schemas that a part of the document names, itself or through other components.
func (b *builder) schemaNames(n *tree.Node) []string {
	var names []string
	if n == nil {
		return nil
	}
	for ref := range edition.References(n) {
		if name, isSchema := strings.CutPrefix(ref.Value, "#/components/schemas/"); isSchema {
			names = append(names, name)
			continue
		}
		target, _ := b.resolve(referenceTo(ref))
		names = append(names, b.schemaNames(target)...)
	}
	return names
}

func referenceTo(ref *tree.Node) *tree.Node {
	n := tree.Mapping()
	tree.Set(n, "$ref", ref)
	return n
}
