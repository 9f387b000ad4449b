package report_test

import (
	"encoding/xml"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

type suites struct {
	Suites []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Cases    []struct {
			Class   string  `xml:"classname,attr"`
			Name    string  `xml:"name,attr"`
			File    string  `xml:"file,attr"`
			Line    int     `xml:"line,attr"`
			Failure *reason `xml:"failure"`
			Error   *reason `xml:"error"`
			Skipped *reason `xml:"skipped"`
			Output  string  `xml:"system-out"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type reason struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func readJUnit(t *testing.T, of run) suites {
	t.Helper()
	var read suites
	require.NoError(t, xml.Unmarshal([]byte(render(t, "junit", of)), &read))
	return read
}

func TestJUnitHasACaseForEveryExchange(t *testing.T) {
	read := readJUnit(t, runs()["deviating"])
	tests := 0
	for _, suite := range read.Suites {
		require.Len(t, suite.Cases, suite.Tests)
		var failures, errors, skipped int
		for _, c := range suite.Cases {
			tests++
			failures += count(c.Failure)
			errors += count(c.Error)
			skipped += count(c.Skipped)
		}
		require.Equal(t, []int{suite.Failures, suite.Errors, suite.Skipped}, []int{failures, errors, skipped}, suite.Name)
	}
	require.Equal(t, 6+2+1, tests, "exchanges, what is unreadable, and findings of the run")
}

func count(r *reason) int {
	if r == nil {
		return 0
	}
	return 1
}

func TestJUnitSkipsAnExchangeWhoseErrorsAreWaived(t *testing.T) {
	result := deviating()[3]
	result.Findings, result.Verdict = result.Findings[:1], conformance.Conforms
	read := readJUnit(t, run{results: []conformance.Result{result}})
	only := read.Suites[0].Cases[0]
	require.Equal(t, "waived: the gateway adds it; see #12", only.Skipped.Message)
	require.Nil(t, only.Failure)
	require.Contains(t, only.Output, "parameter-unknown")
}

func TestJUnitSurvivesHostileText(t *testing.T) {
	read := readJUnit(t, runs()["hostile"])
	require.Contains(t, read.Suites[0].Cases[0].Failure.Message, `a\u001b[2Jb`)
	require.Contains(t, read.Suites[0].Cases[0].Failure.Message, `<script>alert('1')</script>]]>`)
}
