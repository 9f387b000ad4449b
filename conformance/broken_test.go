package conformance_test

import (
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

const broken = "testdata/broken"

// row is a line of a table of expectations, by column.
type row map[string]string

// table reads tab-separated values: a line with the columns, then the rows. Lines that start with # explain.
func table(t *testing.T, file string) []row {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var columns []string
	var rows []row
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if columns == nil {
			columns = cells
			continue
		}
		require.Len(t, cells, len(columns), "%s: %q", file, line)
		r := row{}
		for i, column := range columns {
			r[column] = cells[i]
		}
		rows = append(rows, r)
	}
	require.NotEmpty(t, rows)
	return rows
}

// contracts opens each contract of the table once.
type contracts map[string]*conformance.Contract

func (c contracts) open(t *testing.T, name string) *conformance.Contract {
	t.Helper()
	if c[name] == nil {
		var err error
		if name == "-" {
			c[name], err = conformance.Embedded()
		} else {
			c[name], err = conformance.Open("testdata/" + name)
		}
		require.NoError(t, err)
	}
	return c[name]
}

// findings judges a recording, and puts each finding as the table does.
func findings(t *testing.T, contract *conformance.Contract, file string) []row {
	t.Helper()
	var rows []row
	for _, x := range exchangesOf(t, file) {
		for _, f := range contract.Check(&x).Findings {
			require.Equal(t, file, f.Evidence.File)
			r := row{
				"rule": string(f.Rule), "severity": f.Severity.String(), "operation": f.Operation, "subject": f.Subject,
				"pointer": f.Evidence.Pointer, "line": strconv.Itoa(f.Evidence.Line), "column": strconv.Itoa(f.Evidence.Column),
				"document": f.Contract.File, "keyword": f.Contract.Pointer, "text": textAt(t, f.Contract),
				"got": f.Got, "want": f.Want, "hint": f.Hint,
			}
			for column, cell := range r {
				if cell == "" {
					r[column] = "-"
				}
			}
			rows = append(rows, r)
		}
	}
	return rows
}

// textAt gives what stands at a place of the contract, from its column to the end of the line.
func textAt(t *testing.T, at conformance.Location) string {
	t.Helper()
	if at.File == "" {
		return ""
	}
	text, err := os.ReadFile(at.File)
	require.NoError(t, err)
	lines := strings.Split(string(text), "\n")
	require.Positive(t, at.Line)
	require.LessOrEqual(t, at.Line, len(lines))
	return lines[at.Line-1][at.Column-1:]
}

func TestEveryBrokenCopyGivesItsFindingAndNoOther(t *testing.T) {
	t.Chdir("..")
	opened := contracts{}
	for _, want := range table(t, broken+"/findings.tsv") {
		t.Run(want["copy"], func(t *testing.T) {
			got := findings(t, opened.open(t, want["contract"]), broken+"/"+want["copy"])
			for _, about := range []string{"copy", "base", "contract"} {
				delete(want, about)
			}
			require.Equal(t, []row{want}, got)
		})
	}
}

func TestEveryBrokenCopyHasOneFault(t *testing.T) {
	t.Chdir("..")
	opened := contracts{}
	for _, r := range table(t, broken+"/findings.tsv") {
		t.Run(r["copy"], func(t *testing.T) {
			base := "testdata/" + r["base"]
			require.Empty(t, findings(t, opened.open(t, r["contract"]), base), "the base conforms")

			// The largest faults are in the query, which a HAR file holds in the URL and in queryString.
			const most = 14
			first, second := linesOf(t, base), linesOf(t, broken+"/"+r["copy"])
			for len(first) > 0 && len(second) > 0 && first[0] == second[0] {
				first, second = first[1:], second[1:]
			}
			for len(first) > 0 && len(second) > 0 && first[len(first)-1] == second[len(second)-1] {
				first, second = first[:len(first)-1], second[:len(second)-1]
			}
			require.NotEmpty(t, append(first, second...), "the copy differs")
			require.LessOrEqual(t, max(len(first), len(second)), most, "the copy differs in one place")
		})
	}
}

func linesOf(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return strings.Split(string(text), "\n")
}

func TestEveryRuleHasABrokenCopy(t *testing.T) {
	t.Chdir("..")
	fires := map[string]bool{}
	for _, r := range table(t, broken+"/findings.tsv") {
		require.True(t, strings.HasPrefix(r["copy"], r["rule"]+"-"), "%s is named for another rule than %s", r["copy"], r["rule"])
		fires[r["rule"]] = true
	}
	for _, rule := range conformance.Rules() {
		if !strings.HasPrefix(conformance.Explain(rule.ID).Example, broken+"/") {
			continue // Its example is elsewhere: it is about a run, or off unless asked for.
		}
		require.True(t, fires[string(rule.ID)], "no broken copy gives %s", rule.ID)
	}
}

func TestEveryBrokenCopyIsInTheTable(t *testing.T) {
	t.Chdir("..")
	for _, folder := range []struct{ name, table, column string }{
		{broken, "findings.tsv", "copy"},
		{unreadable, "errors.tsv", "file"},
	} {
		var named, found []string
		for _, r := range table(t, folder.name+"/"+folder.table) {
			named = append(named, r[folder.column])
		}
		entries, err := os.ReadDir(folder.name)
		require.NoError(t, err)
		for _, entry := range entries {
			if path.Ext(entry.Name()) == ".har" {
				found = append(found, entry.Name())
			}
		}
		require.Equal(t, found, named)
	}
}
