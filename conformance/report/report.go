// Package report writes results to people and to machines: one file an output format. It knows findings and
// their counts, and nothing of recordings or contracts.
//
// A writer never holds all results, so a report may be longer than memory. The same results give the same
// bytes: there is no clock, no random number and no map order in a report.
package report

import "github.com/devenviron/contract/conformance"

// Writer writes a report: every result in order, then the summary over all of them, once.
type Writer interface {
	// Write adds a result. It keeps nothing of r.
	Write(r *conformance.Result) error
	// Close ends the report. It does not close what the report is written to.
	Close(s *conformance.Summary) error
}
