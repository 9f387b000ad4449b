package recording_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/report"
)

// judge does with a recording what the command does: it reports the exchanges, and gives what cannot be read.
func judge(contract *conformance.Contract, in io.Reader, workers int, w report.Writer) (errs []string, err error) {
	summary := contract.NewSummary()
	var kept conformance.Result
	for result, err := range contract.CheckAll(recording.Entries("corpus.har", in), workers) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		kept = result
		summary.Add(&kept)
		if err := w.Write(&kept); err != nil {
			return errs, err
		}
	}
	return errs, w.Close(summary)
}

// unreadable is how many entries of withUnreadable cannot be read.
const unreadable = 16

// withUnreadable is a corpus in which some entries, and the end, cannot be read.
func withUnreadable(tb testing.TB) string {
	tb.Helper()
	c := newCorpus(tb, corpusOptions{entries: 50 * unreadable, headers: 2, items: 16, images: true})
	for i := range unreadable {
		c.entries[50*i+7] = c.gap + []string{
			`{"request":tru}`, `7`, `"entry"`, `{"response":{"status":204}}`,
			entryWithText(`"{\q}"`), entryWithText(`"` + "\t" + `"`), entryWithText(`"AP8","encoding":"base64"`), entryWithText(`"\ud800","encoding":"base64"`),
		}[i%8]
	}
	var file bytes.Buffer
	_, err := io.Copy(&file, c.reader(len(c.entries)))
	require.NoError(tb, err)
	return strings.TrimSuffix(file.String(), "}\n")
}

// entryWithText is an entry with such a text of a response, which nothing needs.
func entryWithText(text string) string {
	return `{"request":{"method":"GET","url":"https://h/x.png"},"response":{"status":200,"content":{"mimeType":"image/png","text":` + text + `}}}`
}

func TestReportsDoNotDependOnTheNumberOfWorkers(t *testing.T) {
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	file := withUnreadable(t)
	run := func(workers int) (text, machine string, errs []string) {
		var out [2]bytes.Buffer
		errs, err := judge(contract, strings.NewReader(file), workers, report.NewText(&out[0], report.Options{}))
		require.NoError(t, err)
		again, err := judge(contract, strings.NewReader(file), workers, report.NewJSON(&out[1], report.Options{Contract: contract.Info()}))
		require.NoError(t, err)
		require.Equal(t, errs, again)
		return out[0].String(), out[1].String(), errs
	}
	text, machine, errs := run(1)
	require.Contains(t, text, "[operation-unknown]")
	require.Len(t, errs, unreadable+1)
	require.Contains(t, errs[unreadable], "not a HAR file: got the end")
	for _, workers := range []int{2, 3, 8} {
		gotText, gotMachine, gotErrs := run(workers)
		require.Equal(t, text, gotText)
		require.Equal(t, machine, gotMachine)
		require.Equal(t, errs, gotErrs)
	}
}

// What CheckAll gives holds nothing of the memory that it uses again.
func TestResultsOutliveTheirEntries(t *testing.T) {
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	file := withUnreadable(t)
	var want []string
	for x, err := range recording.Read("corpus.har", strings.NewReader(file)) {
		if err != nil {
			want = append(want, err.Error())
			continue
		}
		want = append(want, fmt.Sprintf("%+v", contract.Check(&x)))
	}
	for _, workers := range []int{1, 2} {
		var results []conformance.Result
		var errs []error
		for result, err := range contract.CheckAll(recording.Entries("corpus.har", strings.NewReader(file)), workers) {
			results, errs = append(results, result), append(errs, err)
		}
		require.Len(t, results, len(want))
		for i := range want {
			if errs[i] != nil {
				require.Equal(t, want[i], errs[i].Error())
			} else {
				require.Equal(t, want[i], fmt.Sprintf("%+v", results[i]))
			}
		}
	}
}

func TestAParameterIsFoundInAnEscapedURL(t *testing.T) {
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	file := harOf(`{"request":{"method":"GET","url":"https:\/\/h\/v1\/p\/notebooks?limit=\u0031&offset=minus"},` + emptyResponse + `}`)
	x := readOne(t, file)
	found := contract.Check(&x).Findings
	require.Equal(t, conformance.RuleType, found[0].Rule)
	require.Equal(t, placeOf(t, file, `minus`), [2]int{found[0].Evidence.Line, found[0].Evidence.Column})
}
