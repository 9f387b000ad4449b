package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// proveAll proves the generators of folder, and gives their results and what was printed.
func proveAll(t *testing.T, folder string, environment ...string) ([]result, string) {
	t.Helper()
	generators, err := find(folder)
	require.NoError(t, err)
	build := t.TempDir()
	var printed strings.Builder
	var results []result
	for _, g := range generators {
		results = append(results, g.prove(t.Context(), build, append(os.Environ(), environment...), &printed))
	}
	return results, printed.String()
}

func TestStepsRunInOrderInTheFolderOfTheGenerator(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "fake", "Fake\nbash\n", `echo "$1 $DIST ${OUT##*/} $(head -1 needs)"`+"\n")
	writeLimit(t, folder, "fake", "some")

	results, printed := proveAll(t, folder, "DIST=released")

	require.True(t, results[0].passed())
	require.Equal(t, `fake: generate
generate released fake Fake
fake: compile
compile released fake Fake
fake: scenario
scenario released fake Fake
fake: limits
limits released fake Fake
`, printed)
}

func TestOutIsFreshAndSharedByTheSteps(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "fake", "Fake\nbash\n", `case $1 in
generate) [[ ! -e $OUT ]] && mkdir "$OUT" && echo made >"$OUT/client" ;;
*) [[ $(<"$OUT/client") == made ]] ;;
esac
`)
	generators, err := find(folder)
	require.NoError(t, err)
	build := t.TempDir()

	for range 2 {
		require.True(t, generators[0].prove(t.Context(), build, os.Environ(), t.Output()).passed())
	}
}

func TestAFailingStepEndsItsGeneratorAndNotTheOthers(t *testing.T) {
	for _, test := range []struct{ step, row string }{
		{"generate", "NO - - -"},
		{"compile", "yes NO - -"},
		{"scenario", "yes yes NO -"},
		{"limits", "yes yes yes NO"},
	} {
		t.Run(test.step, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder, "bad", "Bad\nbash\n", `[[ $1 != `+test.step+` ]] || { echo "no $1" >&2; exit 3; }`+"\n")
			writeLimit(t, folder, "bad", "some")
			write(t, folder, "good", "Good\nbash\n", ":\n")

			results, printed := proveAll(t, folder)

			require.False(t, results[0].passed())
			require.True(t, results[1].passed())
			require.Contains(t, printed, "bad: "+test.step+"\nno "+test.step+"\nFAIL bad: ./run "+test.step+": exit status 3\ngood: generate\n")
			var table strings.Builder
			err := summarize(&table, results)
			require.ErrorIs(t, err, errUnproven)
			require.EqualError(t, err, "not proven: 1 of 2 generators failed")
			require.Equal(t, strings.Fields("Bad bad "+test.row+" 0"), strings.Fields(strings.Split(table.String(), "\n")[1]))
			require.Contains(t, table.String(), "1 passed, 1 failed, 0 skipped; a skip is not a pass\n")
		})
	}
}

func TestAGeneratorWithoutItsToolIsSkipped(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "absent", "Absent\nbash\nno-such-tool\nnor-this\n", "exit 1\n")
	write(t, folder, "good", "Good\nbash\n", ":\n")

	results, printed := proveAll(t, folder)

	require.Equal(t, []string{"no-such-tool", "nor-this"}, results[0].missing)
	require.Contains(t, printed, "SKIP absent: no-such-tool, nor-this not found; a skip is not a pass\n")
	var table strings.Builder
	require.NoError(t, summarize(&table, results))
	require.Equal(t, strings.Fields("Absent absent SKIP SKIP SKIP SKIP 0"), strings.Fields(strings.Split(table.String(), "\n")[1]))
	require.Equal(t, strings.Fields("Good good yes yes yes none 0"), strings.Fields(strings.Split(table.String(), "\n")[2]))
	require.Contains(t, table.String(), "1 passed, 0 failed, 1 skipped; a skip is not a pass\n")
}

func TestARunThatSkippedAllHasFailed(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "absent", "Absent\nno-such-tool\n", ":\n")

	results, _ := proveAll(t, folder)
	err := summarize(t.Output(), results)

	require.ErrorIs(t, err, errUnproven)
	require.EqualError(t, err,
		"not proven: nothing was checked, because no generator found its tools; install what the lines with SKIP name")
}

func TestAGeneratorWithoutAnExecutableFails(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "bad", "Bad\nbash\n", ":\n")
	require.NoError(t, os.Remove(folder+"/bad/run"))

	results, printed := proveAll(t, folder)

	require.False(t, results[0].passed())
	require.Contains(t, printed, "FAIL bad: ./run generate: ")
}
