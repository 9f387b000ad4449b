package conformance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
)

// coveredBy lists the elements that exchanges with the shop cover, by kind.
func coveredBy(t *testing.T, exchanges ...*conformance.Exchange) map[string][]string {
	t.Helper()
	contract, err := open(t, shop).WithCoverage()
	require.NoError(t, err)
	summary := contract.NewSummary()
	for _, x := range exchanges {
		result := contract.Check(x)
		summary.Add(&result)
	}
	covered := map[string][]string{}
	for c := range summary.Coverage.Counts() {
		if c.Exchanges > 0 {
			covered[c.Kind.String()] = append(covered[c.Kind.String()], c.Name)
		}
	}
	return covered
}

func TestAConformingExchangeCoversWhatItShows(t *testing.T) {
	tests := []struct {
		name   string
		target string
		edit   func(*conformance.Exchange)
		want   map[string][]string
	}{
		{
			name:   "parameters in every place, headers, and the body of the response",
			target: "GET /api/v1/items/1,2?fields=name&fields=id&filter[size]=3&p=1",
			edit: func(x *conformance.Exchange) {
				x.Request.Headers = append(x.Request.Headers, conformance.Header{Name: "Cookie", Value: "session=1; other=x"})
				x.Response.Body = body(`[{"id": 1}]`)
			},
			want: map[string][]string{
				"operations":  {"getItems"},
				"statuses":    {"getItems 200"},
				"media-types": {"getItems 200 application/json"},
				"parameters": {
					"getItems path ids", "getItems query fields", "getItems query filter", "getItems query page",
					"getItems header X-Trace", "getItems cookie session",
				},
				"properties":  {"getItems query filter/size", "getItems 200 application/json/*/id"},
				"enum-values": {`getItems query fields/* "id"`, `getItems query fields/* "name"`},
				"headers":     {"getItems 200 X-Count"},
			},
		},
		{
			name:   "the class of a status, which has no body",
			target: "GET /api/v1/items/1",
			edit: func(x *conformance.Exchange) {
				x.Response.Status = 299
				x.Response.Body = body("")
			},
			want: map[string][]string{
				"operations": {"getItems"},
				"statuses":   {"getItems 2XX"},
				"parameters": {"getItems path ids", "getItems header X-Trace"},
			},
		},
		{
			name:   "a form",
			target: "POST /api/v1/orders",
			edit: func(x *conformance.Exchange) {
				x.Request.Headers = []conformance.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}}
				x.Request.Body = body("id=1&tags=a")
				x.Response.Status = 204
				x.Response.Body = body("")
			},
			want: map[string][]string{
				"operations":  {"createOrder"},
				"statuses":    {"createOrder 204"},
				"media-types": {"createOrder request application/x-www-form-urlencoded"},
				"properties":  {"createOrder request application/x-www-form-urlencoded/id", "createOrder request application/x-www-form-urlencoded/tags"},
			},
		},
		{
			name:   "no media type where no body was recorded",
			target: "GET /api/v1/items/1",
			edit:   func(x *conformance.Exchange) { x.Response.Body.Recorded = false },
			want: map[string][]string{
				"operations": {"getItems"},
				"statuses":   {"getItems 200"},
				"parameters": {"getItems path ids", "getItems header X-Trace"},
				"headers":    {"getItems 200 X-Count"},
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := coveredBy(t, exchange(t, tt.target, tt.edit))
			require.Len(t, got, len(tt.want))
			for kind, names := range tt.want {
				require.ElementsMatch(t, names, got[kind], kind)
			}
		})
	}
}

func TestWhatDoesNotConformCoversNothing(t *testing.T) {
	deviating := exchange(t, "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Body = body(`[{"id": "1"}]`) })
	aborted := exchange(t, "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response = conformance.Response{} })
	unmatched := exchange(t, "GET /other", nil)
	require.Empty(t, coveredBy(t, deviating, aborted, unmatched))
}

// A waiver accepts a deviation. It does not turn it into a proof.
func TestAWaivedExchangeCoversNothing(t *testing.T) {
	contract, err := open(t, shop).WithCoverage()
	require.NoError(t, err)
	result := contract.Check(exchange(t, "GET /api/v1/items/1", func(x *conformance.Exchange) { x.Response.Body = body(`[{"id": "1"}]`) }))
	result.Findings[0].Waived = "known"
	result.Conclude()
	require.Equal(t, conformance.Conforms, result.Verdict)
	require.Empty(t, result.Covered)
}

func TestARefusedRequestThatDeviatesCoversOnlyItsAnswer(t *testing.T) {
	refused := func(x *conformance.Exchange) {
		x.Response.Status = 404
		x.Response.Body = body("{}")
	}
	require.Equal(t, map[string][]string{
		"operations":  {"getItems"},
		"statuses":    {"getItems 404"},
		"media-types": {"getItems 404 application/*"},
	}, coveredBy(t, exchange(t, "GET /api/v1/items/x", refused)))
	require.Contains(t, coveredBy(t, exchange(t, "GET /api/v1/items/1", refused)), "parameters")
}

func TestCoverageIsOnlyCountedWhenAskedFor(t *testing.T) {
	contract := open(t, shop)
	require.Nil(t, contract.NewSummary().Coverage)
	result := contract.Check(exchange(t, "GET /api/v1/items/1", nil))
	require.Nil(t, result.Covered)
}

// What can never be seen is not there to be covered.
func TestHeadersThatAreIgnoredAndBodiesThatCannotBeAreNoElements(t *testing.T) {
	contract, err := open(t, `
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    parameters: [{name: Accept, in: header, schema: {type: string}}]
    head: {responses: {'200': {description: A., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}}
    get: {responses: {'204': {description: A., headers: {Content-Type: {schema: {type: string}}}, content: {application/json: {schema: {type: object}}}}}}
`).WithCoverage()
	require.NoError(t, err)
	var names []string
	for c := range contract.NewSummary().Coverage.Counts() {
		names = append(names, c.Name)
	}
	require.Equal(t, []string{"HEAD /a", "GET /a", "HEAD /a 200", "GET /a 204"}, names)
}

func TestFloorsThatAreNotReachedAreFindings(t *testing.T) {
	contract, err := open(t, shop).WithCoverage()
	require.NoError(t, err)
	summary := contract.NewSummary()
	result := contract.Check(exchange(t, "GET /api/v1/items/1", nil))
	summary.Add(&result)
	floors := make([]coverage.Floor, 3)
	for i, text := range []string{"operations=33.33", "operations=33.34", "statuses=100"} {
		require.NoError(t, floors[i].UnmarshalText([]byte(text)))
	}
	contract.CheckFloors(summary, floors)
	require.Equal(t, 2, summary.Errors)
	require.Len(t, summary.Findings, 2)
	f := summary.Findings[0]
	require.Equal(t, `coverage of operations: got 33.33 % (1 of 3), want at least 33.34 % (the first that is not covered is HEAD /items/{ids})`, f.Message())
	require.Equal(t, conformance.RuleCoverageFloor, f.Rule)
	require.Equal(t, 27, f.Evidence.Line)
	require.NotEqual(t, f.Fingerprint, summary.Findings[1].Fingerprint)
}
