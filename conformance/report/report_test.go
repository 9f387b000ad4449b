package report_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(name, got, 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err, "run go test -update to make it")
	require.Equal(t, string(want), string(got))
}

func write(t require.TestingT, w report.Writer, results []conformance.Result) {
	summary := conformance.Summary{Operations: 5}
	for i := range results {
		summary.Add(&results[i])
		require.NoError(t, w.Write(&results[i]))
	}
	require.NoError(t, w.Close(&summary))
}

func TestGoldenReports(t *testing.T) {
	tests := []struct {
		name    string
		results []conformance.Result
	}{
		{"conforming", conforming()},
		{"deviating", deviating()},
		{"hostile", hostile()},
		{"nothing", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var text, quiet, machine bytes.Buffer
			write(t, report.NewText(&text, report.TextOptions{}), tt.results)
			write(t, report.NewText(&quiet, report.TextOptions{Quiet: true}), tt.results)
			write(t, report.NewJSON(&machine, contract), tt.results)
			golden(t, tt.name+".txt", text.Bytes())
			golden(t, tt.name+".quiet.txt", quiet.Bytes())
			golden(t, tt.name+".json", machine.Bytes())
		})
	}
}

func TestReportsHoldNoControlCharacterOfTheRecording(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.Rune()).Draw(t, "text") + string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		result := hostile()[0]
		result.Request, result.Operation = text, text
		finding := &result.Findings[0]
		finding.Subject, finding.Got, finding.Evidence.File, finding.Evidence.Pointer = text, text, text, text
		var out bytes.Buffer
		write(t, report.NewText(&out, report.TextOptions{}), []conformance.Result{result})
		write(t, report.NewJSON(&out, contract), []conformance.Result{result})
		for line := range strings.SplitSeq(out.String(), "\n") {
			for _, r := range strings.TrimPrefix(line, "\t") {
				require.True(t, unicode.IsPrint(r), "%q in %q", r, line)
			}
		}
	})
}

func TestAnOutputThatFailsIsReported(t *testing.T) {
	writers := map[string]report.Writer{
		"text": report.NewText(fullDisk{}, report.TextOptions{}),
		"json": report.NewJSON(fullDisk{}, contract),
	}
	for name, w := range writers {
		t.Run(name, func(t *testing.T) {
			var summary conformance.Summary
			require.ErrorIs(t, w.Close(&summary), errFull)
			require.ErrorIs(t, w.Write(&deviating()[3]), errFull)
		})
	}
}

var errFull = errors.New("no space left")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestResultsAreWrittenAsTheyCome(t *testing.T) {
	var out bytes.Buffer
	writers := map[string]report.Writer{
		"text": report.NewText(&out, report.TextOptions{}),
		"json": report.NewJSON(&out, contract),
	}
	for name, w := range writers {
		t.Run(name, func(t *testing.T) {
			out.Reset()
			for range 1000 {
				require.NoError(t, w.Write(&deviating()[3]))
			}
			require.Greater(t, out.Len(), 300_000)
		})
	}
}
