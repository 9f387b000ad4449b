//go:build unix

package recording_test

import (
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

// errorOf gives the only error of a file without exchanges.
func errorOf(t *testing.T, file string) error {
	t.Helper()
	var last error
	for _, err := range recording.ReadFile(file) {
		require.NoError(t, last)
		require.Error(t, err)
		last = err
	}
	require.Error(t, last)
	return last
}

func TestAFIFOIsReadAsItIsWritten(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, syscall.Mkfifo("pipe", 0o600))
	go func() { _ = os.WriteFile("pipe", []byte(harOf(anEntry, anEntry)), 0o600) }()
	read := 0
	for _, err := range recording.ReadFile("pipe") {
		require.NoError(t, err)
		read++
	}
	require.Equal(t, 2, read)
}

func TestWhatIsNoFileIsAClearError(t *testing.T) {
	t.Chdir(t.TempDir())
	listener, err := net.Listen("unix", "socket")
	require.NoError(t, err)
	defer listener.Close()
	require.EqualError(t, errorOf(t, "socket"), "socket: got a socket, want a file, a directory or a FIFO (- stands for standard input)")
	require.EqualError(t, errorOf(t, "/dev/zero"), "/dev/zero: got a device, want a file, a directory or a FIFO (- stands for standard input)")
	require.EqualError(t, errorOf(t, "."), ".: got a directory, want a file, a directory or a FIFO (- stands for standard input)")
}

func TestASparseFileIsRefusedWithoutBeingHeld(t *testing.T) {
	const size = 10 << 30
	for name, tt := range map[string]struct {
		head, want string
	}{
		"of zeros":        {"", "sparse:1:1: unknown format: got something else, "},
		"behind a header": {`{"log":{"entries":[`, `sparse:1:20: not a HAR file: got '\x00', want a value`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			require.NoError(t, os.WriteFile("sparse", []byte(tt.head), 0o600))
			require.NoError(t, os.Truncate("sparse", size))
			before := heap()
			require.ErrorContains(t, errorOf(t, "sparse"), tt.want)
			require.Less(t, heap(), before+16<<20)
		})
	}
}

func TestLinksAndWhatIsBehindThemAreToldApart(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.MkdirAll("d/sub", 0o700))
	require.NoError(t, os.WriteFile("d/a.har", []byte(harOf(anEntry)), 0o600))
	require.NoError(t, os.Symlink("a.har", "d/link.har"))
	require.NoError(t, os.Symlink("..", "d/sub/up"))
	require.NoError(t, os.Symlink("..", "d/sub/up.har"))
	files, err := recording.Files([]string{"d"})
	require.NoError(t, err)
	require.Equal(t, []string{"d/a.har", "d/link.har"}, files, "links to directories are not followed")

	require.NoError(t, os.Symlink("loop.har", "d/loop.har"))
	require.NoError(t, os.Symlink("missing", "d/dangling.har"))
	require.NoError(t, syscall.Mkfifo("d/pipe.har", 0o600))
	files, err = recording.Files([]string{"d", "d/loop.har"})
	require.EqualError(t, err, "d/dangling.har: no such file or directory\nd/loop.har: too many levels of symbolic links\n"+
		"d/pipe.har: got a FIFO below a directory, want a file\nd/loop.har: too many levels of symbolic links")
	require.Equal(t, []string{"d/a.har", "d/link.har"}, files)
}

func TestADirectoryThatCannotBeReadIsAnError(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads every directory")
	}
	t.Chdir(t.TempDir())
	require.NoError(t, os.MkdirAll("d/closed", 0o700))
	require.NoError(t, os.WriteFile("d/a.har", nil, 0o600))
	require.NoError(t, os.Chmod("d/closed", 0))
	t.Cleanup(func() { _ = os.Chmod(filepath.Join("d", "closed"), 0o700) })
	files, err := recording.Files([]string{"d"})
	require.EqualError(t, err, "d/closed: permission denied")
	require.Equal(t, []string{"d/a.har"}, files)
}
