package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const longHelp = `Validate holds recorded HTTP exchanges against the contract of the DevEnviron
APIs that is built in, or against the OpenAPI 3.0 documents given by --contract.
A PATH is a recording, a directory of recordings, a pattern such as 'a/**/*.har'
or - for standard input; write ./rules for one that has the name of a command.

Recordings are HAR 1.2, NDJSON of HAR entries, go-vcr cassettes, HTTP messages
(curl -v, curl -i behind its command, .http), WireMock mappings, examples of
Postman collections 2.1, Pacts of version 3 and 4, and Hoverfly simulations 5,
plain or compressed with gzip or zstd. They are told by content, not by name.

Findings go to standard output, trouble to standard error.

Exit codes:
  0  everything conforms: no finding is as grave as --fail-on
  1  there are findings as grave as --fail-on
  2  the job could not be done: wrong usage, a contract or recording that cannot
     be read, or nothing that matches an operation`

const examples = `  validate testdata/recordings
  validate --fail-on warning --format json --output report.json login.har
  validate --out sarif=validate.sarif --out junit=validate.xml traffic/
  validate --contract petstore.yaml petstore.har
  zstdcat traffic.ndjson.zst | validate -
  validate contract tables`

func (t *tool) root() *cobra.Command {
	c := &check{tool: t}
	root := &cobra.Command{
		Use:           "validate [flags] PATH...",
		Short:         "Hold recorded HTTP exchanges against an OpenAPI contract",
		Long:          longHelp,
		Example:       examples,
		Args:          cobra.ArbitraryArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          c.run,

		PersistentPreRunE: t.wantFormat,
	}
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand())
	root.AddCommand(t.contractCommand(), t.rulesCommand(), t.redactCommand(), t.sandboxCommand(), t.suiteCommand(), t.manCommand())

	flags := root.PersistentFlags()
	flags.VarP(t.format.of(formatNames()...), "format", "f", "form of the report")
	flags.StringVarP(&t.output, "output", "o", "", "write the report to `FILE`, whole or not at all")
	c.flags(root.Flags())
	c.settings.sets = []*pflag.FlagSet{root.Flags(), root.PersistentFlags()}
	root.AddCommand(c.configCommand(root.Flags()), c.waiveCommand(root.Flags()), c.mergeCommand(root.Flags()), c.recordCommand(root.Flags()))
	completeFlags(root)
	_ = root.RegisterFlagCompletionFunc("rule", completeRule)
	return root
}

// wantFormat turns down formats that only reports have.
func (t *tool) wantFormat(c *cobra.Command, _ []string) error {
	if c.Flags().Lookup("out") != nil || t.format.value == formatText || t.format.value == formatJSON {
		return nil
	}
	return fmt.Errorf("%s: --format: got %q, want text or json", c.Name(), t.format.value)
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show the help of a command",
		RunE: func(c *cobra.Command, args []string) error {
			found, rest, err := c.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(found, rest[0])
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s: got argument %q, want none", c.Name(), args[0])
	}
	return nil
}

// onlyClient takes no arguments but those behind --.
func onlyClient(c *cobra.Command, args []string) error {
	switch dash := c.ArgsLenAtDash(); {
	case dash < 0 && len(args) > 0, dash > 0:
		return fmt.Errorf("%s: got argument %q, want none; a client goes behind --, as in: validate suite --endpoint URL -- python3 client.py", c.Name(), args[0])
	case dash == 0 && len(args) == 0:
		return fmt.Errorf("%s: got no program behind --, want a client with its arguments", c.Name())
	}
	return nil
}

// wantCommand is for a command that only groups others: doing nothing must not look like a pass.
func wantCommand(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(c, args[0])
	}
	return fmt.Errorf("%s: no command named; see %s --help", c.Name(), c.CommandPath())
}
