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
		{"a directory without recordings", []string{"c"}, nil, "c: got a directory without recordings, want files named *.har, *.ndjson, *.http or the like"},
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

func TestFilesFindsRecordingsByNameOrByContent(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("d", 0o700))
	for name, text := range map[string]string{
		"a.HAR": "", "b.ndjson": "", "c.jsonl.gz": "", "d.http": "", "e.rest": "", "f.har.zst": "", // by name
		"g.json": harOf(anEntry), "h.json.gz": gzipped(t, harOf(anEntry)), // by content
		"i.json": `{"name":"left-pad"}`, "j.yaml": "openapi: 3.0.3\n", "k.txt": "notes", "l.json": "", "m.md": harOf(anEntry), "n.gz": "",
	} {
		require.NoError(t, os.WriteFile("d/"+name, []byte(text), 0o600))
	}
	files, err := recording.Files([]string{"d"})
	require.NoError(t, err)
	require.Equal(t, []string{"d/a.HAR", "d/b.ndjson", "d/c.jsonl.gz", "d/d.http", "d/e.rest", "d/f.har.zst", "d/g.json", "d/h.json.gz"}, files)
}

func TestFilesExpandsPatterns(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	for _, name := range []string{"b/z.har", "b/a/x.har", "b/a.har", "b/notes.txt", "[odd].har"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, nil, 0o600))
	}
	for pattern, want := range map[string][]string{
		"b/*.har":           {"b/a.har", "b/z.har"},
		"b/**/*.har":        {"b/a.har", "b/a/x.har", "b/z.har"},
		"**/x.*":            {"b/a/x.har"},
		"**":                {"[odd].har", "b/a.har", "b/a/x.har", "b/notes.txt", "b/z.har"},
		"./b/?.har":         {"./b/a.har", "./b/z.har"},
		"b/[y-z].har":       {"b/z.har"},
		"[odd].har":         {"[odd].har"}, // a file of that name goes before
		root + "/b/*/*.har": {root + "/b/a/x.har"},
	} {
		files, err := recording.Files([]string{pattern})
		require.NoError(t, err, pattern)
		require.Equal(t, want, files, pattern)
	}
	_, err := recording.Files([]string{"b/*.yaml", "b/[.har"})
	require.EqualError(t, err, "b/*.yaml: got a pattern that no file matches\nb/[.har: got a pattern that is broken, want one of *, **, ? and [a-z]")
}

func TestStandardInputStandsForItselfOnce(t *testing.T) {
	files, err := recording.Files([]string{"-"})
	require.NoError(t, err)
	require.Equal(t, []string{"-"}, files)
	_, err = recording.Files([]string{"-", "-"})
	require.EqualError(t, err, "-: got standard input twice, want it once")
}

func TestFilesTellsAMissingPath(t *testing.T) {
	_, err := recording.Files([]string{"missing"})
	require.ErrorIs(t, err, fs.ErrNotExist)
}
