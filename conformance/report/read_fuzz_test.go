package report_test

import (
	"bytes"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

// A report that is merged may come from anywhere: whatever it says, every format can write it.
func FuzzMerge(f *testing.F) {
	for _, name := range []string{"conforming", "deviating", "hostile", "nothing"} {
		text, err := os.ReadFile("testdata/" + name + ".json")
		require.NoError(f, err)
		f.Add(text)
		for _, value := range []string{"-1", "null", "{}", `""`, "[[]]", "1e99"} {
			for _, member := range []string{"status", "line", "column", "severity", "verdict", "excerpt", "findings", "evidence", "at"} {
				f.Add(withMember(text, member, value))
			}
		}
	}
	contract, err := conformance.Embedded()
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, format := range report.Formats() {
			reader, err := report.NewReader(bytes.NewReader(text))
			if err != nil {
				return
			}
			parts := []report.Part{{Name: "part.json", Reader: reader}}
			if report.CheckParts(parts) != nil {
				return
			}
			w := format.New(io.Discard, report.Options{Line: contract.Line})
			if _, err := report.Merge(parts, w); err != nil {
				return
			}
			require.NoError(t, w.Close(&conformance.Summary{}))
		}
	})
}

// withMember gives the first member of a name another value.
func withMember(text []byte, name, value string) []byte {
	before, after, ok := bytes.Cut(text, []byte(`"`+name+`":`))
	if !ok {
		return text
	}
	end := bytes.IndexAny(after, ",}]")
	return []byte(string(before) + `"` + name + `":` + value + string(after[max(end, 0):]))
}
