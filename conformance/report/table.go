package report

import (
	"bufio"
	"cmp"
	"fmt"
	"iter"
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
	waived                  int
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
		switch f := &r.Findings[i]; {
		case f.Waived != "":
			l.waived++
		case f.Severity == conformance.Error:
			l.errors++
		case f.Severity == conformance.Warning:
			l.warnings++
		case f.Severity == conformance.Info:
			l.infos++
		}
	}
}

// writeTo writes the lines in columns. Errors of w are kept by w.
func (t *table) writeTo(w *bufio.Writer) {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for cells := range t.lines() {
		fmt.Fprintln(columns, strings.Join(cells, "\t"))
	}
	columns.Flush()
}

// lines yields the cells for each operation, in order of name, then those for the exchanges that have none.
func (t *table) lines() iter.Seq[[]string] {
	names := slices.SortedFunc(maps.Keys(t.rows), func(a, b string) int {
		if (a == "") != (b == "") {
			return cmp.Compare(b, a)
		}
		return cmp.Compare(a, b)
	})
	return func(yield func([]string) bool) {
		for _, name := range names {
			if !yield(t.rows[name].cells(name)) {
				return
			}
		}
	}
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
		cmp.Or(findings(l.errors, l.warnings, l.infos, l.waived), "no findings"),
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
