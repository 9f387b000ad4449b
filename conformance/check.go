package conformance

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance/schema"
)

// Check judges one exchange. It is safe for concurrent use.
func (c *Contract) Check(x *Exchange) Result { return new(check).judge(c, x) }

// check is the judging of one exchange after the other. It has the memory that they can share.
type check struct {
	exchange  *Exchange
	operation *operation
	levels    Levels
	marks     *marks
	findings  []Finding
	unjudged  []UnjudgedBody
	// escaped is the path as it is escaped, segments are those of it, and path the values of the parameters in it.
	escaped  string
	segments []string
	path     []pathValue
	// pairs are those of the query.
	pairs []pair
	// scratch is for the values of parameters.
	scratch literal
	// lines has what results say of their requests.
	lines strings.Builder
}

// judge finds the operation of an exchange, takes the secrets out, and judges what is left.
func (k *check) judge(c *Contract, x *Exchange) Result {
	k.at(x.Request.URL)
	route, operation := c.routes.match(x.Request.Method, k.segments)
	shown := c.redact(route, operation, x)
	if shown.Request.URL != x.Request.URL {
		k.at(shown.Request.URL)
	}
	return k.redacted(c, route, operation, shown)
}

// redacted judges an exchange without secrets: no finding can show one.
func (k *check) redacted(c *Contract, route *route, operation *operation, x redacted) (r Result) {
	r.Exchange, r.Request, r.Status, r.Findings = x.ID, k.line(x.Request.Method), x.Response.Status, []Finding{}
	r.At = x.At(x.Offset)
	k.exchange, k.operation, k.levels = x.Exchange, operation, c.levels
	k.findings, k.unjudged = k.findings[:0], nil
	if operation == nil {
		r.Verdict = Unmatched
		r.Findings = append(r.Findings, c.unmatched(k.exchange, route))
		k.secretsRecorded(x.secrets)
		r.Findings = append(r.Findings, k.findings...)
		r.finish(unmatchedOperation(k.exchange, route))
		return r
	}
	r.Operation = operation.name
	k.marks = c.coverage.newMarks(operation)
	k.path = route.template.appendValues(k.path[:0], k.segments)
	k.request()
	k.marks.endRequest(operation, k.findings)
	if s := x.Response.Status; s >= 400 && s < 500 {
		// The service refused the request, as the contract lets it: that the request deviates is no fault then.
		for i := range k.findings {
			k.findings[i].Severity = min(k.findings[i].Severity, Info)
		}
	}
	k.secretsRecorded(x.secrets[:x.requests])
	k.response()
	k.secretsRecorded(x.secrets[x.requests:])
	r.Findings = append(r.Findings, k.findings...)
	r.Unjudged = k.unjudged
	r.finish(r.Operation)
	r.Covered = k.marks.of(&r)
	return r
}

// secretsRecorded notes the secrets that the recording holds, as they were before they were taken out.
func (k *check) secretsRecorded(secrets []Secret) {
	const most = 100 // of a message: nobody reads more, and all of them are replaced in one go
	for _, s := range secrets[:min(len(secrets), most)] {
		evidence := s.At
		evidence.Pointer = s.Pointer
		k.add(RuleSecretRecorded, s.Subject, "a secret", "a placeholder", evidence, Location{}).Hint = "validate redact puts one there"
	}
}

// unmatched is the finding for an exchange of which the contract has no operation.
func (c *Contract) unmatched(x *Exchange, r *route) Finding {
	path := x.Request.URL.EscapedPath()
	if r != nil {
		methods := make([]string, len(r.operations))
		for i, op := range r.operations {
			methods[i] = op.method
		}
		return Finding{
			Rule: RuleMethodUnknown, Severity: c.levels.Of(RuleMethodUnknown, ""), Subject: "request",
			Got: quote(x.Request.Method), Want: list(methods) + " for " + r.template.String(),
			Evidence: x.At(x.Request.MethodOffset), Contract: r.at, Excerpt: x.methodExcerpt(),
		}
	}
	f := Finding{
		Rule: RuleOperationUnknown, Severity: c.levels.Of(RuleOperationUnknown, ""), Subject: "request",
		Got: quote(path), Want: "a path of the contract", Evidence: x.URLAt(0), Excerpt: x.pathExcerpt(0, len(path)),
	}
	if near := c.routes.nearest(path); near != nil {
		f.Hint = "nearest " + near.template.String()
		f.Contract = near.at
	}
	return f
}

