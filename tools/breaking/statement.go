package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// statement is one thing that the contract says about an operation.
type statement struct {
	operation string
	place     string // "request /spec/auto_stop", "response 200", `query parameter "limit"`
	keyword   string
	value     string
}

func (s statement) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s: %s: %s %s", s.operation, strings.TrimSpace(s.place), s.keyword, s.value))
}

// restricts is whether a statement forbids something: a new one is a tightening. All others promise something: one that
// goes is a loss.
func (s statement) restricts() bool { return slices.Contains(restricting, s.keyword) }

// restricting are the keywords that forbid.
var restricting = []string{
	"required", "listed values", "pattern", "format", "multipleOf", "uniqueItems", "closed", "condition", "readOnly", "writeOnly",
	"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties",
	"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties",
}

// statements are what a document says, in its order, each once.
type statements struct {
	all        []statement
	known      map[statement]bool
	operations map[string]bool
	places     map[[2]string]bool   // of operations
	bounds     map[statement]string // without their values
}

func (s *statements) add(one statement) {
	if s.known[one] {
		return
	}
	s.all = append(s.all, one)
	s.known[one] = true
	s.operations[one.operation] = true
	s.places[[2]string{one.operation, one.place}] = true
	if isBound(one.keyword) {
		s.bounds[one.withoutValue()] = one.value
	}
}

func (s statement) withoutValue() statement {
	s.value = ""
	return s
}

// reader collects the statements of a document.
type reader struct {
	document  *edition.Document
	operation string
	statements
}

// statementsOf are all that a document says about its operations that a program could notice.
func statementsOf(d *edition.Document) *statements {
	r := &reader{document: d, statements: statements{
		known: map[statement]bool{}, operations: map[string]bool{}, places: map[[2]string]bool{}, bounds: map[statement]string{},
	}}
	for _, o := range edition.Operations(d) {
		r.operation = o.ID
		r.say(o.Method+" "+o.Path, "operation", "")
		for _, list := range []*tree.Node{o.Shared, tree.Get(o.Node, "parameters")} {
			for _, item := range tree.Items(list) {
				r.parameter(r.resolve(item))
			}
		}
		if body := r.resolve(tree.Get(o.Node, "requestBody")); body != nil {
			r.flag("request", "required", tree.IsTrue(body, "required"))
			r.content("request", body)
		}
		for status, response := range tree.Members(tree.Get(o.Node, "responses")) {
			r.response("response "+status, r.resolve(response))
		}
	}
	return &r.statements
}

func (r *reader) say(place, keyword, value string) {
	r.add(statement{r.operation, place, keyword, value})
}

func (r *reader) flag(place, keyword string, holds bool) {
	if holds {
		r.say(place, keyword, "")
	}
}

func (r *reader) resolve(n *tree.Node) *tree.Node {
	if ref := tree.Text(n, "$ref"); ref != "" {
		return tree.Get(r.document.Root, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
	return n
}

func (r *reader) parameter(n *tree.Node) {
	place := fmt.Sprintf("%s parameter %q", tree.Text(n, "in"), tree.Text(n, "name"))
	r.say(place, "parameter", "")
	r.flag(place, "required", tree.IsTrue(n, "required"))
	for _, alias := range tree.Items(tree.Get(n, "x-aliases")) {
		r.say(place, "alias", alias.Value)
	}
	r.schema(place, tree.Get(n, "schema"), nil)
}

func (r *reader) response(place string, n *tree.Node) {
	r.say(place, "response", "")
	for name, header := range tree.Members(tree.Get(n, "headers")) {
		header = r.resolve(header)
		at := fmt.Sprintf("%s header %q", place, name)
		r.say(at, "header", "")
		r.flag(at, "required", tree.IsTrue(header, "required"))
		r.schema(at, tree.Get(header, "schema"), nil)
	}
	r.content(place, n)
}

func (r *reader) content(place string, n *tree.Node) {
	for media, content := range tree.Members(tree.Get(n, "content")) {
		r.say(place, "media type", media)
		r.schema(place+" ", tree.Get(content, "schema"), nil)
	}
}

// schema reads a schema; within are the references that lead to it, which end a recursion.
func (r *reader) schema(place string, n *tree.Node, within []string) {
	if ref := tree.Text(n, "$ref"); ref != "" {
		if slices.Contains(within, ref) {
			return
		}
		within = append(slices.Clone(within), ref)
		n = r.resolve(n)
	}
	if n == nil {
		return
	}
	r.keywords(place, n)
	for name, property := range tree.Members(tree.Get(n, "properties")) {
		at := place + "/" + name
		r.say(at, "property", "")
		r.schema(at, property, within)
	}
	r.schema(place+"/-", tree.Get(n, "items"), within)
	if extra := tree.Get(n, "additionalProperties"); tree.IsMapping(extra) {
		r.schema(place+"/*", extra, within)
	}
	for _, part := range tree.Items(tree.Get(n, "allOf")) {
		r.schema(place, part, within)
	}
}

// keywords reads what a schema says of its value itself.
func (r *reader) keywords(place string, n *tree.Node) {
	for name, value := range tree.Members(n) {
		switch {
		case name == "required":
			for _, item := range value.Content {
				r.say(place+"/"+item.Value, "required", "")
			}
		case name == "enum":
			r.say(place, "listed values", "")
			r.values(place, "value", value)
		case name == "x-known-values":
			r.values(place, "known value", value)
		case name == "additionalProperties":
			r.flag(place, "closed", value.Value == "false")
		case name == "not":
			r.conditions(place, value)
		case slices.Contains([]string{"nullable", "x-extensible-enum", "x-sensitive", "uniqueItems", "readOnly", "writeOnly"}, name):
			r.flag(place, name, value.Value == "true")
		case name == "type" || name == "default" || slices.Contains(restricting, name):
			r.say(place, name, literal(value))
		}
	}
}

func (r *reader) values(place, keyword string, list *tree.Node) {
	for _, value := range list.Content {
		r.say(place, keyword, literal(value))
	}
}

// conditions reads the rules between properties; how they are worded is no part of what they say.
func (r *reader) conditions(place string, not *tree.Node) {
	clauses := tree.Items(tree.Get(not, "anyOf"))
	if len(clauses) == 0 {
		clauses = []*tree.Node{not}
	}
	for _, clause := range clauses {
		clause = tree.Clone(clause)
		tree.Delete(clause, "description")
		r.say(place, "condition", "not "+literal(clause))
	}
}

// literal is a value as JSON in one line.
func literal(n *tree.Node) string {
	text, err := tree.JSON(n)
	if err != nil {
		return n.Value
	}
	return strings.Join(strings.Fields(string(text)), " ")
}
