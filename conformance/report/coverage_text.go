package report

import (
	"bufio"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/devenviron/contract/conformance/coverage"
)

// coverageText writes coverage for people, and for grep: a line with the totals of each kind, then a line for each
// element that is not covered, with its place in the contract.
func coverageText(w io.Writer, t *coverage.Tally) error {
	out := bufio.NewWriter(w)
	columns := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, total := range t.Totals() {
		fmt.Fprintf(columns, "%s\t%d of %d\t%s\n", total.Kind, total.Covered, total.Total, total.Percent())
	}
	columns.Flush()
	separator := "\n"
	for c := range t.Counts() {
		if c.Exchanges > 0 {
			continue
		}
		line := c.Name + ": not covered [" + c.Kind.String() + "]"
		if at := c.Place.String(); at != "" {
			line = at + ": " + line
		}
		fmt.Fprintf(out, "%s%s\n", separator, Printable(line))
		separator = ""
	}
	return out.Flush()
}
