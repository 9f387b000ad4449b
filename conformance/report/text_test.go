package report_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

func TestColourIsAllThatColourChanges(t *testing.T) {
	style := regexp.MustCompile(`\x1b\[[0-9;]*m`)
	for name, of := range runs() {
		var plain, coloured bytes.Buffer
		o := options
		write(t, report.NewText(&plain, o), of)
		o.Color = true
		write(t, report.NewText(&coloured, o), of)
		require.Equal(t, plain.String(), style.ReplaceAllString(coloured.String(), ""), name)
		require.Equal(t, len(of.results) > 0 && name != "nothing", strings.Contains(coloured.String(), "\x1b[1;3"), name)
		require.NotContains(t, plain.String(), "\x1b", name)
	}
}

// The marks stand below the evidence, also where a character takes two columns of a terminal.
func TestTheEvidenceIsMarked(t *testing.T) {
	result := deviating()[3]
	result.Findings = result.Findings[1:]
	result.Findings[0].Excerpt = marked("名前é", "研究", "!")
	var out bytes.Buffer
	write(t, report.NewText(&out, options), run{results: []conformance.Result{result}})
	require.Contains(t, out.String(), "\n41 | 名前é研究!\n   |      ^^^^\n")
	require.Contains(t, out.String(), "\n88 | enum: [INIT, CREATING]\n   | ^^^^\n")
}
