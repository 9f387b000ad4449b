package reference

import (
	"html/template"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// schema is a component, with all that it says.
type schema struct {
	Name        string
	Type        valueType
	Description template.HTML
	Facets      []facet
	Known       []string // values that are seen where any may be
	Fields      []field
	Rules       []template.HTML
	Values      []string
	// Extensible is whether the service may send values that are not listed, Closed whether other properties are refused.
	Extensible, Closed bool
	Notes              notes
	UsedBy             []link
}

// field is a property, a parameter or a header.
type field struct {
	Name, In    string
	Required    bool
	Secret      bool
	Type        valueType
	Description template.HTML
	Facets      []facet
	Known       []string
	Rules       []template.HTML
	Fields      []field // of an object that has no name of its own
	Notes       notes
}

// facet is a limit, a default, or another thing to know about a value.
type facet struct{ Name, Text, Code string }

// valueType says what a value is: Prefix, then what Schema names if it names a component.
type valueType struct {
	Prefix, Schema, Suffix string
}

func (b *builder) schemas() []schema {
	users := b.users()
	var out []schema
	for name, n := range tree.Members(tree.Get(b.document.Root, "components", "schemas")) {
		s := schema{
			Name: name, Type: b.valueType(n), Description: b.prose(n), Facets: facets(n), Fields: b.fields(n), Rules: b.rules(n),
			Known: texts(tree.Get(n, "x-known-values")), Values: texts(tree.Get(n, "enum")), Extensible: tree.IsTrue(n, "x-extensible-enum"), Notes: b.notes(n), UsedBy: users[name],
		}
		if extra := tree.Get(n, "additionalProperties"); extra != nil {
			s.Closed = extra.Value == "false"
		}
		out = append(out, s)
	}
	return out
}

// fields are the properties of an object, or of the objects in a list.
func (b *builder) fields(n *tree.Node) []field {
	if items := tree.Get(n, "items"); items != nil {
		return b.fields(items)
	}
	required := texts(tree.Get(n, "required"))
	var out []field
	for name, property := range tree.Members(tree.Get(n, "properties")) {
		f := b.field(name, property, slices.Contains(required, name))
		if observed := tree.Text(n, "x-observed", name); observed != "" {
			f.Notes.Sources = append(f.Notes.Sources, source{Observed: b.html(observed)})
		}
		out = append(out, f)
	}
	return out
}

func (b *builder) field(name string, n *tree.Node, required bool) field {
	return field{
		Name: name, Required: required, Secret: tree.IsTrue(n, "x-sensitive"), Type: b.valueType(n), Description: b.described(n),
		Facets: facets(n), Known: texts(tree.Get(n, "x-known-values")), Rules: b.rules(n), Fields: b.fields(n), Notes: b.notes(n),
	}
}

// described is the description of a schema; that of its component where it is a reference.
func (b *builder) described(n *tree.Node) template.HTML {
	target, _ := b.resolve(n)
	return b.prose(target)
}

// rules are the words of the conditions that a schema has.
func (b *builder) rules(n *tree.Node) []template.HTML {
	not := tree.Get(n, "not")
	if not == nil {
		return nil
	}
	var out []template.HTML
	for _, clause := range append([]*tree.Node{not}, tree.Items(tree.Get(not, "anyOf"))...) {
		if text := tree.Text(clause, "description"); text != "" {
			out = append(out, b.html(text))
		}
	}
	return out
}

func (b *builder) valueType(n *tree.Node) valueType {
	target, name := b.resolve(n)
	if name != "" {
		return valueType{Schema: name}
	}
	var out valueType
	switch {
	case tree.Get(target, "items") != nil:
		out = b.valueType(tree.Get(target, "items"))
		out.Prefix = "array of " + out.Prefix
	case tree.IsMapping(tree.Get(target, "additionalProperties")):
		out = b.valueType(tree.Get(target, "additionalProperties"))
		out.Prefix = "map of " + out.Prefix
	case len(tree.Items(tree.Get(target, "allOf"))) == 1:
		out = b.valueType(tree.Get(target, "allOf").Content[0])
	default:
		out.Prefix = tree.Text(target, "type")
		if format := tree.Text(target, "format"); format != "" {
			out.Prefix += " (" + format + ")"
		}
	}
	if tree.IsTrue(target, "nullable") {
		out.Suffix = " or null"
	}
	return out
}

// limits name the keywords that bound a value, with the words before the bound.
var limits = []struct{ keyword, words string }{
	{"minimum", "at least"},
	{"maximum", "at most"},
	{"multipleOf", "a multiple of"},
	{"minLength", "characters, at least"},
	{"maxLength", "characters, at most"},
	{"minItems", "items, at least"},
	{"maxItems", "items, at most"},
	{"minProperties", "members, at least"},
	{"maxProperties", "members, at most"},
}

func facets(n *tree.Node) []facet {
	var out []facet
	for _, limit := range limits {
		if bound := tree.Text(n, limit.keyword); bound != "" {
			out = append(out, facet{Name: limit.words, Text: bound})
		}
	}
	if pattern := tree.Text(n, "pattern"); pattern != "" {
		out = append(out, facet{Name: "pattern", Code: pattern})
	}
	if fallback := tree.Get(n, "default"); fallback != nil {
		out = append(out, facet{Name: "default", Code: literal(fallback)})
	}
	return out
}

// texts are the items of a list of scalars, as they are written.
func texts(list *tree.Node) []string {
	var out []string
	for _, item := range tree.Items(list) {
		out = append(out, item.Value)
	}
	return out
}

func literal(n *tree.Node) string {
	text, err := tree.JSON(n)
	if err != nil {
		return n.Value
	}
	return strings.TrimSpace(string(text))
}
