package report_test

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
	"github.com/devenviron/contract/conformance/report"
)

// tally covers one of two operations and a part of what they have.
func tally() *coverage.Tally {
	at := func(line, column int) coverage.Place {
		return coverage.Place{File: "api.yaml", Line: line, Column: column}
	}
	element := func(kind coverage.Kind, name string, place coverage.Place, exchanges int) coverage.Count {
		return coverage.Count{Element: coverage.Element{Kind: kind, Name: name, Place: place}, Exchanges: exchanges}
	}
	return coverage.TallyOf([]coverage.Count{
		element(coverage.Operations, "list", at(3, 5), 2),
		element(coverage.Operations, "a,b", at(30, 5), 0),
		element(coverage.Statuses, "list 200", at(5, 9), 2),
		element(coverage.Properties, "Item/id", at(7, 9), 2),
		element(coverage.Properties, "Item/<b>|`x`", at(8, 9), 0),
		element(coverage.EnumValues, `Size "s"`, at(10, 20), 1),
		element(coverage.EnumValues, `Size "m"`, at(10, 23), 0),
		element(coverage.EnumValues, `Color "red"`, at(12, 11), 1),
		element(coverage.Nulls, "Item/id not null", at(40, 11), 0),
		element(coverage.Nulls, "Item/id null", at(40, 11), 0),
		{Element: coverage.Element{Kind: coverage.Headers, Name: "list 200 X\n"}},
	})
}

// coverageAs writes the coverage in a form.
func coverageAs(t *testing.T, form string) string {
	t.Helper()
	for _, f := range report.CoverageFormats() {
		if f.Name == form {
			var out strings.Builder
			w := f.New(&out, report.Options{})
			require.NoError(t, w.Write(&conformance.Result{}))
			require.NoError(t, w.Close(&conformance.Summary{Coverage: tally()}))
			return out.String()
		}
	}
	t.Fatalf("no form %s", form)
	return ""
}

func TestCoverageAsTextHasTotalsAndWhatIsNotCovered(t *testing.T) {
	require.Equal(t, `operations   1 of 2  50 %
statuses     1 of 1  100 %
media-types  0 of 0  -
parameters   0 of 0  -
properties   1 of 2  50 %
enum-values  2 of 3  66.66 %
nulls        0 of 2  0 %
headers      0 of 1  0 %

api.yaml:30:5: a,b: not covered [operations]
api.yaml:8:9: Item/<b>|`+"`x`"+`: not covered [properties]
api.yaml:10:23: Size "m": not covered [enum-values]
api.yaml:40:11: Item/id not null: not covered [nulls]
api.yaml:40:11: Item/id null: not covered [nulls]
list 200 X\u000a: not covered [headers]
`, coverageAs(t, "text"))
}

func TestCoverageAsMarkdownIsNeverMarkupOfTheContract(t *testing.T) {
	got := coverageAs(t, "markdown")
	require.Contains(t, got, "| enum-values | 2 | 3 | 66.66 % |\n")
	require.Contains(t, got, "<summary>6 elements not covered</summary>")
	require.NotContains(t, got, "<b>")
	require.NotContains(t, got, "`")
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "|") {
			require.Contains(t, []int{4, 5}, strings.Count(line, "|"), line)
		}
	}
}

// The record of a file is read as by geninfo(1): functions, then branches where values share a line, then lines.
func TestCoverageAsLCOVIsKeyedToTheLinesOfTheContract(t *testing.T) {
	require.Equal(t, `TN:
SF:api.yaml
FN:3,list
FN:30,a;b
FNDA:2,list
FNDA:0,a;b
FNF:2
FNH:1
BRDA:10,0,0,1
BRDA:10,0,1,0
BRDA:40,0,0,-
BRDA:40,0,1,-
BRF:4
BRH:1
DA:3,2
DA:5,2
DA:7,2
DA:8,0
DA:10,1
DA:12,1
DA:30,0
DA:40,0
LF:8
LH:5
end_of_record
`, coverageAs(t, "lcov"))
}

func TestCoverageAsJSONIsWhatAReportHas(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile + "#/$defs/coverage")
	require.NoError(t, err)
	alone, err := jsonschema.UnmarshalJSON(strings.NewReader(coverageAs(t, "json")))
	require.NoError(t, err)
	require.NoError(t, schema.Validate(alone.(map[string]any)["coverage"]))

	var out strings.Builder
	w := report.NewJSON(&out, report.Options{})
	require.NoError(t, w.Close(&conformance.Summary{Coverage: tally()}))
	whole, err := jsonschema.UnmarshalJSON(strings.NewReader(out.String()))
	require.NoError(t, err)
	require.Equal(t, alone.(map[string]any)["coverage"], whole.(map[string]any)["coverage"])
}
