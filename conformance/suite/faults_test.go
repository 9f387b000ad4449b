package suite_test

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/conformance/sandbox"
	"github.com/devenviron/contract/conformance/suite"
)

var update = flag.Bool("update", false, "rewrite the table of faults with the cases that fail")

const faultTable = "testdata/faults.yaml"

// The table has, for every fault of the sandbox, the cases that fail with it, and no others do.
func TestEveryFaultFailsItsCases(t *testing.T) {
	text, err := os.ReadFile(faultTable)
	require.NoError(t, err)
	var want map[string][]string
	require.NoError(t, yaml.Unmarshal(text, &want))
	got := map[string][]string{}
	faults := sandbox.Faults()
	if testing.Short() { // as under the race detector: each fault is a run of the whole suite
		faults = faults[:10]
	}
	for _, f := range faults {
		t.Run(f.Name, func(t *testing.T) {
			states := newTrial(t, sandbox.WithFault(f.Name)).run(t)
			failed := slices.Sorted(slices.Values(states[suite.Failed]))
			got[f.Name] = failed
			require.NotEmpty(t, failed, "no case sees the fault")
			if !*update {
				require.Equal(t, want[f.Name], failed)
			}
		})
	}
	if *update {
		text, err := yaml.Marshal(got)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(faultTable, text, 0o644))
	}
	if !testing.Short() {
		require.ElementsMatch(t, slices.Collect(maps.Keys(want)), slices.Collect(maps.Keys(got)))
	}
}

// Each case fails alone with at least one fault: it looks at one thing, and can fail.
func TestEveryCaseFailsAloneWithAFault(t *testing.T) {
	text, err := os.ReadFile(faultTable)
	require.NoError(t, err)
	var table map[string][]string
	require.NoError(t, yaml.Unmarshal(text, &table))
	alone := map[string]bool{}
	for _, failed := range table {
		if len(failed) == 1 {
			alone[failed[0]] = true
		}
	}
	cases, err := suite.Embedded()
	require.NoError(t, err)
	var never []string
	for _, c := range cases.Cases {
		if !alone[c.Name] {
			never = append(never, c.Name)
		}
	}
	require.Empty(t, never, strings.Join(never, "\n"))
}
