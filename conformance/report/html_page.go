package report

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
)

// pageHead is what stands above the findings.
type pageHead struct {
	Style                      template.CSS
	StyleHash, ScriptHash      string
	Headline, Account, Outcome string
	Counts                     []pageCount
	Cards                      int
	Documents                  []conformance.DocumentInfo
	Operations                 [][]string
	// Coverage is empty unless it is asked for.
	Coverage  []coverage.Total
	Uncovered []uncovered
}

// pageCount is a number at the head of the page, in a colour of its own when it is not zero.
type pageCount struct {
	Name, Tone string
	N, Of      int
}

func countsOf(s *conformance.Summary) []pageCount {
	return []pageCount{
		{Name: "exchanges", N: s.Exchanges},
		{Name: "conform", Tone: "ok", N: s.Conform},
		{Name: "deviate", Tone: "error", N: s.Deviate},
		{Name: "unmatched", Tone: "warning", N: s.Unmatched},
		{Name: "unjudged", Tone: "warning", N: s.Unjudged},
		{Name: "unreadable", Tone: "error", N: s.Unreadable},
		{Name: "waived findings", N: s.Waived},
		{Name: "operations seen", N: s.OperationsSeen, Of: s.Operations},
	}
}

// pageTail is what stands below them.
type pageTail struct {
	Script      template.JS
	Repetitions []repetition
	Hidden      int
}

// repetition is a finding that was seen again.
type repetition struct {
	Fingerprint       string
	Times, Recordings string
}

func outcomeClass(s *conformance.Summary) string {
	switch {
	case s.Judged() == 0 || s.Unreadable > 0 || s.Errors > 0:
		return "error"
	case s.Warnings > 0:
		return "warning"
	}
	return "ok"
}

// contentHash is what the page's policy lets run: nothing that came from a recording has it.
func contentHash(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
