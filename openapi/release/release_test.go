package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/tables"
)

var repository = os.DirFS("../..")

var built = sync.OnceValues(func() ([]File, error) { return Build(repository) })

// build gives the release of this repository.
func build(t *testing.T) []File {
	t.Helper()
	files, err := built()
	require.NoError(t, err)
	return files
}

func TestAReleaseHasTheSameBytesEachTime(t *testing.T) {
	first := build(t)
	second, err := Build(repository)
	require.NoError(t, err)
	require.Len(t, second, len(first))
	for i, f := range first {
		require.Equal(t, f.Path, second[i].Path)
		require.True(t, bytes.Equal(f.Content, second[i].Content), "%s differs", f.Path)
	}
}

func TestAReleaseHasEveryDocumentInEveryEdition(t *testing.T) {
	var paths []string
	for _, f := range build(t) {
		paths = append(paths, f.Path)
		require.NotEmpty(t, f.Content, f.Path)
	}
	for _, document := range []string{"demanager", "devenviron", "images", "notebooks", "storages", "tags"} {
		require.Contains(t, paths, "reference/"+document+".html")
		for _, e := range editions {
			require.Contains(t, paths, e.folder+"/"+document+".yaml")
			require.Contains(t, paths, e.folder+"/"+document+".json")
		}
	}
	for _, other := range []string{"json-schema/notebooks/Notebook.json", "tables/errors.tsv", "tables/pages.tsv", "kit/README.md", "kit/cases/base.json", "kit/battery/expected.tsv", "CHANGELOG.md", "LICENSE", manifestName, checksumsName} {
		require.Contains(t, paths, other)
	}
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(paths))), len(paths))
}

// kin-openapi shares nothing with what writes the documents.
func TestKinOpenAPIAcceptsEveryDocument(t *testing.T) {
	count := 0
	for _, f := range build(t) {
		if !strings.HasPrefix(f.Path, "openapi-") {
			continue
		}
		t.Run(f.Path, func(t *testing.T) {
			loader := openapi3.NewLoader()
			loader.IsExternalRefsAllowed = false
			doc, err := loader.LoadFromData(f.Content)
			require.NoError(t, err)
			require.NoError(t, doc.Validate(t.Context(), openapi3.EnableMultiError()))
		})
		count++
	}
	require.Equal(t, 6*2*len(editions), count)
}

func TestYAMLAndJSONSayTheSame(t *testing.T) {
	documents := map[string][]byte{}
	for _, f := range build(t) {
		documents[f.Path] = f.Content
	}
	read := func(content []byte) string {
		doc, err := openapi3.NewLoader().LoadFromData(content)
		require.NoError(t, err)
		text, err := json.Marshal(doc)
		require.NoError(t, err)
		return string(text)
	}
	for name, content := range documents {
		if base, isYAML := strings.CutSuffix(name, ".yaml"); isYAML && strings.HasPrefix(name, "openapi-") {
			require.JSONEq(t, read(content), read(documents[base+".json"]), name)
		}
	}
}

func TestTheManifestListsTheOtherFiles(t *testing.T) {
	files := build(t)
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == manifestName })
	var m manifest
	require.NoError(t, json.Unmarshal(files[i].Content, &m))
	require.Regexp(t, `^\d+\.\d+\.\d+$`, m.Version)
	var want []fileRecord
	for _, f := range files {
		if f.Path != manifestName && f.Path != checksumsName {
			want = append(want, record(f))
		}
	}
	require.Equal(t, want, m.Files)
	require.Len(t, m.Documents, 6)
	total := 0
	for _, d := range m.Documents[:5] {
		total += d.Operations
	}
	require.Equal(t, total, m.Documents[5].Operations)
	pages, err := tables.Pages()
	require.NoError(t, err)
	require.Len(t, m.Pages, len(pages))
	for _, source := range m.Sources {
		content, err := os.ReadFile(filepath.Join("../..", source.Path))
		require.NoError(t, err)
		require.Equal(t, sum(content), source.SHA256)
	}
}

func TestChecksumsCoverAllOtherFiles(t *testing.T) {
	files := build(t)
	last := files[len(files)-1]
	require.Equal(t, checksumsName, last.Path)
	var want strings.Builder
	for _, f := range files[:len(files)-1] {
		want.WriteString(sum(f.Content) + "  " + f.Path + "\n")
	}
	require.Equal(t, want.String(), string(last.Content))
}

func TestNoFileNamesTheMachineThatBuiltIt(t *testing.T) {
	here, err := filepath.Abs(".")
	require.NoError(t, err)
	for _, f := range build(t) {
		require.NotContains(t, string(f.Content), filepath.Dir(filepath.Dir(here)), f.Path)
	}
}

func TestARepositoryThatCannotBeReleasedIsNamed(t *testing.T) {
	tests := []struct {
		name string
		repo fstest.MapFS
		want string
	}{
		{"no documents", fstest.MapFS{"openapi/README.md": {}}, "openapi: got no *.yaml, want the documents of the contract"},
		{"no YAML", fstest.MapFS{"openapi/a.yaml": {Data: []byte("a: [")}}, "openapi: a.yaml: yaml: "},
		{
			"a source that no page has",
			fstest.MapFS{"openapi/a.yaml": {Data: []byte(
				"info: {title: A, description: A., version: 1.0.0}\ntags: [{name: A}]\npaths: {/a: {get: {operationId: a, tags: [A], x-source: [{page: gone}]}}}\n")}},
			`openapi/a.yaml: got the source "gone", want a page that openapi/tables/pages.tsv lists`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Build(tt.repo)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestAReleaseReplacesTheOneBefore(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "dist")
	require.NoError(t, write(folder, []File{{Path: "old/a", Content: []byte("a")}, {Path: checksumsName}}))
	require.NoError(t, write(folder, []File{{Path: "new/b", Content: []byte("b")}, {Path: checksumsName, Content: []byte("c")}}))
	require.NoDirExists(t, filepath.Join(folder, "old"))
	content, err := os.ReadFile(filepath.Join(folder, "new/b"))
	require.NoError(t, err)
	require.Equal(t, "b", string(content))
}

func TestAFolderThatIsNoReleaseIsLeftAlone(t *testing.T) {
	folder := t.TempDir()
	mine := filepath.Join(folder, "mine")
	require.NoError(t, os.WriteFile(mine, nil, 0o600))
	require.ErrorContains(t, write(folder, nil), "got a folder with other things than a release, want a new or an empty one")
	require.FileExists(t, mine)
}

func TestTheCommandSaysWhatItBuilt(t *testing.T) {
	t.Chdir("../..")
	var out bytes.Buffer
	folder := filepath.Join(t.TempDir(), "dist")
	require.NoError(t, run([]string{"-o", folder}, &out, io.Discard))
	require.Regexp(t, regexp.QuoteMeta(folder)+`: \d+ files, \d+ bytes\n`, out.String())
	require.ErrorContains(t, run([]string{"dist"}, &out, io.Discard), `got the argument "dist", want none`)
}
