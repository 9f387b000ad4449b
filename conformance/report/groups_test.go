package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

func finding(fingerprint, file string) *conformance.Finding {
	return &conformance.Finding{
		Rule: conformance.RuleEnum, Fingerprint: fingerprint,
		Evidence: conformance.Location{File: file, Line: 1, Column: 1, Pointer: "/status"},
	}
}

func TestTheFirstFindingOfAFingerprintIsShown(t *testing.T) {
	var g groups
	require.True(t, g.show(finding("a", "1.har")))
	require.True(t, g.show(finding("b", "1.har")))
	for _, file := range []string{"1.har", "2.har", "2.har", "3.har"} {
		require.False(t, g.show(finding("a", file)))
	}
	repeated := g.repeated()
	require.Len(t, repeated, 1)
	require.Equal(t, "a", repeated[0].fingerprint)
	require.Equal(t, 5, repeated[0].findings)
	require.Equal(t, 3, repeated[0].recordings)
	require.Equal(t, "1.har:1:1", repeated[0].first.String())
	require.Zero(t, g.hidden)
}

func TestWhatIsNotShownIsCounted(t *testing.T) {
	g := groups{most: 2}
	shown := 0
	for i := range 30 {
		if g.show(finding(fmt.Sprint(i%10), "1.har")) {
			shown++
		}
	}
	require.Equal(t, 2, shown)
	total := g.hidden
	for _, one := range g.list {
		total += one.findings
	}
	require.Equal(t, 30, total)
}

// Beyond the bound, findings are shown rather than remembered. Pointers, which a recording can make long, are not.
func TestTheMemoryOfGroupsIsBounded(t *testing.T) {
	var g groups
	for i := range mostGroups + 100 {
		f := finding(fmt.Sprint(i), "1.har")
		f.Evidence.Pointer = "/" + strings.Repeat("x", 1000)
		require.True(t, g.show(f))
	}
	require.Len(t, g.list, mostGroups)
	require.Len(t, g.index, mostGroups)
	require.Empty(t, g.list[0].first.Pointer)
	require.True(t, g.show(finding("beyond", "1.har")))
	require.True(t, g.show(finding("beyond", "1.har")))
	require.Zero(t, g.hidden)
}
