package report

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// mostResults is how many results code scanning takes in a run; a file with more is turned away.
const mostResults = 25_000

// mostNotifications bounds what a run says about recordings that could not be read.
const mostNotifications = 1000

// NewSARIF is a report for code scanning: SARIF 2.1.0, with a result for each finding. Waived findings are suppressed.
// Beyond the limit of code scanning, findings are only counted.
func NewSARIF(w io.Writer, o Options) Writer {
	s := &sarif{out: newJSONOutput(w), rules: map[conformance.RuleID]int{}, occurrences: map[string]int{}}
	s.driver = sarifDriver{Name: "validate", InformationURI: "https://github.com/devenviron/contract", Version: o.Version, Rules: []sarifRule{}}
	s.out.member("{\n  ", "$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
	s.out.member(",\n  ", "version", "2.1.0")
	s.out.WriteString(",\n  \"runs\": [{")
	s.out.member("\n    ", "columnKind", "unicodeCodePoints")
	s.out.WriteString(",\n    \"results\": [")
	return s
}

type sarif struct {
	out *jsonOutput
	// driver describes the rules that results name, which have their indexes in rules.
	driver sarifDriver
	rules  map[conformance.RuleID]int
	// occurrences counts the findings of a fingerprint, of which code scanning would show only one.
	occurrences map[string]int
	results     int
	// more counts the results that there was no room for.
	more          int
	notifications []sarifNotification
	unreadable    int
}

func (s *sarif) Write(r *conformance.Result) error {
	for i := range r.Findings {
		if err := s.finding(r, &r.Findings[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s *sarif) Unreadable(file string, reason error) error {
	if s.unreadable++; s.unreadable <= mostNotifications {
		s.notifications = append(s.notifications, sarifNotification{
			Level: "error", Message: sarifText{reason.Error()}, Locations: []sarifLocation{sarifLocationOf(conformance.Location{File: file})},
		})
	}
	return nil
}

func (s *sarif) Close(summary *conformance.Summary) error {
	for i := range summary.Findings {
		if err := s.finding(nil, &summary.Findings[i]); err != nil {
			return err
		}
	}
	if s.results > 0 {
		s.out.WriteString("\n    ")
	}
	s.out.WriteString("]")
	if more := s.unreadable - mostNotifications; more > 0 {
		s.note("error", fmt.Sprintf("%d more could not be read", more))
	}
	if s.more > 0 {
		s.note("warning", fmt.Sprintf("%d more findings: code scanning takes %d in a run", s.more, mostResults))
	}
	s.note("note", Account(summary))
	s.out.member(",\n    ", "tool", sarifTool{s.driver})
	s.out.member(",\n    ", "invocations", []sarifInvocation{{s.unreadable == 0 && summary.Judged() > 0, s.notifications}})
	s.out.WriteString("\n  }]\n}\n")
	return s.out.Flush()
}

func (s *sarif) note(level, text string) {
	s.notifications = append(s.notifications, sarifNotification{Level: level, Message: sarifText{text}})
}

// finding writes the result for a finding; r is nil when it is about no exchange.
func (s *sarif) finding(r *conformance.Result, f *conformance.Finding) error {
	if s.results == mostResults {
		s.more++
		return nil
	}
	separator := ",\n      "
	if s.results == 0 {
		separator = "\n      "
	}
	s.results++
	s.occurrences[f.Fingerprint]++
	result := sarifResult{
		RuleID: f.Rule, RuleIndex: s.rule(f.Rule), Level: sarifLevel(f.Severity),
		Message:   sarifText{withoutLinks(f.Message())},
		Locations: []sarifLocation{sarifLocationOf(placed(r, f))},
		PartialFingerprints: map[string]string{
			"deviation/v1":            f.Fingerprint,
			"primaryLocationLineHash": fmt.Sprintf("%s:%d", f.Fingerprint, s.occurrences[f.Fingerprint]),
		},
	}
	if r != nil {
		result.Properties = &sarifProperties{Exchange: r.Exchange, Request: requestLine(r), Pointer: f.Evidence.Pointer}
	}
	if f.Operation != "" {
		result.Locations[0].LogicalLocations = []sarifLogicalLocation{{f.Operation, "function"}}
	}
	if f.Contract.File != "" {
		contract := sarifLocationOf(f.Contract)
		contract.ID, contract.Message = 1, &sarifText{"the contract"}
		result.RelatedLocations = []sarifLocation{contract}
	}
	if f.Waived != "" {
		result.Suppressions = []sarifSuppression{{"external", "accepted", f.Waived}}
	}
	s.out.WriteString(separator)
	return s.out.value(result)
}

// rule gives the index of a rule, which is described when it is first met.
func (s *sarif) rule(id conformance.RuleID) int {
	i, known := s.rules[id]
	if !known {
		i = len(s.driver.Rules)
		s.rules[id] = i
		r, _ := conformance.RuleOf(id)
		s.driver.Rules = append(s.driver.Rules, sarifRuleOf(r))
	}
	return i
}

// placed gives the evidence of a finding a line, which code scanning and annotations need: that of the exchange when
// its own is not known.
func placed(r *conformance.Result, f *conformance.Finding) conformance.Location {
	if f.Evidence.Line == 0 && r != nil && r.At.File == f.Evidence.File {
		return r.At
	}
	return f.Evidence
}

// withoutLinks keeps a text from being taken for a link, as [text](target) is in the messages of SARIF.
func withoutLinks(text string) string { return strings.ReplaceAll(text, "](", `]\(`) }

// uriOf makes the URI of a file: relative where the name is.
func uriOf(file string) string {
	u := url.URL{Path: path.Clean(file)}
	if path.IsAbs(u.Path) {
		u.Scheme = "file"
	}
	return u.String()
}