// add notes a deviation that is no fault of a value against its schema.
func (k *check) add(rule RuleID, subject, got, want string, evidence, contract Location) *Finding {
	name := ""
	if k.operation != nil {
		name = k.operation.name
	}
	k.findings = append(k.findings, Finding{
		Rule: rule, Severity: k.levels.Of(rule, name), Operation: name, Subject: subject,
		Got: got, Want: want, Evidence: evidence, Contract: contract,
	})
	return &k.findings[len(k.findings)-1]
}

// faults notes the faults of a value against its schema; place gives where a byte of the value lies, declared
// the place of what holds the schema, for schemas that have none. Shown are the excerpts of the faults, nil when
// nothing may be shown.
func (k *check) faults(subject string, faults []schema.Fault, declared Location, place func(index int) Location, shown []Excerpt) {
	for i := range faults {
		fault := &faults[i]
		evidence := place(fault.Offset)
		evidence.Pointer = fault.Pointer
		contract := Location(fault.Contract)
		if pointer, ok := strings.CutPrefix(contract.Pointer, "#"); ok {
			contract.Pointer = pointer
		} else {
			contract.Pointer = "" // It starts at a schema that has no pointer known here.
		}
		if contract.Line == 0 && fault.Contract != (schema.Source{}) {
			contract = declared
		}
		f := k.add(ruleOf(fault.Keyword), subject, fault.Got, fault.Want, evidence, contract)
		f.Hint = fault.Hint
		if shown != nil {
			f.Excerpt = shown[i]
		}
	}
}

func (k *check) request() {
	k.pathParameters()
	k.queryParameters()
	x := &k.exchange.Request
	k.headers(k.operation.judged.headers, x.Headers, ruleUnless(x.SomeHeaders, RuleParameterMissing), k.exchange.Offset)
	k.cookies()
	k.shownCredentials()
	k.body(&side{
		subject: "request body", body: &x.Body, headers: x.Headers, someHeaders: x.SomeHeaders,
		payload: k.operation.body, mandatory: k.operation.bodyMust, declared: k.operation.at,
	})
}

func (k *check) response() {
	x := k.exchange
	if x.Response.Status == 0 {
		k.add(RuleStatusMissing, "response status", "none", "a status", x.At(x.Response.StatusOffset), k.operation.at)
		return
	}
	declared := k.operation.response(x.Response.Status)
	if declared == nil {
		statuses := make([]string, len(k.operation.responses))
		for i, r := range k.operation.responses {
			statuses[i] = r.status
		}
		k.add(RuleStatusUndeclared, "response status", strconv.Itoa(x.Response.Status), list(statuses),
			x.At(x.Response.StatusOffset), k.operation.at).Excerpt = x.statusExcerpt()
		return
	}
	k.marks.response(declared)
	k.headers(declared.headers, x.Response.Headers, ruleUnless(x.Response.SomeHeaders, RuleHeaderMissing), x.Response.StatusOffset)
	k.undocumentedHeaders(declared)
	s := side{
		subject: "response body", body: &x.Response.Body, headers: x.Response.Headers, someHeaders: x.Response.SomeHeaders,
		payload: declared.body, mandatory: true, declared: declared.at,
	}
	if k.operation.method == http.MethodHead || bodiless(x.Response.Status) {
		s.payload = nil
	}
	k.body(&s)
}

// ruleUnless gives a rule that does not apply under a condition.
func ruleUnless(condition bool, rule RuleID) RuleID {
	if condition {
		return ""
	}
	return rule
}

// bodiless says whether HTTP (RFC 9110) gives a response with the status no body.
func bodiless(status int) bool {
	return status == http.StatusNoContent || status == http.StatusNotModified || status < 200
}

// response finds what is declared for a status: itself, its class, or the default.
func (op *operation) response(status int) *response {
	var found *response
	rank := 0
	for _, r := range op.responses {
		if r.code == status {
			return r // as most do, and the first of the list at that
		}
		if n := r.rank(status); n > rank {
			found, rank = r, n
		}
	}
	return found
}

// list joins alternatives: "a", "a or b", "a, b or c".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return "nothing"
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
}

// quote makes foreign text safe to print, on one line and cut at 80 bytes.
func quote(text string) string {
	const most = 80
	if len(text) > most {
		return fmt.Sprintf("%q...", text[:most])
	}
	return strconv.Quote(text)
}
