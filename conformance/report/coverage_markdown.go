package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/devenviron/contract/conformance/coverage"
)

// coverageMarkdown writes coverage for the pages of a forge: a table of the totals, and a folded table of what is not
// covered.
func coverageMarkdown(w io.Writer, t *coverage.Tally) error {
	out := bufio.NewWriter(w)
	out.WriteString("## validate: coverage of the contract\n\n| elements | covered | of | |\n|---|--:|--:|--:|\n")
	missing := 0
	for _, total := range t.Totals() {
		missing += total.Total - total.Covered
		fmt.Fprintf(out, "| %s | %d | %d | %s |\n", total.Kind, total.Covered, total.Total, total.Percent())
	}
	if missing > 0 {
		fmt.Fprintf(out, "\n<details><summary>%s not covered</summary>\n\n", count(missing, "element", "elements"))
		out.WriteString("| elements | name | declared at |\n|---|---|---|\n")
		for _, e := range uncoveredIn(t) {
			name := escapeMarkdown(e.Name)
			if e.More > 0 {
				name = fmt.Sprintf("%d more", e.More)
			}
			fmt.Fprintf(out, "| %s | %s | %s |\n", e.Kind, name, escapeMarkdown(e.Place))
		}
		out.WriteString("\n</details>\n")
	}
	return out.Flush()
}
