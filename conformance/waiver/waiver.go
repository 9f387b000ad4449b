// Package waiver knows which deviations are known and accepted. A waiver says which findings it covers, why, and
// until when; a finding that is covered stays in every report, but does not make an exchange deviate.
//
// Waivers do not outlive their cause in silence: one past its last day covers nothing any more, and is itself a
// finding, as is one that nothing needs.
package waiver

import (
	"cmp"
	"strings"
	"time"

	"github.com/devenviron/contract/conformance"
)

// Waiver covers the findings that have everything it names.
type Waiver struct {
	// At is where the waiver stands.
	At conformance.Location
	// Fingerprint is that of a finding. This and the fields to Status are "" where they do not matter, and not
	// all of them are.
	Fingerprint string
	Rule        conformance.RuleID
	// Operation is the name of an operation, in which * stands for any text.
	Operation string
	// Pointer is that into the body, in which * stands for any text in a segment, and ** for any segments.
	Pointer string
	// Status is that of the response, such as 404 or 4XX.
	Status string
	// Reason says why the deviation is accepted. It is never "".
	Reason string
	// Owner says who answers for it, "" when nobody does.
	Owner string
	// Expires is the last day on which the waiver holds; the zero time is none.
	Expires time.Time
}

// covers says whether the waiver names a finding of a result.
func (w *Waiver) covers(r *conformance.Result, f *conformance.Finding) bool {
	return (w.Fingerprint == "" || w.Fingerprint == f.Fingerprint) &&
		(w.Rule == "" || w.Rule == f.Rule) &&
		(w.Status == "" || matchStatus(w.Status, r.Status)) &&
		(w.Operation == "" || matchText(w.Operation, f.Operation)) &&
		(w.Pointer == "" || matchPointer(w.Pointer, f.Evidence.Pointer))
}

// expired says whether the last day is past. Both are the beginning of a day in UTC.
func (w *Waiver) expired(today time.Time) bool { return !w.Expires.IsZero() && today.After(w.Expires) }

// selection is what the waiver names, in words.
func (w *Waiver) selection() string {
	var words []string
	for _, part := range []struct{ before, text string }{
		{"", cmp.Or(w.Fingerprint, string(w.Rule))}, {"in ", w.Operation}, {"at ", w.Pointer}, {"with status ", w.Status},
	} {
		if part.text != "" {
			words = append(words, part.before+part.text)
		}
	}
	return strings.Join(words, " ")
}
