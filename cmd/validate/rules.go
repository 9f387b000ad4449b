package main

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

func (t *tool) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "List the rules that a finding can name",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			return t.write(func(w io.Writer) error {
				if t.format.value == formatJSON {
					return writeJSON(w, ruleList{report.FormatVersion, conformance.Rules()})
				}
				return writeRules(w, conformance.Rules())
			})
		},
	}
}

// ruleList is the JSON form of the registry.
type ruleList struct {
	Format int                `json:"format"`
	Rules  []conformance.Rule `json:"rules"`
}

func writeRules(w io.Writer, rules []conformance.Rule) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range rules {
		fmt.Fprintf(columns, "%s\t%s\t%s\n", r.ID, r.Severity, r.Summary)
	}
	return columns.Flush()
}

func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
