package conformance

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/coverage"
	"github.com/devenviron/contract/conformance/schema"
)

// WithCoverage gives the same contract, whose results and summaries also say what of it is covered.
func (c *Contract) WithCoverage() (*Contract, error) {
	b := coverageBuilder{plan: &coveragePlan{
		inventory:  &coverage.Inventory{},
		operations: map[*operation]int{},
		responses:  map[*response]int{},
		parameters: map[*parameter]coveredValue{},
		media:      map[*media]coveredValue{},
	}}
	for _, op := range c.operations {
		b.operation(op.ready())
	}
	if b.err != nil {
		return nil, b.err
	}
	other := *c
	other.coverage = b.plan
	return &other, nil
}

// coveragePlan is what of a compiled contract can be covered. It never changes.
type coveragePlan struct {
	inventory  *coverage.Inventory
	operations map[*operation]int
	responses  map[*response]int
	parameters map[*parameter]coveredValue
	media      map[*media]coveredValue
}

// coveredValue is what has a value: its own element, and those of its schema.
type coveredValue struct {
	element int
	schema  *coverage.Schema
}

// coverageBuilder makes a plan. Its first error ends the work.
type coverageBuilder struct {
	plan *coveragePlan
	err  error
}

func (b *coverageBuilder) operation(op *operation) {
	b.plan.operations[op] = b.add(coverage.Operations, op.name, op.at)
	for _, p := range op.parameters {
		if !p.ignored {
			b.plan.parameters[p] = b.value(coverage.Parameters, op.name+" "+p.in+" "+p.name, p.listed, p.schema, schema.Request)
		}
	}
	b.payload(op.name+" request", op.body, schema.Request)
	for _, r := range op.responses {
		name := op.name + " " + r.status
		b.plan.responses[r] = b.add(coverage.Statuses, name, r.listed)
		if status, err := strconv.Atoi(r.status); op.method != http.MethodHead && (err != nil || !bodiless(status)) {
			b.payload(name, r.body, schema.Response)
		}
		if r.component != "" {
			name = r.component
		}
		for _, h := range r.headers {
			b.plan.parameters[h] = b.header(name, h)
		}
	}
}

// header adds a header of a response. One that operations share is one header.
func (b *coverageBuilder) header(response string, h *parameter) coveredValue {
	return b.value(coverage.Headers, response+" "+h.name, h.listed, h.schema, schema.Response)
}

func (b *coverageBuilder) payload(owner string, body *payload, direction schema.Direction) {
	if body == nil {
		return
	}
	for i := range body.media {
		m := &body.media[i]
		b.plan.media[m] = b.value(coverage.MediaTypes, owner+" "+m.pattern, m.at, m.schema, direction)
	}
}

func (b *coverageBuilder) value(kind coverage.Kind, name string, at Location, ref *openapi3.SchemaRef, direction schema.Direction) coveredValue {
	v := coveredValue{element: b.add(kind, name, at)}
	if b.err == nil {
		if v.schema, b.err = b.plan.inventory.Schema(ref, direction, name); b.err != nil {
			b.err = fmt.Errorf("coverage: %w", b.err)
		}
	}
	return v
}

func (b *coverageBuilder) add(kind coverage.Kind, name string, at Location) int {
	return b.plan.inventory.Add(kind, name, coverage.Place{File: at.File, Line: at.Line, Column: at.Column})
}

// marks notes what an exchange shows of the contract while it is checked. Nil notes nothing.
type marks struct {
	plan *coveragePlan
	set  coverage.Set
}

// newMarks starts with the operation; it gives nil when coverage is not asked for.
func (p *coveragePlan) newMarks(op *operation) *marks {
	if p == nil {
		return nil
	}
	m := &marks{plan: p}
	m.restart(op)
	return m
}

// restart forgets all but the operation.
func (m *marks) restart(op *operation) {
	m.set = m.plan.inventory.NewSet()
	m.set.Add(m.plan.operations[op])
}

// endRequest forgets a request that deviates: where the service refuses it the exchange conforms, but the request
// shows nothing of what the contract allows.
func (m *marks) endRequest(op *operation, findings []Finding) {
	if m != nil && slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Error }) {
		m.restart(op)
	}
}

func (m *marks) response(r *response) {
	if m != nil {
		m.set.Add(m.plan.responses[r])
	}
}

func (m *marks) parameter(p *parameter, text []byte) {
	if m != nil {
		m.plan.parameters[p].mark(m.set, text)
	}
}

// body notes that a body of the media type is there, and value what is in it.
func (m *marks) body(declared *media) {
	if m != nil {
		m.set.Add(m.plan.media[declared].element)
	}
}

func (m *marks) value(declared *media, text []byte) {
	if m != nil {
		m.plan.media[declared].mark(m.set, text)
	}
}

func (v coveredValue) mark(set coverage.Set, text []byte) {
	set.Add(v.element)
	v.schema.Mark(set, text)
}

// of gives what an exchange covers: nothing unless it conforms by itself, without a waiver.
func (m *marks) of(r *Result) coverage.Set {
	if m == nil || r.Verdict != Conforms {
		return nil
	}
	return m.set
}

// CheckFloors adds a finding to the summary for each floor that its coverage does not reach.
func (c *Contract) CheckFloors(s *Summary, floors []coverage.Floor) {
	totals := s.Coverage.Totals()
	for _, floor := range floors {
		total := totals[floor.Kind]
		if floor.Meets(total) {
			continue
		}
		missing := s.Coverage.FirstUncovered(floor.Kind)
		at := Location{File: missing.File, Line: missing.Line, Column: missing.Column}
		if at.File == "" { // Documents in JSON have no places.
			at.File = c.info.Documents[0].File
		}
		s.Note(Finding{
			Rule: RuleCoverageFloor, Subject: "coverage of " + floor.Kind.String(), Evidence: at,
			Got:  fmt.Sprintf("%s (%d of %d)", total.Percent(), total.Covered, total.Total),
			Want: "at least " + floor.Percent(),
			Hint: "the first that is not covered is " + missing.Name,
		}, c.levels)
	}
}
