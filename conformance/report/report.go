// Package report writes results to people and to machines: one file an output format. It knows findings and
// their counts, and nothing of recordings or contracts.
//
// A writer never holds all results, so a report may be longer than memory. The same results give the same
// bytes: there is no clock, no random number and no map order in a report.
package report

import (
	"bufio"
	"io"

	"github.com/devenviron/contract/conformance"
)

// Writer writes a report: every result and everything unreadable in order, then the summary over all of them, once.
type Writer interface {
	// Write adds a result. It keeps nothing of r.
	Write(r *conformance.Result) error
	// Unreadable adds a recording, or an entry of one, that could not be read: reason says why, and where.
	Unreadable(file string, reason error) error
	// Close ends the report. It does not close what the report is written to.
	Close(s *conformance.Summary) error
}

// failed gives the error of an output, which bufio.Writer keeps: writers need not look at each one.
func failed(out *bufio.Writer) error {
	_, err := out.Write(nil)
	return err
}

// Options says what the writers of reports need to know. Formats take no notice of what is not for them.
type Options struct {
	// Contract is what the exchanges were judged against.
	Contract conformance.ContractInfo
	// Shard is the part of a run that the report is about.
	Shard conformance.Shard
	// Line gives the line of the contract on which a place lies, "" when it is not known. Nil knows none.
	Line func(conformance.Location) string
	// Version is that of the command, "" when it is not known.
	Version string
	// Quiet leaves the table of operations out of a report for people: only findings and the account remain.
	Quiet bool
	// Color lets a text report be coloured, for a terminal.
	Color bool
	// MaxFindings is how many different findings a report for people shows, 0 for all. The others are counted.
	MaxFindings int
	// Room is how many bytes a markdown report may have, 0 for as many as the summary of a job.
	Room int
}

// Format is a form that a report can have.
type Format struct {
	// Name is what the format is asked for by.
	Name string
	// Summary says in a few words what it is for.
	Summary string
	// New begins a report.
	New func(w io.Writer, o Options) Writer
}

// Formats lists the formats, the default first.
func Formats() []Format {
	return []Format{
		{"text", "for people: each finding with the lines that disagree", NewText},
		{"concise", "for people and grep: two lines a finding", NewConcise},
		{"json", "for programs: one document", NewJSON},
		{"jsonl", "for programs: one JSON document a line", NewJSONLines},
		{"junit", "for the test tab of CI systems: one test case an exchange", NewJUnit},
		{"sarif", "for code scanning: SARIF 2.1.0", NewSARIF},
		{"github", "for GitHub Actions: annotations of the changed files", NewGitHub},
		{"markdown", "for a job summary or a comment", NewMarkdown},
		{"gitlab", "for GitLab: a code quality report", NewGitLab},
		{"html", "for a browser: one page that needs no network", NewHTML},
	}
}
