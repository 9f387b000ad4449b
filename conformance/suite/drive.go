package suite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/suite/client"
)

// driver has a client make the calls of a run.
type driver struct {
	program  *client.Program
	recorder *recorder
	mask     mask
	// faults are what the client did wrong since the case began.
	faults []string
}

// drive starts the client of the options.
func (r *run) drive() error {
	o := &r.options
	recorder, err := startRecorder(o.Endpoint, o.Transport, o.Timeout)
	if err != nil {
		return err
	}
	d := &driver{recorder: recorder}
	d.mask.add(o.Account.Token, o.Key.Secret, o.Key.SecurityToken)
	if o.Second != nil {
		d.mask.add(o.Second.Token)
	}
	recorder.learn = func(op *operation, answer *given) { d.mask.learn(decode(answer.body), op.responseBody(answer.status)) }
	d.program, err = client.Start(o.Client, func(line string) {
		if o.ClientLog != nil {
			o.ClientLog(d.mask.text(line))
		}
	})
	if err != nil {
		recorder.close()
		return err
	}
	r.driver = d
	return nil
}

func (d *driver) close() {
	d.program.Close()
	d.recorder.close()
}

// skippedError ends a case that the client cannot be asked for.
type skippedError struct{ reason string }

func (e *skippedError) Error() string { return e.reason }

// ask has the client send the request of a step, and judges what it did. The reply is that of the server.
func (r *run) ask(ctx context.Context, step *Step, known scope) (*reply, error) {
	want, body, err := r.request(ctx, step, known)
	if err != nil {
		return nil, err
	}
	d, op := r.driver, r.suite.operations[step.Call]
	key := r.key(step)
	d.recorder.begin(recorded{op, expanded(step.Header, known), step.Answer.expand(known), key != nil})
	answer, err := d.program.Ask(ctx, client.Call{
		Case: r.place(), Operation: step.Call, BaseURL: d.recorder.base, Token: want.Header.Get(tokenHeader), AccessKey: key,
		Parameters: r.parameters(op, step, known), Body: body,
	}, r.options.Timeout, d.recorder.busy)
	all := d.recorder.end()
	if err != nil {
		return nil, d.masked(err)
	}
	if answer.Skipped != nil && len(all) == 0 {
		return nil, &skippedError{"the client skips " + step.Call + ": " + d.mask.text(*answer.Skipped)}
	}
	request := want.Method + " " + want.URL.EscapedPath()
	p, counts, err := r.replies(step, known, all)
	if err != nil {
		return nil, err
	}
	if p == nil {
		p = &reply{failed: errors.New("the client sent no request"), result: conformance.Result{
			Exchange: r.exchangeID(), At: conformance.Location{File: r.options.Endpoint.Redacted()}, Request: request, Operation: step.Call,
		}}
	}
	switch {
	case answer.Skipped != nil:
		r.blame(p, step, fault{conformance.RuleSuiteClientAnswer, "client's answer", mismatch{"", "skipped", "what came: it did send " + request}})
	case counts != nil:
		r.blame(p, step, op.asked(counts, want, body)...)
		r.blame(p, step, op.told(&answer, counts.given)...)
	case answer.Error != nil:
		r.blame(p, step, fault{conformance.RuleSuiteClientRequest, "request", mismatch{"", "none (" + words(answer.Error) + ")", request}})
	default:
		r.blame(p, step, fault{conformance.RuleSuiteClientRequest, "request", mismatch{"", "none", request}})
	}
	return p, nil
}

func (d *driver) masked(err error) error {
	if text := d.mask.text(err.Error()); text != err.Error() {
		return errors.New(text)
	}
	return err
}

// replies judges by the contract what passed, and gives the exchange that counts: the first, or the last of those that
// repeat one that failed for a time; nil where there is none. The others are reported.
func (r *run) replies(step *Step, known scope, all []*passed) (main *reply, counts *passed, err error) {
	last := 0
	for last+1 < len(all) && all[last].passing() && all[last+1].repeats(all[last]) {
		last++
	}
	for i, x := range all {
		p, err := r.received(x)
		if err != nil {
			return nil, nil, err
		}
		if i == last {
			main, counts = p, x
			continue
		}
		if i > last {
			r.blame(p, step, fault{conformance.RuleSuiteClientRequest, "request", mismatch{"", x.method + " " + x.url.EscapedPath() + " as well", "one request"}})
		}
		r.created(step, p, known)
		if err := r.report(p); err != nil {
			return nil, nil, err
		}
	}
	return main, counts, nil
}

// passing says whether an exchange failed in a way that may pass.
func (x *passed) passing() bool {
	return x.given == nil || x.given.status == http.StatusTooManyRequests || x.given.status >= 500
}

func (x *passed) repeats(before *passed) bool {
	return x.method == before.method && x.url.String() == before.url.String() && string(x.body) == string(before.body)
}

// received is the reply to a request that a client sent, judged as one of our own.
func (r *run) received(x *passed) (*reply, error) {
	request, err := http.NewRequest(x.method, x.url.String(), bytes.NewReader(x.body))
	if err != nil {
		return nil, fmt.Errorf("request of the client: %w", err)
	}
	request.Header = x.header
	return r.carry(r.judged(x), request), nil
}

// RoundTrip gives what the server answered, once more.
func (x *passed) RoundTrip(request *http.Request) (*http.Response, error) {
	if x.answer == nil {
		return nil, x.failed
	}
	if _, err := io.Copy(io.Discard, request.Body); err != nil {
		return nil, err
	}
	return x.answer.response(request), nil
}

// blame notes what a client did wrong as findings.
func (r *run) blame(p *reply, step *Step, faults ...fault) {
	for _, f := range faults {
		found := conformance.Finding{
			Rule: f.rule, Subject: f.subject, Got: r.driver.mask.text(f.got), Want: r.driver.mask.text(f.want),
			Hint:     r.place() + ", " + step.Call,
			Evidence: conformance.Location{File: r.options.Endpoint.Redacted(), Pointer: r.driver.mask.text(f.pointer)}, Contract: step.At,
		}
		r.driver.faults = append(r.driver.faults, found.Message())
		r.contract.Note(&p.result, found)
	}
}

// place names the case and the step that is under way.
func (r *run) place() string {
	text := "case " + r.current
	if r.fixture != "" {
		text += ", fixture " + r.fixture
	}
	return text + ", step " + strconv.Itoa(r.at)
}

// verdict is what becomes of a case, its client considered.
func (d *driver) verdict(o Outcome, c *Case, err error) (Outcome, error) {
	if d == nil {
		return o, err
	}
	faults := d.faults
	d.faults = nil
	skip, isSkip := errors.AsType[*skippedError](err)
	switch {
	case err != nil && !isSkip:
		return o, err
	case len(faults) > 0 && o.State != Failed:
		return Outcome{c, Failed, fmt.Sprintf("%s (%d faults of the client)", faults[0], len(faults))}, nil
	case isSkip:
		return Outcome{c, Skipped, skip.reason}, nil
	}
	return o, nil
}
