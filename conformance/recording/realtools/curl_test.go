package realtools

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// curl gives a command for a call.
func curl(c call, base string, options ...string) []string {
	args := append(slices.Clone(options), "-X", c.method, base+c.target)
	if c.sent != "" {
		args = append(args, "-H", "Content-Type: application/json", "--data-binary", c.sent)
	}
	return args
}

// What curl -v says goes into one file with the body, one call a file: of more in one file, the bodies may come late.
func TestTranscriptsOfCurl(t *testing.T) {
	tool := need(t, "curl")
	for name, options := range map[string][]string{"with the meter": {"-v"}, "without it": {"-sv"}, "with the headers twice": {"-siv"}} {
		t.Run(name, func(t *testing.T) {
			server := serve(t)
			for _, c := range calls {
				out, err := os.Create(filepath.Join(t.TempDir(), "curl.txt"))
				require.NoError(t, err)
				command := exec.CommandContext(t.Context(), tool, curl(c, server.URL, options...)...)
				command.Stdout, command.Stderr = out, out
				require.NoError(t, command.Run())
				require.NoError(t, out.Close())
				c.isForgotten = c.sent != "" // curl -v does not show what it sends
				requireCalls(t, out.Name(), []call{c})
			}
		})
	}
}

// The output of curl -i stands behind its command, as in the notes of people.
func TestOutputOfCurlBehindItsCommand(t *testing.T) {
	tool := need(t, "curl")
	server := serve(t)
	var notes strings.Builder
	var want []call
	for _, c := range calls {
		if c.isBinary || strings.HasSuffix(c.received, "\n") {
			continue // Such a body would need a file of its own.
		}
		out, err := exec.CommandContext(t.Context(), tool, curl(c, server.URL, "-si")...).Output()
		require.NoError(t, err)
		notes.WriteString("$ curl")
		for _, arg := range curl(c, server.URL, "-si") {
			notes.WriteString(" '" + strings.ReplaceAll(arg, "'", `'\''`) + "'")
		}
		notes.WriteString("\n" + string(out) + "\n\n")
		want = append(want, c)
	}
	file := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(file, []byte(notes.String()), 0o600))
	requireCalls(t, file, want)
}
