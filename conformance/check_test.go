package conformance_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

const shop = `
openapi: 3.0.3
info: {title: Shop, version: 1.0.0}
servers: [{url: 'https://shop.example/api/{stage}', variables: {stage: {default: v1}}}]
paths:
  /items/{ids}:
    get:
      operationId: getItems
      parameters:
        - {name: ids, in: path, required: true, schema: {type: array, items: {type: integer}}}
        - {name: fields, in: query, schema: {type: array, items: {type: string, enum: [id, name]}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {size: {type: integer}}}}
        - {name: where, in: query, content: {application/json: {schema: {type: object, required: [a]}}}}
        - {name: page, in: query, schema: {type: integer, minimum: 1}, x-aliases: [p]}
        - {name: X-Trace, in: header, required: true, schema: {type: string, maxLength: 4}}
        - {name: session, in: cookie, schema: {type: string, pattern: '^[0-9]+$'}}
      responses:
        '200':
          description: Items.
          headers:
            X-Count: {required: true, schema: {type: integer}}
          content:
            application/json: {schema: {type: array, items: {type: object, properties: {id: {type: integer}}}}}
            text/csv: {schema: {type: string, minLength: 3}}
        2XX: {description: Nothing.}
        '404': {description: Nothing., content: {'application/*': {schema: {type: object}}}}
    head:
      parameters: [{name: ids, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: Nothing., content: {application/json: {schema: {type: object}}}}}
  /orders:
    post:
      operationId: createOrder
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}}}}
          application/x-www-form-urlencoded:
            schema: {type: object, required: [id], properties: {id: {type: integer}, tags: {type: array, items: {type: string, maxLength: 2}}}}
      responses: {'204': {description: Nothing.}}
security: [{key: []}, {}]
components:
  securitySchemes: {key: {type: apiKey, in: query, name: api_key}}
`

func open(t *testing.T, document string) *conformance.Contract {
	t.Helper()
	file := filepath.Join(t.TempDir(), "contract.yaml")
	require.NoError(t, os.WriteFile(file, []byte(document), 0o600))
	c, err := conformance.Open(file)
	require.NoError(t, err)
	return c
}

// exchange builds a conforming exchange with the shop; edit makes it what a test wants.
func exchange(t *testing.T, target string, edit func(*conformance.Exchange)) *conformance.Exchange {
	t.Helper()
	method, raw, _ := strings.Cut(target, " ")
	u, err := url.Parse(raw)
	require.NoError(t, err)
	x := &conformance.Exchange{ID: "shop.har#0", File: "shop.har", Position: func(offset int) (int, int) { return 1, offset + 1 }}
	x.Request = conformance.Request{
		Method: method, URL: u, RawURL: raw, URLOffset: func(index int) int { return index },
		Headers: []conformance.Header{{Name: "x-trace", Value: "abcd"}},
	}
	x.Request.Body = conformance.Body{Recorded: true}
	x.Response = conformance.Response{Status: 200, Headers: []conformance.Header{{Name: "Content-Type", Value: "application/json; charset=utf-8"}, {Name: "X-Count", Value: "0"}}}
	x.Response.Body = body("[]")
	if edit != nil {
		edit(x)
	}
	return x
}

func body(text string) conformance.Body {
	return conformance.Body{Bytes: []byte(text), Recorded: true, Offset: func(i int) int { return 1000 + i }}
}

