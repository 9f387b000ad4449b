package waiver

import (
	"fmt"
	"time"

	"github.com/devenviron/contract/conformance"
)

// List applies waivers to results, and remembers which of them were of use.
type List struct {
	entries []entry
	// named holds the indexes of the entries with a fingerprint, others those without.
	named  map[string][]int
	others []int
	// operations are those that were judged. The contract bounds them.
	operations map[string]bool
}

type entry struct {
	Waiver
	expired bool
	covered int
}

// NewList makes a list that is asked on a day, the beginning of one in UTC.
func NewList(waivers []Waiver, today time.Time) *List {
	l := &List{named: map[string][]int{}, operations: map[string]bool{}}
	for i, w := range waivers {
		l.entries = append(l.entries, entry{Waiver: w, expired: w.expired(today)})
		if w.Fingerprint == "" {
			l.others = append(l.others, i)
		} else {
			l.named[w.Fingerprint] = append(l.named[w.Fingerprint], i)
		}
	}
	return l
}

// Apply waives the findings of a result that are covered, and sets its verdict anew. The first waiver that holds
// gives the reason, and one with a fingerprint goes before the others.
func (l *List) Apply(r *conformance.Result) {
	if len(l.entries) == 0 {
		return
	}
	if r.Verdict == conformance.Conforms || r.Verdict == conformance.Deviates {
		l.operations[r.Operation] = true
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		for _, candidates := range [][]int{l.named[f.Fingerprint], l.others} {
			for _, k := range candidates {
				l.entries[k].apply(r, f)
			}
		}
	}
	r.Conclude()
}

func (e *entry) apply(r *conformance.Result, f *conformance.Finding) {
	if !e.covers(r, f) {
		return
	}
	e.covered++
	if !e.expired && f.Waived == "" {
		f.Waived = e.Reason
	}
}

// Expired gives a finding for each waiver that is past its last day.
func (l *List) Expired() []conformance.Finding {
	var findings []conformance.Finding
	for i := range l.entries {
		e := &l.entries[i]
		if !e.expired {
			continue
		}
		f := e.finding(conformance.RuleWaiverExpired)
		f.Got, f.Want = "the last day "+dayText(e.Expires), "one that is not past"
		switch e.covered {
		case 0:
		case 1:
			f.Hint = "it would cover 1 finding"
		default:
			f.Hint = fmt.Sprintf("it would cover %d findings", e.covered)
		}
		findings = append(findings, f)
	}
	return findings
}

// Unused gives a finding for each waiver that holds and that nothing needs, as far as the run can tell: a waiver
// of operations of which no exchange was judged may still be needed. It makes sense only after all recordings.
func (l *List) Unused() []conformance.Finding {
	var findings []conformance.Finding
	for i := range l.entries {
		e := &l.entries[i]
		if e.expired || e.covered > 0 || !l.met(&e.Waiver) {
			continue
		}
		f := e.finding(conformance.RuleWaiverUnused)
		f.Got, f.Want, f.Hint = "no finding that it covers", "at least one", "remove it"
		findings = append(findings, f)
	}
	return findings
}

// met says whether the run judged an operation that the waiver is about.
func (l *List) met(w *Waiver) bool {
	for operation := range l.operations {
		if w.Operation == "" || matchText(w.Operation, operation) {
			return true
		}
	}
	return false
}

func (w *Waiver) finding(rule conformance.RuleID) conformance.Finding {
	return conformance.Finding{Rule: rule, Subject: "waiver of " + w.selection(), Evidence: w.At}
}
