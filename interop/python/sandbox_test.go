package python

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// command is the program validate, built from the main module.
var command string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "interop-python-")
	if err != nil {
		panic(err)
	}
	command = filepath.Join(folder, "validate")
	build := exec.Command("go", "-C", root, "build", "-o", command, "./cmd/validate")
	if output, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, output)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

// startSandbox starts the command and gives the URL where it listens. When the test is over it has to end well, which
// it does only if no answer deviated from the contract.
func startSandbox(t *testing.T, flags ...string) string {
	t.Helper()
	url, stop := serve(t, flags...)
	t.Cleanup(func() {
		trouble, err := stop()
		require.NoError(t, err, trouble)
		require.Empty(t, trouble)
	})
	return url
}

// serve starts the command. What stops it gives what the command said about trouble.
func serve(t *testing.T, flags ...string) (url string, stop func() (string, error)) {
	t.Helper()
	c := exec.Command(command, append([]string{"sandbox", "--listen", "127.0.0.1:0", "--seed", "1"}, flags...)...)
	var trouble bytes.Buffer
	c.Stderr = &trouble
	output, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	lines := bufio.NewReader(output)
	line, err := lines.ReadString('\n')
	stop = func() (string, error) {
		_ = c.Process.Signal(syscall.SIGTERM)
		_, _ = io.Copy(io.Discard, lines)
		err := c.Wait()
		return trouble.String(), err
	}
	url, found := strings.CutPrefix(strings.TrimSpace(line), "sandbox: listening on ")
	if !found {
		_ = c.Process.Kill()
		said, _ := stop()
		require.FailNow(t, "the sandbox does not say where it listens", "%v: %s%s", err, line, said)
	}
	return url, stop
}
