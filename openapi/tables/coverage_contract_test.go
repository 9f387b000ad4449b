package tables

import (
	"regexp"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi"
)

func contractDocuments(t *testing.T) []*openapi3.T {
	t.Helper()
	embedded, err := openapi.Embedded()
	require.NoError(t, err)
	var docs []*openapi3.T
	for _, doc := range embedded {
		docs = append(docs, doc.T)
	}
	return docs
}

func TestTheContractEncodesEveryRowAndExplainsTheRest(t *testing.T) {
	report, err := Coverage(mustPages(t), contractDocuments(t))
	require.NoError(t, err)
	for _, page := range report.Pages {
		for _, table := range page.Tables {
			require.Empty(t, table.Problems, "%s table %d", page.Page.Operation, table.Table.Number)
		}
	}
	require.Empty(t, report.Unexplained)
	total := report.Totals()
	require.Equal(t, 251, total.Tables)
	require.Equal(t, 1342, total.Rows)
	require.Equal(t, 1342, total.Encoded)
	require.True(t, total.Complete())
}

// Each row of the pages is falsified in turn: the comparison with the contract sees every statement of every row.
func TestTheComparisonSeesEveryStatementOfTheTables(t *testing.T) {
	tests := []struct {
		name    string
		kind    ProblemKind
		falsify func(in Place, row *Row) bool // false where the row says nothing of the kind
		rows    int
	}{
		{"name", RowMissing, func(_ Place, row *Row) bool { row.Name += "_"; return true }, 1342},
		{"type", TypeDiffers, func(_ Place, row *Row) bool { row.Type = otherType(row.Type); return true }, 1342},
		{"mandatory", MandatoryDiffers, func(in Place, row *Row) bool {
			said := in.isRequest() // the one response table that says it is not compared
			row.Mandatory = new(said && !*row.Mandatory)
			return said
		}, 206},
		{"options", OptionsMissing, func(_ Place, row *Row) bool {
			row.Options = append(row.Options, "no-such-option")
			return len(row.Options) > 1
		}, 322},
		{"default", DefaultDiffers, func(_ Place, row *Row) bool {
			row.Default = append(row.Default, "no-such-default")
			return len(row.Default) > 1
		}, 106},
		{"first limit", LimitMissing, func(_ Place, row *Row) bool { return falsifyLimit(row, 0) }, 77},
		{"second limit", LimitMissing, func(_ Place, row *Row) bool { return falsifyLimit(row, 1) }, 33},
		{"unit", UnitMissing, func(_ Place, row *Row) bool {
			said := row.Unit != ""
			row.Unit = otherUnit(row.Unit)
			return said
		}, 135},
	}
	claims, err := claimsOf(contractDocuments(t))
	require.NoError(t, err)
	claimants := byTable(claims)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := 0
			for _, page := range mustPages(t) {
				for _, table := range page.Tables {
					for _, row := range table.Rows {
						if !tt.falsify(table.Place, &row) {
							continue
						}
						problems, declared := coverRow(table, row, claimants[tableKey{page.Operation, table.Number}])
						found := func(p Problem) bool { return p.Kind == tt.kind }
						require.True(t, slices.ContainsFunc(append(problems, declared...), found), "%s %s", row.At, row.Name)
						rows++
					}
				}
			}
			require.Equal(t, tt.rows, rows)
		})
	}
}

func otherType(typ string) string {
	if typ == "Boolean" {
		return "String"
	}
	return "Boolean"
}

func falsifyLimit(row *Row, i int) bool {
	if i >= len(row.Limits) {
		return false
	}
	limit := &row.Limits[i]
	limit.number++
	limit.Value += "_"
	if limit.class != nil {
		limit.class = regexp.MustCompile("^[~]$")
	}
	return true
}

func otherUnit(unit Unit) Unit {
	if unit == "KB" {
		return "GB"
	}
	return "KB"
}
