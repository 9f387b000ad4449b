package conformance

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

	// UnjudgedBodies counts the bodies that were not held against their schema.
	UnjudgedBodies int `json:"unjudgedBodies"`

	// Unreadable counts the entries and files that could not be read.
	Unreadable int `json:"unreadable"`
	// Operations counts the operations of the contract, OperationsSeen those with a judged exchange.
	Operations     int `json:"operations"`
	OperationsSeen int `json:"operationsSeen"`

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
	s.UnjudgedBodies += len(r.Unjudged)
	for i := range r.Findings {
		switch r.Findings[i].Severity {
		case Error:
			s.Errors++
		case Warning:
			s.Warnings++
		case Info:
			s.Infos++
		}
	}
	if (r.Verdict == Conforms || r.Verdict == Deviates) && !s.seen[r.Operation] {
		if s.seen == nil {
			s.seen = map[string]bool{}
		}
		s.seen[r.Operation] = true
		s.OperationsSeen++
	}
}

// Judged counts the exchanges that were held against an operation.
func (s *Summary) Judged() int { return s.Conform + s.Deviate }
