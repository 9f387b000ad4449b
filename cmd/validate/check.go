package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// The values of --fail-on.
const (
	failOnError   = "error"
	failOnWarning = "warning"
	failOnInfo    = "info"
	failOnNone    = "none"
)

// check is the main job: recordings against a contract.
type check struct {
	*tool
	contracts []string
	settings  settings
	waivers   waivers
	coverage  coverageFlags
	shard     shardFlag
	rules     levels
	failOn    choice
	most      uint
	out       outFiles
	color     colorChoice
	quiet     bool
	version   bool
	stdin     io.Reader
}

func (c *check) flags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&c.contracts, "contract", nil,
		"judge against the OpenAPI 3.0 document `FILE` instead (can be repeated)")
	c.outcomeFlags(flags)
	c.settings.flags(flags)
	c.coverage.flags(flags)
	flags.Var(&c.shard, "shard", "judge one part of the exchanges, such as 2/3; validate merge joins the JSON reports of all parts")
	flags.BoolVarP(&c.quiet, "quiet", "q", false, "leave the table of operations out of a text report, and show no progress")
	flags.BoolVar(&c.version, "version", false, "print the versions of the command and of the contract")
}

func (c *check) run(cmd *cobra.Command, paths []string) error {
	collectAt(collectAtStart)
	if len(paths) == 0 && !c.version {
		return errors.New("no PATH given; name a recording or a directory, such as: validate testdata/recordings")
	}
	if err := c.settings.read(); err != nil {
		return err
	}
	contract, err := c.open()
	if err != nil {
		return err
	}
	if c.version {
		return c.write(func(w io.Writer) error { return writeVersion(w, contract.Info()) })
	}
	if c.shard.Count > 0 && len(c.coverage.floors) > 0 {
		return errors.New("--floor: a shard does not know the coverage of the whole; give the floor to validate merge")
	}
	files, err := recording.Files(paths)
	if err != nil {
		return hint(cmd, paths, err)
	}
	c.stdin = cmd.InOrStdin()
	if err := c.waivers.open(c.settings.given("waivers")); err != nil {
		return err
	}
	if !c.quiet {
		c.screen = newScreen(c.stderr)
	}
	ctx, stop := untilInterrupt(cmd.Context())
	defer stop()
	reports, err := c.reports(contract)
	if err != nil {
		return err
	}
	defer reports.discard()
	if err := reports.spare(files); err != nil {
		return err
	}
	summary, err := c.judge(ctx, contract, files, reports)
	if err != nil {
		return err
	}
	return c.conclude(summary)
}

func (c *check) open() (*conformance.Contract, error) {
	contract, err := openContract(c.contracts)
	if err != nil {
		return nil, err
	}
	for _, name := range c.rules.Keys() { // one by one, for the place of one that is wrong
		if _, err := contract.WithLevels(conformance.Levels{name: c.rules.Levels[name]}); err != nil {
			return nil, fmt.Errorf("%s: %w", cmp.Or(c.settings.places[setting{"rule", name}], "--rule"), err)
		}
	}
	if contract, err = contract.WithLevels(c.rules.Levels); err != nil || !c.coverage.wanted() {
		return contract, err
	}
	if contract, err = contract.WithCoverage(); err != nil {
		return nil, err
	}
	return contract, c.coverage.check(contract)
}

// openContract opens the documents, or the contract that is built in when none is named.
func openContract(files []string) (*conformance.Contract, error) {
	if len(files) == 0 {
		return conformance.Embedded()
	}
	return conformance.Open(files...)
}

// conclude turns the counts into the outcome. A check that checked nothing has failed.
func (c *check) conclude(s *conformance.Summary) error {
	grave := map[string]int{
		failOnError:   s.Errors,
		failOnWarning: s.Errors + s.Warnings,
		failOnInfo:    s.Errors + s.Warnings + s.Infos,
		failOnNone:    0,
	}
	if grave[c.failOn.value] > 0 {
		c.findings()
	}
	if s.Exchanges > 0 && s.Judged() == 0 && c.shard.Count == 0 {
		return errors.New("nothing was checked: no exchange with a response matches an operation of the contract; " +
			"name the contract of this service with --contract FILE")
	}
	return nil
}

// hint adds what was perhaps meant when the only path does not exist and is nearly a command.
func hint(cmd *cobra.Command, paths []string, err error) error {
	if near := nearestCommand(cmd, paths[0]); near != "" && len(paths) == 1 && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w; did you mean validate %s?", err, near)
	}
	return err
}
