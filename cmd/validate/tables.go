package main

import (
	"bufio"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/devenviron/contract/conformance/report"
	"github.com/devenviron/contract/openapi/tables"
)

// writeTables writes the problems, a line for each table under its page, and the totals. bufio keeps the
// first error of w.
func writeTables(w io.Writer, coverage tables.CoverageReport) error {
	out := bufio.NewWriter(w)
	for _, page := range coverage.Pages {
		for _, table := range page.Tables {
			writeProblems(out, table.Problems)
		}
	}
	writeProblems(out, coverage.Unexplained)
	for _, page := range coverage.Pages {
		total := page.Totals()
		fmt.Fprintf(out, "%s: %d of %d rows in %d tables%s\n", page.Page.Operation,
			total.Encoded, total.Rows, total.Tables, deviating(total.Deviating))
		columns := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		for _, table := range page.Tables {
			mark := "ok"
			if len(table.Problems) > 0 {
				mark = "incomplete"
			}
			fmt.Fprintf(columns, "  %s\t%d\t%s\t%d of %d\t%s%s\n", mark, table.Table.Number, table.Table.Place,
				table.Encoded, len(table.Table.Rows), table.Table.Caption, deviating(table.Deviating))
		}
		columns.Flush()
	}
	total := coverage.Totals()
	unexplained := fmt.Sprintf("%d unexplained properties", total.Unexplained)
	if total.Unexplained == 1 {
		unexplained = "1 unexplained property"
	}
	fmt.Fprintf(out, "%d of %d rows in %d tables; %s\n", total.Encoded, total.Rows, total.Tables, unexplained)
	return out.Flush()
}

func writeProblems(w io.Writer, problems []tables.Problem) {
	for _, p := range problems {
		fmt.Fprintln(w, report.Printable(p.String()))
	}
}

// deviating tells how many rows the contract changes on purpose.
func deviating(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d with a declared deviation)", n)
}

// tableReport is the JSON form of the coverage.
type tableReport struct {
	Format      int            `json:"format"`
	Tables      []tableCount   `json:"tables"`
	Unexplained []tableProblem `json:"unexplained"`
	Summary     tableTotals    `json:"summary"`
}

type tableCount struct {
	Page      string         `json:"page"`
	Table     int            `json:"table"`
	Caption   string         `json:"caption"`
	Place     tables.Place   `json:"place"`
	Rows      int            `json:"rows"`
	Encoded   int            `json:"encoded"`
	Deviating int            `json:"deviating"`
	Problems  []tableProblem `json:"problems"`
}

type tableProblem struct {
	Kind tables.ProblemKind `json:"kind"`
	// Row is the place in the tables, Contract that in the contract; "" where there is none.
	Row      string `json:"row,omitempty"`
	Contract string `json:"contract,omitempty"`
	Message  string `json:"message"`
}

type tableTotals struct {
	Tables      int `json:"tables"`
	Rows        int `json:"rows"`
	Encoded     int `json:"encoded"`
	Deviating   int `json:"deviating"`
	Problems    int `json:"problems"`
	Unexplained int `json:"unexplained"`
}

func tablesOf(coverage tables.CoverageReport) tableReport {
	list := tableReport{
		Format:      report.FormatVersion,
		Unexplained: problemsOf(coverage.Unexplained),
		Summary:     tableTotals(coverage.Totals()),
	}
	for _, page := range coverage.Pages {
		for _, t := range page.Tables {
			list.Tables = append(list.Tables, tableCount{
				Page: page.Page.Operation, Table: t.Table.Number, Caption: t.Table.Caption, Place: t.Table.Place,
				Rows: len(t.Table.Rows), Encoded: t.Encoded, Deviating: t.Deviating, Problems: problemsOf(t.Problems),
			})
		}
	}
	return list
}

func problemsOf(problems []tables.Problem) []tableProblem {
	list := make([]tableProblem, len(problems))
	for i, p := range problems {
		list[i] = tableProblem(p)
	}
	return list
}
