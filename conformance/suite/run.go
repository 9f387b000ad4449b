package suite

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"

	"github.com/devenviron/contract/conformance"
)

// run is one run of a suite against a server.
type run struct {
	suite    *Suite
	contract *conformance.Contract
	options  Options
	client   *http.Client
	// driver has a client make the calls, nil where the suite makes them.
	driver *driver
	base   scope

	// found is what was found out about the last exchange of client.
	found conformance.Result
	// progress says how far the run is.
	progress func()
	// current names what exchanges are for, count numbers them, named numbers what is created.
	current      string
	count, named int
	// fixture is the one that is being made, "" for none, and at the step, from 1.
	fixture string
	at      int
	shared  map[string]*made
	// undo is what is to be undone at the end of the case, last at the end of the run.
	undo, last []undoing
}

// made is a fixture that was made, or could not be.
type made struct {
	scope scope
	err   error
}

// undoing is something that was created, with the steps that delete it.
type undoing struct {
	operation string
	steps     []*Step
	scope     scope
}

// Run drives a server through the cases and says what became of each. It deletes what it created, also when the
// context ends before. An error means that the job could not be done; that the server does something wrong is none.
func (s *Suite) Run(ctx context.Context, contract *conformance.Contract, o Options) (outcomes []Outcome, err error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	r := &run{suite: s, contract: contract, options: o, shared: map[string]*made{}, base: scope{}}
	r.client = r.judged(o.Transport)
	if err := r.variables(); err != nil {
		return nil, err
	}
	if err := r.preflight(ctx); err != nil {
		return nil, err
	}
	if len(o.Client) > 0 {
		if err := r.drive(); err != nil {
			return nil, err
		}
		defer r.driver.close()
	}
	defer func() {
		r.current = "cleanup"
		err = errors.Join(err, r.undoAll(ctx, &r.undo), r.undoAll(ctx, &r.last))
	}()
	chosen := s.named(o.Run)
	for i, c := range chosen {
		r.progress = func() { o.Progress(c, i+1, len(chosen)) }
		outcome, err := r.one(ctx, c)
		if err != nil {
			return outcomes, err
		}
		outcomes = append(outcomes, outcome)
	}
	return outcomes, nil
}

// named gives the cases whose names match.
func (s *Suite) named(pattern *regexp.Regexp) (chosen []*Case) {
	for _, c := range s.Cases {
		if pattern == nil || pattern.MatchString(c.Name) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// judged gives a client whose exchanges are held against the contract. It follows no redirect.
func (r *run) judged(base http.RoundTripper) *http.Client {
	monitor := &conformance.Monitor{
		Contract: r.contract, File: r.options.Endpoint.Redacted(), BodyLimit: mostBody,
		Report: func(found conformance.Result) { r.found = found },
	}
	return &http.Client{
		Transport:     &conformance.Transport{Base: base, Monitor: monitor},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (r *run) variables() error {
	for _, v := range r.suite.Variables {
		r.base[v.Name] = v.Value
	}
	for name, value := range r.options.Variables {
		if _, ok := r.base[name]; !ok {
			return fmt.Errorf("variable %q: the suite has none of this name", name)
		}
		r.base[name] = value
	}
	r.base["prefix"], r.base["project"] = r.options.Prefix, r.options.Account.Project
	return nil
}

// preflight wants a server that answers and takes the credentials: without them, every case would fail for one reason.
func (r *run) preflight(ctx context.Context) error {
	r.current = "preflight"
	p, err := r.send(ctx, &Step{Call: "listNotebooks", Query: map[string]string{"limit": "10"}}, r.base)
	switch {
	case err != nil:
		return err
	case p.failed != nil:
		return fmt.Errorf("%s: no answer: %w", r.options.Endpoint.Redacted(), p.failed)
	case p.result.Status == 401 || p.result.Status == 403:
		return fmt.Errorf("%s: the credentials are refused with status %d; give a token or keys that may enter the project",
			r.options.Endpoint.Redacted(), p.result.Status)
	}
	return nil
}

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
