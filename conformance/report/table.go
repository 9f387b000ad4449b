package report

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/devenviron/contract/conformance"
)

// table counts results by operation. Its size is bounded by the contract, not by the recordings.
type table struct {
	rows map[string]*row
}

type row struct {
	verdict                 conformance.Verdict
	exchanges               int
	statuses                map[int]int
	errors, warnings, infos int
}

// otherStatus stands for every number that is not a status of HTTP, so that a hostile recording cannot
// make the table grow.
const otherStatus = 1000

func (t *table) add(r *conformance.Result) {
	if t.rows == nil {
		t.rows = map[string]*row{}
	}
	line := t.rows[r.Operation]
	if line == nil {
		line = &row{verdict: conformance.Conforms, statuses: map[int]int{}}
		t.rows[r.Operation] = line
	}
	line.add(r)
}

func (l *row) add(r *conformance.Result) {
	// Verdicts are ordered from the worst.
	l.verdict = min(l.verdict, r.Verdict)
	l.exchanges++
	status := r.Status
	if status != 0 && (status < 100 || status > 999) {
		status = otherStatus
	}
	l.statuses[status]++
	for i := range r.Findings {
		switch r.Findings[i].Severity {
		case conformance.Error:
			l.errors++
		case conformance.Warning:
			l.warnings++
		case conformance.Info:
			l.infos++
		}
	}
}

// writeTo writes a line for each operation, in order of name, then one for the exchanges that have none.
// Errors of w are kept by w.
func (t *table) writeTo(w *bufio.Writer) {
	names := slices.SortedFunc(maps.Keys(t.rows), func(a, b string) int {
		if (a == "") != (b == "") {
			return cmp.Compare(b, a)
		}
		return cmp.Compare(a, b)
	})
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, name := range names {
		fmt.Fprintln(columns, strings.Join(t.rows[name].cells(name), "\t"))
	}
	columns.Flush()
}

func (l *row) cells(operation string) []string {
	mark := l.verdict.String()
	if l.verdict == conformance.Conforms {
		mark = "ok"
	}
	name := Printable(operation)
	if operation == "" {
		name = "(no operation)"
	}
	var statuses []string
	for _, status := range slices.Sorted(maps.Keys(l.statuses)) {
		statuses = append(statuses, statusCell(status, l.statuses[status]))
	}
	return []string{
		mark,
		name,
		count(l.exchanges, "exchange", "exchanges"),
		cmp.Or(findings(l.errors, l.warnings, l.infos), "no findings"),
		strings.Join(statuses, ", "),
	}
}

func statusCell(status, n int) string {
	name := fmt.Sprint(status)
	switch status {
	case 0:
		name = "no response"
	case otherStatus:
		name = "other"
	}
	if n == 1 {
		return name
	}
	return fmt.Sprintf("%s x%d", name, n)
}
