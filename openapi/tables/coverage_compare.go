package tables

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// compare are the problems of a row with the member of the claim that encodes it.
func compare(table Table, row Row, c claim) []Problem {
	m, found := c.members[keyOf(table, row.Name)]
	if !found {
		return []Problem{{RowMissing, row.At, c.at, fmt.Sprintf("has no %s", row.Name)}}
	}
	var problems []Problem
	check := func(kind ProblemKind, message string) {
		if message != "" {
			problems = append(problems, Problem{kind, row.At, m.at, message})
		}
	}
	check(TypeDiffers, compareType(row, m.schema))
	check(MandatoryDiffers, compareMandatory(table, row, c))
	check(ConditionMissing, compareConditions(table, row, c))
	check(OptionsMissing, compareOptions(row, m.schema))
	check(DefaultDiffers, compareDefault(table, row, m))
	check(LimitMissing, compareLimits(row, m.schema))
	check(UnitMissing, compareUnit(row, m))
	return problems
}

func compareType(row Row, schema *openapi3.Schema) string {
	want, _ := shapeOf(row.Type)
	if got := kindOf(schema); got != want.kind {
		return fmt.Sprintf("got type %q, want %q (%s)", got, want.kind, row.Type)
	}
	if want.format != "" {
		hasFormat := func(f *openapi3.Schema) bool { return f.Format == want.format }
		if !anyFacet(schema, hasFormat) {
			return fmt.Sprintf("got no format %q (%s)", want.format, row.Type)
		}
	}
	if want.kind == "array" {
		return compareInner("elements", itemsOf(schema), want.items, row.Type)
	}
	if want.values != "" {
		return compareInner("values", valuesOf(schema), want.values, row.Type)
	}
	return ""
}

// compareInner compares the elements of an array or the values of a map; want is "" where the page does not say.
func compareInner(what string, inner *openapi3.Schema, want, typ string) string {
	switch {
	case inner == nil:
		return fmt.Sprintf("got no type of %s (%s)", what, typ)
	case want != "" && kindOf(inner) != want:
		return fmt.Sprintf("got %s of type %q, want %q (%s)", what, kindOf(inner), want, typ)
	}
	return ""
}

// compareMandatory leaves responses out: their tables do not say, but for one that says no everywhere. What a page makes
// mandatory may give way to a property that the page does not know.
func compareMandatory(table Table, row Row, c claim) string {
	if !table.Place.isRequest() || row.Mandatory == nil {
		return ""
	}
	key := keyOf(table, row.Name)
	object := c.objectWithout(row, table, func(other Row) bool { return other.Mandatory != nil && *other.Mandatory })
	refused := c.refuses(object)
	object[row.Name] = exampleOf(c.members[key].schema, "")
	got := c.members[key].required || refused && !c.refuses(object)
	if got == *row.Mandatory {
		return ""
	}
	return fmt.Sprintf("got required %t, want %t", got, *row.Mandatory)
}

// compareConditions wants a clause of a not that refuses an object without the row while its conditions hold.
// Other rows with the same conditions are there, so that the clause has to name this one.
func compareConditions(table Table, row Row, c claim) string {
	if len(row.When) == 0 || c.schema == nil {
		return ""
	}
	object := c.objectWithout(row, table, func(other Row) bool { return slices.Equal(other.When, row.When) })
	for _, condition := range row.When {
		object[condition.Name] = exampleOf(c.members[keyOf(table, condition.Name)].schema, condition.Value)
	}
	if c.refuses(object) {
		return ""
	}
	return fmt.Sprintf("got no clause that makes it mandatory when %v", row.When)
}

// objectWithout has any values for the rows of the table that are wanted, but none for the row itself.
func (c claim) objectWithout(row Row, table Table, wanted func(Row) bool) map[string]any {
	object := map[string]any{}
	for _, other := range table.Rows {
		if other.Name != row.Name && wanted(other) {
			object[other.Name] = exampleOf(c.members[keyOf(table, other.Name)].schema, "")
		}
	}
	return object
}

// refuses is whether a not of the schema rules the object out.
func (c claim) refuses(object map[string]any) bool {
	return anyFacet(c.schema, func(f *openapi3.Schema) bool { return f.Not != nil && f.Not.Value.VisitJSON(object) == nil })
}

// exampleOf is the value of a property as JSON has it, or any value of the property's type.
func exampleOf(schema *openapi3.Schema, value string) any {
	switch kind := kindOf(schema); {
	case kind == "boolean":
		return value != "false"
	case kind == "integer":
		return float64(1)
	case kind == "object":
		return map[string]any{}
	case value == "":
		return "a"
	}
	return value
}

// compareOptions wants every option; the contract may know more, from other pages or from answers.
func compareOptions(row Row, schema *openapi3.Schema) string {
	if len(row.Options) == 0 {
		return ""
	}
	if items := itemsOf(schema); items != nil {
		schema = items
	}
	var known []string
	for f := range facets(schema) {
		open, _ := f.Extensions["x-known-values"].([]any)
		for _, value := range slices.Concat(f.Enum, open) {
			known = append(known, literalOf(value))
		}
	}
	missing := slices.DeleteFunc(slices.Clone(row.Options), func(o string) bool { return slices.Contains(known, o) })
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("got neither in enum nor in x-known-values: %s", strings.Join(missing, ", "))
}

// compareDefault wants the default of a request where a program finds it. A response has none: there the description
// says what an absent or unset value means.
func compareDefault(table Table, row Row, m member) string {
	var got []string
	for f := range facets(m.schema) {
		switch value := f.Default.(type) {
		case nil:
		case []any:
			for _, element := range value {
				got = append(got, literalOf(element))
			}
		default:
			got = append(got, literalOf(value))
		}
	}
	switch want := row.Default; {
	case table.Place.isRequest() && !slices.Equal(got, want):
		return fmt.Sprintf("got default %q, want %q", got, want)
	case table.Place.isRequest():
	case len(got) > 0:
		return fmt.Sprintf("got default %q of a response, want none", got)
	case !slices.ContainsFunc(want, func(value string) bool { return !m.says(value) }):
	default:
		return fmt.Sprintf("got a description without the default %q", want)
	}
	return ""
}

// compareLimits tries values on both sides of each limit.
func compareLimits(row Row, schema *openapi3.Schema) string {
	filler, length := row.filler(), row.length()
	for _, limit := range row.Limits {
		if limit.Name == "format" && !anyFacet(schema, func(f *openapi3.Schema) bool { return f.Format == limit.Value }) {
			return fmt.Sprintf("got no format %s", limit.Value)
		}
		for _, p := range limit.probes(filler, length) {
			if err := schema.VisitJSON(p.value); (err == nil) != p.allowed {
				return fmt.Sprintf("limit %s: got %v allowed %t, want %t", limit, p, err == nil, p.allowed)
			}
		}
	}
	return ""
}

func compareUnit(row Row, m member) string {
	if word := unitWords[row.Unit]; word != "" && !m.says(word) {
		return fmt.Sprintf("got a description without the word %q", word)
	}
	return ""
}

// says is whether a description of the member has the words, not as a part of other words.
func (m member) says(words string) bool {
	whole := regexp.MustCompile(`(^|[^\w/-])` + regexp.QuoteMeta(words) + `($|[^\w/-])`)
	inSchema := func(f *openapi3.Schema) bool { return whole.MatchString(f.Description) }
	return whole.MatchString(m.description) || anyFacet(m.schema, inSchema)
}

// literalOf is a value of the contract as the tables write it.
func literalOf(value any) string {
	if number, ok := value.(float64); ok {
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}
