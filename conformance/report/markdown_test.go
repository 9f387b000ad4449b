package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

func TestMarkdownFitsIntoTheSummaryOfAJob(t *testing.T) {
	for _, room := range []int{report.SummaryRoom, 100_000, 1} {
		var out bytes.Buffer
		o := options
		o.Room = room
		w := report.NewMarkdown(&out, o)
		summary := conformance.Summary{}
		for i := range 9000 {
			result := deviating()[3]
			result.Findings[1].Fingerprint = fmt.Sprintf("%012x", i)
			result.Findings[1].Got = strings.Repeat("x", 80)
			summary.Add(&result)
			require.NoError(t, w.Write(&result))
		}
		require.NoError(t, w.Close(&summary))
		require.Less(t, out.Len(), max(room, 5<<10))
		require.Contains(t, out.String(), " more findings not shown\n")
	}
}

func TestMarkdownCountsRepetitions(t *testing.T) {
	text := render(t, "markdown", run{results: append(conforming(), conforming()...)})
	require.Contains(t, text, "\n| 2 | warning | undocumented-property | testdata/show.har:41:30<br>")
}

func TestMarkdownHoldsNoMarkupOfTheRecording(t *testing.T) {
	text := render(t, "markdown", runs()["hostile"])
	for _, markup := range []string{"<script", "](", "*b*", "`"} {
		require.NotContains(t, text, markup)
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "| 1 ") {
			require.Equal(t, 5, strings.Count(line, "|"), line)
		}
	}
}
