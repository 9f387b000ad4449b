package report

import (
	"io"

	"github.com/devenviron/contract/conformance/coverage"
)

// coverageJSON writes coverage as one JSON document: the version of its form, and what a JSON report has as coverage.
func coverageJSON(w io.Writer, t *coverage.Tally) error {
	out := newJSONOutput(w)
	out.member("{\n  ", "format", FormatVersion)
	if err := out.coverage(t); err != nil {
		return err
	}
	out.WriteString("\n}\n")
	return out.Flush()
}

// coverage writes the member of that name, an element a line.
func (o *jsonOutput) coverage(t *coverage.Tally) error {
	o.WriteString(",\n  \"coverage\": {")
	if err := o.member("\n    ", "totals", t.Totals()); err != nil {
		return err
	}
	o.WriteString(",\n    \"elements\": [")
	n := 0
	for c := range t.Counts() {
		if err := o.item(&n, "      ", c); err != nil {
			return err
		}
	}
	o.end(n, "    ")
	o.WriteString("\n  }")
	return nil
}
