package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"github.com/devenviron/contract/conformance"
)

// NewText is a report for people: every finding with two code frames, the evidence and the line of the contract that
// it violates. The same finding again is only counted. Then come the findings about no exchange, what was counted, a
// table of the operations, and last the [Account]. Control characters never reach w raw.
func NewText(w io.Writer, o Options) Writer {
	t := newText(w, o)
	f := frames{out: t.out, palette: palette(o.Color), line: o.Line}
	t.finding = f.finding
	return t
}

// NewConcise is [NewText] for narrow places, and for grep: two lines a finding (the place in the recording with what
// was got and wanted, then the place in the contract), and a third with the reason when it is waived.
func NewConcise(w io.Writer, o Options) Writer {
	t := newText(w, o)
	t.finding = t.concise
	return t
}

type text struct {
	out    *bufio.Writer
	quiet  bool
	groups groups
	table  table
	// finding writes a finding; the result is nil when it is about no exchange.
	finding func(r *conformance.Result, f *conformance.Finding)
	// found says that there were findings, after which comes a blank line.
	found bool
}

func newText(w io.Writer, o Options) *text {
	return &text{out: bufio.NewWriter(w), quiet: o.Quiet, groups: groups{most: o.MaxFindings}}
}

func (t *text) Write(r *conformance.Result) error {
	t.table.add(r)
	for i := range r.Findings {
		t.show(r, &r.Findings[i])
	}
	return failed(t.out)
}

// Unreadable leaves it to the command to say so where trouble goes.
func (t *text) Unreadable(string, error) error { return nil }

func (t *text) Close(s *conformance.Summary) error {
	for i := range s.Findings {
		t.show(nil, &s.Findings[i])
	}
	t.counted()
	if !t.quiet && len(t.table.rows) > 0 {
		if t.found {
			t.out.WriteByte('\n')
		}
		t.table.writeTo(t.out)
		t.out.WriteByte('\n')
	}
	t.out.WriteString(Account(s) + "\n")
	return t.out.Flush()
}

func (t *text) show(r *conformance.Result, f *conformance.Finding) {
	t.found = true
	if t.groups.show(f) {
		t.finding(r, f)
	}
}

func (t *text) concise(r *conformance.Result, f *conformance.Finding) {
	line := appendPrintable(nil, conciseLine(f))
	line = append(line, "\n\t"...)
	if r != nil {
		line = appendPrintable(line, context(r, f)+", ")
	}
	line = appendPrintable(line, "fingerprint "+f.Fingerprint)
	if f.Waived != "" {
		line = appendPrintable(append(line, "\n\t"...), "waived: "+f.Waived)
	}
	t.out.Write(append(line, '\n'))
}

// counted writes what is known of the findings that are not shown.
func (t *text) counted() {
	for _, g := range t.groups.repeated() {
		fmt.Fprintf(t.out, "%s: seen %d times in %s, fingerprint %s [%s]\n", Printable(g.first.String()), g.findings,
			count(g.recordings, "recording", "recordings"), g.fingerprint, g.rule)
	}
	if t.groups.hidden > 0 {
		fmt.Fprintf(t.out, "%s not shown\n", count(t.groups.hidden, "more finding", "more findings"))
	}
}

// conciseLine is a finding in one line, with its place in the recording.
func conciseLine(f *conformance.Finding) string {
	return f.Evidence.String() + ": " + f.Severity.String() + ": " + f.Message() + " [" + string(f.Rule) + "]"
}

// context is the violated place of the contract with the exchange that violates it. A finding about a path
// or method that the contract does not have has no place there.
func context(r *conformance.Result, f *conformance.Finding) string {
	if f.Contract.File == "" {
		return "exchange " + exchange(r)
	}
	return "contract " + f.Contract.String() + " (" + exchange(r) + ")"
}

// exchange names an exchange by its operation, its request and its status.
func exchange(r *conformance.Result) string {
	if r.Operation != "" && r.Operation != r.Request {
		return r.Operation + ", " + requestLine(r)
	}
	return requestLine(r)
}

func requestLine(r *conformance.Result) string {
	if r.Status == 0 {
		return r.Request + " -> no response"
	}
	return r.Request + " -> " + strconv.Itoa(r.Status)
}
