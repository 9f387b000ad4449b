package reference

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
	"github.com/devenviron/contract/openapi/tables"
)

// notes say where a statement comes from, and where the pages and the service disagree.
type notes struct {
	Sources    []source
	Deviations []deviation
}

// source is a page of the provider, with the table or the section of it; or what was observed elsewhere.
type source struct {
	Observed         template.HTML
	Title, URL, Date string
	Place            string
}

type deviation struct {
	Property                       string
	Documented, Observed, Contract template.HTML
}

func (b *builder) notes(n *tree.Node) notes {
	var out notes
	for _, item := range tree.Items(tree.Get(n, "x-source")) {
		out.Sources = append(out.Sources, b.source(item))
	}
	for _, item := range tree.Items(tree.Get(n, "x-deviation")) {
		out.Deviations = append(out.Deviations, deviation{
			Property: tree.Text(item, "property"), Documented: b.html(tree.Text(item, "documented")),
			Observed: b.html(tree.Text(item, "observed")), Contract: b.html(tree.Text(item, "contract")),
		})
	}
	return out
}

func (b *builder) source(n *tree.Node) source {
	if observed := tree.Text(n, "observed"); observed != "" {
		return source{Observed: b.html(observed)}
	}
	name := tree.Text(n, "page")
	i := slices.IndexFunc(b.pages, func(p tables.Page) bool { return p.Operation == name })
	if i < 0 {
		b.fail("got the source %q, want a page that openapi/tables/pages.tsv lists", name)
		return source{}
	}
	p := b.pages[i]
	out := source{Title: p.Title, URL: p.URL, Date: p.Provider + ", " + p.Date, Place: tree.Text(n, "section")}
	if number := tree.Text(n, "table"); number != "" {
		out.Place = "table " + number
		t := slices.IndexFunc(p.Tables, func(t tables.Table) bool { return fmt.Sprint(t.Number) == number })
		if t >= 0 && p.Tables[t].Caption != "" {
			out.Place += ", " + strings.TrimSuffix(p.Tables[t].Caption, ".")
		}
	}
	return out
}
