package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

// reports are all that a run writes: the one of --format, and those of --out.
type reports []*oneReport

// oneReport is a report with the place that it goes to.
type oneReport struct {
	report.Writer
	format report.Format
	name   string
	// keep and discard end the report: put it in its place, or leave what was there before.
	keep    func() error
	discard func()
}

// reports begins the reports of a run. Whoever asks for them has to discard them in the end.
func (c *check) reports(contract *conformance.Contract) (_ reports, err error) {
	o := report.Options{
		Contract: contract.Info(), Shard: c.shard.Shard, Line: contract.Line, Version: buildVersion(), Quiet: c.quiet, MaxFindings: int(c.most),
	}
	var all reports
	defer func() {
		if err != nil {
			all.discard()
		}
	}()
	if all, err = c.main(all, o); err != nil {
		return nil, err
	}
	for _, format := range c.out.Keys() {
		if all, err = all.toFile(formatNamed(format), c.out[format], o); err != nil {
			return nil, err
		}
	}
	return c.coverageReports(all, o)
}

// main begins the report of --format. On GitHub Actions, annotations and the summary of the job are the default.
func (c *check) main(all reports, o report.Options) (reports, error) {
	format := c.format.value
	if c.output != "" {
		return all.toFile(formatNamed(format), c.output, o)
	}
	onGitHub := os.Getenv("GITHUB_ACTIONS") == "true" && !c.settings.given("format")
	if onGitHub {
		format = formatGitHub
	}
	out := c.screen.over(c.stdout)
	o.Color = c.color.wanted(c.stdout)
	all = append(all, toOutput(formatNamed(format), out, o))
	if summary := os.Getenv("GITHUB_STEP_SUMMARY"); onGitHub && summary != "" {
		all = append(all, appended(summary, o))
	}
	return all, nil
}

// spare refuses a report in the place of a recording, which it would replace.
func (all reports) spare(recordings []string) error {
	for _, r := range all {
		report, err := os.Stat(r.name)
		if err != nil {
			continue // nothing is there yet
		}
		for _, recording := range recordings {
			if at, err := os.Stat(recording); err == nil && os.SameFile(report, at) {
				return fmt.Errorf("%s: got a recording for the place of the report, want another file", r.name)
			}
		}
	}
	return nil
}

// toOutput begins a report on standard output.
func toOutput(format report.Format, out io.Writer, o report.Options) *oneReport {
	return &oneReport{
		Writer: format.New(out, o), format: format, name: standardOutput, keep: func() error { return nil }, discard: func() {},
	}
}

func (all reports) toFile(format report.Format, name string, o report.Options) (reports, error) {
	for _, other := range all {
		if filepath.Clean(other.name) == filepath.Clean(name) {
			return all, fmt.Errorf("%s: got two reports for one file, want a file for each", name)
		}
	}
	f, err := create(name)
	if err != nil {
		return all, cannotWrite(name, err)
	}
	return append(all, &oneReport{Writer: format.New(f, o), format: format, name: name, keep: f.keep, discard: f.discard}), nil
}

// appended is the summary of a job, to which every command adds its part.
func appended(name string, o report.Options) *oneReport {
	if info, err := os.Stat(name); err == nil {
		o.Room = max(1, report.SummaryRoom-int(min(info.Size(), report.SummaryRoom)))
	}
	var content bytes.Buffer
	return &oneReport{Writer: report.NewMarkdown(&content, o), name: name, discard: func() {}, keep: func() error {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
		if err != nil {
			return err
		}
		_, err = f.Write(content.Bytes())
		return errors.Join(err, f.Close())
	}}
}

// formatNamed finds a format; the flags take no other name.
func formatNamed(name string) report.Format {
	formats := report.Formats()
	return formats[slices.IndexFunc(formats, func(f report.Format) bool { return f.Name == name })]
}

// each does the same to all reports, and says which of them failed first.
func (all reports) each(do func(*oneReport) error) error {
	for _, r := range all {
		if err := do(r); err != nil {
			return cannotWrite(r.name, err)
		}
	}
	return nil
}

func (all reports) Write(r *conformance.Result) error {
	return all.each(func(one *oneReport) error { return one.Write(r) })
}

func (all reports) Unreadable(file string, reason error) error {
	return all.each(func(one *oneReport) error { return one.Unreadable(file, reason) })
}

// Close ends the reports and puts them in their places.
func (all reports) Close(s *conformance.Summary) error {
	return all.each(func(one *oneReport) error {
		if err := one.Writer.Close(s); err != nil {
			return err
		}
		return one.keep()
	})
}

func (all reports) discard() {
	for _, r := range all {
		r.discard()
	}
}

// outFiles is the flag --out, which can be repeated: a file for each format.
type outFiles map[string]string

func (o *outFiles) String() string { return written(o) }

func (o *outFiles) Type() string { return "FORMAT=FILE" }

func (o *outFiles) Set(text string) error {
	format, name, _ := strings.Cut(text, "=")
	return o.SetKey(format, name)
}

// SetKey sets the file of a format.
func (o *outFiles) SetKey(format, name string) error {
	if name == "" {
		return fmt.Errorf("want %s, such as sarif=report.sarif", o.Type())
	}
	if !slices.Contains(formatNames(), format) {
		return fmt.Errorf("want %s as format", alternatives(formatNames()))
	}
	if *o == nil {
		*o = outFiles{}
	}
	(*o)[format] = name
	return nil
}

// Value is the file of a format.
func (o *outFiles) Value(format string) string { return (*o)[format] }

// Keys lists the formats.
func (o *outFiles) Keys() []string { return slices.Sorted(maps.Keys(*o)) }

func formatNames() []string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return names
}
