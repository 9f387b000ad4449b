package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (t *tool) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long: `Man prints the manual page of the command, with all its commands and flags, in
the form that man reads:

  validate man > ~/.local/share/man/man1/validate.1`,
		Args:                  noArguments,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			return t.write(func(w io.Writer) error { return writeManual(w, c.Root()) })
		},
	}
}

// writeManual writes the page in the macros of man(7). It has no date, so that the same command gives the same page.
func writeManual(w io.Writer, root *cobra.Command) error {
	root.InitDefaultHelpFlag()
	root.InitDefaultCompletionCmd()
	m := manual{bufio.NewWriter(w)}
	m.line(`.TH "%s" "1" "" "%s" "User Commands"`, strings.ToUpper(root.Name()), root.Name())
	m.line(".SH NAME\n%s \\- %s", root.Name(), roff(strings.ToLower(root.Short[:1])+root.Short[1:]))
	m.line(".SH SYNOPSIS\n.B %s", roff(root.UseLine()))
	m.line(".SH DESCRIPTION")
	m.text(root.Long)
	m.line(".SH OPTIONS")
	m.flags(nil, root.Flags(), root.PersistentFlags())
	m.line(".SH COMMANDS\nA command takes the options above that mean something to it. Below are those that only it has.")
	m.commands(root, root.Flags())
	m.line(".SH EXAMPLES")
	m.text(root.Example)
	return m.Flush()
}

// manual writes roff. bufio keeps the first error.
type manual struct{ *bufio.Writer }

func (m manual) line(format string, args ...any) { fmt.Fprintf(m, format+"\n", args...) }

// commands writes about all below a command, and of their flags those that are not known.
func (m manual) commands(parent *cobra.Command, known *pflag.FlagSet) {
	for _, c := range parent.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		if c.HasAvailableSubCommands() && c.Name() != "completion" { // whose commands say the same for each shell
			m.commands(c, known)
			continue
		}
		m.line(".SS %s", roff(c.UseLine()))
		m.text(cmp.Or(strings.TrimSpace(c.Long), c.Short+"."))
		m.flags(known, c.LocalNonPersistentFlags())
	}
}

// flags writes about the flags of sets, but for those that are known.
func (m manual) flags(known *pflag.FlagSet, sets ...*pflag.FlagSet) {
	all := pflag.NewFlagSet("", pflag.ContinueOnError)
	for _, set := range sets {
		all.AddFlagSet(set)
	}
	all.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || known != nil && known.Lookup(f.Name) != nil {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := `\fB` + roff("--"+f.Name) + `\fR`
		if f.Shorthand != "" {
			name = `\fB` + roff("-"+f.Shorthand) + `\fR, ` + name
		}
		if value != "" {
			name += ` \fI` + roff(value) + `\fR`
		}
		if zero := []string{"", "0", "false", "[]"}; !slices.Contains(zero, f.DefValue) {
			usage += " (default " + f.DefValue + ")"
		}
		m.line(".TP\n%s\n%s", name, roff(usage))
	})
}

// text writes paragraphs; those that are indented stay as they are.
func (m manual) text(text string) {
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		m.line(".PP")
		fixed := false
		for line := range strings.SplitSeq(paragraph+"\n", "\n") {
			if indented := strings.HasPrefix(line, "  "); indented != fixed {
				m.line(map[bool]string{true: ".nf", false: ".fi"}[indented])
				fixed = indented
			}
			if line != "" {
				m.line("%s", roff(line))
			}
		}
	}
}

// roff makes text safe: no backslash is an escape, no line a macro, and a hyphen is one when it is copied.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}
