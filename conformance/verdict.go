package conformance

import "slices"

// finish leaves out what is silenced, and draws the conclusions from the rest. The operation is the one that
// fingerprints name.
func (r *Result) finish(operation string) {
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return f.Severity == Off })
	for i := range r.Findings {
		r.Findings[i].Fingerprint = r.Findings[i].fingerprint(operation, r.Status)
	}
	r.Conclude()
}

// Conclude sets the verdict to what the findings and waivers give. [Contract.Check] has done so; it is for those
// who waive findings afterwards.
func (r *Result) Conclude() {
	switch {
	case r.Verdict == Unmatched:
	case slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Severity == Error && f.Waived == "" }):
		r.Verdict = Deviates
	case r.Status == 0:
		r.Verdict = Unjudged
	default:
		r.Verdict = Conforms
	}
}

// Note adds a finding about an exchange that is not the contract's own, such as a failed case of a suite. It gets the
// severity of its rule, the operation, and its fingerprint.
func (c *Contract) Note(r *Result, f Finding) {
	f.Severity = c.levels.Of(f.Rule, r.Operation)
	if f.Severity == Off {
		return
	}
	f.Operation = r.Operation
	f.Fingerprint = f.fingerprint(r.Operation, r.Status)
	r.Findings = append(r.Findings, f)
	r.Conclude()
}
