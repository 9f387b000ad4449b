//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAnInterruptLeavesNoPartOfAReport(t *testing.T) {
	folder := t.TempDir()
	pipe, name := filepath.Join(folder, "endless.har"), filepath.Join(folder, "report.json")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	var stderr strings.Builder
	code := make(chan int)
	go func() {
		args := []string{"--contract", "testdata/files/petstore.yaml", "-f", "json", "-o", name, "--out", "junit=" + name + ".xml", pipe}
		code <- run(args, strings.NewReader(""), &stderr, &stderr)
	}()
	recording, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = recording.WriteString(`{"log": {"version": "1.2", "entries": [`)
	require.NoError(t, err)
	requireOnly(t, pipe) // Even a command that is killed leaves nothing.
	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGTERM))
	go func() {
		const entry = `{"request": {"method": "GET", "url": "http://localhost/pets/1", "headers": []}, "response": {"status": 404, "headers": [], "content": {}}},`
		for {
			if _, err := recording.WriteString(entry); err != nil {
				return
			}
		}
	}()
	select {
	case got := <-code:
		require.Equal(t, exitTrouble, got)
	case <-time.After(time.Minute):
		require.Fail(t, "the command goes on")
	}
	require.NoError(t, recording.Close())
	require.Equal(t, "validate: terminated signal received\n", stderr.String())
	requireOnly(t, pipe)
}

// requireOnly wants nothing but one file in its folder.
func requireOnly(t *testing.T, name string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(name))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	require.Equal(t, filepath.Base(name), entries[0].Name())
}
