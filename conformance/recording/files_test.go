package recording_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

func TestFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"b/z.har", "b/a/x.har", "b/a.har", "b/notes.txt", "b/dir.har/y.har", "c/readme.md", "odd.json"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, nil, 0o600))
	}
	below := func(root string) []string {
		return []string{root + "/a.har", root + "/a/x.har", root + "/dir.har/y.har", root + "/z.har"}
	}
	for _, tt := range []struct {
		name  string
		paths []string
		want  []string
		err   string
	}{
		{"a file stands for itself, whatever its name", []string{"odd.json"}, []string{"odd.json"}, ""},
		{"a directory stands for the recordings below it, sorted", []string{"b"}, below("b"), ""},
		{"a root stays as it is typed", []string{"./b/"}, below("./b"), ""},
		{"the order of the paths is kept", []string{"odd.json", "b/z.har", "b/a"}, []string{"odd.json", "b/z.har", "b/a/x.har"}, ""},
		{"no paths are no files", nil, nil, ""},
		{"a directory without recordings", []string{"c"}, nil, "c: got a directory without recordings, want files named *.har"},
		{"all that is wrong is told", []string{"x", "odd.json", "y/z"}, []string{"odd.json"}, "x: no such file or directory\ny/z: no such file or directory"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := recording.Files(tt.paths)
			require.Equal(t, tt.want, got)
			if tt.err == "" {
				require.NoError(t, err)
			} else {
				require.EqualError(t, err, tt.err)
			}
		})
	}
}

func TestFilesTellsAMissingPath(t *testing.T) {
	_, err := recording.Files([]string{"missing"})
	require.ErrorIs(t, err, fs.ErrNotExist)
}
