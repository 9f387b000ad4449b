package report

import (
	"fmt"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// Account is the summary in one line. It says of every exchange what became of it; classes without a member
// are left out.
func Account(s *conformance.Summary) string {
	exchanges := count(s.Exchanges, "exchange", "exchanges")
	verdicts := list(
		some(s.Conform, "conforms", "conform"),
		some(s.Deviate, "deviates", "deviate"),
		some(s.Unmatched, "unmatched", "unmatched"),
		some(s.Unjudged, "unjudged", "unjudged"),
	)
	if verdicts != "" {
		exchanges += ": " + verdicts
	}
	parts := []string{exchanges}
	if s.Judged() == 0 {
		parts = []string{"nothing was checked", exchanges}
	}
	if s.Unreadable > 0 {
		parts = append(parts, count(s.Unreadable, "recording or entry", "recordings or entries")+" unreadable")
	}
	if s.UnjudgedBodies > 0 {
		parts = append(parts, count(s.UnjudgedBodies, "body", "bodies")+" not judged")
	}
	if findings := findings(s.Errors, s.Warnings, s.Infos, s.Waived); findings != "" {
		parts = append(parts, findings)
	}
	if s.Operations > 0 {
		seen := count(s.Operations, "operation", "operations")
		parts = append(parts, fmt.Sprintf("%d of %s seen", s.OperationsSeen, seen))
	}
	return strings.Join(parts, "; ")
}

func findings(errors, warnings, infos, waived int) string {
	return list(
		some(errors, "error", "errors"),
		some(warnings, "warning", "warnings"),
		some(infos, "info", "infos"),
		some(waived, "waived", "waived"),
	)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// some is count, but nothing for zero.
func some(n int, one, many string) string {
	if n == 0 {
		return ""
	}
	return count(n, one, many)
}

// list joins the parts that are not empty.
func list(parts ...string) string {
	kept := parts[:0]
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ", ")
}
