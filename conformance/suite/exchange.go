package suite

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// mostBody bounds the body of an answer, in bytes.
const mostBody = 8 << 20

// reply is an answer, and the exchange that it ends.
type reply struct {
	result conformance.Result
	header http.Header
	// root is the body as JSON, nil where it is none.
	root any
	// failed is why there is no answer.
	failed error
}

// request makes the request of a step.
func (r *run) request(ctx context.Context, step *Step, scope scope) (*http.Request, []byte, error) {
	body, err := r.body(step, scope)
	if err != nil {
		return nil, nil, err
	}
	method, path := step.Method, step.Path
	if step.Call != "" {
		op := r.suite.operations[step.Call]
		method, path = op.method, op.path
	}
	path = strings.ReplaceAll(path, "{project_id}", url.PathEscape(r.projectOf(step)))
	for name, value := range step.Params {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(scope.text(value)))
	}
	query := url.Values{}
	for name, value := range step.Query {
		query.Set(name, scope.text(value))
	}
	target := strings.TrimSuffix(r.options.Endpoint.String(), "/") + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", step.At, err)
	}
	if body == nil {
		request.Body, request.GetBody, request.ContentLength = http.NoBody, nil, 0
	} else {
		request.Header.Set("Content-Type", "application/json")
	}
	for name, value := range step.Header {
		request.Header.Set(name, scope.text(value))
	}
	return request, body, r.authenticate(request, step)
}

func (r *run) projectOf(step *Step) string {
	if step.As == Second {
		return r.options.Second.Project
	}
	return r.options.Account.Project
}

func (r *run) body(step *Step, scope scope) ([]byte, error) {
	switch {
	case step.Text != nil:
		return []byte(scope.text(*step.Text)), nil
	case step.Base == "" && step.Body == nil:
		return nil, nil
	}
	value := step.Body
	if step.Base != "" {
		value = r.suite.Bodies[step.Base]
	}
	value = scope.expand(value) // a copy
	for pointer, part := range step.Set {
		edit(value, pointer, scope.expand(part), false)
	}
	for _, pointer := range step.Remove {
		edit(value, pointer, nil, true)
	}
	return json.Marshal(value)
}

const (
	tokenHeader = "X-Auth-Token"
	unknownKey  = "AKEYTHATNOBODYHAS"
)

var (
	signedWith = regexp.MustCompile(`(Access|Credential)=[^,]+`)
	signature  = regexp.MustCompile(`Signature=[0-9a-f]+`)
)

// authenticate puts the credentials of a step on its request.
func (r *run) authenticate(request *http.Request, step *Step) error {
	switch step.As {
	case Nobody:
		return nil
	case WrongToken:
		request.Header.Set(tokenHeader, "a-token-that-nobody-was-given")
		return nil
	case Second, Intruder:
		request.Header.Set(tokenHeader, r.options.Second.Token)
		return nil
	}
	if step.As == "" && r.options.Account.Token != "" {
		request.Header.Set(tokenHeader, r.options.Account.Token)
		return nil
	}
	if r.options.Sign == nil {
		return nil
	}
	if err := r.options.Sign(request); err != nil {
		return fmt.Errorf("cannot sign a request: %w", err)
	}
	given := request.Header.Get("Authorization")
	switch step.As {
	case WrongSignature:
		given = signature.ReplaceAllString(given, "Signature="+strings.Repeat("0", 64))
	case UnknownKey:
		given = signedWith.ReplaceAllString(given, "$1="+unknownKey)
	}
	request.Header.Set("Authorization", given)
	return nil
}

// send sends the request of a step. The exchange is judged by the contract on its way.
func (r *run) send(ctx context.Context, step *Step, scope scope) (*reply, error) {
	limited, cancel := context.WithTimeout(ctx, r.options.Timeout)
	defer cancel()
	request, _, err := r.request(limited, step, scope)
	if err != nil {
		return nil, err
	}
	p := r.carry(r.client, request)
	if p.failed != nil && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return p, nil
}

// carry gives the reply to a request, by a client whose exchanges are judged.
func (r *run) carry(client *http.Client, request *http.Request) *reply {
	p := &reply{}
	r.found = conformance.Result{}
	if answer, err := client.Do(request); err != nil {
		p.failed = err
	} else {
		p.receive(answer)
	}
	p.result = r.found
	p.result.Exchange = r.exchangeID()
	p.forgive()
	return p
}

func (r *run) exchangeID() string {
	r.count++
	return fmt.Sprintf("%s#%d", r.current, r.count-1)
}

func (p *reply) receive(answer *http.Response) {
	defer answer.Body.Close()
	p.header = answer.Header
	body, err := whole(answer.Body)
	if err != nil {
		p.failed = err
		return
	}
	p.root = decode(body)
}

// forgive leaves out what the contract has against a request that was refused: the suite asks for the impossible on
// purpose.
func (p *reply) forgive() {
	status := p.result.Status
	p.result.Findings = slices.DeleteFunc(p.result.Findings, func(f conformance.Finding) bool {
		return status >= 400 && (f.Severity == conformance.Info || p.result.Verdict == conformance.Unmatched)
	})
}
