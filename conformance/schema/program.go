package schema

import (
	"cmp"
	"errors"
	"hash/maphash"
	"slices"
	"sync"

	"github.com/devenviron/contract/conformance/jsontext"
)

// Program is a compiled schema. It is safe for concurrent use.
type Program struct {
	root     *node
	maxDepth int
	contract *contract
	plan     func() layout
}

// A layout is the plan of a program, and what runners have to keep for the plans of its contract.
type layout struct {
	plan *plan
	inventory
}

// An inventory is what the plans of a contract have of which runners keep something: all objects, and so many
// choices.
type inventory struct {
	objects []*objectPlan
	choices int
}

// A contract is what its programs share.
type contract struct {
	mutex   sync.Mutex // of the planner
	planner planner
	runners sync.Pool
}

func newContract() *contract { return &contract{planner: newPlanner()} }

func (c *contract) program(root *node, maxDepth int) *Program {
	p := &Program{root: root, maxDepth: maxDepth, contract: c}
	// Most programs of a contract are never run: a plan is made when it is needed.
	p.plan = sync.OnceValue(func() layout {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		made := c.planner.plan([]part{partOf(root)}, false)
		return layout{made, c.planner.inventory}
	})
	return p
}

// Check judges a body: all its faults, in order of their offset, or nil when it conforms. A body that is not
// JSON text has that one fault.
func (p *Program) Check(body []byte) []Fault {
	r, plan := p.begin(plainForm)
	defer p.end(r)
	isJSON := r.run(plan, body, plainForm, p.maxDepth)
	switch {
	case !isJSON || r.overflows:
		return p.judge(body, &r.judge)
	case len(r.failures) == 0:
		return nil
	}
	return p.explain(body, r)
}

// ConformsQuoted reports whether a body that lies inside a JSON string is certain to conform, without taking it
// out: text is what stands between the quotes of the string, its escapes included. If it is not certain, the
// body has to be taken out for [Program.Check].
func (p *Program) ConformsQuoted(text []byte) bool {
	r, plan := p.begin(quotedForm)
	defer p.end(r)
	return r.run(plan, text, quotedForm, p.maxDepth)
}

// begin takes a runner that has what the plan asks for.
func (p *Program) begin(as form) (*runner, *plan) {
	r, ok := p.contract.runners.Get().(*runner)
	if !ok {
		r = &runner{seed: maphash.MakeSeed()}
	}
	layout := p.plan()
	r.equip(&layout.inventory, as)
	return r, layout.plan
}

// end gives a runner back.
func (p *Program) end(r *runner) {
	r.release()
	p.contract.runners.Put(r)
}

// explain decides over what the runner was not certain of.
func (p *Program) explain(body []byte, r *runner) []Fault {
	slices.SortFunc(r.failures, func(a, b failure) int { return cmp.Compare(a.offset, b.offset) })
	slices.SortFunc(r.around, func(a, b jsontext.Span) int { return cmp.Compare(a.Start, b.Start) })
	j := &r.judge
	j.reset(body)
	j.guided, j.failures, j.around = true, r.failures, r.around
	return j.run(p.root, r.repeats)
}

// judge decides over a body of which nothing is known.
func (p *Program) judge(body []byte, j *judge) []Fault {
	if err := jsontext.Check(body, p.maxDepth); err != nil {
		return []Fault{breach(err, len(body))}
	}
	j.reset(body)
	return j.run(p.root, true)
}

var keywordsOfClass = map[jsontext.Class]Keyword{
	jsontext.Syntax:   KeywordSyntax,
	jsontext.Encoding: KeywordEncoding,
	jsontext.Depth:    KeywordDepth,
}

func breach(err error, size int) Fault {
	e, _ := errors.AsType[*jsontext.SyntaxError](err)
	return Fault{
		Keyword: keywordsOfClass[e.Class],
		Offset:  e.Offset,
		End:     min(e.Offset+1, size),
		Got:     e.Got,
		Want:    e.Want,
	}
}
