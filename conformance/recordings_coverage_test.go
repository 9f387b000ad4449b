package conformance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
)

const uncovered = "testdata/uncovered.tsv"

// recordedCoverage is what the recordings of the repository exercise of its contract.
func recordedCoverage(t *testing.T) *coverage.Tally {
	t.Helper()
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	contract, err = contract.WithCoverage()
	require.NoError(t, err)
	summary := contract.NewSummary()
	for _, file := range recordingFiles(t) {
		for _, x := range exchangesOf(t, file) {
			result := contract.Check(&x)
			summary.Add(&result)
		}
	}
	return summary.Coverage
}

func TestTheRecordingsCoverTheContract(t *testing.T) {
	for _, total := range recordedCoverage(t).Totals() {
		if total.Kind != coverage.Headers {
			require.Equal(t, "100 %", total.Percent(), "%s: %d of %d", total.Kind, total.Covered, total.Total)
		}
	}
}

func TestWhatTheRecordingsDoNotCoverHasItsReason(t *testing.T) {
	missing := []string{}
	for c := range recordedCoverage(t).Counts() {
		if c.Exchanges == 0 {
			missing = append(missing, c.Name)
		}
	}
	listed := []string{}
	for _, row := range table(t, uncovered) {
		require.NotEmpty(t, row["reason"], row["element"])
		listed = append(listed, row["element"])
	}
	require.ElementsMatch(t, missing, listed)
}
