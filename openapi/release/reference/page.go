// Package reference writes the reference documentation of a document as one HTML page, which needs nothing else: no
// network, no other file, and no script but its own.
package reference

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
	"github.com/devenviron/contract/openapi/tables"
)

//go:embed page.tmpl
var pageText string

//go:embed page.css
var style string

//go:embed page.js
var script string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is what the template shows.
type page struct {
	Title, Version, License string
	Description             template.HTML
	Policy                  string
	Style                   template.CSS
	Script                  template.JS
	Servers                 []server
	Credentials             []credential
	Groups                  []group
	Schemas                 []schema
	Deviations              []placedDeviation
	Errors                  []errorCode
}

type server struct {
	URL, Default string
	Description  template.HTML
}

// credential is a security scheme: a header that a request may carry.
type credential struct {
	Name, Header string
	Description  template.HTML
	Notes        notes
}

// group are the operations of a tag.
type group struct {
	Name        string
	Description template.HTML
	Operations  []operation
}

// link leads to a part of the page.
type link struct{ Kind, Name string }

// placedDeviation is a deviation, and the part of the page that has it.
type placedDeviation struct {
	At link
	deviation
}

type errorCode struct {
	Code          string
	Statuses      []int
	Meaning, Note template.HTML
}

// Tables are what the references of all documents share.
type Tables struct {
	// Pages are what sources lead to.
	Pages []tables.Page
	// Errors are the codes with which an operation may fail.
	Errors []tables.ErrorCode
}

// Page writes the reference of a bundled document.
func Page(document *edition.Document, shared Tables) ([]byte, error) {
	b := newBuilder(document, shared.Pages)
	p := page{
		Title: tree.Text(document.Root, "info", "title"), Version: document.Version(),
		License:     tree.Text(document.Root, "info", "license", "name"),
		Description: b.prose(tree.Get(document.Root, "info")),
		Style:       template.CSS(style), Script: template.JS(script),
		Servers: b.servers(), Credentials: b.credentials(), Groups: b.groups(), Schemas: b.schemas(),
	}
	p.Policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", hash(style), hash(script))
	p.Deviations = deviationsOf(p)
	for _, e := range shared.Errors {
		p.Errors = append(p.Errors, errorCode{e.Code, e.Statuses, b.html(e.Meaning), b.html(e.Note)})
	}
	if b.err != nil {
		return nil, b.err
	}
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, p); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// hash names a text in a content security policy.
func hash(text string) string {
	digest := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(digest[:])
}

// deviationsOf collects the deviations of the whole page.
func deviationsOf(p page) []placedDeviation {
	var out []placedDeviation
	add := func(at link, notes ...notes) {
		for _, n := range notes {
			for _, d := range n.Deviations {
				placed := placedDeviation{at, d}
				same := func(other placedDeviation) bool { return other.deviation == d && other.At == at }
				if !slices.ContainsFunc(out, same) {
					out = append(out, placed)
				}
			}
		}
	}
	for _, g := range p.Groups {
		for _, o := range g.Operations {
			at := link{"operation", o.ID}
			add(at, o.Notes)
			for _, parameter := range o.Parameters {
				add(at, parameter.Notes)
			}
		}
	}
	for _, s := range p.Schemas {
		at := link{"schema", s.Name}
		add(at, s.Notes)
		for _, field := range s.Fields {
			add(at, field.Notes)
		}
	}
	return out
}
