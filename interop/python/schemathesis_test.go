package python

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var documents = []string{"demanager", "images", "notebooks", "storages", "tags"}

func TestNoCheckOfSchemathesisFailsThatIsNotWaived(t *testing.T) {
	programs := bin(t)
	waivers := readWaivers(t)
	for _, document := range documents {
		t.Run(document, func(t *testing.T) {
			url := startSandbox(t, append(exampleFlags, "--check")...)
			failures := schemathesis(t, programs, document, url)
			for _, f := range failures {
				if w := waiverOf(waivers, f); w != nil {
					w.used++
				} else {
					t.Errorf("%s: seen %d times, and waived.tsv does not name it: %s", f.key, f.seen, f.example)
				}
			}
		})
	}
	for _, w := range waivers {
		t.Logf("waived: %s: %s", w.key, w.reason)
		if !t.Failed() && w.used == 0 {
			t.Errorf("waived.tsv: %s: no failure is waived by this line; remove it", w.key)
		}
	}
}

// A server that is wrong has to be found out, or the test above proves nothing.
func TestSchemathesisFindsAServerThatIsWrong(t *testing.T) {
	programs := bin(t)
	waivers := readWaivers(t)
	url, stop := serve(t, append(exampleFlags, "--fault", "tags-with-body")...)
	t.Cleanup(func() { _, _ = stop() })
	var found []key
	for _, f := range schemathesis(t, programs, "tags", url) {
		if waiverOf(waivers, f) == nil {
			found = append(found, f.key)
		}
	}
	require.Equal(t, []key{{"POST /v1/{project_id}/notebooks/{resource_id}/tags/create", "response_schema_conformance", ""}}, found)
}

// The pages say 404 for what does not exist, and so Schemathesis, which cannot know what exists, takes it for an answer.
// Steps of lives that take no time make every run the same.
var exampleFlags = []string{"--state", filepath.Join(root, "testdata", "sandbox", "examples.yaml"), "--delay", "0s", "--not-found", "404"}

// schemathesis runs every check on every operation of a document, and gives the failures. The requests are the same in
// every run.
func schemathesis(t *testing.T, programs, document, url string) []failure {
	t.Helper()
	here, err := filepath.Abs(".")
	require.NoError(t, err)
	report := filepath.Join(t.TempDir(), "report.ndjson")
	c := exec.CommandContext(t.Context(), filepath.Join(programs, "schemathesis"),
		"--config-file", filepath.Join(here, "schemathesis.toml"), "run", filepath.Join(here, root, "openapi", document+".yaml"),
		"--url", url, "--header", "X-Auth-Token: sandbox-token", "--report", "ndjson", "--report-ndjson-path", report)
	c.Dir = t.TempDir() // It keeps failures where it runs, and sends them again in the next run.
	output, err := c.CombinedOutput()
	if code := c.ProcessState.ExitCode(); code != 0 && code != 1 { // 1 says that checks failed.
		require.NoError(t, err, string(output))
	}
	read := readReport(t, report)
	t.Logf("%d checks on %d exchanges", read.checks, read.exchanges)
	require.NotZero(t, read.checks, string(output))
	require.Empty(t, read.problems)
	return read.failures()
}
