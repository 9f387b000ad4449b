package tables

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// emptyCell is the cell that says nothing. An empty cell would be invisible, so it is an error.
const emptyCell = "-"

// record is one line of a tab-separated file.
type record struct {
	at      string // file:line
	columns []string
	cells   []string
}

// get is the cell of a column, "" where the file says nothing.
func (r record) get(column string) string {
	cell := r.cells[slices.Index(r.columns, column)]
	if cell == emptyCell {
		return ""
	}
	return cell
}

// list is the cell of a column that holds several values.
func (r record) list(column, separator string) []string {
	cell := r.get(column)
	if cell == "" {
		return nil
	}
	return strings.Split(cell, separator)
}

func (r record) errorf(format string, args ...any) error {
	return fmt.Errorf("%s: "+format, append([]any{r.at}, args...)...)
}

// readTSV reads a file with the given columns: comment lines, a header line, and one record a line.
func readTSV(files fs.FS, name string, columns []string) ([]record, error) {
	content, err := fs.ReadFile(files, name)
	name = "openapi/tables/" + name
	if err != nil {
		return nil, fmt.Errorf("%s: cannot read: %w", name, err)
	}
	text, ended := strings.CutSuffix(string(content), "\n")
	if !ended {
		return nil, fmt.Errorf("%s: the last line does not end", name)
	}
	lines := strings.Split(text, "\n")
	start := slices.IndexFunc(lines, func(line string) bool { return !strings.HasPrefix(line, "#") })
	if start < 0 {
		return nil, fmt.Errorf("%s: got comments only, want a header line", name)
	}
	if want := strings.Join(columns, "\t"); lines[start] != want {
		return nil, fmt.Errorf("%s:%d: got header %q, want %q", name, start+1, lines[start], want)
	}
	var records []record
	var errs []error
	for i, line := range lines[start+1:] {
		r := record{fmt.Sprintf("%s:%d", name, start+i+2), columns, strings.Split(line, "\t")}
		if err := r.check(); err != nil {
			errs = append(errs, err)
			continue
		}
		records = append(records, r)
	}
	return records, errors.Join(errs...)
}

func (r record) check() error {
	if len(r.cells) != len(r.columns) {
		return r.errorf("got %d cells, want %d", len(r.cells), len(r.columns))
	}
	for i, cell := range r.cells {
		if cell == "" || cell != strings.TrimSpace(cell) {
			return r.errorf("column %s: got %q, want text without space around it, or %s", r.columns[i], cell, emptyCell)
		}
	}
	return nil
}
