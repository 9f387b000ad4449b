package conformance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
)

func TestEveryRuleIsExplained(t *testing.T) {
	t.Chdir("..")
	for _, rule := range conformance.Rules() {
		explained := conformance.Explain(rule.ID)
		require.NotEmpty(t, explained.Meaning, rule.ID)
		require.NotEmpty(t, explained.Remedy, rule.ID)
		require.NotEmpty(t, explained.Shows, rule.ID)
		require.NotEmpty(t, explained.Gives, rule.ID)
		require.FileExists(t, explained.Example, rule.ID)
	}
}

// The examples of rules about waivers are tested where those are read.
func TestTheExampleOfEveryRuleGivesIt(t *testing.T) {
	t.Chdir("..")
	opened := contracts{}
	documents := map[string]string{}
	for _, r := range table(t, broken+"/findings.tsv") {
		documents[broken+"/"+r["copy"]] = r["contract"]
	}
	for _, rule := range conformance.Rules() {
		explained := conformance.Explain(rule.ID)
		if rule.ID == conformance.RuleCoverageFloor || !strings.HasSuffix(explained.Example, ".har") {
			continue
		}
		t.Run(string(rule.ID), func(t *testing.T) {
			contract := batteryContract(t)
			if document, ok := documents[explained.Example]; ok {
				contract = opened.open(t, document)
			}
			given := 0
			for _, x := range exchangesOf(t, explained.Example) {
				findings := contract.Check(&x).Findings
				if findings[0].Message() != explained.Gives {
					continue
				}
				require.Len(t, findings, 1)
				require.Equal(t, rule.ID, findings[0].Rule)
				require.Contains(t, textOf(&x), explained.Shows)
				given++
			}
			require.Equal(t, 1, given, "want the message once: %s", explained.Gives)
		})
	}
}

func TestTheExampleOfAFloorGivesItsRule(t *testing.T) {
	t.Chdir("..")
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	contract, err = contract.WithCoverage()
	require.NoError(t, err)
	explained := conformance.Explain(conformance.RuleCoverageFloor)
	summary := contract.NewSummary()
	for _, x := range exchangesOf(t, explained.Example) {
		result := contract.Check(&x)
		summary.Add(&result)
	}
	var floor coverage.Floor
	require.NoError(t, floor.UnmarshalText([]byte(strings.TrimPrefix(explained.Shows, "--floor "))))
	contract.CheckFloors(summary, []coverage.Floor{floor})
	require.Len(t, summary.Findings, 1)
	require.Equal(t, explained.Gives, summary.Findings[0].Message())
}

// textOf is an exchange as HTTP would show it.
func textOf(x *conformance.Exchange) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s\n", x.Request.Method, x.Request.URL)
	for _, h := range x.Request.Headers {
		fmt.Fprintf(&text, "%s: %s\n", h.Name, h.Value)
	}
	fmt.Fprintf(&text, "\n%s\n\n%d\n", x.Request.Body.Bytes, x.Response.Status)
	for _, h := range x.Response.Headers {
		fmt.Fprintf(&text, "%s: %s\n", h.Name, h.Value)
	}
	fmt.Fprintf(&text, "\n%s\n", x.Response.Body.Bytes)
	return text.String()
}
