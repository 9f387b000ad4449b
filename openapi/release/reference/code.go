package reference

import (
	"html/template"
	"regexp"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// token finds the names, texts and other scalars of JSON text.
var token = regexp.MustCompile(`("(?:[^"\\]|\\.)*")(:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*`)

// json shows a value as JSON, with its tokens marked.
func (b *builder) json(n *tree.Node) template.HTML {
	text, err := tree.JSON(n)
	if err != nil {
		b.fail("got an example that is not JSON: %w", err)
		return ""
	}
	source := strings.TrimSpace(string(text))
	var out strings.Builder
	last := 0
	for _, at := range token.FindAllStringSubmatchIndex(source, -1) {
		out.WriteString(template.HTMLEscapeString(source[last:at[0]]))
		end, class := at[1], "n"
		switch {
		case at[4] >= 0:
			end, class = at[3], "k"
		case at[2] >= 0:
			class = "s"
		}
		out.WriteString(`<b class="` + class + `">` + template.HTMLEscapeString(source[at[0]:end]) + `</b>`)
		last = end
	}
	out.WriteString(template.HTMLEscapeString(source[last:]))
	return template.HTML(out.String())
}
