package sandbox

import (
	"net/http"

	"github.com/devenviron/contract/conformance"
)

// mostJudged is how many bytes of a body are kept to be judged, far beyond what an operation of the contract has.
const mostJudged = 64 << 20

// Judged gives every exchange of a handler with an operation of the contract to judge. Bodies are kept in memory
// until the exchange is over; of one with more than 64 MiB nothing is claimed. The exchanges are named by method and
// path. Those without an answer, whose handler panicked before, are left out.
func Judged(next http.Handler, contract *conformance.Contract, judge func(conformance.Result)) http.Handler {
	report := func(r conformance.Result) {
		if r.Verdict != conformance.Unmatched && r.Status != 0 {
			r.Exchange = r.Request
			judge(r)
		}
	}
	return &conformance.Handler{
		Next: next, Monitor: &conformance.Monitor{Contract: contract, BodyLimit: mostJudged, Report: report},
	}
}
