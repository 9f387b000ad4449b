package report_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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

// run is what a report is made of.
type run struct {
	results []conformance.Result
	// unreadable comes after the results, about the last recording and about another one.
	unreadable []string
	// notes are findings about no exchange.
	notes []conformance.Finding
}

func runs() map[string]run {
	return map[string]run{
		"conforming": {results: conforming()},
		"deviating":  {results: deviating(), unreadable: unreadables(), notes: notes()},
		"hostile":    {results: hostile(hostileText), unreadable: []string{hostileText}},
		"nothing":    {},
	}
}

func write(t require.TestingT, w report.Writer, of run) {
	summary := conformance.Summary{Operations: 5, Unreadable: len(of.unreadable)}
	for i := range of.results {
		summary.Add(&of.results[i])
		require.NoError(t, w.Write(&of.results[i]))
	}
	for _, reason := range of.unreadable {
		file, _, _ := strings.Cut(reason, ":")
		require.NoError(t, w.Unreadable(file, errors.New(reason)))
	}
	for _, f := range of.notes {
		summary.Note(f, conformance.Levels{})
	}
	require.NoError(t, w.Close(&summary))
}

// render gives a report in the format of that name.
func render(t require.TestingT, format string, of run) string {
	formats := report.Formats()
	i := slices.IndexFunc(formats, func(f report.Format) bool { return f.Name == format })
	require.GreaterOrEqual(t, i, 0, format)
	var out bytes.Buffer
	write(t, formats[i].New(&out, options), of)
	return out.String()
}

// extensions are those of the golden files of each format.
var extensions = map[string]string{
	"text": ".txt", "concise": ".concise.txt", "json": ".json", "jsonl": ".jsonl", "junit": ".junit.xml", "sarif": ".sarif",
	"github": ".github.txt", "markdown": ".md", "gitlab": ".gitlab", "html": ".html",
}

func TestGoldenReports(t *testing.T) {
	for name, of := range runs() {
		t.Run(name, func(t *testing.T) {
			for _, format := range report.Formats() {
				golden(t, name+extensions[format.Name], []byte(render(t, format.Name, of)))
			}
			var quiet bytes.Buffer
			write(t, report.NewText(&quiet, report.Options{Quiet: true}), of)
			golden(t, name+".quiet.txt", quiet.Bytes())
		})
	}
}

func TestReportsHoldNoControlCharacterOfTheRecording(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.Rune()).Draw(t, "text") + string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		of := run{results: hostile(text), unreadable: []string{text}}
		for _, format := range report.Formats() {
			for line := range strings.SplitSeq(render(t, format.Name, of), "\n") {
				for _, r := range strings.TrimLeft(line, "\t") {
					require.True(t, unicode.IsPrint(r), "%s: %q in %q", format.Name, r, line)
				}
			}
		}
	})
}

func TestAnOutputThatFailsIsReported(t *testing.T) {
	for _, format := range report.Formats() {
		t.Run(format.Name, func(t *testing.T) {
			var summary conformance.Summary
			require.ErrorIs(t, format.New(fullDisk{}, options).Close(&summary), errFull)
		})
	}
}

var errFull = errors.New("no space left")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

// What a format cannot write as it comes goes to a file, which goes with the report.
func TestAReportNeedNotFitIntoMemory(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	for _, format := range report.Formats() {
		t.Run(format.Name, func(t *testing.T) {
			var size countingWriter
			w := format.New(&size, options)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for i := range 15_000 {
				result := deviating()[3]
				result.Findings[1].Fingerprint = fmt.Sprintf("%012x", i)
				require.NoError(t, w.Write(&result))
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			require.Less(t, int64(after.HeapAlloc)-int64(before.HeapAlloc), int64(8<<20))
			summary := conformance.Summary{Exchanges: 1, Deviate: 1, Errors: 1}
			require.NoError(t, w.Close(&summary))
			require.NotZero(t, size)
			left, err := os.ReadDir(folder)
			require.NoError(t, err)
			require.Empty(t, left)
		})
	}
}

type countingWriter int

func (w *countingWriter) Write(p []byte) (int, error) {
	*w += countingWriter(len(p))
	return len(p), nil
}
