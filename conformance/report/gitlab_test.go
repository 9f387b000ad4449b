package report_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// issue has what GitLab demands of an issue (docs.gitlab.com/ci/testing/code_quality).
type issue struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}

func issues(t *testing.T, of run) []issue {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(render(t, "gitlab", of)))
	decoder.DisallowUnknownFields()
	var list []issue
	require.NoError(t, decoder.Decode(&list))
	return list
}

func TestGitLabHasWhatItDemandsOfEveryIssue(t *testing.T) {
	of := runs()["deviating"]
	list := issues(t, of)
	findings := len(of.unreadable) + len(of.notes)
	for _, r := range of.results {
		findings += len(r.Findings)
	}
	require.Len(t, list, findings)
	seen := map[string]bool{}
	for _, i := range list {
		require.NotEmpty(t, i.Description)
		require.NotEmpty(t, i.CheckName)
		require.Contains(t, []string{"info", "minor", "major", "critical", "blocker"}, i.Severity)
		require.NotEmpty(t, i.Location.Path)
		require.Positive(t, i.Location.Lines.Begin)
		require.False(t, seen[i.Fingerprint], "GitLab shows one issue for each fingerprint")
		seen[i.Fingerprint] = true
	}
}

func TestGitLabKnowsAnIssueAgainWhenItsLineHasMoved(t *testing.T) {
	deviation := func(line int) conformance.Result {
		at := conformance.Location{File: "./a.har", Line: line, Column: 1}
		return conformance.Result{At: at, Findings: []conformance.Finding{{Rule: "enum", Fingerprint: "0123456789ab", Evidence: at}}}
	}
	before := issues(t, run{results: []conformance.Result{deviation(3), deviation(9)}})
	after := issues(t, run{results: []conformance.Result{deviation(5), deviation(11)}})
	fingerprints := func(list []issue) (all []string) {
		for _, i := range list {
			require.Equal(t, "a.har", i.Location.Path, "no ./ before it")
			all = append(all, i.Fingerprint)
		}
		return all
	}
	require.Equal(t, fingerprints(before), fingerprints(after))
	require.Len(t, slices.Compact(fingerprints(before)), 2)
}
