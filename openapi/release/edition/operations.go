package edition

import (
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// Operation is an operation of a document.
type Operation struct {
	ID     string
	Method string // in capitals
	Path   string
	Node   *tree.Node
	// Shared are the parameters of all operations of the path.
	Shared *tree.Node
}

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// Operations are the operations of a document, in its order.
func Operations(d *Document) []Operation {
	var out []Operation
	for path, item := range tree.Members(tree.Get(d.Root, "paths")) {
		for method, node := range tree.Members(item) {
			if slices.Contains(methods, method) {
				out = append(out, Operation{
					ID: tree.Text(node, "operationId"), Method: strings.ToUpper(method), Path: path, Node: node,
					Shared: tree.Get(item, "parameters"),
				})
			}
		}
	}
	return out
}
