package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
	"github.com/devenviron/contract/conformance/report"
)

// coverageFlags are the flags about how much of the contract the recordings exercise.
type coverageFlags struct {
	forms  coverageForms
	floors floors
}

func (c *coverageFlags) flags(flags *pflag.FlagSet) {
	flags.Var(&c.forms, "coverage", "say what of the contract conforming exchanges exercise: "+
		"text, markdown, json or lcov, behind the report or in a FILE of its own (can be repeated)")
	flags.Var(&c.floors, "floor", "fail when less of a KIND of elements is covered: "+
		"operations, statuses, media-types, parameters, properties, enum-values, nulls or headers (can be repeated)")
}

// wanted reports whether coverage has to be counted.
func (c *coverageFlags) wanted() bool { return len(c.forms) > 0 || len(c.floors) > 0 }

// check refuses floors under which the contract has nothing.
func (c *coverageFlags) check(contract *conformance.Contract) error {
	totals := contract.NewSummary().Coverage.Totals()
	for _, floor := range c.floors.list() {
		if totals[floor.Kind].Total == 0 {
			return fmt.Errorf("--floor %s: the contract has no %s", floor, floor.Kind)
		}
	}
	return nil
}

// coverageReports adds the reports about coverage to those of a run. One without a file goes to standard output,
// behind the report that is there.
func (c *check) coverageReports(all reports, o report.Options) (_ reports, err error) {
	for _, format := range report.CoverageFormats() {
		name, asked := c.coverage.forms[format.Name]
		switch {
		case !asked:
		case name != "":
			if all, err = all.toFile(format, name, o); err != nil {
				return all, err
			}
		default:
			if all, err = all.behind(format, c.stdout, o); err != nil {
				return all, err
			}
		}
	}
	return all, nil
}

// behind adds a report about coverage to standard output, which only some reports leave room for. The first report is
// that of --format; in JSON it has the coverage itself.
func (all reports) behind(format report.Format, stdout io.Writer, o report.Options) (reports, error) {
	if all[0].format.Name == formatJSON && format.Name == formatJSON {
		return all, nil
	}
	last := slices.IndexFunc(all, func(r *oneReport) bool { return r.name == standardOutput })
	if last < 0 {
		return append(all, toOutput(format, stdout, o)), nil
	}
	switch there := all[last].format.Name; {
	case there == format.Name || slices.Contains([]string{formatText, formatConcise, formatGitHub}, there):
		return append(all, toOutput(format, &afterBlank{out: stdout}, o)), nil
	default:
		return all, fmt.Errorf("--coverage %s: standard output has a report as %s, want a file: --coverage %s=FILE",
			format.Name, there, format.Name)
	}
}

// afterBlank puts a blank line before what is written.
type afterBlank struct {
	out     io.Writer
	started bool
}

func (a *afterBlank) Write(text []byte) (int, error) {
	if !a.started {
		a.started = true
		if _, err := io.WriteString(a.out, "\n"); err != nil {
			return 0, err
		}
	}
	return a.out.Write(text)
}

// coverageForms is the flag --coverage, which can be repeated: a file for each form, "" for standard output.
type coverageForms map[string]string

func (c *coverageForms) String() string { return written(c) }

func (c *coverageForms) Type() string { return "FORM[=FILE]" }

func (c *coverageForms) Set(text string) error {
	form, name, hasName := strings.Cut(text, "=")
	if hasName && name == "" {
		return fmt.Errorf("want %s, such as lcov=coverage.info", c.Type())
	}
	return c.SetKey(form, name)
}

// SetKey sets the file of a form.
func (c *coverageForms) SetKey(form, name string) error {
	var names []string
	for _, f := range report.CoverageFormats() {
		names = append(names, f.Name)
	}
	if !slices.Contains(names, form) {
		return fmt.Errorf("want %s as form", alternatives(names))
	}
	if *c == nil {
		*c = coverageForms{}
	}
	(*c)[form] = name
	return nil
}

// Value is the file of a form.
func (c *coverageForms) Value(form string) string { return (*c)[form] }

// Keys lists the forms.
func (c *coverageForms) Keys() []string { return slices.Sorted(maps.Keys(*c)) }

// floors is the flag --floor, which can be repeated.
type floors map[coverage.Kind]coverage.Floor

func (f *floors) String() string { return written(f) }

func (f *floors) Type() string { return "KIND=PERCENT" }

func (f *floors) Set(text string) error {
	kind, percent, ok := strings.Cut(text, "=")
	if !ok {
		return fmt.Errorf("want %s, such as operations=100", f.Type())
	}
	return f.SetKey(kind, percent)
}

// SetKey sets the floor of a kind.
func (f *floors) SetKey(kind, percent string) error {
	var floor coverage.Floor
	if err := floor.UnmarshalText([]byte(kind + "=" + percent)); err != nil {
		return err
	}
	if *f == nil {
		*f = floors{}
	}
	(*f)[floor.Kind] = floor
	return nil
}

// Value is the percentage of a kind.
func (f *floors) Value(kind string) string {
	for _, floor := range *f {
		if name, percent, _ := strings.Cut(floor.String(), "="); name == kind {
			return percent
		}
	}
	return ""
}

// Keys lists the kinds.
func (f *floors) Keys() []string {
	var kinds []string
	for _, floor := range f.list() {
		kinds = append(kinds, floor.Kind.String())
	}
	return kinds
}

// list gives the floors in order of their kinds.
func (f *floors) list() []coverage.Floor {
	var list []coverage.Floor
	for _, kind := range slices.Sorted(maps.Keys(*f)) {
		list = append(list, (*f)[kind])
	}
	return list
}
