package waiver_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/waiver"
)

func read(t *testing.T, text string) []waiver.Waiver {
	t.Helper()
	waivers, err := waiver.Read("waivers.yaml", strings.NewReader(text))
	require.NoError(t, err)
	return waivers
}

func day(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, text)
	require.NoError(t, err)
	return at
}

// deviating is a result of showPet with an undocumented property and a value that is not in its enumeration.
func deviating() *conformance.Result {
	return &conformance.Result{
		Status: 200, Operation: "showPet", Verdict: conformance.Deviates,
		Findings: []conformance.Finding{
			{
				Rule: conformance.RuleUndocumentedProperty, Severity: conformance.Warning, Operation: "showPet",
				Evidence: conformance.Location{Pointer: "/items/0/colour"}, Fingerprint: "111111111111",
			},
			{
				Rule: conformance.RuleEnum, Severity: conformance.Error, Operation: "showPet",
				Evidence: conformance.Location{Pointer: "/items/0/status"}, Fingerprint: "222222222222",
			},
		},
	}
}

// reasons are those by which the findings of a result are waived.
func reasons(r *conformance.Result) []string {
	list := []string{}
	for _, f := range r.Findings {
		list = append(list, f.Waived)
	}
	return list
}

// resultOf judges a recording of one exchange.
func resultOf(t *testing.T, contract *conformance.Contract, file string) conformance.Result {
	t.Helper()
	var results []conformance.Result
	for x, err := range recording.ReadFile(file) {
		require.NoError(t, err)
		results = append(results, contract.Check(&x))
	}
	require.Len(t, results, 1)
	return results[0]
}
