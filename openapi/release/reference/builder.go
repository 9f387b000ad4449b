package reference

import (
	"cmp"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
	"github.com/devenviron/contract/openapi/tables"
)

// builder makes the parts of a page.
type builder struct {
	document *edition.Document
	pages    []tables.Page
	// ids are the operations that texts may name.
	ids map[string]bool
	err error
}

func newBuilder(document *edition.Document, pages []tables.Page) *builder {
	b := &builder{document: document, pages: pages, ids: map[string]bool{}}
	for _, o := range edition.Operations(document) {
		b.ids[o.ID] = true
	}
	return b
}

func (b *builder) fail(format string, args ...any) {
	b.err = cmp.Or(b.err, fmt.Errorf(format, args...))
}

// resolve follows a reference within the document. The name is that of the component, "" where there is no reference.
func (b *builder) resolve(n *tree.Node) (target *tree.Node, name string) {
	ref := tree.Text(n, "$ref")
	if ref == "" {
		return n, ""
	}
	names := strings.Split(strings.TrimPrefix(ref, "#/"), "/")
	target = tree.Get(b.document.Root, names...)
	if target == nil {
		b.fail("got the reference %q, which leads nowhere", ref)
		return tree.Mapping(), ""
	}
	return target, names[len(names)-1]
}

var (
	codeSpan  = regexp.MustCompile("`[^`]*`")
	camelCase = regexp.MustCompile(`\b[a-z]+[A-Z]\w*\b`)
)

// prose is the description of an object as HTML.
func (b *builder) prose(n *tree.Node) template.HTML { return b.html(tree.Text(n, "description")) }

// html shows code in backticks, and links operations. Nothing else of a text is markup.
func (b *builder) html(text string) template.HTML {
	var out strings.Builder
	rest := strings.TrimSpace(text)
	for {
		at := codeSpan.FindStringIndex(rest)
		if at == nil {
			break
		}
		out.WriteString(b.linked(rest[:at[0]]))
		out.WriteString("<code>" + template.HTMLEscapeString(rest[at[0]+1:at[1]-1]) + "</code>")
		rest = rest[at[1]:]
	}
	out.WriteString(b.linked(rest))
	return template.HTML(out.String())
}

func (b *builder) linked(text string) string {
	return camelCase.ReplaceAllStringFunc(template.HTMLEscapeString(text), func(word string) string {
		if b.ids[word] {
			return `<a href="#operation-` + word + `">` + word + `</a>`
		}
		return word
	})
}

func (b *builder) servers() []server {
	var out []server
	for _, n := range tree.Items(tree.Get(b.document.Root, "servers")) {
		s := server{URL: tree.Text(n, "url"), Description: b.prose(n)}
		s.Default = s.URL
		for name, variable := range tree.Members(tree.Get(n, "variables")) {
			s.Default = strings.ReplaceAll(s.Default, "{"+name+"}", tree.Text(variable, "default"))
		}
		out = append(out, s)
	}
	return out
}

func (b *builder) credentials() []credential {
	var out []credential
	for name, n := range tree.Members(tree.Get(b.document.Root, "components", "securitySchemes")) {
		out = append(out, credential{Name: name, Header: tree.Text(n, "name"), Description: b.prose(n), Notes: b.notes(n)})
	}
	return out
}

func (b *builder) groups() []group {
	var out []group
	for _, tag := range tree.Items(tree.Get(b.document.Root, "tags")) {
		out = append(out, group{Name: tree.Text(tag, "name"), Description: b.prose(tag)})
	}
	for _, o := range edition.Operations(b.document) {
		tags := tree.Items(tree.Get(o.Node, "tags"))
		i := slices.IndexFunc(out, func(g group) bool { return len(tags) > 0 && g.Name == tags[0].Value })
		if i < 0 {
			b.fail("%s: got no tag of the document, want one", o.ID)
			continue
		}
		out[i].Operations = append(out[i].Operations, b.operation(o))
	}
	return out
}
