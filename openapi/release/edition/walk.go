package edition

import (
	"iter"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// named are the members whose members have names of the author's choice, not keywords.
var named = map[string]bool{
	"paths": true, "responses": true, "headers": true, "content": true, "examples": true, "variables": true, "properties": true,
	"schemas": true, "parameters": true, "securitySchemes": true, "$defs": true,
}

// isData is whether a member holds a value as it is, in which nothing is a keyword.
func isData(name string) bool {
	return name == "value" || name == "example" || name == "default" || name == "enum" || strings.HasPrefix(name, "x-")
}

// walk visits the objects of a document, and what is below them first. names says whether the members of a node have
// names of the author's choice; what is told with an object is the keyword that holds it, or that holds the map which
// holds it.
func walk(n *tree.Node, keyword string, names bool, visit func(keyword string, object *tree.Node)) {
	for name, member := range tree.Members(n) {
		switch {
		case names:
			walk(member, keyword, false, visit)
		case isData(name):
		default:
			walk(member, name, named[name], visit)
		}
	}
	if keyword != "examples" {
		for _, item := range tree.Items(n) {
			walk(item, keyword, false, visit)
		}
	}
	if !names && tree.IsMapping(n) {
		visit(keyword, n)
	}
}

// schemaKeywords hold schemas, lists of them, or maps to them.
var schemaKeywords = map[string]bool{
	"schema": true, "schemas": true, "properties": true, "items": true, "additionalProperties": true,
	"allOf": true, "anyOf": true, "oneOf": true, "not": true, "if": true, "then": true, "$defs": true,
}

// schemas yields the schemas of a document, each behind those that are in it.
func schemas(root *tree.Node) iter.Seq[*tree.Node] {
	return func(yield func(*tree.Node) bool) {
		var found []*tree.Node
		walk(root, "", false, func(keyword string, object *tree.Node) {
			if schemaKeywords[keyword] {
				found = append(found, object)
			}
		})
		for _, schema := range found {
			if !yield(schema) {
				return
			}
		}
	}
}

// References yields the texts of all $ref members of a document.
func References(root *tree.Node) iter.Seq[*tree.Node] {
	return func(yield func(*tree.Node) bool) {
		var found []*tree.Node
		walk(root, "", false, func(_ string, object *tree.Node) {
			if ref := tree.Get(object, "$ref"); ref != nil {
				found = append(found, ref)
			}
		})
		for _, ref := range found {
			if !yield(ref) {
				return
			}
		}
	}
}
