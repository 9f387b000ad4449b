package report_test

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// form is what an element may have.
type form struct {
	text                         bool
	children, required, optional []string
}

// junitForms are the elements of the report as the XSD of Jenkins has them (junit-10 of its xunit-plugin), with the
// file and line of a case, which other readers know as well.
var junitForms = map[string]form{
	"testsuites": {children: []string{"testsuite"}, optional: []string{"name", "time", "tests", "failures", "errors"}},
	"testsuite": {
		children: []string{"testsuite", "properties", "testcase", "system-out", "system-err"},
		required: []string{"name", "tests", "failures", "errors"},
		optional: []string{"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
	},
	"testcase": {
		children: []string{"skipped", "error", "failure", "system-out", "system-err"},
		required: []string{"name"}, optional: []string{"time", "classname", "group", "file", "line"},
	},
	"failure":    {text: true, optional: []string{"type", "message"}},
	"error":      {text: true, optional: []string{"type", "message"}},
	"skipped":    {text: true, optional: []string{"type", "message"}},
	"system-out": {text: true},
}

// readForm reads a document, and fails where it leaves its form. It counts the elements of each name.
func readForm(t *testing.T, document string) map[string]int {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(document))
	open := []form{{children: []string{"testsuites"}}}
	counts := map[string]int{}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return counts
		}
		require.NoError(t, err)
		in := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			require.Contains(t, in.children, name)
			counts[name]++
			f := junitForms[name]
			given := map[string]bool{}
			for _, a := range token.Attr {
				require.Contains(t, slices.Concat(f.required, f.optional), a.Name.Local, name)
				given[a.Name.Local] = true
			}
			require.Subset(t, slices.Collect(maps.Keys(given)), f.required, name)
			open = append(open, f)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			require.True(t, in.text || strings.TrimSpace(string(token)) == "", "%q", token)
		}
	}
}

func TestJUnitReportsKeepTheirForm(t *testing.T) {
	seen := map[string]int{}
	for name, of := range runs() {
		t.Run(name, func(t *testing.T) {
			for element, n := range readForm(t, render(t, "junit", of)) {
				seen[element] += n
			}
		})
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(junitForms)), slices.Collect(maps.Keys(seen)), "every element is there somewhere")
}
