package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/report"
)

// outcome is all that a call of the command gives.
type outcome struct {
	exit           int
	stdout, stderr string
}

func call(args ...string) outcome {
	var stdout, stderr strings.Builder
	exit := run(args, strings.NewReader(""), &stdout, &stderr)
	return outcome{exit, stdout.String(), stderr.String()}
}

// shards judges paths in so many parts, and gives their reports, the last first: the order must not matter.
func shards(t *testing.T, count int, flags []string, paths ...string) []string {
	t.Helper()
	folder := t.TempDir()
	var names []string
	for index := count; index > 0; index-- {
		name := filepath.Join(folder, fmt.Sprintf("%d.json", index))
		args := append([]string{fmt.Sprintf("--shard=%d/%d", index, count), "--format=json", "--output=" + name, "--fail-on=none"}, flags...)
		call(append(args, paths...)...)
		require.FileExists(t, name)
		names = append(names, name)
	}
	return names
}

func TestMergedShardsEqualOneRunInEveryFormat(t *testing.T) {
	t.Chdir("../..")
	paths := []string{"testdata/recordings", "testdata/broken"}
	parts := map[int][]string{}
	for _, count := range []int{2, 3, 7} {
		parts[count] = shards(t, count, []string{"--coverage=json"}, paths...)
	}
	for _, format := range report.Formats() {
		flags := []string{"--format=" + format.Name, "--floor=operations=100", "--floor=properties=99.9"}
		whole := call(append(flags, paths...)...)
		require.Equal(t, exitFindings, whole.exit)
		for count, names := range parts {
			if count == 3 || format.Name == formatJSON {
				merged := call(append(append([]string{"merge"}, flags...), names...)...)
				require.True(t, whole == merged, "%s of %d shards is another than that of one run", format.Name, count)
			}
		}
	}
}

func TestMergedShardsEqualOneRunThatCannotReadAll(t *testing.T) {
	t.Chdir("../..")
	paths := []string{"testdata/unreadable", "testdata/recordings/showLease"}
	for _, count := range []int{2, 3, 7} {
		whole := call(append([]string{"--format=json"}, paths...)...)
		require.Equal(t, exitTrouble, whole.exit)
		merged := call(append([]string{"merge", "--format=json"}, shards(t, count, nil, paths...)...)...)
		require.Equal(t, whole, merged)
	}
}

// Only the whole tells that a waiver covers nothing. Whether one is used is no matter of a shard.
func TestMergedShardsEqualOneRunWithWaivers(t *testing.T) {
	t.Chdir("../..")
	waivers := filepath.Join(t.TempDir(), "waivers.yaml")
	require.NoError(t, os.WriteFile(waivers, []byte("waivers:\n  - {rule: enum, reason: known}\n  - {rule: length, status: 404, reason: unused}\n"), 0o600))
	flags := []string{"--waivers=" + waivers, "--today=2026-11-21"}
	paths := []string{"testdata/broken"}
	whole := call(append(flags, paths...)...)
	require.Contains(t, whole.stdout, "[waiver-unused]")
	require.Contains(t, whole.stdout, "waived: known")
	for _, count := range []int{2, 3, 7} {
		merged := call(append(append([]string{"merge"}, flags...), shards(t, count, flags, paths...)...)...)
		require.Equal(t, whole, merged)
	}
}

func TestReportsOfWholeRunsMergeAsOneRunOverAllRecordings(t *testing.T) {
	t.Chdir("../..")
	first, second := "testdata/recordings/showLease", "testdata/recordings/renewLease"
	folder := t.TempDir()
	names := []string{filepath.Join(folder, "first.json"), filepath.Join(folder, "second.json")}
	for i, path := range []string{first, second} {
		require.Equal(t, exitConforms, call("--format=json", "--coverage=json", "--output="+names[i], path).exit)
	}
	require.Equal(t, call("--format=json", "--coverage=json", first, second), call("merge", "--format=json", names[0], names[1]))
}

func TestShardsDifferByOneExchangeAtMost(t *testing.T) {
	t.Chdir("../..")
	const count = 7
	least, most, sum := 1<<30, 0, 0
	for _, name := range shards(t, count, nil, "testdata/recordings") {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		n := strings.Count(string(text), `{"exchange":`)
		least, most, sum = min(least, n), max(most, n), sum+n
	}
	require.LessOrEqual(t, most-least, 1)
	require.Equal(t, strings.Count(call("--format=json", "testdata/recordings").stdout, `{"exchange":`), sum)
}
