package prefilter

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzAssembly holds the search in assembly, which the build with the tag safe does not have, against the one without
// and against comparing each string with each place. The strings to look for stand in lines.
func FuzzAssembly(f *testing.F) {
	f.Add([]byte("oken\n://\neyJ"), []byte(`{"url": "https://example.com/", "token": null, "name": "notebook"}`))
	f.Add([]byte("\\u00\n\"sk\n\xff\xfe\xfd"), bytes.Repeat([]byte("\\\"sk\\\": \xff\xfe\xfd"), 9))
	f.Fuzz(func(t *testing.T, lines, text []byte) {
		var texts []string
		for line := range bytes.SplitSeq(lines, []byte("\n")) {
			if len(line) >= minLength {
				texts = append(texts, string(line))
			}
		}
		s := New(texts...)
		for from := range min(len(text), width) {
			slowlySkipped, slowly := s.tables.findSlowly(text[from:])
			skipped, places := s.tables.find(text[from:])
			require.Equal(t, slowlySkipped, skipped)
			require.Equal(t, slowly, places)
		}
		found := []place{}
		s.Any(text, func(at, part int) bool {
			found = append(found, place{at, part})
			return false
		})
		require.Equal(t, places(text, texts), sorted(found))
	})
}
