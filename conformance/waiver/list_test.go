package waiver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/waiver"
)

func TestAWaiverCoversWhatHasEverythingItNames(t *testing.T) {
	tests := []struct {
		name, names string
		want        []string
	}{
		{"fingerprint", "fingerprint: 222222222222", []string{"", "known"}},
		{"rule", "rule: undocumented-property", []string{"known", ""}},
		{"operation", "operation: show*", []string{"known", "known"}},
		{"another operation", "operation: list*", []string{"", ""}},
		{"pointer", "pointer: /items/*/colour", []string{"known", ""}},
		{"pointer at any depth", `pointer: "**/status"`, []string{"", "known"}},
		{"status", "status: 200", []string{"known", "known"}},
		{"class of status", "status: 2XX", []string{"known", "known"}},
		{"another class", "status: 4XX", []string{"", ""}},
		{"rule and pointer", "{rule: enum, pointer: /items/*/colour}", []string{"", ""}},
		{"rule and operation", "{rule: enum, operation: showPet}", []string{"", "known"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			entry := "{" + tt.names + ", reason: known}"
			if tt.names[0] == '{' {
				entry = tt.names[:len(tt.names)-1] + ", reason: known}"
			}
			result := deviating()
			waiver.NewList(read(t, "waivers:\n  - "+entry), day(t, "2026-01-01")).Apply(result)
			require.Equal(t, tt.want, reasons(result))
		})
	}
}

func TestAResultWhoseErrorsAreWaivedConforms(t *testing.T) {
	result := deviating()
	waiver.NewList(read(t, "waivers: [{rule: enum, reason: known}]"), day(t, "2026-01-01")).Apply(result)
	require.Equal(t, conformance.Conforms, result.Verdict)
	require.Equal(t, conformance.Error, result.Findings[1].Severity, "the finding stays as grave as it is")

	var summary conformance.Summary
	summary.Add(result)
	require.Equal(t, 0, summary.Errors)
	require.Equal(t, 1, summary.Warnings)
	require.Equal(t, 1, summary.Waived)
}

func TestTheWaiverWithTheFingerprintGivesTheReason(t *testing.T) {
	result := deviating()
	list := waiver.NewList(read(t, `
waivers:
  - {rule: enum, reason: first}
  - {operation: "*", reason: second}
  - {fingerprint: 222222222222, reason: exact}
`), day(t, "2026-01-01"))
	list.Apply(result)
	require.Equal(t, []string{"second", "exact"}, reasons(result))
	require.Empty(t, list.Unused(), "all of them cover something")
}

func TestAWaiverHoldsToTheEndOfItsLastDay(t *testing.T) {
	text := "waivers:\n  - rule: enum\n    reason: known\n    expires: 2026-01-31\n"
	for today, holds := range map[string]bool{"2026-01-30": true, "2026-01-31": true, "2026-02-01": false} {
		result := deviating()
		list := waiver.NewList(read(t, text), day(t, today))
		list.Apply(result)
		require.Equal(t, holds, result.Findings[1].Waived != "", today)
		require.Empty(t, list.Unused(), today)
		if holds {
			require.Empty(t, list.Expired(), today)
			continue
		}
		require.Equal(t, conformance.Deviates, result.Verdict)
		expired := list.Expired()
		require.Len(t, expired, 1)
		require.Equal(t, conformance.RuleWaiverExpired, expired[0].Rule)
		require.Equal(t, "waivers.yaml:2:5", expired[0].Evidence.String())
		require.Equal(t, "waiver of enum: got the last day 2026-01-31, want one that is not past (it would cover 1 finding)", expired[0].Message())
	}
}

func TestAWaiverIsUnusedWhenItsOperationWasJudged(t *testing.T) {
	list := waiver.NewList(read(t, `
waivers:
  - {rule: length, reason: of any operation}
  - {rule: length, operation: showPet, reason: of an operation that is judged}
  - {rule: length, operation: createPet, reason: of an operation that is not}
  - {fingerprint: 333333333333, reason: of a fingerprint}
  - {rule: enum, reason: it covers something}
`), day(t, "2026-01-01"))
	require.Empty(t, list.Unused(), "nothing was judged")

	list.Apply(&conformance.Result{Status: 404, Verdict: conformance.Unmatched})
	require.Empty(t, list.Unused(), "an exchange that is not matched is not judged")

	list.Apply(deviating())
	var lines []int
	for _, f := range list.Unused() {
		require.Equal(t, conformance.RuleWaiverUnused, f.Rule)
		lines = append(lines, f.Evidence.Line)
	}
	require.Equal(t, []int{3, 4, 6}, lines)
}
