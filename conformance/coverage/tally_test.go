package coverage_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance/coverage"
)

// inventory has a few elements of two kinds, added in no order.
func inventory() (i *coverage.Inventory, indexes []int) {
	i = &coverage.Inventory{}
	for _, line := range []int{30, 10, 20} {
		at := coverage.Place{File: "api.yaml", Line: line, Column: 1}
		indexes = append(indexes, i.Add(coverage.Statuses, "get 200", at), i.Add(coverage.Operations, "get", at))
	}
	return i, indexes
}

func countsOf(t *coverage.Tally) []coverage.Count {
	var counts []coverage.Count
	for c := range t.Counts() {
		counts = append(counts, c)
	}
	return counts
}

func TestAnExchangeCountsOnceForAnElement(t *testing.T) {
	i, indexes := inventory()
	tally := i.NewTally()
	for range 2 {
		set := i.NewSet()
		set.Add(indexes[0])
		set.Add(indexes[0])
		tally.Add(set)
	}
	counts := countsOf(tally)
	require.Equal(t, coverage.Count{
		Element:   coverage.Element{Kind: coverage.Statuses, Name: "get 200", Place: coverage.Place{File: "api.yaml", Line: 30, Column: 1}},
		Exchanges: 2,
	}, counts[5])
	totals := tally.Totals()
	require.Equal(t, coverage.Total{Kind: coverage.Operations, Covered: 0, Total: 3}, totals[0])
	require.Equal(t, coverage.Total{Kind: coverage.Statuses, Covered: 1, Total: 3}, totals[1])
}

func TestCountsAreInOrderOfKindAndPlace(t *testing.T) {
	i, _ := inventory()
	var lines []int
	for c := range i.NewTally().Counts() {
		lines = append(lines, c.Line)
	}
	require.Equal(t, []int{10, 20, 30, 10, 20, 30}, lines)
}

// However exchanges are dealt out to tallies, and whether these come from JSON or not, merging gives what one tally
// has counted.
func TestMergedTalliesEqualOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i, indexes := inventory()
		whole := i.NewTally()
		parts := []*coverage.Tally{i.NewTally(), i.NewTally(), i.NewTally()}
		for range rapid.IntRange(0, 20).Draw(t, "exchanges") {
			set := i.NewSet()
			for _, index := range rapid.SliceOf(rapid.SampledFrom(indexes)).Draw(t, "elements") {
				set.Add(index)
			}
			whole.Add(set)
			rapid.SampledFrom(parts).Draw(t, "part").Add(set)
		}
		merged := coverage.TallyOf(countsOf(parts[0]))
		for _, part := range parts[1:] {
			text, err := json.Marshal(countsOf(part))
			require.NoError(t, err)
			var counts []coverage.Count
			require.NoError(t, json.Unmarshal(text, &counts))
			require.NoError(t, merged.Merge(coverage.TallyOf(counts)))
		}
		require.Equal(t, countsOf(whole), countsOf(merged))
	})
}

func TestTalliesOfOtherElementsDoNotMerge(t *testing.T) {
	i, _ := inventory()
	other, _ := inventory()
	other.Add(coverage.Operations, "put", coverage.Place{})
	require.EqualError(t, i.NewTally().Merge(other.NewTally()), "got coverage of other elements")
}

func TestFloors(t *testing.T) {
	tests := []struct {
		floor          string
		covered, total int
		meets          bool
	}{
		{"operations=100", 33, 33, true},
		{"operations=100", 9_999_999, 10_000_000, false},
		{"properties=66.66", 2, 3, true},
		{"properties=66.67", 2, 3, false},
		{"enum-values=0.01", 0, 10, false},
		{"nulls=1", 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.floor, func(t *testing.T) {
			var floor coverage.Floor
			require.NoError(t, floor.UnmarshalText([]byte(tt.floor)))
			require.Equal(t, tt.floor, floor.String())
			require.Equal(t, tt.meets, floor.Meets(coverage.Total{Kind: floor.Kind, Covered: tt.covered, Total: tt.total}))
		})
	}
}

func TestWhatIsNoFloorIsRefused(t *testing.T) {
	const kind = "want one of operations, statuses, media-types, parameters, properties, enum-values, nulls, headers as kind"
	const percentage = "want a percentage above 0 and up to 100 with at most two decimals"
	tests := map[string]string{
		"operations":         "want KIND=PERCENT",
		"property=80":        kind,
		"operations = 100":   kind,
		"properties=0":       percentage,
		"properties=-1":      percentage,
		"properties=100.01":  percentage,
		"properties=80.001":  percentage,
		"properties=NaN":     percentage,
		"properties=80%":     percentage,
		"properties=":        percentage,
		"properties=80=90":   percentage,
		"operations=1000000": percentage,
	}
	for text, want := range tests {
		var floor coverage.Floor
		require.EqualError(t, floor.UnmarshalText([]byte(text)), want, text)
	}
}

func TestPercentagesAreRoundedDown(t *testing.T) {
	require.Equal(t, "100 %", coverage.Total{Covered: 3, Total: 3}.Percent())
	require.Equal(t, "99.99 %", coverage.Total{Covered: 999_999, Total: 1_000_000}.Percent())
	require.Equal(t, "66.66 %", coverage.Total{Covered: 2, Total: 3}.Percent())
	require.Equal(t, "0 %", coverage.Total{Total: 3}.Percent())
	require.Equal(t, "-", coverage.Total{}.Percent())
}
