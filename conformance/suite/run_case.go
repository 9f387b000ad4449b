package suite

import (
	"context"
	"fmt"
	"slices"

	"github.com/devenviron/contract/conformance"
)

// one runs a case and what it stands on.
func (r *run) one(ctx context.Context, c *Case) (Outcome, error) {
	if reason := r.skip(c); reason != "" {
		return Outcome{c, Skipped, reason}, nil
	}
	r.current, r.count = c.Name, 0
	outcome, err := r.play(ctx, c)
	if outcome, err = r.driver.verdict(outcome, c, err); err != nil {
		return outcome, err
	}
	return outcome, r.undoAll(ctx, &r.undo)
}

func (r *run) play(ctx context.Context, c *Case) (Outcome, error) {
	known := r.base.with(scope{"name": r.name()})
	for _, name := range c.Needs {
		m, err := r.share(ctx, name)
		if err != nil {
			return Outcome{}, err
		}
		if m.err != nil {
			return Outcome{c, Blocked, m.err.Error()}, nil
		}
		known = known.with(m.scope)
	}
	for _, name := range c.Fresh {
		m, err := r.make(ctx, name)
		if err != nil {
			return Outcome{}, err
		}
		if m.err != nil {
			return Outcome{c, Blocked, m.err.Error()}, nil
		}
		known = known.with(m.scope)
	}
	for i, step := range c.Steps {
		r.fixture, r.at = "", i+1
		p, wrong, err := r.step(ctx, step, known)
		if err != nil {
			return Outcome{}, err
		}
		if wrong != nil {
			f := conformance.Finding{
				Rule: conformance.RuleSuiteCase, Subject: "case " + c.Name, Got: wrong.got, Want: wrong.want, Hint: c.Summary,
				Evidence: conformance.Location{File: p.result.At.File, Pointer: wrong.pointer}, Contract: step.At,
			}
			r.contract.Note(&p.result, f)
			return Outcome{c, Failed, f.Message()}, r.report(p)
		}
		if err := r.report(p); err != nil {
			return Outcome{}, err
		}
	}
	return Outcome{c, Passed, ""}, nil
}

// name is a name for something that is created.
func (r *run) name() string {
	r.named++
	return fmt.Sprintf("%s-%d", r.options.Prefix, r.named)
}

func (r *run) report(p *reply) error {
	if r.options.Report == nil {
		return nil
	}
	return r.options.Report(&p.result)
}

// step sends the request of a step, as often as it takes. The last answer is still to be reported.
func (r *run) step(ctx context.Context, step *Step, known scope) (*reply, *mismatch, error) {
	attempts := 1
	if step.Poll {
		attempts = r.options.attempts()
	}
	for {
		p, err := r.exchange(ctx, step, known)
		if err != nil {
			return nil, nil, err
		}
		r.created(step, p, known)
		wrong := step.Expect.match(p, known)
		if wrong == nil {
			return p, capture(step, p, known), nil
		}
		attempts--
		if attempts == 0 || len(step.Unless) > 0 && firstMismatch(step.Unless, p.root, known) == nil {
			return p, wrong, nil
		}
		if err := r.report(p); err != nil {
			return nil, nil, err
		}
		if err := r.options.Wait(ctx, r.options.Interval); err != nil {
			return nil, nil, err
		}
	}
}

// exchange has the request of a step sent, by the client if there is one.
func (r *run) exchange(ctx context.Context, step *Step, known scope) (*reply, error) {
	r.progress()
	if r.driver != nil {
		return r.ask(ctx, step, known)
	}
	return r.send(ctx, step, known)
}

// capture keeps what a step wants kept.
func capture(step *Step, p *reply, known scope) *mismatch {
	for name, pointer := range step.Capture {
		value, ok := at(p.root, pointer)
		if !ok {
			return &mismatch{pointer, "none", "a value to go on with"}
		}
		known[name] = value
	}
	return nil
}

// created remembers what a successful request has to be undone by, whether it was expected to succeed or not.
func (r *run) created(step *Step, p *reply, known scope) {
	steps, ok := r.suite.Undo[step.Call]
	id, found := at(p.root, "/id")
	if !ok || !found || p.result.Status/100 != 2 {
		return
	}
	isSame := func(u undoing) bool { return u.operation == step.Call && equal(u.scope["id"], id) }
	if !slices.ContainsFunc(r.undo, isSame) {
		r.undo = append(r.undo, undoing{step.Call, steps, known.with(scope{"id": id})})
	}
}
