package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// SummaryRoom is how many bytes GitHub takes as the summary of a step; a longer one is not shown at all.
const SummaryRoom = 1 << 20

// NewMarkdown is a report for the summary of a CI job, or for a comment: the account, a table of the findings, and a
// folded one of the operations. The same finding again is only counted. It is never longer than a job summary may be:
// findings for which there is no room are counted.
func NewMarkdown(w io.Writer, o Options) Writer {
	room := SummaryRoom
	if o.Room > 0 {
		room = o.Room
	}
	return &markdown{out: w, room: room - markdownFrame, groups: groups{most: o.MaxFindings}}
}

// markdownFrame is room for what is not a row.
const markdownFrame = 4 << 10

type markdown struct {
	out    io.Writer
	room   int
	groups groups
	table  table
	rows   []markdownRow
	// more counts the findings for which there is no room.
	more int
}

// markdownRow is a finding but for how often it was seen, which is known at the end.
type markdownRow struct{ fingerprint, cells string }

func (m *markdown) Write(r *conformance.Result) error {
	m.table.add(r)
	for i := range r.Findings {
		m.finding(&r.Findings[i])
	}
	return nil
}

func (m *markdown) Unreadable(_ string, reason error) error {
	m.row("", "error | unreadable | "+escapeMarkdown(reason.Error())+" |")
	return nil
}

func (m *markdown) finding(f *conformance.Finding) {
	if !m.groups.show(f) {
		return
	}
	severity, message := f.Severity.String(), escapeMarkdown(f.Message())
	if f.Waived != "" {
		severity, message = "waived", message+"<br>waived: "+escapeMarkdown(f.Waived)
	}
	m.row(f.Fingerprint, fmt.Sprintf("%s | %s | %s<br>%s |", severity, f.Rule, escapeMarkdown(f.Evidence.String()), message))
}

func (m *markdown) row(fingerprint, cells string) {
	const times = len("| 1000000000 | |\n")
	if len(cells)+times > m.room {
		m.more++
		return
	}
	m.room -= len(cells) + times
	m.rows = append(m.rows, markdownRow{fingerprint, cells})
}

func (m *markdown) Close(s *conformance.Summary) error {
	for i := range s.Findings {
		m.finding(&s.Findings[i])
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "## validate: %s\n\n%s\n", headline(s), escapeMarkdown(Account(s)))
	if len(m.rows) > 0 {
		b.WriteString("\n| times | severity | rule | finding |\n|--:|---|---|---|\n")
	}
	for _, row := range m.rows {
		fmt.Fprintf(&b, "| %d | %s\n", m.groups.times(row.fingerprint), row.cells)
	}
	if more := m.more + m.groups.hidden; more > 0 {
		fmt.Fprintf(&b, "\n%s not shown\n", count(more, "more finding", "more findings"))
	}
	m.operations(&b)
	_, err := m.out.Write(b.Bytes())
	return err
}

// operations adds the table of the operations, if there is room for it.
func (m *markdown) operations(b *bytes.Buffer) {
	var rows strings.Builder
	for cells := range m.table.lines() {
		for _, cell := range cells {
			rows.WriteString("| " + escapeMarkdown(cell) + " ")
		}
		rows.WriteString("|\n")
	}
	if rows.Len() > 0 && rows.Len() < m.room {
		fmt.Fprintf(b, "\n<details><summary>Operations</summary>\n\n| | operation | exchanges | findings | statuses |\n|---|---|---|---|---|\n%s\n</details>\n", rows.String())
	}
}

// headline is the outcome in a word or two.
func headline(s *conformance.Summary) string {
	switch {
	case s.Judged() == 0:
		return "nothing was checked"
	case s.Errors > 0:
		return findings(s.Errors, s.Warnings, 0, 0)
	case s.Unreadable > 0:
		return fmt.Sprintf("%d unreadable", s.Unreadable)
	case s.Warnings > 0:
		return "conforms, " + findings(0, s.Warnings, 0, 0)
	}
	return "conforms"
}

// escapeMarkdown keeps foreign text from being anything but text. References to characters are never markup.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for _, r := range Printable(text) {
		if strings.ContainsRune("\\`*_{}[]()<>#+-!|&~@$\"'", r) {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
