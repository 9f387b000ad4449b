package report_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

var info = conformance.ContractInfo{Documents: []conformance.DocumentInfo{{File: "api.yaml", SHA256: strings.Repeat("a", 64)}}}

// entry is an exchange, or what cannot be read.
type entry struct {
	file       string
	unreadable bool
}

// jsonOf is the JSON report of a shard over entries.
func jsonOf(t require.TestingT, shard conformance.Shard, entries ...entry) string {
	var out strings.Builder
	w := report.NewJSON(&out, report.Options{Contract: info, Shard: shard})
	dealer := conformance.NewDealer(shard)
	s := &conformance.Summary{}
	for i, e := range entries {
		switch {
		case !dealer.Deal(e.file):
		case e.unreadable:
			s.Unreadable++
			require.NoError(t, w.Unreadable(e.file, fmt.Errorf("%s: entry %d", e.file, i)))
		default:
			r := conformance.Result{
				Exchange: fmt.Sprintf("%s#%d", e.file, i), At: conformance.Location{File: e.file}, Request: "GET /", Status: 200, Operation: "get",
				Verdict: conformance.Deviates,
				Findings: []conformance.Finding{{
					Rule: conformance.RuleType, Severity: conformance.Error, Subject: "response body", Got: "\u202e<\u0001>", Want: "x", Fingerprint: "0123456789ab",
					Evidence: conformance.Location{File: e.file, Line: i + 1, Column: 1}, Excerpt: conformance.Excerpt{Text: "…x", Start: 3, End: 4},
				}},
			}
			s.Add(&r)
			require.NoError(t, w.Write(&r))
		}
	}
	s.Input = dealer.Input()
	require.NoError(t, w.Close(s))
	return out.String()
}

// counted is a report with its summary.
type counted struct {
	report.Writer
	summary conformance.Summary
}

func (c *counted) Write(r *conformance.Result) error {
	c.summary.Add(r)
	return c.Writer.Write(r)
}

// merge reads reports named 1.json, 2.json, ... and writes what they give together.
func merge(texts ...string) (string, error) {
	var parts []report.Part
	for i, text := range texts {
		reader, err := report.NewReader(strings.NewReader(text))
		if err != nil {
			return "", err
		}
		parts = append(parts, report.Part{Name: fmt.Sprintf("%d.json", i+1), Reader: reader})
	}
	if err := errors.Join(report.CheckContract(parts, info), report.CheckParts(parts)); err != nil {
		return "", err
	}
	var out strings.Builder
	w := &counted{Writer: report.NewJSON(&out, report.Options{Contract: info})}
	merged, err := report.Merge(parts, w)
	if err != nil {
		return "", err
	}
	w.summary.Unreadable = merged.Unreadable
	err = w.Close(&w.summary)
	return out.String(), err
}

func TestMergedShardsEqualOneRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries []entry
		for range rapid.IntRange(0, 30).Draw(t, "entries") {
			entries = append(entries, entry{rapid.SampledFrom([]string{"a.har", "b.har"}).Draw(t, "file"), rapid.Bool().Draw(t, "unreadable")})
		}
		count := rapid.IntRange(1, 9).Draw(t, "shards")
		var texts []string
		for index := range count {
			texts = append(texts, jsonOf(t, conformance.Shard{Index: index + 1, Count: count}, entries...))
		}
		merged, err := merge(rapid.Permutation(texts).Draw(t, "order")...)
		require.NoError(t, err)
		require.Equal(t, jsonOf(t, conformance.Shard{}, entries...), merged)
	})
}

func TestReportsOfWholeRunsAreJoined(t *testing.T) {
	a, b := []entry{{"a.har", false}, {"a.har", true}}, []entry{{"b.har", false}}
	merged, err := merge(jsonOf(t, conformance.Shard{}, a...), jsonOf(t, conformance.Shard{}, b...))
	require.NoError(t, err)
	for _, want := range []string{`"a.har#0"`, `"b.har#0"`, `"exchanges":2`, `"unreadable":1`} {
		require.Contains(t, merged, want)
	}
}

func TestWhatIsNotAllOfOneRunDoesNotMerge(t *testing.T) {
	entries := []entry{{"a.har", false}, {"a.har", false}, {"a.har", false}, {"a.har", false}}
	shard := func(index, count int) string {
		return jsonOf(t, conformance.Shard{Index: index, Count: count}, entries...)
	}
	less := jsonOf(t, conformance.Shard{Index: 2, Count: 2}, entries[:3]...)
	renamed := strings.ReplaceAll(shard(2, 2), strings.Repeat("a", 64), strings.Repeat("b", 64))
	covered := strings.Replace(shard(2, 2), "\n}\n", `, "coverage": {"totals": [], "elements": []}}`, 1)
	tests := []struct {
		name    string
		reports []string
		want    string
	}{
		{"a shard is missing", []string{shard(1, 3), shard(3, 3)}, "got 2 of 3 shards, want 2/3 as well"},
		{"many shards are missing", []string{shard(1, 100)}, "got 1 of 100 shards, want 2/100, 3/100, 4/100, 5/100, 6/100, 7/100, 8/100, 9/100, 10/100, 11/100, 89 more as well"},
		{"a shard is there twice", []string{shard(1, 2), shard(2, 2), shard(1, 2)}, "3.json: got shard 1/2 again, want it once (first in 1.json)"},
		{"shards of other numbers", []string{shard(1, 2), shard(2, 3)}, "2.json: got shard 2/3, want one of 2 as in 1.json"},
		{"a shard and a whole run", []string{shard(1, 1), jsonOf(t, conformance.Shard{})}, "2.json: got the report of a whole run, want the report of a shard as in 1.json"},
		{"a shard that cannot be", []string{strings.Replace(shard(1, 1), `"index":1`, `"index":2`, 1)}, "1.json: got shard 2/1, want an index from 1 to 1"},
		{"another contract", []string{shard(1, 2), renamed}, "2.json: judged against another contract: got api.yaml (SHA-256 bbbbbbbbbbbb), want api.yaml (aaaaaaaaaaaa)"},
		{"other recordings", []string{shard(1, 2), less}, "2.json: got a shard of other recordings than 1.json"},
		{"results of another shard", []string{strings.Replace(shard(1, 2), `"order":3`, `"order":4`, 1), shard(2, 2)}, "1.json: got the order 4 behind 1, want one of shard 1/2"},
		{"results in another order", []string{strings.Replace(shard(1, 2), `"order":3`, `"order":1`, 1), shard(2, 2)}, "1.json: got the order 1 behind 1, want one of shard 1/2"},
		{"a result is missing", []string{shard(1, 2), strings.Replace(shard(2, 2), lineWith(shard(2, 2), `"order":2`), "", 1)}, "1.json: got 3 entries in all shards, want 4"},
		{"coverage in one of them", []string{shard(1, 2), covered}, "1.json and 2.json: got coverage in one of them, want it in both or in neither"},
		{"a report that is cut off", []string{shard(1, 2), shard(2, 2)[:900]}, "2.json: not a JSON report of format 1: unexpected EOF"},
		{"no report", []string{`{"format": 2}`}, "not a JSON report of format 1: got \"2\", want \"1\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := merge(tt.reports...)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func lineWith(text, part string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) {
			return line
		}
	}
	return ""
}
