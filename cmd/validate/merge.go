package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

const mergeHelp = `Merge joins the JSON reports of shards into the report of the whole run, in any
format: what n shards have written, merged, equals what one run writes, byte for
byte. The reports may be given in any order. Reports of whole runs are joined in
the order in which they are given, as if one run had read their recordings.

What only the whole tells is concluded here, from the flags and files that one
run would have: whether waivers are used, and --floor. Waivers are applied again.

Every shard has to be there once, and be a part of the same recordings, judged
against the same contract. The exit code is that of one run.`

// merge joins reports.
type merge struct{ *check }

func (c *check) mergeCommand(flags *pflag.FlagSet) *cobra.Command {
	m := &merge{c}
	command := &cobra.Command{
		Use:   "merge [flags] REPORT...",
		Short: "Join the JSON reports of shards",
		Long:  mergeHelp,
		Example: `  validate --shard 1/2 --coverage json --format json -o 1.json traffic/
  validate --shard 2/2 --coverage json --format json -o 2.json traffic/
  validate merge --coverage text --floor operations=100 1.json 2.json`,
		RunE: func(_ *cobra.Command, files []string) error { return m.run(files) },
	}
	runFlags(command, flags)
	return command
}

func (m *merge) run(files []string) error {
	if len(files) == 0 {
		return errors.New("merge: no REPORT given; name the JSON reports of all shards")
	}
	if err := m.settings.read(); err != nil {
		return err
	}
	contract, err := m.open()
	if err != nil {
		return err
	}
	if err := m.waivers.open(m.settings.given("waivers")); err != nil {
		return err
	}
	parts, closeAll, err := openParts(files)
	defer closeAll()
	if err != nil {
		return err
	}
	if err := report.CheckContract(parts, contract.Info()); err != nil {
		return fmt.Errorf("%w; name that of the reports with --contract FILE", err)
	}
	if err := report.CheckParts(parts); err != nil {
		return err
	}
	reports, err := m.reports(contract)
	if err != nil {
		return err
	}
	defer reports.discard()
	summary, err := m.join(contract, parts, reports)
	if err != nil {
		return err
	}
	return m.conclude(summary)
}

// openParts opens the reports, as far as they can be.
func openParts(names []string) (parts []report.Part, closeAll func(), err error) {
	var files []*os.File
	closeAll = func() {
		for _, f := range files {
			f.Close()
		}
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, closeAll, ofFile(name, err)
		}
		files = append(files, f)
		reader, err := report.NewReader(f)
		if err != nil {
			return nil, closeAll, ofFile(name, err)
		}
		parts = append(parts, report.Part{Name: filepath.ToSlash(name), Reader: reader})
	}
	return parts, closeAll, nil
}

func (m *merge) join(contract *conformance.Contract, parts []report.Part, w report.Writer) (*conformance.Summary, error) {
	summary := contract.NewSummary()
	merged, err := report.Merge(parts, &whole{Writer: w, check: m.check, summary: summary})
	if err != nil {
		return nil, err
	}
	summary.Unreadable = merged.Unreadable
	if summary.Coverage != nil && merged.Coverage == nil {
		return nil, fmt.Errorf("%s: got a report without coverage, want one of a run with --coverage", parts[0].Name)
	}
	summary.Coverage = merged.Coverage
	m.concludeWhole(contract, summary)
	return summary, w.Close(summary)
}

// whole is what the results of all shards go through, as those of one run do.
type whole struct {
	report.Writer
	check   *check
	summary *conformance.Summary
}

func (o *whole) Write(r *conformance.Result) error {
	o.check.waivers.list.Apply(r)
	o.summary.Add(r)
	return o.Writer.Write(r)
}

func (o *whole) Unreadable(file string, reason error) error {
	return o.check.unreadable(file, reason, o.Writer)
}
