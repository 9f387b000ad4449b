package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// write puts a generator with these needs and this script into folder.
func write(t *testing.T, folder, name, needs, script string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Join(folder, name), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, name, "needs"), []byte(needs), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(folder, name, "run"), []byte("#!/usr/bin/env bash\nset -euo pipefail\n"+script), 0o755))
}

// writeLimit puts the contract of a limit into the folder of the generator.
func writeLimit(t *testing.T, folder, generator, name string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Join(folder, generator, limits), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, generator, limits, name+".yaml"), []byte("openapi: 3.0.3\n"), 0o644))
}

func TestAGeneratorIsAFolderWithItsNeeds(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "second", "Perl\nperl\ncurl\n", "")
	write(t, folder, "first", "C\ncc", "")
	require.NoError(t, os.Mkdir(filepath.Join(folder, "other"), 0o755))

	found, err := find(folder)

	require.NoError(t, err)
	require.Equal(t, []generator{
		{name: "first", language: "C", folder: filepath.Join(folder, "first"), tools: []string{"cc"}, steps: steps[:]},
		{name: "second", language: "Perl", folder: filepath.Join(folder, "second"), tools: []string{"perl", "curl"}, steps: steps[:]},
	}, found)
}

func TestAGeneratorWithLimitsHasAStepForThem(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "first", "C\ncc\n", "")
	writeLimit(t, folder, "first", "some")

	found, err := find(folder)

	require.NoError(t, err)
	require.Equal(t, []string{"generate", "compile", "scenario", "limits"}, found[0].steps)
	require.Equal(t, [...]string{"generate", "compile", "scenario"}, steps)
}

func TestMalformedNeedsAreRefusedWithTheirPlace(t *testing.T) {
	for _, test := range []struct{ name, needs, wants string }{
		{"empty", "", "needs: got 1 lines, want the language and at least one tool"},
		{"no tool", "C\n", "needs: got 1 lines, want the language and at least one tool"},
		{"empty language", " \ncc\n", "needs:1: got an empty line, want the language or a tool"},
		{"empty tool", "C\ncc\n\nmake\n", "needs:3: got an empty line, want the language or a tool"},
		{"empty line at the end", "C\ncc\n\n", "needs:3: got an empty line, want the language or a tool"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder, "first", test.needs, "")

			_, err := find(folder)

			require.EqualError(t, err, filepath.Join(folder, "first", test.wants))
		})
	}
}

func TestAFolderWithoutGeneratorsIsRefused(t *testing.T) {
	folder := t.TempDir()

	_, err := find(folder)

	require.EqualError(t, err, folder+": no generator is there; run it from the root of the repository")
}

func TestNamesChooseGenerators(t *testing.T) {
	all := func() []generator { return []generator{{name: "a"}, {name: "b"}, {name: "c"}} }

	chosen, err := choose(all(), []string{"c", "a", "c"})
	require.NoError(t, err)
	require.Equal(t, []generator{{name: "a"}, {name: "c"}}, chosen)

	chosen, err = choose(all(), nil)
	require.NoError(t, err)
	require.Equal(t, all(), chosen)
}

func TestAnUnknownNameIsRefusedWithTheKnownOnes(t *testing.T) {
	_, err := choose([]generator{{name: "a"}, {name: "b"}}, []string{"a", "d"})

	require.EqualError(t, err, "d: no generator has that name; there are a, b")
}
