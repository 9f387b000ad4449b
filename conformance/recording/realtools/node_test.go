package realtools

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

// needModule skips a test, loudly, if a package of package.json is not installed.
func needModule(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		fmt.Fprintf(os.Stderr, "SKIP %s: %s is not installed; make interop-recordings does that\n", t.Name(), name)
		t.Skipf("%s is not installed", name)
	}
	return path
}

// callsFile writes calls for a script.
func callsFile(t *testing.T, calls []call) string {
	t.Helper()
	type written struct {
		Method    string `json:"method"`
		Target    string `json:"target"`
		Sent      string `json:"sent"`
		Status    int    `json:"status"`
		MediaType string `json:"mediaType"`
		Received  string `json:"received"`
	}
	var list []written
	for _, c := range calls {
		list = append(list, written{c.method, c.target, c.sent, c.status, c.mediaType, c.received})
	}
	text, err := json.Marshal(list)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "calls.json")
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

func without(calls []call, isOut func(call) bool) []call {
	return slices.DeleteFunc(slices.Clone(calls), isOut)
}

func TestHAROfChromium(t *testing.T) {
	node, chromium := need(t, "node"), need(t, "chromium")
	needModule(t, "playwright-core")
	server := serve(t)
	file := filepath.Join(t.TempDir(), "chromium.har")
	run(t, ".", node, "har.cjs", chromium, server.URL, callsFile(t, calls), file)
	requireCalls(t, file, calls)
}

func TestCollectionOfPostman(t *testing.T) {
	node := need(t, "node")
	needModule(t, "postman-collection")
	want := without(calls, func(c call) bool { return c.isBinary })
	file := filepath.Join(t.TempDir(), "collection.json")
	run(t, ".", node, "postman.cjs", "https://modelarts.example.com", callsFile(t, want), file)
	requireCalls(t, file, want)
}

// The library writes JSON bodies in its own way, and interactions in its own order.
func TestPacts(t *testing.T) {
	node := need(t, "node")
	needModule(t, "@pact-foundation/pact")
	want := without(calls, func(c call) bool { return c.received != "" && c.mediaType != "application/json" })
	for _, version := range []string{"3", "4"} {
		t.Run("v"+version, func(t *testing.T) {
			dir := t.TempDir()
			run(t, ".", node, "pact.cjs", version, callsFile(t, want), dir)
			var got []string
			for x, err := range recording.ReadFile(filepath.Join(dir, "console-notebooks.json")) {
				require.NoError(t, err)
				target := x.Request.Method + " " + x.Request.URL.EscapedPath()
				got = append(got, target)
				i := slices.IndexFunc(want, func(c call) bool { return strings.HasPrefix(c.method+" "+c.target+"?", target+"?") })
				require.GreaterOrEqual(t, i, 0, target)
				require.Equal(t, want[i].status, x.Response.Status)
				requireJSON(t, want[i].sent, x.Request.Body.Bytes)
				requireJSON(t, want[i].received, x.Response.Body.Bytes)
			}
			require.Len(t, got, len(want))
		})
	}
}

func requireJSON(t *testing.T, want string, got []byte) {
	t.Helper()
	if want == "" {
		require.Empty(t, got)
	} else {
		require.JSONEq(t, want, string(got))
	}
}
