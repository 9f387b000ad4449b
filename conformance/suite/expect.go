package suite

import (
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// match says what is wrong with an answer, nil where it is as expected.
func (e *Expect) match(p *reply, scope scope) *mismatch {
	if p.failed != nil {
		return &mismatch{got: "no answer (" + p.failed.Error() + ")", want: "an answer"}
	}
	status := p.result.Status
	code, _ := at(p.root, "/error_code")
	if !e.hasStatus(status) {
		got := "status " + strconv.Itoa(status)
		if text, ok := code.(string); ok {
			got += " with " + show(text, true)
		}
		return &mismatch{got: got, want: "status " + strings.Join(e.Status, " or ")}
	}
	if e.Code != "" && code != e.Code {
		return &mismatch{"/error_code", show(code, code != nil), strconv.Quote(e.Code)}
	}
	for _, name := range e.Headers {
		if p.header.Get(name) == "" {
			return &mismatch{got: "no header " + name, want: "one"}
		}
	}
	if wrong := firstMismatch(e.Body, p.root, scope); wrong != nil {
		return wrong
	}
	for i := range e.Sums {
		if wrong := e.Sums[i].match(p.root, scope); wrong != nil {
			return wrong
		}
	}
	return e.conformity(p)
}

func (e *Expect) hasStatus(status int) bool {
	if len(e.Status) == 0 {
		return true
	}
	for _, want := range e.Status {
		if want == strconv.Itoa(status) || want[1:] == "xx" && want[0] == byte('0'+status/100) {
			return true
		}
	}
	return false
}

func (e *Expect) conformity(p *reply) *mismatch {
	if !e.Conforms {
		return nil
	}
	for i := range p.result.Findings {
		if f := &p.result.Findings[i]; f.Severity >= conformance.Warning && !isOfClient(f.Rule) {
			return &mismatch{got: f.Message() + " [" + string(f.Rule) + "]", want: "an exchange as the contract has it"}
		}
	}
	return nil
}

// isOfClient says whether a rule is about what a client did, and not about the exchange.
func isOfClient(rule conformance.RuleID) bool {
	return rule == conformance.RuleSuiteClientRequest || rule == conformance.RuleSuiteClientAnswer
}

// gone says whether the answer means that what was asked for does not exist.
func (p *reply) gone() bool {
	if p.result.Status == 404 {
		return true
	}
	code, _ := at(p.root, "/error_code")
	switch code {
	case "ModelArts.6309", "ModelArts.6404", "ModelArts.6797":
		return true
	}
	return false
}
