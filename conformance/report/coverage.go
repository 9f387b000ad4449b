package report

import (
	"io"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
)

// CoverageFormats lists the forms of a report about coverage alone. Such a report looks at the summary only, which has
// to have the coverage.
func CoverageFormats() []Format {
	return []Format{
		{"text", "for people and grep: totals, and a line for each element that is not covered", ofCoverage(coverageText)},
		{"markdown", "for a job summary or a comment", ofCoverage(coverageMarkdown)},
		{"json", "for programs: every element with its count", ofCoverage(coverageJSON)},
		{"lcov", "for tools that show the coverage of code: the lines of the contract", ofCoverage(coverageLCOV)},
	}
}

func ofCoverage(write func(io.Writer, *coverage.Tally) error) func(io.Writer, Options) Writer {
	return func(w io.Writer, _ Options) Writer { return &coverageWriter{w, write} }
}

type coverageWriter struct {
	out   io.Writer
	write func(io.Writer, *coverage.Tally) error
}

func (c *coverageWriter) Write(*conformance.Result) error { return nil }

func (c *coverageWriter) Unreadable(string, error) error { return nil }

func (c *coverageWriter) Close(s *conformance.Summary) error { return c.write(c.out, s.Coverage) }

// mostUncovered is how many elements of a kind are listed as not covered where readers or pages have a limit.
const mostUncovered = 200

// uncovered is an element of the contract that no exchange exercises, or More of its kind that are not listed.
type uncovered struct {
	Kind        coverage.Kind
	Name, Place string
	More        int
}

// uncoveredIn lists the first elements of each kind that are not covered, and then how many more there are.
func uncoveredIn(t *coverage.Tally) []uncovered {
	var list []uncovered
	listed := map[coverage.Kind]int{}
	for c := range t.Counts() {
		if c.Exchanges > 0 {
			continue
		}
		if listed[c.Kind]++; listed[c.Kind] <= mostUncovered {
			list = append(list, uncovered{Kind: c.Kind, Name: c.Name, Place: c.Place.String()})
		}
	}
	for _, total := range t.Totals() {
		if more := listed[total.Kind] - mostUncovered; more > 0 {
			list = append(list, uncovered{Kind: total.Kind, More: more})
		}
	}
	return list
}
