package browser

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/report"
)

const battery = "../../../testdata/battery/"

// written gives the HTML report of what judge hands to a run.
func written(t *testing.T, judge func(*conformance.Contract, func(conformance.Result))) string {
	t.Helper()
	contract, err := conformance.Open(battery + "contract.yaml")
	require.NoError(t, err)
	contract, err = contract.WithCoverage()
	require.NoError(t, err)
	var page strings.Builder
	w, summary := report.NewHTML(&page, report.Options{Contract: contract.Info(), Line: contract.Line}), contract.NewSummary()
	judge(contract, func(r conformance.Result) {
		summary.Add(&r)
		require.NoError(t, w.Write(&r))
	})
	require.NoError(t, w.Close(summary))
	return page.String()
}

func deviating(t *testing.T) string { return ofRecordings(t, battery+"faults.har") }

func conforming(t *testing.T) string { return ofRecordings(t, battery+"clean.har") }

func ofRecordings(t *testing.T, names ...string) string {
	t.Helper()
	return written(t, func(contract *conformance.Contract, add func(conformance.Result)) {
		for _, name := range names {
			for x, err := range recording.ReadFile(name) {
				require.NoError(t, err)
				add(contract.Check(&x))
			}
		}
	})
}

// hostile is about a request whose path wants to be markup.
func hostile(t *testing.T) string {
	t.Helper()
	return written(t, func(contract *conformance.Contract, add func(conformance.Result)) {
		add(contract.Check(&conformance.Exchange{
			ID: "x", File: `"><img src=//127.0.0.1:1/file>`,
			Request:  conformance.Request{Method: "GET", URL: &url.URL{Path: `/"'><img src=//127.0.0.1:1/path onerror=alert(1)><script>alert(1)</script>`}},
			Response: conformance.Response{Status: 200},
		}))
	})
}
