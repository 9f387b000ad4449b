package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAReportThatFailsHalfWayLeavesTheOldOne(t *testing.T) {
	directory := t.TempDir()
	name := filepath.Join(directory, "report.txt")
	whole := func(w io.Writer) error { _, err := fmt.Fprint(w, "whole"); return err }
	torn := errors.New("torn")
	half := func(w io.Writer) error { fmt.Fprint(w, "ha"); return torn }

	require.ErrorIs(t, writeFile(name, half), torn)
	require.NoFileExists(t, name)

	require.NoError(t, writeFile(name, whole))
	require.ErrorIs(t, writeFile(name, half), torn)
	content, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, "whole", string(content))

	entries, err := os.ReadDir(directory)
	require.NoError(t, err)
	require.Len(t, entries, 1, "no partial file stays")
}

func TestAReportIsWrittenThroughALink(t *testing.T) {
	directory := t.TempDir()
	target, link := filepath.Join(directory, "target"), filepath.Join(directory, "link")
	require.NoError(t, os.WriteFile(target, nil, 0o666))
	require.NoError(t, os.Symlink(target, link))
	require.NoError(t, writeFile(link, func(w io.Writer) error { _, err := fmt.Fprint(w, "whole"); return err }))
	content, err := os.ReadFile(target)
	require.NoError(t, err)
	require.Equal(t, "whole", string(content))
}

func TestWhatLiesInTheWayOfAReportIsNotFollowed(t *testing.T) {
	directory := t.TempDir()
	name, other := filepath.Join(directory, "report.txt"), filepath.Join(directory, "other")
	require.NoError(t, os.WriteFile(other, []byte("of others"), 0o666))
	require.NoError(t, os.Symlink(other, name+".partial"))
	require.NoError(t, writeFile(name, func(w io.Writer) error { _, err := fmt.Fprint(w, "whole"); return err }))
	content, err := os.ReadFile(other)
	require.NoError(t, err)
	require.Equal(t, "of others", string(content))
	require.NoFileExists(t, name+".partial")
}
