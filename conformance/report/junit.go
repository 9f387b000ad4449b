package report

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// NewJUnit is a report in the XML that JUnit made common: a suite for each recording, a case for each exchange, passes
// included. An exchange that deviates fails; one whose errors are all waived, or that could not be judged, is
// skipped, with the reason; what could not be read is an error. Warnings are the output of their case.
func NewJUnit(w io.Writer, _ Options) Writer {
	j := &junit{out: bufio.NewWriter(w)}
	j.out.WriteString(xml.Header + "<testsuites name=\"validate\">\n")
	return j
}

type junit struct {
	out *bufio.Writer
	// name is that of the suite at hand; its cases wait until they are counted.
	name  string
	cases spool
	counts
}

type counts struct{ tests, failures, errors, skipped int }

func (j *junit) Write(r *conformance.Result) error {
	if err := j.suite(r.At.File); err != nil {
		return err
	}
	return j.test(testCase{
		class: cmp.Or(r.Operation, "(no operation)"), name: strings.TrimPrefix(r.Exchange, r.At.File) + " " + requestLine(r), at: r.At,
		outcome: outcomeOf(r.Verdict, r.Findings), findings: r.Findings,
	})
}

func (j *junit) Unreadable(file string, reason error) error {
	if err := j.suite(file); err != nil {
		return err
	}
	return j.test(testCase{
		class: "unreadable", name: reason.Error(), at: conformance.Location{File: file},
		outcome: outcome{element: "error", message: reason.Error()},
	})
}

func (j *junit) Close(s *conformance.Summary) error {
	for i := range s.Findings {
		f := &s.Findings[i]
		if err := j.suite("(the run)"); err != nil {
			return err
		}
		err := j.test(testCase{
			class: string(f.Rule), name: f.Message(), at: f.Evidence,
			outcome: outcomeOf(conformance.Conforms, s.Findings[i:i+1]), findings: s.Findings[i : i+1],
		})
		if err != nil {
			return err
		}
	}
	if err := j.suite(""); err != nil {
		return err
	}
	j.out.WriteString("</testsuites>\n")
	return j.out.Flush()
}

// suite ends the suite at hand, unless it has the name, and begins one with it.
func (j *junit) suite(name string) error {
	if name == j.name {
		return nil
	}
	if j.name != "" {
		c := j.counts
		fmt.Fprintf(j.out, "  <testsuite%s tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">\n",
			attribute("name", j.name), c.tests, c.failures, c.errors, c.skipped)
		if err := j.cases.drain(j.out); err != nil {
			return err
		}
		j.out.WriteString("  </testsuite>\n")
	}
	j.name, j.counts = name, counts{}
	return failed(j.out)
}

// testCase is an exchange, or a finding about none.
type testCase struct {
	class, name string
	at          conformance.Location
	outcome     outcome
	findings    []conformance.Finding
}

// outcome is the element that says that a case did not pass; the zero value is a pass.
type outcome struct{ element, kind, message string }

// outcomeOf counts waived errors as skipped, because they are neither passed nor held against anyone.
func outcomeOf(verdict conformance.Verdict, findings []conformance.Finding) outcome {
	var skipped outcome
	for i := range findings {
		f := &findings[i]
		switch {
		case f.Severity != conformance.Error:
		case f.Waived == "":
			return outcome{"failure", string(f.Rule), f.Message()}
		case skipped.element == "":
			skipped = outcome{element: "skipped", message: "waived: " + f.Waived}
		}
	}
	switch {
	case verdict == conformance.Unmatched:
		return outcome{element: "skipped", message: "no operation of the contract matches"}
	case verdict == conformance.Unjudged:
		return outcome{element: "skipped", message: "no response was recorded"}
	}
	return skipped
}

func (j *junit) test(t testCase) error {
	j.tests++
	var b strings.Builder
	b.WriteString("    <testcase" + attribute("classname", t.class) + attribute("name", t.name) + attribute("file", t.at.File))
	if t.at.Line > 0 {
		b.WriteString(attribute("line", strconv.Itoa(t.at.Line)))
	}
	b.WriteString(">")
	var lines strings.Builder
	for i := range t.findings {
		lines.WriteString("\n" + escapeXML(conciseLine(&t.findings[i])))
		if reason := t.findings[i].Waived; reason != "" {
			lines.WriteString(escapeXML(" waived: " + reason))
		}
	}
	switch t.outcome.element {
	case "failure":
		j.failures++
		fmt.Fprintf(&b, "<failure%s%s>%s\n</failure>", attribute("message", t.outcome.message), attribute("type", t.outcome.kind), lines.String())
		lines.Reset()
	case "error":
		j.errors++
		fmt.Fprintf(&b, "<error%s/>", attribute("message", t.outcome.message))
	case "skipped":
		j.skipped++
		fmt.Fprintf(&b, "<skipped%s/>", attribute("message", t.outcome.message))
	}
	if lines.Len() > 0 {
		b.WriteString("<system-out>" + lines.String() + "\n</system-out>")
	}
	b.WriteString("</testcase>\n")
	_, err := io.WriteString(&j.cases, b.String())
	return err
}

func attribute(name, value string) string { return " " + name + `="` + escapeXML(value) + `"` }

// escapeXML makes one line of foreign text fit for XML, which has no form for most control characters.
func escapeXML(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(Printable(text))) // A strings.Builder does not fail.
	return b.String()
}
