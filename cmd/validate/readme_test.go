package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every console block of the README that starts with the command is run; its output is what the block shows.
func TestTheReadmeShowsWhatTheCommandPrints(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("GITHUB_ACTIONS", "") // There the report would be another one,
	t.Setenv("FORCE_COLOR", "")    // and here it would have other bytes.
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	shown := 0
	for _, block := range strings.Split(string(readme), "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		line, want, _ := strings.Cut(block, "\n")
		args, ok := strings.CutPrefix(line, "$ go run ./cmd/validate ")
		if !ok {
			continue
		}
		var stdout, stderr strings.Builder
		run(strings.Fields(args), strings.NewReader(""), &stdout, &stderr)
		require.Equal(t, want, stderr.String()+stdout.String(), line)
		shown++
	}
	require.NotZero(t, shown)
}
