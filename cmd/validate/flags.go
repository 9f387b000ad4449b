package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance/schema"
)

// The values of --format that matter here; report.Formats lists all.
const (
	formatText    = "text"
	formatConcise = "concise"
	formatJSON    = "json"
	formatGitHub  = "github"
)

// choice is a flag that takes one of a few words; the first is the default.
type choice struct {
	value string
	words []string
}

func (c *choice) of(words ...string) *choice {
	c.value, c.words = words[0], words
	return c
}

func (c *choice) String() string { return c.value }

func (c *choice) Type() string { return strings.Join(c.words, "|") }

func (c *choice) Set(value string) error {
	if !slices.Contains(c.words, value) {
		return fmt.Errorf("want %s", alternatives(c.words))
	}
	c.value = value
	return nil
}

func alternatives(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// outcomeFlags are about what findings lead to: reports, and the exit code.
func (c *check) outcomeFlags(flags *pflag.FlagSet) {
	flags.Var(c.failOn.of(failOnError, failOnWarning, failOnInfo, failOnNone), "fail-on",
		"exit 1 on findings as grave as this")
	flags.Var(&c.rules, "rule", "make a rule error, warning, info or off, everywhere or in one operation (can be repeated)")
	flags.UintVar(&c.most, "max-findings", 0, "show at most `N` different findings in a text report, and count the rest; 0 shows all")
	flags.Var(&c.out, "out", "write another report, whole or not at all (can be repeated)")
	flags.Var(c.color.of(colorAuto, colorAlways, colorNever), "color", "colour a text report on standard output")
	c.waivers.flags(flags)
}

// runFlags gives a command about whole runs the flags that the main job has for them.
func runFlags(command *cobra.Command, flags *pflag.FlagSet) {
	for _, name := range []string{
		"config", "contract", "rule", "fail-on", "waivers", "today", "partial", "coverage", "floor", "out", "color", "max-findings", "quiet",
	} {
		command.Flags().AddFlag(flags.Lookup(name))
	}
}

func flagError(c *cobra.Command, err error) error {
	help := "see " + c.CommandPath() + " --help"
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok && unknown.GetSpecifiedShortnames() == "" {
		name := unknown.GetSpecifiedName()
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near, ok := schema.Nearest(name, names); ok {
			help = "did you mean --" + near + "?"
		}
		return fmt.Errorf("unknown flag --%s; %s", name, help)
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		f := invalid.GetFlag()
		return fmt.Errorf("--%s: got %q, %w", f.Name, invalid.GetValue(), causeOf(f, errors.Unwrap(invalid)))
	}
	return fmt.Errorf("%w; %s", err, help)
}

// causeOf says what a flag wants where the library does not.
func causeOf(f *pflag.Flag, err error) error {
	switch f.Value.Type() {
	case "bool":
		return errors.New("want true or false")
	case "uint":
		return errors.New("want a number")
	default:
		return err
	}
}

func unknownCommand(parent *cobra.Command, name string) error {
	help := "see " + parent.CommandPath() + " --help"
	if near := nearestCommand(parent, name); near != "" {
		help = "did you mean " + parent.CommandPath() + " " + near + "?"
	}
	return fmt.Errorf("unknown command %q; %s", name, help)
}

func nearestCommand(parent *cobra.Command, name string) string {
	var names []string
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	near, _ := schema.Nearest(name, names)
	return near
}
