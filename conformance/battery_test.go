package conformance_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

const battery = "testdata/battery"

// trial is an exchange of the battery.
type trial struct {
	name string
	// rule is what the exchange breaks, "" when it conforms.
	rule     string
	exchange conformance.Exchange
}

// trials reads a file of the battery. Each entry has its name in its comment, and its fault in _rule.
func trials(t *testing.T, file string) []trial {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var har struct {
		Log struct {
			Entries []struct {
				Comment string `json:"comment"`
				Rule    string `json:"_rule"`
			} `json:"entries"`
		} `json:"log"`
	}
	require.NoError(t, json.Unmarshal(text, &har))
	exchanges := exchangesOf(t, file)
	require.Len(t, exchanges, len(har.Log.Entries))
	found := make([]trial, len(exchanges))
	for i, e := range har.Log.Entries {
		found[i] = trial{e.Comment, e.Rule, exchanges[i]}
	}
	return found
}

// batteryContract is the contract of the battery, with every rule on.
func batteryContract(t *testing.T) *conformance.Contract {
	t.Helper()
	contract, err := conformance.Open(battery + "/contract.yaml")
	require.NoError(t, err)
	var levels conformance.Levels
	require.NoError(t, levels.Set(string(conformance.RuleUndocumentedHeader), conformance.Warning))
	contract, err = contract.WithLevels(levels)
	require.NoError(t, err)
	return contract
}

func TestBatteryEveryFaultGivesItsRuleAndNoOther(t *testing.T) {
	t.Chdir("..")
	contract := batteryContract(t)
	faults := trials(t, battery+"/faults.har")
	require.GreaterOrEqual(t, len(faults), 60)
	caught := 0
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			result := contract.Check(&fault.exchange)
			require.Len(t, result.Findings, 1)
			require.Equal(t, fault.rule, string(result.Findings[0].Rule), result.Findings[0].Message())
			caught++
		})
	}
	t.Logf("%d of %d faults", caught, len(faults))
}

func TestBatteryNothingCleanGivesAFinding(t *testing.T) {
	t.Chdir("..")
	contract := batteryContract(t)
	clean := trials(t, battery+"/clean.har")
	require.GreaterOrEqual(t, len(clean), 20)
	alarms := 0
	for _, one := range clean {
		t.Run(one.name, func(t *testing.T) {
			result := contract.Check(&one.exchange)
			require.Empty(t, one.rule)
			alarms += len(result.Findings)
			require.Empty(t, result.Findings)
			require.Equal(t, conformance.Conforms, result.Verdict)
		})
	}
	t.Logf("%d false alarms in %d", alarms, len(clean))
}

// A rule that can be broken by an exchange is broken by one of the battery, but for what takes a large file.
func TestBatteryBreaksEveryRule(t *testing.T) {
	t.Chdir("..")
	breaks := map[string]bool{string(conformance.RuleBodyDepth): true}
	for _, fault := range trials(t, battery+"/faults.har") {
		breaks[fault.rule] = true
	}
	for _, rule := range conformance.Rules() {
		example := conformance.Explain(rule.ID).Example
		if strings.HasPrefix(example, "testdata/broken/") || strings.HasPrefix(example, battery) {
			require.True(t, breaks[string(rule.ID)], "no exchange breaks %s", rule.ID)
		}
	}
}
