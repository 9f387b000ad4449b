package suite

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"

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
