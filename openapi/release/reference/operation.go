package reference

import (
	"html/template"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

type operation struct {
	ID, Method, Path, Summary string
	Description               template.HTML
	Parameters                []field
	Body                      *body
	Responses                 []response
	Notes                     notes
}

type body struct {
	Description template.HTML
	Required    bool
	Media       []media
}

type media struct {
	Type     string
	Schema   valueType
	Examples []example
}

type example struct {
	Summary string
	JSON    template.HTML
}

type response struct {
	Status      string
	Class       string // the first digit, or "other"
	Description template.HTML
	Headers     []field
	Media       []media
	Notes       notes
}

func (b *builder) operation(o edition.Operation) operation {
	out := operation{
		ID: o.ID, Method: o.Method, Path: o.Path, Summary: tree.Text(o.Node, "summary"),
		Description: b.prose(o.Node), Notes: b.notes(o.Node),
	}
	for _, list := range []*tree.Node{o.Shared, tree.Get(o.Node, "parameters")} {
		for _, item := range tree.Items(list) {
			out.Parameters = append(out.Parameters, b.parameter(item))
		}
	}
	if n := tree.Get(o.Node, "requestBody"); n != nil {
		n, _ = b.resolve(n)
		out.Body = &body{Description: b.prose(n), Required: tree.IsTrue(n, "required"), Media: b.media(n)}
	}
	for status, n := range tree.Members(tree.Get(o.Node, "responses")) {
		out.Responses = append(out.Responses, b.response(status, n))
	}
	return out
}

// parameter is a field whose type and limits are those of its schema.
func (b *builder) parameter(n *tree.Node) field {
	n, _ = b.resolve(n)
	out := b.field(tree.Text(n, "name"), tree.Get(n, "schema"), tree.IsTrue(n, "required"))
	out.In = tree.Text(n, "in")
	out.Description = b.prose(n)
	out.Notes = b.notes(n)
	for _, alias := range tree.Items(tree.Get(n, "x-aliases")) {
		out.Facets = append(out.Facets, facet{Name: "also", Code: alias.Value})
	}
	if sample := tree.Text(n, "example"); sample != "" {
		out.Facets = append(out.Facets, facet{Name: "example", Code: sample})
	}
	return out
}

func (b *builder) response(status string, n *tree.Node) response {
	n, _ = b.resolve(n)
	out := response{Status: status, Class: status[:1], Description: b.prose(n), Media: b.media(n), Notes: b.notes(n)}
	if status == "default" {
		out.Class = "other"
	}
	for name, header := range tree.Members(tree.Get(n, "headers")) {
		header, _ = b.resolve(header)
		f := b.field(name, tree.Get(header, "schema"), tree.IsTrue(header, "required"))
		f.Description = b.prose(header)
		out.Headers = append(out.Headers, f)
	}
	return out
}

// media are the types of a body, each with its schema and its examples.
func (b *builder) media(n *tree.Node) []media {
	var out []media
	for name, n := range tree.Members(tree.Get(n, "content")) {
		m := media{Type: name, Schema: b.valueType(tree.Get(n, "schema"))}
		for key, n := range tree.Members(tree.Get(n, "examples")) {
			e := example{Summary: tree.Text(n, "summary"), JSON: b.json(tree.Get(n, "value"))}
			if e.Summary == "" {
				e.Summary = key
			}
			m.Examples = append(m.Examples, e)
		}
		out = append(out, m)
	}
	return out
}
