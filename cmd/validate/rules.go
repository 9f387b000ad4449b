package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

func (t *tool) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules [RULE]",
		Short: "List the rules that a finding can name, or explain one",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("rules: got %d arguments, want at most one rule", len(args))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, r := range conformance.Rules() {
				names = append(names, cobra.CompletionWithDesc(string(r.ID), r.Summary))
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return t.explain(conformance.RuleID(args[0]))
			}
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

func (t *tool) explain(id conformance.RuleID) error {
	rule, ok := conformance.RuleOf(id)
	if !ok {
		return fmt.Errorf("rules: %w", conformance.UnknownRule(id))
	}
	explained := explainedRule{report.FormatVersion, rule, conformance.Explain(id)}
	return t.write(func(w io.Writer) error {
		if t.format.value == formatJSON {
			return writeJSON(w, explained)
		}
		return writeExplanation(w, explained)
	})
}

// explainedRule is the JSON form of a rule with its explanation.
type explainedRule struct {
	Format int `json:"format"`
	conformance.Rule
	conformance.Explanation
}

func writeExplanation(w io.Writer, r explainedRule) error {
	shown := strings.ReplaceAll(strings.TrimSpace(r.Shows), "\n", "\n\t")
	_, err := fmt.Fprintf(w, "%s (%s): %s\n\n%s\n\nExample: %s\n\n\t%s\n\ngives\n\n\t%s\n\n%s\n",
		r.ID, r.Severity, r.Summary, wrap(r.Meaning), r.Example, shown, r.Gives, wrap(r.Remedy))
	return err
}

// wrap breaks a text into lines that fit a narrow terminal.
func wrap(text string) string {
	const width = 78
	var out strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case column+1+len(word) > width:
			out.WriteByte('\n')
			column = 0
		default:
			out.WriteByte(' ')
			column++
		}
		out.WriteString(word)
		column += len(word)
	}
	return out.String()
}

func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
