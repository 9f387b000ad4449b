// Package tables holds the tables of the provider's pages as data, and compares them with the contract both ways:
// no row without its place, and nothing in the contract without a row or a word of who saw it.
package tables

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
)

//go:embed *.tsv
var tableFiles embed.FS

// Page is one page of the provider's documentation: the source of one operation and its schemas.
type Page struct {
	// Operation is the operationId, and the name of the file that holds the tables.
	Operation string
	Title     string
	Provider  string
	URL       string
	// Date is when the page was last updated.
	Date string
	// Recovered says where the tables, option lists and rules come from that the copy of the page lost.
	Recovered string
	Tables    []Table
}

// Table is one table of a page.
type Table struct {
	Number  int
	Caption string
	Place   Place
	Rows    []Row
}

// Place is where the rows of a table are in an exchange.
type Place string

// Places of tables.
const (
	InPath     Place = "path"
	InQuery    Place = "query"
	InRequest  Place = "request"
	InResponse Place = "response"
)

// isParameter is whether the rows are parameters of an operation, not properties of a schema.
func (p Place) isParameter() bool { return p == InPath || p == InQuery }

// isRequest is whether the rows are what a client sends.
func (p Place) isRequest() bool { return p != InResponse }

// Row is one row of a table: what a page says about one parameter or property.
type Row struct {
	Name string
	// Type is the type as the page writes it.
	Type string
	// Mandatory is nil where the table does not say.
	Mandatory *bool
	// When are the conditions that together make the row mandatory.
	When    []Condition
	Options []string
	// Default has several values where the default is a list, or depends on another row.
	Default []string
	Limits  []Limit
	Unit    Unit
	// Recovered is what the copy of the page lost of this row.
	Recovered Recovered
	// Line is where the row is in the copy of the page, 0 for the rows of a table that it lost.
	Line int
	// Note says where the page errs.
	Note string
	// At is where the row is in the tables: file:line.
	At string
}

// Condition asks for another row of the same table: that it is there, or that it has a value.
type Condition struct {
	Name, Value string
}

func (c Condition) String() string {
	if c.Value == "" {
		return c.Name
	}
	return c.Name + "=" + c.Value
}

// Recovered is what a copy of a page lost of a row, and another source still had.
type Recovered string

// Losses of the copies.
const (
	NothingRecovered Recovered = ""
	OptionsRecovered Recovered = "options"
	RuleRecovered    Recovered = "rule"
	TableRecovered   Recovered = "table"
)

// Unit is the unit of a row, "" where the page names none.
type Unit string

// unitWords are what a description says, as whole words.
var unitWords = map[Unit]string{"s": "seconds", "ms": "milliseconds", "h": "hours", "GB": "GB", "KB": "KB"}

// Pages are the pages whose tables the contract encodes.
func Pages() ([]Page, error) { return readPages(tableFiles) }

// readPages reads pages.tsv and the file of each page that it lists.
func readPages(files fs.FS) ([]Page, error) {
	columns := []string{"operation", "title", "provider", "url", "date", "tables", "rows", "recovered"}
	records, err := readTSV(files, "pages.tsv", columns)
	if err != nil {
		return nil, err
	}
	var pages []Page
	var errs []error
	for _, r := range records {
		page := Page{
			Operation: r.get("operation"), Title: r.get("title"), Provider: r.get("provider"),
			URL: r.get("url"), Date: r.get("date"), Recovered: r.get("recovered"),
		}
		if slices.ContainsFunc(pages, func(p Page) bool { return p.Operation == page.Operation }) {
			errs = append(errs, r.errorf("page %s is there twice", page.Operation))
			continue
		}
		page.Tables, err = readTables(files, page.Operation+".tsv")
		if err == nil {
			err = page.checkCounts(r)
		}
		errs = append(errs, err)
		pages = append(pages, page)
	}
	return pages, errors.Join(errs...)
}

// checkCounts guards against a page file that lost rows as its copy did.
func (p Page) checkCounts(r record) error {
	rows := 0
	for _, table := range p.Tables {
		rows += len(table.Rows)
	}
	got := [2]string{strconv.Itoa(len(p.Tables)), strconv.Itoa(rows)}
	if want := [2]string{r.get("tables"), r.get("rows")}; got != want {
		return r.errorf("page %s: got %s tables with %s rows, want %s with %s", p.Operation, got[0], got[1], want[0], want[1])
	}
	return nil
}

func readTables(files fs.FS, name string) ([]Table, error) {
	columns := []string{
		"table", "caption", "place", "name", "type", "mandatory", "when", "options",
		"default", "limits", "unit", "recovered", "line", "note",
	}
	records, err := readTSV(files, name, columns)
	if err != nil {
		return nil, err
	}
	var tables []Table
	var errs []error
	for _, r := range records {
		next, err := tableOf(r, len(tables))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if next.Number > len(tables) {
			tables = append(tables, next)
		}
		errs = append(errs, tables[len(tables)-1].add(r, next))
	}
	for _, table := range tables {
		errs = append(errs, table.checkConditions())
	}
	return tables, errors.Join(errs...)
}

// tableOf is the table that a record belongs to: the last one read, or the next.
func tableOf(r record, last int) (Table, error) {
	number, err := strconv.Atoi(r.get("table"))
	if err != nil || number != last && number != last+1 || number == 0 {
		return Table{}, r.errorf("got table %q after table %d: tables are in order, without a gap", r.get("table"), last)
	}
	place := Place(r.get("place"))
	if place != InPath && place != InQuery && place != InRequest && place != InResponse {
		return Table{}, r.errorf("got place %q, want path, query, request or response", place)
	}
	return Table{Number: number, Caption: r.get("caption"), Place: place}, nil
}

// add appends the row of a record, which must agree with the rows before it.
func (t *Table) add(r record, head Table) error {
	if head.Caption != t.Caption || head.Place != t.Place {
		return r.errorf("table %d: got %s %q, want %s %q as before", t.Number, head.Place, head.Caption, t.Place, t.Caption)
	}
	row, err := readRow(r, t.Place)
	if err != nil {
		return fmt.Errorf("%w (table %d, row %s)", err, t.Number, r.get("name"))
	}
	if t.has(row.Name) {
		return r.errorf("table %d: row %s is there twice", t.Number, row.Name)
	}
	t.Rows = append(t.Rows, row)
	return nil
}

func (t *Table) has(row string) bool {
	return slices.ContainsFunc(t.Rows, func(other Row) bool { return other.Name == row })
}

// checkConditions wants conditions on rows that exist.
func (t *Table) checkConditions() error {
	for _, row := range t.Rows {
		for _, condition := range row.When {
			if !t.has(condition.Name) || condition.Name == row.Name {
				return fmt.Errorf("%s: got condition %q, want one on another row of table %d", row.At, condition, t.Number)
			}
		}
	}
	return nil
}
