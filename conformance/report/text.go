package report

import (
	"bufio"
	"io"
	"strconv"

	"github.com/devenviron/contract/conformance"
)

// TextOptions chooses the parts of a text report. The zero value is the whole report.
type TextOptions struct {
	// Quiet leaves out the table of operations: only findings and the account remain.
	Quiet bool
}

// NewText is a report for people, and for grep: two lines a finding as it comes (the place in the recording
// with what was got and wanted, then the place in the contract), a table of the operations, and last the
// [Account]. Control characters never reach w raw.
func NewText(w io.Writer, o TextOptions) Writer {
	return &text{out: bufio.NewWriter(w), options: o}
}

type text struct {
	out     *bufio.Writer
	options TextOptions
	table   table
	// findings says that the table needs a blank line before it.
	findings bool
}

func (t *text) Write(r *conformance.Result) error {
	t.table.add(r)
	for i := range r.Findings {
		t.findings = true
		if err := t.finding(r, &r.Findings[i]); err != nil {
			return err
		}
	}
	return nil
}

func (t *text) finding(r *conformance.Result, f *conformance.Finding) error {
	line := appendPrintable(nil, f.Evidence.String()+": "+f.Severity.String()+": "+f.Message())
	line = append(line, " ["...)
	line = append(line, f.Rule...)
	line = append(line, "]\n\t"...)
	line = appendPrintable(line, context(r, f))
	line = append(line, '\n')
	_, err := t.out.Write(line)
	return err
}

// context is the violated place of the contract with the exchange that violates it. A finding about a path
// or method that the contract does not have has no place there.
func context(r *conformance.Result, f *conformance.Finding) string {
	status := "no response"
	if r.Status != 0 {
		status = strconv.Itoa(r.Status)
	}
	exchange := r.Request + " -> " + status
	if f.Operation != "" && f.Operation != r.Request {
		exchange = f.Operation + ", " + exchange
	}
	if f.Contract.File == "" {
		return "exchange " + exchange
	}
	return "contract " + f.Contract.String() + " (" + exchange + ")"
}

func (t *text) Close(s *conformance.Summary) error {
	if !t.options.Quiet && len(t.table.rows) > 0 {
		if t.findings {
			t.out.WriteByte('\n')
		}
		t.table.writeTo(t.out)
		t.out.WriteByte('\n')
	}
	t.out.WriteString(Account(s) + "\n")
	return t.out.Flush()
}
