package tables

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// shape is what a type of the pages is in JSON Schema.
type shape struct {
	kind   string
	format string
	items  string // kind of the elements, "" where the page does not say
	values string // kind of the values of a map, "" for other objects
}

// shapes are the types of the pages that are not the name of an object.
var shapes = map[string]shape{
	"String":              {kind: "string"},
	"Integer":             {kind: "integer"},
	"Long":                {kind: "integer", format: "int64"},
	"Boolean":             {kind: "boolean"},
	"Object":              {kind: "object"},
	"Dict":                {kind: "object"},
	"Map<String,String>":  {kind: "object", values: "string"},
	"Array":               {kind: "array"},
	"Array of strings":    {kind: "array", items: "string"},
	"Array<Storage>":      {kind: "array", items: "object"},
	"Array<storageType>":  {kind: "array", items: "string"},
	"Array<Storage type>": {kind: "array", items: "string"},
}

var (
	objectType = regexp.MustCompile(`^[A-Za-z]\w+ object$`)
	arrayType  = regexp.MustCompile(`^Array of [A-Za-z]\w+ objects$`)
)

// shapeOf is the shape of a type as a page writes it.
func shapeOf(typ string) (shape, bool) {
	switch {
	case objectType.MatchString(typ):
		return shape{kind: "object"}, true
	case arrayType.MatchString(typ):
		return shape{kind: "array", items: "object"}, true
	}
	s, known := shapes[typ]
	return s, known
}

// emptyText is how a cell writes the empty text, a value of its own.
const emptyText = `""`

func readRow(r record, place Place) (Row, error) {
	row := Row{
		Name: r.get("name"), Type: r.get("type"), Options: r.list("options", "|"), Default: r.list("default", "|"),
		Unit: Unit(r.get("unit")), Recovered: Recovered(r.get("recovered")), Note: r.get("note"), At: r.at,
	}
	for i, value := range row.Default {
		if value == emptyText {
			row.Default[i] = ""
		}
	}
	var errs []error
	if _, known := shapeOf(row.Type); !known {
		errs = append(errs, r.errorf("unknown type %q", row.Type))
	}
	if _, known := unitWords[row.Unit]; !known && row.Unit != "" {
		errs = append(errs, r.errorf("unknown unit %q", row.Unit))
	}
	if slices.Contains(row.Options, "") || len(slices.Compact(slices.Sorted(slices.Values(row.Options)))) < len(row.Options) {
		errs = append(errs, r.errorf("got options %q, want each once", r.get("options")))
	}
	for _, condition := range r.list("when", " ") {
		name, value, _ := strings.Cut(condition, "=")
		row.When = append(row.When, Condition{name, value})
	}
	for _, text := range r.list("limits", " ") {
		limit, err := parseLimit(text)
		if err != nil {
			errs = append(errs, r.errorf("limit %q: %w", text, err))
		}
		row.Limits = append(row.Limits, limit)
	}
	errs = append(errs, row.readMandatory(r, place), row.readLine(r))
	return row, errors.Join(errs...)
}

// readMandatory insists on an answer where a client has to know it.
func (row *Row) readMandatory(r record, place Place) error {
	cell := r.get("mandatory")
	switch {
	case cell == "yes" || cell == "no":
		row.Mandatory = new(cell == "yes")
	case cell != "" || place.isRequest():
		return r.errorf("got mandatory %q, want yes or no", cell)
	}
	return nil
}

// readLine insists on a line for every row that the copy of the page has, and on none for the others.
func (row *Row) readLine(r record) error {
	switch row.Recovered {
	case NothingRecovered, OptionsRecovered, RuleRecovered:
		line, err := strconv.Atoi(r.get("line"))
		if err != nil || line < 1 {
			return r.errorf("got line %q, want a number from 1", r.get("line"))
		}
		row.Line = line
	case TableRecovered:
		if line := r.get("line"); line != "" {
			return r.errorf("got line %q of a table that the copy lost, want %s", line, emptyCell)
		}
	default:
		return r.errorf("got recovered %q, want options, rule or table", row.Recovered)
	}
	return nil
}
