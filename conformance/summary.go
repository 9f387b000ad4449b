package conformance

import "github.com/devenviron/contract/conformance/coverage"

// Summary counts results. Its zero value is ready to use, and is not a pass.
type Summary struct {
	Exchanges int `json:"exchanges"`
	Conform   int `json:"conform"`
	Deviate   int `json:"deviate"`
	Unmatched int `json:"unmatched"`
	Unjudged  int `json:"unjudged"`

	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	// Waived counts the findings that a waiver covers; they count nowhere else.
	Waived int `json:"waived"`

	// UnjudgedBodies counts the bodies that were not held against their schema.
	UnjudgedBodies int `json:"unjudgedBodies"`

	// Unreadable counts the entries and files that could not be read.
	Unreadable int `json:"unreadable"`
	// Operations counts the operations of the contract, OperationsSeen those with a judged exchange.
	Operations     int `json:"operations"`
	OperationsSeen int `json:"operationsSeen"`

	// Findings are those about no single exchange, such as about a waiver that covers nothing.
	Findings []Finding `json:"findings,omitempty"`

	// Input tells what all shards of a run share. Nil unless the run is one of them.
	Input *Input `json:"input,omitempty"`

	// Coverage is nil when it is not asked for.
	Coverage *coverage.Tally `json:"-"`

	seen map[string]bool
}

// Add counts one result.
func (s *Summary) Add(r *Result) {
	s.Exchanges++
	switch r.Verdict {
	case Conforms:
		s.Conform++
	case Deviates:
		s.Deviate++
	case Unmatched:
		s.Unmatched++
	case Unjudged:
		s.Unjudged++
	}
	if s.Coverage != nil {
		s.Coverage.Add(r.Covered)
	}
	s.UnjudgedBodies += len(r.Unjudged)
	for i := range r.Findings {
		s.count(&r.Findings[i])
	}
	if (r.Verdict == Conforms || r.Verdict == Deviates) && !s.seen[r.Operation] {
		if s.seen == nil {
			s.seen = map[string]bool{}
		}
		s.seen[r.Operation] = true
		s.OperationsSeen++
	}
}

// Note adds a finding about no single exchange. It gets the severity of its rule, and its fingerprint.
func (s *Summary) Note(f Finding, levels Levels) {
	f.Severity = levels.Of(f.Rule, "")
	if f.Severity == Off {
		return
	}
	f.Fingerprint = f.fingerprint("", 0)
	s.Findings = append(s.Findings, f)
	s.count(&f)
}

func (s *Summary) count(f *Finding) {
	switch {
	case f.Waived != "":
		s.Waived++
	case f.Severity == Error:
		s.Errors++
	case f.Severity == Warning:
		s.Warnings++
	case f.Severity == Info:
		s.Infos++
	}
}

// Judged counts the exchanges that were held against an operation.
func (s *Summary) Judged() int { return s.Conform + s.Deviate }
