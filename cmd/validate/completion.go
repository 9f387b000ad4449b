package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
)

// completeFlags tells shells what the flags of a command and of those below it take.
func completeFlags(c *cobra.Command) {
	register := func(f *pflag.Flag) {
		if words := strings.Split(f.Value.Type(), "|"); len(words) > 1 {
			_ = c.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
		}
	}
	c.Flags().VisitAll(register)
	c.PersistentFlags().VisitAll(register)
	for _, below := range c.Commands() {
		completeFlags(below)
	}
}

// completeRule completes NAME=LEVEL.
func completeRule(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var words []string
	name, _, named := strings.Cut(typed, "=")
	for _, rule := range conformance.Rules() {
		switch {
		case !named:
			words = append(words, cobra.CompletionWithDesc(string(rule.ID)+"=", rule.Summary))
		case name == string(rule.ID):
			for _, level := range []conformance.Severity{conformance.Error, conformance.Warning, conformance.Info, conformance.Off} {
				words = append(words, name+"="+level.String())
			}
		}
	}
	if named {
		return words, cobra.ShellCompDirectiveNoFileComp
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
