package suite

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/devenviron/contract/conformance"
)

// share gives a fixture that is made once in a run.
func (r *run) share(ctx context.Context, name string) (*made, error) {
	if m := r.shared[name]; m != nil {
		return m, nil
	}
	own := r.undo
	r.undo = nil
	m, err := r.make(ctx, name)
	r.last, r.undo = append(r.last, r.undo...), own
	if err != nil {
		return nil, err
	}
	r.shared[name] = m
	return m, nil
}

// make makes a fixture, with those that it is made of.
func (r *run) make(ctx context.Context, name string) (*made, error) {
	f := r.suite.Fixtures[name]
	known := scope{}
	for _, need := range f.Needs {
		m, err := r.make(ctx, need)
		if err != nil || m.err != nil {
			return m, err
		}
		known = known.with(m.scope)
	}
	all := r.base.with(known).with(scope{"name": r.name()})
	for i, step := range f.Steps {
		r.fixture, r.at = name, i+1
		p, wrong, err := r.step(ctx, step, all)
		if err != nil {
			return nil, err
		}
		if err := r.report(p); err != nil {
			return nil, err
		}
		if wrong != nil {
			return &made{err: fmt.Errorf("%s: fixture %s: %s got %s, want %s", step.At, name, wrong.pointer, wrong.got, wrong.want)}, nil
		}
	}
	for _, step := range f.Steps {
		for captured := range step.Capture {
			known[captured] = all[captured]
		}
	}
	return &made{scope: known}, nil
}

// longestCleanup is how long the things of one case, or of the run, may take to be deleted after the run was
// interrupted.
const longestCleanup = 2 * time.Minute

// undoAll deletes what was created, the last first.
func (r *run) undoAll(ctx context.Context, list *[]undoing) error {
	pending := slices.Backward(*list)
	*list = nil
	if ctx.Err() != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), longestCleanup)
		defer cancel()
	}
	for _, u := range pending {
		for _, step := range u.steps {
			if err := r.undoStep(ctx, u, step); err != nil {
				return fmt.Errorf("cleanup after %s: %w", u.operation, err)
			}
		}
	}
	return nil
}

// undoStep repeats a request until it is answered with success, or as it expects, or until there is nothing left.
func (r *run) undoStep(ctx context.Context, u undoing, step *Step) error {
	for attempt := r.options.attempts(); ; attempt-- {
		p, err := r.send(ctx, step, u.scope)
		if err != nil {
			return err
		}
		done := p.failed == nil && (p.result.Status/100 == 2 || p.gone() || !step.Expect.empty() && step.Expect.match(p, u.scope) == nil)
		if !done && attempt == 1 {
			r.contract.Note(&p.result, conformance.Finding{
				Rule: conformance.RuleSuiteCleanup, Subject: "cleanup after " + u.operation,
				Got: fmt.Sprintf("status %d", p.result.Status), Want: "what was created deleted",
				Hint: fmt.Sprintf("left behind: %v", show(u.scope["id"], true)), Evidence: conformance.Location{File: p.result.At.File}, Contract: step.At,
			})
		}
		if err := r.report(p); err != nil || done || attempt == 1 {
			return err
		}
		if err := r.options.Wait(ctx, r.options.Interval); err != nil {
			return err
		}
	}
}

// skip says why a case is not run, "" where it is.
func (r *run) skip(c *Case) string {
	steps := slices.Clone(c.Steps)
	for _, name := range slices.Concat(c.Needs, c.Fresh) {
		steps = append(steps, r.stepsOf(name)...)
	}
	switch {
	case c.Sandbox && !r.options.Sandbox:
		return "only a sandbox can be driven there; see --sandbox"
	case r.options.ReadOnly && !r.suite.readOnly(steps):
		return "it changes something, and the run is read-only"
	}
	for _, step := range steps {
		switch reason := r.unaskable(step); {
		case len(r.options.Client) > 0 && reason != "":
			return reason
		case len(r.options.Client) == 0 && step.Answer != nil:
			return "only a client can be judged by it"
		}
		switch step.As {
		case Signed, WrongSignature, UnknownKey:
			if r.options.Sign == nil {
				return "it needs an access key, and none is given"
			}
		case Second, Intruder:
			if r.options.Second == nil {
				return "it needs a second project with its token, and none is given"
			}
		}
		if names := r.unset(step); len(names) > 0 {
			return "it needs a value for " + strings.Join(names, ", ")
		}
	}
	return ""
}

func (r *run) stepsOf(fixture string) []*Step {
	f := r.suite.Fixtures[fixture]
	steps := slices.Clone(f.Steps)
	for _, need := range f.Needs {
		steps = append(steps, r.stepsOf(need)...)
	}
	return steps
}

// unset lists the variables of the suite that a step refers to and that are empty.
func (r *run) unset(step *Step) []string {
	texts := textsIn(step.Body)
	texts = append(texts, textsIn(r.suite.Bodies[step.Base])...)
	texts = append(texts, textsIn(map[string]any(step.Set))...)
	for _, values := range []map[string]string{step.Params, step.Query, step.Header} {
		for _, value := range values {
			texts = append(texts, value)
		}
	}
	var names []string
	for _, v := range r.suite.Variables {
		if r.base[v.Name] == "" && slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, "${"+v.Name+"}") }) {
			names = append(names, v.Name)
		}
	}
	return names
}
