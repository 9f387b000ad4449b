package python

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheOfficialSDKWorksOnTheSandbox(t *testing.T) { pytest(t, "test_huaweicloudsdk.py") }

func TestOtcextensionsWorksOnTheSandbox(t *testing.T) { pytest(t, "test_otcextensions.py") }

// pytest runs the tests of a file. Any that does not pass fails, one that is skipped too.
func pytest(t *testing.T, file string) {
	t.Helper()
	python := filepath.Join(bin(t), "python")
	url := startSandbox(t, "--check", "--delay", "100ms")
	c := exec.CommandContext(t.Context(), python, "-B", "-W", "ignore", "-m", "pytest", "-p", "no:cacheprovider", "-W", "ignore", "-v", file)
	c.Env = append(os.Environ(), "SANDBOX_URL="+url, "NO_PROXY=127.0.0.1")
	output, err := c.CombinedOutput()
	t.Logf("%s", output)
	require.NoError(t, err)
	require.NotContains(t, string(output), "SKIPPED")
}
