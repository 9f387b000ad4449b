package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct{ ID string }
			}
		}
		Results []struct {
			RuleID              string
			RuleIndex           int
			Message             struct{ Text string }
			PartialFingerprints map[string]string
			Suppressions        []struct{ Justification string }
			Locations           []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
					Region           struct{ StartLine int }
				}
			}
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct {
				Level   string
				Message struct{ Text string }
			}
		}
	}
}

func readSARIF(t *testing.T, text []byte) sarifLog {
	t.Helper()
	var log sarifLog
	require.NoError(t, json.Unmarshal(text, &log))
	require.Len(t, log.Runs, 1)
	return log
}

func TestSARIFNamesTheRuleOfEveryResult(t *testing.T) {
	twice := runs()["deviating"]
	twice.results = append(twice.results, twice.results...)
	log := readSARIF(t, []byte(render(t, "sarif", twice)))
	rules := log.Runs[0].Tool.Driver.Rules
	require.Len(t, rules, 6, "each rule once, however many results it has")
	require.Len(t, log.Runs[0].Results, 11)
	for _, r := range log.Runs[0].Results {
		require.Equal(t, r.RuleID, rules[r.RuleIndex].ID)
	}
	require.False(t, log.Runs[0].Invocations[0].ExecutionSuccessful, "something could not be read")
}

func TestSARIFSuppressesWhatIsWaived(t *testing.T) {
	for _, r := range readSARIF(t, []byte(render(t, "sarif", runs()["deviating"]))).Runs[0].Results {
		if r.RuleID == string(conformance.RuleParameterUnknown) {
			require.Equal(t, "the gateway adds it; see #12", r.Suppressions[0].Justification)
			require.Equal(t, 7, r.Locations[0].PhysicalLocation.Region.StartLine, "the line of the exchange, for lack of a better one")
		} else {
			require.Empty(t, r.Suppressions)
		}
	}
}

func TestSARIFTellsTheOccurrencesOfADeviationApart(t *testing.T) {
	again := run{results: append(conforming(), conforming()...)}
	results := readSARIF(t, []byte(render(t, "sarif", again))).Runs[0].Results
	require.Len(t, results, 2)
	require.Equal(t, map[string]string{"deviation/v1": "0123456789a0", "primaryLocationLineHash": "0123456789a0:1"}, results[0].PartialFingerprints)
	require.Equal(t, map[string]string{"deviation/v1": "0123456789a0", "primaryLocationLineHash": "0123456789a0:2"}, results[1].PartialFingerprints)
}

func TestSARIFKeepsToTheLimitOfCodeScanning(t *testing.T) {
	var out bytes.Buffer
	w := report.NewSARIF(&out, options)
	result := conforming()[1]
	for range 25_003 {
		require.NoError(t, w.Write(&result))
	}
	require.NoError(t, w.Close(&conformance.Summary{}))
	log := readSARIF(t, out.Bytes())
	require.Len(t, log.Runs[0].Results, 25_000)
	require.Equal(t, "3 more findings: code scanning takes 25000 in a run", log.Runs[0].Invocations[0].ToolExecutionNotifications[0].Message.Text)
}

func TestSARIFHoldsNoLinkOfTheRecording(t *testing.T) {
	for _, r := range readSARIF(t, []byte(render(t, "sarif", runs()["hostile"]))).Runs[0].Results {
		require.Contains(t, r.Message.Text, `[x]\(http://e)`)
	}
}

func TestSARIFNamesFilesByURI(t *testing.T) {
	for name, want := range map[string]string{
		"testdata/a b#1.har":  "testdata/a%20b%231.har",
		"./testdata/a.har":    "testdata/a.har",
		"/srv/recordings.har": "file:///srv/recordings.har",
		"a:b.har":             "./a:b.har",
	} {
		result := conforming()[1]
		result.Findings[0].Evidence.File = name
		log := readSARIF(t, []byte(render(t, "sarif", run{results: []conformance.Result{result}})))
		require.Equal(t, want, log.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI, fmt.Sprint(name))
	}
}
