package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/report"
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
	failOn    choice
	quiet     bool
	version   bool
}

func (c *check) flags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&c.contracts, "contract", nil,
		"judge against the OpenAPI 3.0 document `FILE` instead (can be repeated)")
	flags.Var(c.failOn.of(failOnError, failOnWarning, failOnInfo, failOnNone), "fail-on",
		"exit 1 on findings as grave as this")
	flags.BoolVarP(&c.quiet, "quiet", "q", false, "leave the table of operations out of a text report")
	flags.BoolVar(&c.version, "version", false, "print the versions of the command and of the contract")
}

func (c *check) run(cmd *cobra.Command, paths []string) error {
	if len(paths) == 0 && !c.version {
		return errors.New("no PATH given; name a recording or a directory, such as: validate testdata/recordings")
	}
	contract, err := c.open()
	if err != nil {
		return err
	}
	if c.version {
		return c.write(func(w io.Writer) error { return writeVersion(w, contract.Info()) })
	}
	files, err := recording.Files(paths)
	if err != nil {
		return hint(cmd, paths, err)
	}
	var summary *conformance.Summary
	err = c.write(func(w io.Writer) (err error) {
		summary, err = c.judge(contract, files, c.report(w, contract.Info()))
		return err
	})
	if err != nil {
		return err
	}
	return c.conclude(summary)
}

func (c *check) open() (*conformance.Contract, error) {
	if len(c.contracts) == 0 {
		return conformance.Embedded()
	}
	return conformance.Open(c.contracts...)
}

func (c *check) report(w io.Writer, contract conformance.ContractInfo) report.Writer {
	if c.format.value == formatJSON {
		return report.NewJSON(w, contract)
	}
	return report.NewText(w, report.TextOptions{Quiet: c.quiet})
}

func (c *check) judge(contract *conformance.Contract, files []string, w report.Writer) (*conformance.Summary, error) {
	summary := contract.NewSummary()
	for _, file := range files {
		if err := c.judgeFile(contract, file, w, summary); err != nil {
			return nil, err
		}
	}
	return summary, w.Close(summary)
}

// judgeFile reports every exchange that can be read; what cannot be read is trouble, and the rest goes on.
func (c *check) judgeFile(contract *conformance.Contract, file string, w report.Writer, s *conformance.Summary) error {
	empty := true
	var kept conformance.Result // one for all, as what a writer is given lies on the heap
	for result, err := range contract.CheckAll(recording.FileEntries(file), runtime.GOMAXPROCS(0)) {
		empty = false
		if err != nil {
			c.trouble(err)
			s.Unreadable++
			continue
		}
		kept = result
		s.Add(&kept)
		if err := w.Write(&kept); err != nil {
			return err
		}
	}
	if empty {
		c.trouble(fmt.Errorf("%s: got a recording without exchanges, want at least one", filepath.ToSlash(file)))
	}
	return nil
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
	if s.Exchanges > 0 && s.Judged() == 0 {
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

func writeVersion(w io.Writer, contract conformance.ContractInfo) error {
	version := "(unknown)"
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" {
		version = build.Main.Version
	}
	lines := []string{"validate " + version}
	for _, d := range contract.Documents {
		lines = append(lines, report.Printable(fmt.Sprintf("contract %s %s (%s)", d.File, d.Version, d.Title)))
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}
