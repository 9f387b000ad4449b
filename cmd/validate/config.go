package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance/report"
)

const configHelp = `Config prints the value of every flag of validate that the configuration file can
set, and where it comes from: the flag itself, a line of the file, or the
default. The command line goes before the file. It takes the flags of validate.

The file is ` + defaultConfig + ` or that of --config. Its keys are the names of the
flags; a flag that can be repeated takes a list, and rule takes keys and values:

  fail-on: warning
  contract: [petstore.yaml]
  rule:
    undocumented-property: error
    listInstances/undocumented-value: off

A file is named from where the command runs, as on the command line. The form
is that of cmd/validate/config.schema.json.`

func (c *check) configCommand(flags *pflag.FlagSet) *cobra.Command {
	command := &cobra.Command{
		Use:   "config",
		Short: "Show the effective configuration, and where each value comes from",
		Long:  configHelp,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			if err := c.settings.read(); err != nil {
				return err
			}
			return c.write(func(w io.Writer) error {
				if c.format.value == formatJSON {
					return writeJSON(w, configuration{report.FormatVersion, c.settings.effective()})
				}
				return writeSettings(w, c.settings.effective())
			})
		},
	}
	command.Flags().AddFlagSet(flags)
	return command
}

// configuration is the JSON form of the settings.
type configuration struct {
	Format   int             `json:"format"`
	Settings []effectiveFlag `json:"settings"`
}

// effectiveFlag is a setting with its value and the source of that.
type effectiveFlag struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Source string `json:"source"`
}

func (s *settings) effective() []effectiveFlag {
	list := []effectiveFlag{}
	for _, f := range s.all() {
		value, ok := f.Value.(keyed)
		if !ok {
			list = append(list, effectiveFlag{f.Name, textOf(f), s.source(f, "")})
			continue
		}
		for _, key := range value.Keys() {
			list = append(list, effectiveFlag{f.Name + " " + key, value.Value(key), s.source(f, key)})
		}
	}
	return list
}

// source says where the value of a flag, or of one of its keys, comes from.
func (s *settings) source(f *pflag.Flag, key string) string {
	if place, ok := s.places[setting{f.Name, key}]; ok {
		return place
	}
	if f.Changed {
		return "--" + f.Name
	}
	return "default"
}

func textOf(f *pflag.Flag) string {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return strings.Join(list.GetSlice(), ", ")
	}
	return f.Value.String()
}

func writeSettings(w io.Writer, list []effectiveFlag) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range list {
		value := s.Value
		if value == "" {
			value = "-"
		}
		fmt.Fprintln(columns, report.Printable(s.Name)+"\t"+report.Printable(value)+"\t"+report.Printable(s.Source))
	}
	return columns.Flush()
}
