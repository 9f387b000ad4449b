package conformance_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// asking wants a header of the request and one of the response, a credential, and media types of both bodies.
const asking = `
openapi: 3.0.3
info: {title: t, version: '1'}
security: [{token: []}]
paths:
  /orders:
    post:
      parameters: [{name: X-Stage, in: header, required: true, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        '201':
          description: D.
          headers: {X-Request-Id: {required: true, schema: {type: string}}}
          content: {application/json: {schema: {type: object}}}
components:
  securitySchemes: {token: {type: apiKey, in: header, name: X-Auth-Token}}
`

func ordered(body string) *conformance.Exchange {
	x := &conformance.Exchange{File: "x"}
	x.Request.Method, x.Request.URL = "POST", &url.URL{Path: "/orders"}
	x.Request.Headers = []conformance.Header{{Name: "Accept", Value: "*/*"}}
	x.Request.Body = conformance.Body{Bytes: []byte(body), Recorded: true}
	x.Response.Status, x.Response.Body = 201, x.Request.Body
	return x
}

func rulesOf(r conformance.Result) (rules []conformance.RuleID) {
	for _, f := range r.Findings {
		rules = append(rules, f.Rule)
	}
	return rules
}

func TestOfSomeHeadersNoneIsMissing(t *testing.T) {
	c := open(t, asking)
	x := ordered("{}")
	require.Equal(t, []conformance.RuleID{
		conformance.RuleParameterMissing, conformance.RuleCredentialsMissing, conformance.RuleMediaTypeMissing,
		conformance.RuleHeaderMissing, conformance.RuleMediaTypeMissing,
	}, rulesOf(c.Check(x)))
	x.Request.SomeHeaders = true
	require.Equal(t, []conformance.RuleID{conformance.RuleHeaderMissing, conformance.RuleMediaTypeMissing}, rulesOf(c.Check(x)))
	x.Response.SomeHeaders = true
	require.Empty(t, c.Check(x).Findings)
}

func TestABodyWithSomeHeadersIsJudgedByItsOnlyMediaType(t *testing.T) {
	x := ordered("[]")
	x.Request.SomeHeaders, x.Response.SomeHeaders = true, true
	require.Equal(t, []conformance.RuleID{conformance.RuleType, conformance.RuleType}, rulesOf(open(t, asking).Check(x)))

	either := open(t, strings.ReplaceAll(asking, "content: {", "content: {text/plain: {schema: {type: string}}, "))
	r := either.Check(x)
	require.Empty(t, r.Findings)
	require.Equal(t, []conformance.UnjudgedBody{
		{Subject: "request body", Reason: "media type not recorded"}, {Subject: "response body", Reason: "media type not recorded"},
	}, r.Unjudged)
}
