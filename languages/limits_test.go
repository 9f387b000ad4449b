package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// writeLimits puts a generator whose only step of interest is limits into folder.
func writeLimits(t *testing.T, folder, script string) {
	t.Helper()
	library, err := filepath.Abs("limits.sh")
	require.NoError(t, err)
	write(t, folder, "fake", "Fake\nbash\n", "[[ $1 == limits ]] || exit 0\nsource "+library+"\n"+script+"limits_end\n")
	writeLimit(t, folder, "fake", "some")
}

func TestALimitThatIsStillThereHolds(t *testing.T) {
	folder := t.TempDir()
	writeLimits(t, folder, `try() { echo "$1 is not a type"; [[ ${2-} == --way ]]; }
limit some 'some is not a type' try --way
`)

	results, printed := proveAll(t, folder)

	require.True(t, results[0].passed(), printed)
}

func TestALimitThatDoesNotHoldFails(t *testing.T) {
	for _, test := range []struct{ name, script, wants string }{
		{
			"mended", "try() { echo fine; }\nlimit some 'not a type' try\n",
			"some: no longer reproduced; take its row out of LIMITS.md\n",
		},
		{
			"other failure", "try() { echo offline; false; }\nlimit some 'not a type' try\n",
			"some: fails in another way than LIMITS.md says: want \"not a type\", got:\noffline\n",
		},
		{
			"useless way", "try() { echo not a type; false; }\nlimit some 'not a type' try --way\n",
			"some: fails with the way around it, --way:\nnot a type\n",
		},
		{
			"not tried", "", "limits/some.yaml: the step limits of ",
		},
		{
			"one of two", "try() { false; }\nmended() { :; }\nlimit some '' try\nlimit other '' mended\n",
			"other: no longer reproduced; take its row out of LIMITS.md\n",
		},
		{
			"first of two", "try() { false; }\nmended() { :; }\nlimit other '' mended\nlimit some '' try\n",
			"other: no longer reproduced; take its row out of LIMITS.md\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			writeLimits(t, folder, test.script)

			results, printed := proveAll(t, folder)

			require.Equal(t, "NO", results[0].cell(limits))
			require.Contains(t, printed, test.wants)
		})
	}
}

func TestEveryLimitHasItsRowAndEveryRowItsContract(t *testing.T) {
	page, err := os.ReadFile("LIMITS.md")
	require.NoError(t, err)
	var rows []string
	for _, match := range regexp.MustCompile(`\]\(([^)]*\.yaml)\)`).FindAllStringSubmatch(string(page), -1) {
		rows = append(rows, match[1])
	}
	contracts, err := filepath.Glob(filepath.Join("*", limits, "*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, contracts)

	require.ElementsMatch(t, contracts, rows)
}
