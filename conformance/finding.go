package conformance

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/devenviron/contract/conformance/coverage"
)

// Location is a place in a file: of a recording, or of a document of the contract.
type Location struct {
	File string `json:"file"`
	// Line and Column are 1-based, Column in code points. A zero Line means unknown and is never printed.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// Pointer is the RFC 6901 pointer inside the value: of the body on the recording's side, of the
	// document on the contract's. "" is the whole.
	Pointer string `json:"pointer,omitempty"`
}

// String gives file:line:column, or as much of it as is known.
func (l Location) String() string {
	if l.Line == 0 {
		return l.File
	}
	return l.File + ":" + strconv.Itoa(l.Line) + ":" + strconv.Itoa(l.Column)
}

// Finding is one deviation of an exchange from the contract.
type Finding struct {
	Rule     RuleID   `json:"rule"`
	Severity Severity `json:"severity"`
	// Operation is the operationId, or method and path where a document has none; "" when none matched.
	Operation string `json:"operation,omitempty"`
	// Subject says which part deviates: "response body", "query parameter \"limit\"", "response status".
	Subject string `json:"subject"`
	// Got is what was recorded, Want what the contract asks for; both one line, without secrets.
	Got  string `json:"got"`
	Want string `json:"want"`
	// Hint names a likely cause or remedy, "" when there is none.
	Hint string `json:"hint,omitempty"`
	// Evidence is the place in the recording, Contract that of the violated keyword; JSON itself has none.
	Evidence Location `json:"evidence"`
	Contract Location `json:"contract,omitzero"`
	// Excerpt shows the evidence in its surroundings; zero when there is nothing to show.
	Excerpt Excerpt `json:"excerpt,omitzero"`
	// Fingerprint is the same for the same deviation in every run and recording: 12 hexadecimal digits over rule,
	// operation, status, subject and pointer, where indexes of arrays do not count; and over which property is
	// absent or which condition is broken, where one place can have several such findings.
	Fingerprint string `json:"fingerprint"`
	// Waived is the reason of the waiver that covers the finding, "" when none does.
	Waived string `json:"waived,omitempty"`
}

// Excerpt is a piece of one line of a recording around a finding, without secrets.
type Excerpt struct {
	// Text is the piece; Start and End are where the evidence lies in it, in bytes.
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Message is the finding in one line, without its places.
func (f *Finding) Message() string {
	subject := f.Subject
	if f.Evidence.Pointer != "" {
		subject += " " + f.Evidence.Pointer
	}
	message := subject + ": got " + f.Got + ", want " + f.Want
	if f.Rule == RuleCondition {
		message = subject + ": " + f.Want // The rule's own words say all.
	}
	if f.Hint != "" {
		message += " (" + f.Hint + ")"
	}
	return message
}

// Severity orders findings.
type Severity int

// Severities, from the least.
const (
	// Off is the level of a rule that is silenced. No finding has it.
	Off Severity = iota
	// Info is a fact worth knowing: the service refused a request that deviates, as it should.
	Info
	// Warning is what the contract leaves open but does not document.
	Warning
	// Error is what the contract forbids.
	Error
)

var severityNames = [...]string{Off: "off", Info: "info", Warning: "warning", Error: "error"}

// String gives the lower-case name.
func (s Severity) String() string { return severityNames[s] }

// MarshalText makes the name the JSON form.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name.
func (s *Severity) UnmarshalText(text []byte) error {
	i := slices.Index(severityNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("got %q, want error, warning, info or off", text)
	}
	*s = Severity(i)
	return nil
}

// Verdict is the judgement over one exchange. The zero value is not a pass.
type Verdict int

// Verdicts.
const (
	// Unjudged means that the exchange could not be judged.
	Unjudged Verdict = iota
	// Unmatched means that no operation of the contract has the path or the method.
	Unmatched
	// Deviates means that there is a finding of severity Error that is not waived.
	Deviates
	// Conforms means that there is none.
	Conforms
)

var verdictNames = [...]string{"unjudged", "unmatched", "deviates", "conforms"}

// String gives the lower-case name.
func (v Verdict) String() string { return verdictNames[v] }

// MarshalText makes the name the JSON form.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the name.
func (v *Verdict) UnmarshalText(text []byte) error {
	i := slices.Index(verdictNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("got %q, want a verdict", text)
	}
	*v = Verdict(i)
	return nil
}

// Result is the judgement over one exchange, with its findings in order: request before response, then by
// place.
type Result struct {
	// Exchange is the ID of the exchange.
	Exchange string `json:"exchange"`
	// At is where the exchange starts in the recording.
	At Location `json:"at"`
	// Request is the method and the path, without query and secrets.
	Request string `json:"request"`
	// Status is the recorded response status.
	Status int `json:"status"`
	// Operation is the operationId, or method and path where a document has none; "" when none matched.
	Operation string    `json:"operation,omitempty"`
	Verdict   Verdict   `json:"verdict"`
	Findings  []Finding `json:"findings"`
	// Unjudged lists the bodies for which the contract has a schema, and which were not held against it.
	Unjudged []UnjudgedBody `json:"unjudged,omitempty"`
	// Covered holds the elements of the contract that the exchange exercises; nil when it deviates, waived or not, and
	// when coverage is not asked for.
	Covered coverage.Set `json:"-"`
}

// UnjudgedBody is a body of which nothing is claimed.
type UnjudgedBody struct {
	// Subject is "request body" or "response body".
	Subject string `json:"subject"`
	// Reason is why: "not recorded", "media type not recorded", or a media type that is not judged.
	Reason string `json:"reason"`
}
