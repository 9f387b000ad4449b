package reference_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/reference"
	"github.com/devenviron/contract/openapi/release/tree"
	"github.com/devenviron/contract/openapi/tables"
)

// page gives a document of the contract, and its reference.
func page(t *testing.T, name string) (*edition.Document, string) {
	t.Helper()
	d, err := edition.NewSources(os.DirFS("../..")).Bundle(name)
	require.NoError(t, err)
	pages, err := tables.Pages()
	require.NoError(t, err)
	text, err := reference.Page(d, reference.Tables{Pages: pages})
	require.NoError(t, err)
	return d, string(text)
}

func TestAPageShowsEveryOperationAndEverySchema(t *testing.T) {
	for _, name := range []string{"demanager", "images", "notebooks", "storages", "tags"} {
		t.Run(name, func(t *testing.T) {
			d, text := page(t, name)
			for _, o := range edition.Operations(d) {
				require.Equal(t, 1, strings.Count(text, `<article id="operation-`+o.ID+`">`), o.ID)
				require.Contains(t, text, `<li><a href="#operation-`+o.ID+`">`)
			}
			for schema, n := range tree.Members(tree.Get(d.Root, "components", "schemas")) {
				require.Equal(t, 1, strings.Count(text, `<article id="schema-`+schema+`">`), schema)
				for property := range tree.Members(tree.Get(n, "properties")) {
					require.Contains(t, text, `<dt><code>`+property+`</code>`)
				}
			}
		})
	}
}

func TestEveryLinkWithinAPageLeadsSomewhere(t *testing.T) {
	_, text := page(t, "notebooks")
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		require.False(t, ids[id[1]], "%s is there twice", id[1])
		ids[id[1]] = true
	}
	links := regexp.MustCompile(` href="#([^"]*)"`).FindAllStringSubmatch(text, -1)
	require.NotEmpty(t, links)
	for _, link := range links {
		require.True(t, ids[link[1]], "nothing is #%s", link[1])
	}
}

func TestAPageNeedsNothingElse(t *testing.T) {
	_, text := page(t, "demanager")
	require.Contains(t, text, `content="default-src &#39;none&#39;; style-src &#39;sha256-`)
	for _, loading := range []string{"<link", "<img", "<iframe", "<script src", "@import", "url(", "fetch(", "XMLHttpRequest", "import("} {
		require.NotContains(t, text, loading)
	}
	for _, address := range regexp.MustCompile(`(\w+)="https?://`).FindAllStringSubmatch(text, -1) {
		require.Equal(t, "href", address[1], "only a reader's click may leave the page")
	}
}

func TestSourcesAndDeviationsAreVisible(t *testing.T) {
	d, text := page(t, "demanager")
	require.Contains(t, text, `rel="external noreferrer">Obtaining Details About a Development Environment Instance</a>, table 2, `)
	require.Contains(t, text, "<strong>Deviation</strong>")
	for _, o := range edition.Operations(d) {
		for _, deviation := range tree.Items(tree.Get(o.Node, "x-deviation")) {
			first, _, _ := strings.Cut(tree.Text(deviation, "contract"), "`")
			require.Contains(t, text, "<dt>Contract</dt><dd>"+first)
		}
	}
}

// small is a document with one of everything that the contract need not have.
const small = `openapi: 3.0.3
info: {title: 'A <b>', description: 'See showA, not showB.', version: 1.0.0, license: {name: MIT}}
tags: [{name: A, description: All.}]
paths:
  /a:
    parameters: [{name: shared, in: header, schema: {type: string}}]
    get:
      operationId: showA
      summary: Show <a>
      description: 'Has ` + "`<code>`" + `.'
      tags: [A]
      requestBody: {description: Optional., content: {application/json: {schema: {$ref: '#/components/schemas/A'}, examples: {e: {value: {k: 'v <', n: 1.5, t: true}}}}}}
      responses: {'200': {description: A.}}
components:
  schemas:
    A:
      type: object
      description: An A.
      not: {description: b asks for c., required: [b], not: {required: [c]}}
      required: [b]
      properties:
        b: {type: array, maxItems: 3, items: {type: object, nullable: true, properties: {inner: {type: string, default: 'x', pattern: '^<'}}}}
        c: {type: object, additionalProperties: {$ref: '#/components/schemas/E'}}
        s: {type: string, format: password, x-sensitive: true, x-known-values: [one, two]}
    E: {type: string, enum: [x, y], x-extensible-enum: true}
`

