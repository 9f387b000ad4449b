package conformance

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// TB is what is asked of a [testing.TB].
type TB interface {
	Helper()
	Cleanup(func())
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
}

// NewServer starts a server for a test as [httptest.NewServer] does, and fails the test for every exchange that
// deviates from the contract. The server is closed when the test ends.
func NewServer(t TB, contract *Contract, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(&Handler{Next: handler, Monitor: &Monitor{Contract: contract, Report: Fail(t)}})
	t.Cleanup(server.Close)
	return server
}

// NewClient gives a client for a test, which it fails for every exchange that deviates from the contract.
func NewClient(t TB, contract *Contract) *http.Client {
	t.Helper()
	return &http.Client{Transport: &Transport{Monitor: &Monitor{Contract: contract, Report: Fail(t)}}}
}

// Fail makes a [Monitor] fail a test: for every finding of severity [Error], and for every exchange that no
// operation of the contract matches. Other findings are logged. What comes when the test has ended is too late,
// and is not heard.
func Fail(t TB) func(Result) {
	var mu sync.Mutex
	ended := false
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		ended = true
	})
	return func(r Result) {
		t.Helper()
		mu.Lock()
		defer mu.Unlock()
		for i := 0; i < len(r.Findings) && !ended; i++ {
			f := &r.Findings[i]
			if f.Waived == "" && (f.Severity == Error || f.Severity == Warning && r.Verdict == Unmatched) {
				t.Errorf("%s", r.describe(f))
			} else {
				t.Logf("%s", r.describe(f))
			}
		}
	}
}

// describe gives a finding two lines: what deviates, and from what. A terminal is safe from what it quotes.
func (r *Result) describe(f *Finding) string {
	from := []string{r.Request + " -> " + strconv.Itoa(r.Status)}
	if f.Operation != "" && f.Operation != r.Request {
		from = append([]string{f.Operation}, from...)
	}
	if f.Contract.File != "" {
		from = append([]string{f.Contract.String()}, from...)
	}
	printable := func(c rune) rune {
		if unicode.IsControl(c) {
			return unicode.ReplacementChar
		}
		return c
	}
	return fmt.Sprintf("%s: %s: %s [%s]\n\t%s", r.Exchange, f.Severity, strings.Map(printable, f.Message()), f.Rule, strings.Join(from, ", "))
}

// Must gives the contract that [Open] or [Embedded] opened, and panics when they could not. It is for variables
// of tests.
func Must(contract *Contract, err error) *Contract {
	if err != nil {
		panic(err)
	}
	return contract
}
