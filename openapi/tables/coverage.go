package tables

import (
	"fmt"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// ProblemKind says in what a row and the contract differ.
type ProblemKind string

// Kinds of problems. A deviation that the contract declares settles all but the first two and the last.
const (
	RowMissing       ProblemKind = "missing"
	MandatoryDiffers ProblemKind = "mandatory"
	TypeDiffers      ProblemKind = "type"
	ConditionMissing ProblemKind = "condition"
	OptionsMissing   ProblemKind = "options"
	DefaultDiffers   ProblemKind = "default"
	LimitMissing     ProblemKind = "limit"
	UnitMissing      ProblemKind = "unit"
	Unexplained      ProblemKind = "unexplained"
)

// Problem is one difference between the tables and the contract.
type Problem struct {
	Kind ProblemKind
	// Row is where the row is in the tables, "" for what the contract has without a row.
	Row string
	// Contract is where the contract differs, "" where it has nothing.
	Contract string
	Message  string
}

func (p Problem) String() string {
	text := p.Message
	for _, at := range []string{p.Contract, p.Row} {
		if at != "" {
			text = at + ": " + text
		}
	}
	return fmt.Sprintf("%s [%s]", text, p.Kind)
}

// TableCoverage is how much of a table the contract encodes.
type TableCoverage struct {
	Table   Table
	Encoded int
	// Deviating is how many of the encoded rows the contract changes on purpose.
	Deviating int
	Problems  []Problem
	// Declared are the differences for which the contract gives its reason.
	Declared []Problem
}

// PageCoverage is how much of a page the contract encodes.
type PageCoverage struct {
	Page   Page
	Tables []TableCoverage
}

// CoverageReport compares the tables and the contract, both ways.
type CoverageReport struct {
	Pages []PageCoverage
	// Unexplained is what the contract says without a row or a word of who saw it.
	Unexplained []Problem
}

// Totals are counts over tables.
type Totals struct {
	Tables, Rows, Encoded, Deviating, Problems, Unexplained int
}

// Complete is whether every row is encoded and nothing is unexplained. No rows are not complete.
func (t Totals) Complete() bool {
	return t.Rows > 0 && t.Encoded == t.Rows && t.Problems == 0 && t.Unexplained == 0
}

// Totals counts the tables of the page.
func (p PageCoverage) Totals() Totals {
	total := Totals{Tables: len(p.Tables)}
	for _, table := range p.Tables {
		total.Rows += len(table.Table.Rows)
		total.Encoded += table.Encoded
		total.Deviating += table.Deviating
		total.Problems += len(table.Problems)
	}
	return total
}

// Totals counts the tables of all pages.
func (r CoverageReport) Totals() Totals {
	total := Totals{Unexplained: len(r.Unexplained)}
	for _, page := range r.Pages {
		t := page.Totals()
		total.Tables += t.Tables
		total.Rows += t.Rows
		total.Encoded += t.Encoded
		total.Deviating += t.Deviating
		total.Problems += t.Problems
	}
	return total
}

// Coverage compares the tables of the pages with loaded and resolved documents. A row is looked for in every
// operation or schema whose x-source names its table. The error is about extensions that cannot be read.
func Coverage(pages []Page, docs []*openapi3.T) (CoverageReport, error) {
	claims, err := claimsOf(docs)
	if err != nil {
		return CoverageReport{}, err
	}
	claimants := byTable(claims)
	var report CoverageReport
	tables := map[tableKey]Table{}
	for _, page := range pages {
		covered := PageCoverage{Page: page}
		for _, table := range page.Tables {
			key := tableKey{page.Operation, table.Number}
			tables[key] = table
			covered.Tables = append(covered.Tables, coverTable(page, table, claimants[key]))
		}
		report.Pages = append(report.Pages, covered)
	}
	for _, c := range claims {
		for _, problem := range unexplained(c, tables) {
			if !slices.Contains(report.Unexplained, problem) {
				report.Unexplained = append(report.Unexplained, problem)
			}
		}
	}
	return report, nil
}

func byTable(claims []claim) map[tableKey][]claim {
	claimants := map[tableKey][]claim{}
	for _, c := range claims {
		if len(c.members) == 0 {
			continue
		}
		for _, key := range c.from.tables() {
			claimants[key] = append(claimants[key], c)
		}
	}
	return claimants
}

func coverTable(page Page, table Table, claims []claim) TableCoverage {
	covered := TableCoverage{Table: table}
	for _, row := range table.Rows {
		problems, declared := coverRow(table, row, claims)
		if len(claims) == 0 {
			message := fmt.Sprintf("%s: no x-source names table %d of %s", row.Name, table.Number, page.Operation)
			problems = []Problem{{RowMissing, row.At, "", message}}
		}
		covered.Problems = append(covered.Problems, problems...)
		covered.Declared = append(covered.Declared, declared...)
		if len(problems) == 0 {
			covered.Encoded++
			covered.Deviating += min(len(declared), 1)
		}
	}
	return covered
}

// coverRow compares a row with every claim, and tells the differences that the contract declares from the problems.
func coverRow(table Table, row Row, claims []claim) (problems, declared []Problem) {
	for _, c := range claims {
		deviates := c.members[keyOf(table, row.Name)].deviates
		for _, problem := range compare(table, row, c) {
			list := &problems
			if deviates && problem.Kind != MandatoryDiffers {
				list = &declared
			}
			if !slices.Contains(*list, problem) {
				*list = append(*list, problem)
			}
		}
	}
	return problems, declared
}

// unexplained is what a claim says that neither its tables have nor anybody saw.
func unexplained(c claim, tables map[tableKey]Table) []Problem {
	problems := c.strays(tables)
	rows := map[memberKey]bool{}
	for _, key := range c.from.tables() {
		for _, row := range tables[key].Rows {
			rows[keyOf(tables[key], row.Name)] = true
		}
	}
	if len(rows) == 0 && c.from.explains() {
		return problems
	}
	for _, key := range slices.SortedFunc(maps.Keys(c.members), memberKey.compare) {
		if m := c.members[key]; !rows[key] && !m.explained {
			const message = "is no row of its tables, and nobody is named who saw it"
			problems = append(problems, Problem{Unexplained, "", m.at, message})
		}
	}
	return problems
}

// strays are the names in the extensions of a claim that lead nowhere.
func (c claim) strays(tables map[tableKey]Table) []Problem {
	var problems []Problem
	report := func(format string, args ...any) {
		problems = append(problems, Problem{Unexplained, "", c.at, fmt.Sprintf(format, args...)})
	}
	for _, key := range c.from.tables() {
		if _, known := tables[key]; !known {
			report("x-source names table %d of page %q, which is none", key.table, key.page)
		}
	}
	for _, s := range c.from.sources {
		if _, known := tables[tableKey{s.Page, 1}]; s.Section != "" && !known {
			report("x-source names page %q, which is none", s.Page)
		}
	}
	named := slices.Sorted(maps.Keys(c.from.observed))
	for _, d := range c.from.deviations {
		if d.Property != "" {
			named = append(named, d.Property)
		}
	}
	for _, name := range named {
		if _, known := c.members[memberKey{name: name}]; !known {
			report("x-observed or x-deviation names %s, which is no property", name)
		}
	}
	return problems
}