func TestCheckFindsWhatDeviates(t *testing.T) {
	c := open(t, shop)
	order := func(contentType, text string) func(*conformance.Exchange) {
		return func(x *conformance.Exchange) {
			x.Request.Headers = []conformance.Header{{Name: "Content-Type", Value: contentType}}
			x.Request.Body = body(text)
			x.Response = conformance.Response{Status: 204, Body: conformance.Body{Recorded: true}}
		}
	}
	tests := []struct {
		name, target string
		edit         func(*conformance.Exchange)
		// want is severity, rule, column of the evidence, and message.
		want []string
	}{
		{"nothing", "GET https://h/api/v1/items/1,2?fields=id&fields=name&filter[size]=3&page=1", nil, nil},
		{"nothing under another stage", "GET /api/v2/items/1", nil, nil},
		{"nothing about a credential in the query", "GET /api/v1/items/1?api_key=xxxxxx", nil, nil},
		{"nothing about an alias", "GET /api/v1/items/1?p=2", nil, nil},
		{"the value under an alias", "GET /api/v1/items/1?p=0", nil, []string{`error range 19 query parameter "page": got 0, want at least 1`}},
		{"an item of a path", "GET /api/v1/items/1,x", nil, []string{`error type 17 path parameter "ids" /1: got "x", want an integer`}},
		{"an item of a repeated parameter", "GET /api/v1/items/1?fields=id&fields=age", nil, []string{`error enum 34 query parameter "fields" /1: got "age", want one of "id" or "name"`}},
		{"a property of a deep object", "GET /api/v1/items/1?filter[size]=big", nil, []string{`error type 30 query parameter "filter" /size: got "big", want an integer`}},
		{"a parameter that is JSON", "GET /api/v1/items/1?where=%7B%7D", nil, []string{`error required 23 query parameter "where": got no "a", want property "a"`}},
		{"an unknown parameter", "GET /api/v1/items/1?pgae=1", nil, []string{`error parameter-unknown 17 query parameter "pgae": got an undeclared parameter, want a declared one (did you mean "page"?)`}},
		{"a parameter given twice", "GET /api/v1/items/1?page=1&page=2", nil, []string{`error parameter-repeated 24 query parameter "page": got 2 values, want one`}},
		{"a parameter that cannot be read", "GET /api/v1/items/1?page=%zz", nil, []string{`error parameter-syntax 22 query parameter "page": got "%zz", want style form`}},
		{"a missing header", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Request.Headers = nil }, []string{`error parameter-missing 1 request header "X-Trace": got none, want a value`}},
		{"a header", "GET /api/v1/items/1", func(x *conformance.Exchange) {
			x.Request.Headers = []conformance.Header{{Name: "X-Trace", Value: "abcde", Offset: 7}}
		}, []string{`error length 8 request header "X-Trace": got 5 characters, "abcde", want at most 4 characters`}},
		{"a cookie", "GET /api/v1/items/1", func(x *conformance.Exchange) {
			x.Request.Headers = append(x.Request.Headers, conformance.Header{Name: "Cookie", Value: "a=1; session=x", Offset: 10})
		}, []string{`error pattern 24 cookie parameter "session": got "x", want text that matches ^[0-9]+$`}},
		{"a body that is not declared", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Request.Body = body("{}") }, []string{`error body-unexpected 1001 request body: got 2 bytes, want no body`}},
		{"a missing response header", "GET /api/v1/items/1", func(x *conformance.Exchange) {
			x.Response.Headers = x.Response.Headers[:1]
			x.Response.StatusOffset = 5
		}, []string{`error header-missing 6 response header "X-Count": got none, want a value`}},
		{"an undeclared status", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Status = 500 }, []string{`error status-undeclared 1 response status: got 500, want 200, 2XX or 404`}},
		{"a body under a class of statuses", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Status = 202 }, []string{`error body-unexpected 1001 response body: got 2 bytes, want no body`}},
		{"an empty body", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Body = body("") }, []string{`error body-missing 1001 response body: got an empty body, want a body of type application/json or text/csv`}},
		{"no media type", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Headers = x.Response.Headers[1:] }, []string{`error media-type-missing 1001 response body: got no Content-Type, want application/json or text/csv`}},
		{"an undeclared media type", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Headers[0].Value = "text/html" }, []string{`error media-type-undeclared 1 response body: got "text/html", want application/json or text/csv`}},
		{"a text body", "GET /api/v1/items/1", func(x *conformance.Exchange) {
			x.Response.Headers[0].Value = "text/csv"
			x.Response.Body = body("ab")
		}, []string{`error length 1001 response body: got "ab", want at least 3 characters`}},
		{"a body under a range of media types", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Status = 404 }, []string{`error type 1001 response body: got an array, want an object`}},
		{"a byte of a body", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Body = body(`[{"id": "x"}]`) }, []string{`error type 1009 response body /0/id: got "x", want an integer`}},
		{"an undocumented property", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Body = body(`[{"ID": 1}]`) }, []string{`warning undocumented-property 1003 response body /0/ID: got property "ID", want a documented property (did you mean "id"?)`}},
		{"a body after HEAD", "HEAD /api/v1/items/1", nil, []string{`error body-unexpected 1001 response body: got 2 bytes, want no body`}},
		{"nothing about a body that is not recorded", "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Body = conformance.Body{} }, nil},
		{"a missing request body", "POST /api/v1/orders", order("", ""), []string{`error body-missing 1001 request body: got an empty body, want a body of type application/json or application/x-www-form-urlencoded`}},
		{"nothing in a form", "POST /api/v1/orders", order("application/x-www-form-urlencoded", "id=5&tags=a&tags=b+"), nil},
		{"a field of a form", "POST /api/v1/orders", order("application/x-www-form-urlencoded", "id=5&tags=abc"), []string{`error length 1011 request body /tags/0: got 3 characters, "abc", want at most 2 characters`}},
		{"a request that the service refused", "GET /api/v1/items/x", func(x *conformance.Exchange) {
			x.Response.Status = 404
			x.Response.Body = body("{}")
		}, []string{`info type 15 path parameter "ids" /0: got "x", want an integer`}},
		{"an exchange without a response", "GET /api/v1/items/1", func(x *conformance.Exchange) {
			x.Response = conformance.Response{StatusOffset: 2}
		}, []string{`warning status-missing 3 response status: got none, want a status`}},
		{"an unknown method", "PATCH /api/v1/orders", func(x *conformance.Exchange) { x.Request.MethodOffset = 3 }, []string{`error method-unknown 4 request: got "PATCH", want POST for /api/{stage}/orders`}},
		{"an unknown path", "GET /api/v1/order", func(x *conformance.Exchange) { x.Request.URLOffset = func(index int) int { return 3 + index } }, []string{`warning operation-unknown 4 request: got "/api/v1/order", want a path of the contract (nearest /api/{stage}/orders)`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := c.Check(exchange(t, tt.target, tt.edit))
			var got []string
			for _, f := range r.Findings {
				require.NotZero(t, f.Contract.Line, "every finding names its place in the contract")
				got = append(got, strings.Join([]string{f.Severity.String(), string(f.Rule), f.Evidence.String()[len("shop.har:1:"):], f.Message()}, " "))
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func TestVerdicts(t *testing.T) {
	c := open(t, shop)
	tests := []struct {
		name, target string
		status       int
		want         conformance.Verdict
	}{
		{"without a finding", "GET /api/v1/items/1", 200, conformance.Conforms},
		{"with an error", "GET /api/v1/items/1", 500, conformance.Deviates},
		{"without an operation", "GET /other", 200, conformance.Unmatched},
		{"without the method", "PUT /api/v1/orders", 200, conformance.Unmatched},
		{"without a response", "GET /api/v1/items/1", 0, conformance.Unjudged},
		{"with an error in the request and no response", "GET /api/v1/items/x", 0, conformance.Deviates},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := c.Check(exchange(t, tt.target, func(x *conformance.Exchange) { x.Response.Status = tt.status }))
			require.Equal(t, tt.want, r.Verdict)
		})
	}
}

func TestBodiesThatAreNotJudgedAreAccountedFor(t *testing.T) {
	c := open(t, strings.Replace(shop, "text/csv:", "application/xml:", 1))
	tests := []struct {
		name string
		edit func(*conformance.Exchange)
		want []conformance.UnjudgedBody
	}{
		{"a judged body", nil, nil},
		{
			"a body that is not recorded", func(x *conformance.Exchange) { x.Response.Body = conformance.Body{} },
			[]conformance.UnjudgedBody{{Subject: "response body", Reason: "not recorded"}},
		},
		{
			"a body of another kind", func(x *conformance.Exchange) { x.Response.Headers[0].Value = "application/xml" },
			[]conformance.UnjudgedBody{{Subject: "response body", Reason: "media type application/xml"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := c.Check(exchange(t, "GET /api/v1/items/1", tt.edit))
			require.Equal(t, tt.want, r.Unjudged)
			require.Equal(t, conformance.Conforms, r.Verdict)
		})
	}
}

func TestTheZeroVerdictIsNotAPass(t *testing.T) {
	var r conformance.Result
	require.Equal(t, conformance.Unjudged, r.Verdict)
	var s conformance.Summary
	s.Add(&r)
	require.Zero(t, s.Judged())
}

func TestAResponseIsJudgedByWhatNamesItsStatusBest(t *testing.T) {
	judged := func(keys ...string) string {
		var document strings.Builder
		document.WriteString("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n")
		for _, key := range keys {
			document.WriteString("        '" + key + "': {description: D., headers: {X-" + key + ": {required: true, schema: {type: string}}}}\n")
		}
		r := open(t, document.String()).Check(&conformance.Exchange{
			Request: conformance.Request{Method: "GET", URL: &url.URL{Path: "/a"}}, Response: conformance.Response{Status: 404},
		})
		require.Len(t, r.Findings, 1)
		return r.Findings[0].Subject
	}
	require.Equal(t, `response header "X-404"`, judged("4XX", "404", "default"))
	require.Equal(t, `response header "X-4XX"`, judged("default", "4XX", "400"))
	require.Equal(t, `response header "X-4xx"`, judged("4xx", "default"))
	require.Equal(t, `response header "X-default"`, judged("200", "5XX", "default"))
	require.Equal(t, "response status", judged("4", "0XX", "40X")) // none of them is a status
}
