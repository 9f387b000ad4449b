package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/suite"
)

// kit gives the files of the kit by their places in it.
func kit(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, f := range build(t) {
		if name, ok := strings.CutPrefix(f.Path, "kit/"); ok {
			files[name] = f.Content
		}
	}
	return files
}

func TestTheCasesOfTheKitAreThoseOfTheSuite(t *testing.T) {
	form, err := jsonschema.UnmarshalJSON(strings.NewReader(string(kit(t)["cases.schema.json"])))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("cases.schema.json", form))
	schema, err := compiler.Compile("cases.schema.json")
	require.NoError(t, err)
	written := fstest.MapFS{}
	for name, content := range kit(t) {
		group, ok := strings.CutPrefix(name, "cases/")
		if !ok {
			continue
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(content)))
		require.NoError(t, err, name)
		require.NoError(t, schema.Validate(value), name)
		// The suite reads those for clients last.
		written[strings.Replace(strings.Replace(group, "client/", "z-", 1), ".json", ".yaml", 1)] = &fstest.MapFile{Data: content}
	}
	require.Len(t, written, 9)
	got, err := suite.Read("", written) // JSON is YAML.
	require.NoError(t, err)
	want, err := suite.EmbeddedForClients()
	require.NoError(t, err)
	require.Len(t, got.Cases, len(want.Cases))
	for i, c := range want.Cases {
		require.Equal(t, withoutPlaces(t, c), withoutPlaces(t, got.Cases[i]), c.Name)
	}
	require.Equal(t, withoutPlaces(t, want.Fixtures), withoutPlaces(t, got.Fixtures))
	require.Equal(t, withoutPlaces(t, want.Undo), withoutPlaces(t, got.Undo))
	require.Equal(t, want.Variables, got.Variables)
	require.Equal(t, want.Bodies, got.Bodies)
}

// withoutPlaces is a value as data, whose locations say nothing.
func withoutPlaces(t *testing.T, value any) any {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	var data any
	require.NoError(t, json.Unmarshal(text, &data))
	var clear func(any)
	clear = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			delete(v, "At")
			for _, member := range v {
				clear(member)
			}
		case []any:
			for _, item := range v {
				clear(item)
			}
		}
	}
	clear(data)
	return data
}

func TestTheKitSaysWhatIsInIt(t *testing.T) {
	readme := string(kit(t)["README.md"])
	for name := range kit(t) {
		folder, _, below := strings.Cut(name, "/")
		if below {
			folder += "/"
		}
		if name != "README.md" {
			require.Contains(t, readme, "`"+folder, name)
		}
	}
}

// The README has how a judge is measured; here it is measured that way.
func TestTheBatteryOfTheKitMeasuresAJudge(t *testing.T) {
	awk, err := exec.LookPath("awk")
	if err != nil {
		t.Skip("awk is not installed")
	}
	folder := t.TempDir()
	for name, content := range kit(t) {
		if strings.HasPrefix(name, "battery/") {
			require.NoError(t, os.MkdirAll(filepath.Join(folder, "battery"), 0o777))
			require.NoError(t, os.WriteFile(filepath.Join(folder, name), content, 0o666))
		}
	}
	t.Chdir(folder)
	_, script, found := strings.Cut(string(kit(t)["README.md"]), "awk -F '\\t' '")
	require.True(t, found)
	script, _, _ = strings.Cut(script, "' found.tsv")
	for _, tt := range []struct {
		judge func(*conformance.Result) bool
		want  string
	}{
		{func(r *conformance.Result) bool { return len(r.Findings) > 0 }, "98 of 98 faults, 0 false alarms in 35\n"},
		{func(*conformance.Result) bool { return false }, "0 of 98 faults, 0 false alarms in 35\n"},
		{func(*conformance.Result) bool { return true }, "98 of 98 faults, 35 false alarms in 35\n"},
	} {
		require.NoError(t, os.WriteFile("found.tsv", []byte(findingsOf(t, tt.judge)), 0o666))
		got, err := exec.CommandContext(t.Context(), awk, "-F", "\t", script, "found.tsv", "battery/expected.tsv").Output()
		require.NoError(t, err)
		require.Equal(t, tt.want, string(got))
	}
}

// findingsOf has a line for each entry against which a judge has something.
func findingsOf(t *testing.T, judge func(*conformance.Result) bool) string {
	t.Helper()
	contract, err := conformance.Open("battery/contract.yaml")
	require.NoError(t, err)
	var levels conformance.Levels
	require.NoError(t, levels.Set(string(conformance.RuleUndocumentedHeader), conformance.Warning))
	contract, err = contract.WithLevels(levels)
	require.NoError(t, err)
	var lines strings.Builder
	for _, name := range []string{"clean.har", "faults.har"} {
		entry := 0
		for x, err := range recording.ReadFile("battery/" + name) {
			require.NoError(t, err)
			if result := contract.Check(&x); judge(&result) {
				fmt.Fprintf(&lines, "%s\t%d\n", name, entry)
			}
			entry++
		}
	}
	return lines.String()
}