var failures = reference.Tables{Errors: []tables.ErrorCode{{Code: "A.1", Statuses: []int{400, 404}, Meaning: "An `a`.", Note: "Odd."}}}

func TestAPageSaysWhatTheDocumentSays(t *testing.T) {
	root, err := tree.Read("small.yaml", []byte(small))
	require.NoError(t, err)
	out, err := reference.Page(&edition.Document{Name: "small", Root: root}, failures)
	require.NoError(t, err)
	tests := []struct{ name, want string }{
		{"markup in texts is text", "<h1>A &lt;b&gt; <small>1.0.0</small></h1>"},
		{"code is code", "Has <code>&lt;code&gt;</code>."},
		{"operations are linked where they are known", `See <a href="#operation-showA">showA</a>, not showB.`},
		{"parameters of the path are those of the operation", `<dt><code>shared</code> <span class="quiet">header</span></dt>`},
		{"a body may be optional", `Request body <span class="quiet">(optional)</span>`},
		{"examples are marked", `<b class="k">&#34;k&#34;</b>: <b class="s">&#34;v &lt;&#34;</b>`},
		{"what is required is marked", `<dt><code>b</code> <span class="required">required</span></dt>`},
		{"lists say of what", `<p class="type">array of object or null</p>`},
		{"objects without a name are shown where they are", "<dt><code>inner</code></dt>"},
		{"maps say of what", `<p class="type">map of <a href="#schema-E">E</a></p>`},
		{"limits are shown", "<li>items, at most 3</li>"},
		{"defaults are JSON", "<li>default <code>&#34;x&#34;</code></li>"},
		{"patterns are shown", "<li>pattern <code>^&lt;</code></li>"},
		{"known values are counted", "<summary>Known values: 2</summary>\n<ul><li><code>one</code></li><li><code>two</code></li></ul>"},
		{"error codes have statuses and a meaning", "<code>A.1</code></th><td>400, 404</td><td>An <code>a</code>. <span class=\"quiet\">Odd.</span></td>"},
		{"secrets are marked", `<span class="secret">secret</span>`},
		{"rules are in their own words", `<ul class="rules" aria-label="Rules"><li>b asks for c.</li></ul>`},
		{"values are listed", "<li><code>x</code></li><li><code>y</code></li>"},
		{"open enumerations say so", "The service may send values that are not listed"},
		{"schemas name their users", `Used in 1 place</summary>` + "\n" + `<ul><li><a href="#operation-showA">showA</a></li></ul>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Contains(t, string(out), tt.want) })
	}
}

func TestWhatAPageCannotShowIsAnError(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"a tag that is not declared", "tags: [A]", "tags: [B]", "showA: got no tag of the document"},
		{"a reference to nothing", "'#/components/schemas/E'", "'#/components/schemas/F'", `got the reference "#/components/schemas/F", which leads nowhere`},
		{"an example that is no JSON", "n: 1.5", "n: .inf", `got an example that is not JSON: line 12: got the number ".inf"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, err := tree.Read("small.yaml", []byte(strings.Replace(small, tt.old, tt.new, 1)))
			require.NoError(t, err)
			_, err = reference.Page(&edition.Document{Name: "small", Root: root}, failures)
			require.ErrorContains(t, err, tt.want)
		})
	}
}
