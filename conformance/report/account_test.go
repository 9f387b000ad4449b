package report_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

func TestAccount(t *testing.T) {
	tests := []struct {
		name    string
		summary conformance.Summary
		want    string
	}{
		{
			"every class",
			conformance.Summary{
				Exchanges: 14, Conform: 5, Deviate: 4, Unmatched: 3, Unjudged: 2, Unreadable: 2,
				UnjudgedBodies: 3, Errors: 6, Warnings: 5, Infos: 4, Operations: 5, OperationsSeen: 4,
			},
			"14 exchanges: 5 conform, 4 deviate, 3 unmatched, 2 unjudged; 2 recordings or entries unreadable; 3 bodies not judged; " +
				"6 errors, 5 warnings, 4 infos; 4 of 5 operations seen",
		},
		{
			"one of every class",
			conformance.Summary{
				Exchanges: 4, Conform: 1, Deviate: 1, Unmatched: 1, Unjudged: 1, Unreadable: 1,
				UnjudgedBodies: 1, Errors: 1, Warnings: 1, Infos: 1, Operations: 1, OperationsSeen: 1,
			},
			"4 exchanges: 1 conforms, 1 deviates, 1 unmatched, 1 unjudged; 1 recording or entry unreadable; 1 body not judged; " +
				"1 error, 1 warning, 1 info; 1 of 1 operation seen",
		},
		{
			"clean",
			conformance.Summary{Exchanges: 1, Conform: 1, Operations: 2, OperationsSeen: 1},
			"1 exchange: 1 conforms; 1 of 2 operations seen",
		},
		{
			"nothing at all",
			conformance.Summary{},
			"nothing was checked; 0 exchanges",
		},
		{
			"nothing readable",
			conformance.Summary{Unreadable: 1, Operations: 5},
			"nothing was checked; 0 exchanges; 1 recording or entry unreadable; 0 of 5 operations seen",
		},
		{
			"nothing matched",
			conformance.Summary{Exchanges: 2, Unmatched: 2, Warnings: 2, Operations: 5},
			"nothing was checked; 2 exchanges: 2 unmatched; 2 warnings; 0 of 5 operations seen",
		},
		{
			"nothing judged",
			conformance.Summary{Exchanges: 2, Unjudged: 2, Operations: 5},
			"nothing was checked; 2 exchanges: 2 unjudged; 0 of 5 operations seen",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, report.Account(&tt.summary))
		})
	}
}
