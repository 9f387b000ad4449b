package devenviron_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/openapi"
)

// declared is an operation as the contract declares it.
type declared struct {
	*openapi3.Operation
	parameters openapi3.Parameters // those of its path as well
}

// contractOperations are the operations of the embedded documents, by their IDs.
func contractOperations(t *testing.T) map[string]declared {
	t.Helper()
	docs, err := openapi.Embedded()
	require.NoError(t, err)
	found := map[string]declared{}
	for _, doc := range docs {
		for _, item := range doc.Paths.Map() {
			for _, op := range item.Operations() {
				found[op.OperationID] = declared{op, slices.Concat(item.Parameters, op.Parameters)}
			}
		}
	}
	return found
}

// requestOf makes a request to an operation.
func requestOf(t *testing.T, v variant, op declared) request {
	t.Helper()
	r := request{path: map[string]string{}}
	s := sampler{t: t, variant: v}
	for _, parameter := range op.parameters {
		p := parameter.Value
		if p.In == openapi3.ParameterInPath {
			r.path[p.Name] = s.value(p.Schema, p.Name).(string)
			continue
		}
		if r.query == nil {
			r.query = map[string]any{}
		}
		if p.Required || v != bare {
			r.query[p.Name] = s.value(p.Schema, p.Name)
		}
	}
	if body := op.RequestBody; body != nil && (body.Value.Required || v != bare) {
		r.body = s.value(body.Value.Content["application/json"].Schema, "body")
	}
	return r
}

// answerOf makes the body of an answer, nil where the contract has none.
func answerOf(t *testing.T, v variant, op declared, status string) any {
	t.Helper()
	media := op.Responses.Value(status).Value.Content["application/json"]
	if media == nil {
		return nil
	}
	return sample(t, v, media.Schema)
}

// success is the least status that the operation declares.
func (op declared) success() string { return slices.Min(slices.Collect(maps.Keys(op.Responses.Map()))) }

// asked is the request as the generated servers hand it on.
func (r request) asked(op declared) map[string]any {
	asked := map[string]any{}
	for name, value := range r.path {
		asked[name] = value
	}
	if r.query != nil {
		asked["Params"] = r.query
	}
	if op.RequestBody != nil {
		asked["Body"] = r.body
	}
	return asked
}

func TestRoundTripsCoverTheContract(t *testing.T) {
	contract := contractOperations(t)
	require.ElementsMatch(t, slices.Collect(maps.Keys(contract)), slices.Collect(maps.Keys(operations)))
	for id, op := range operations {
		statuses := slices.Collect(maps.Keys(contract[id].Responses.Map()))
		require.ElementsMatch(t, statuses, slices.Collect(maps.Keys(op.answers)), id)
	}
}

func TestEveryAnswerArrives(t *testing.T) {
	judge, err := conformance.Embedded()
	require.NoError(t, err)
	contract := contractOperations(t)
	for _, id := range slices.Sorted(maps.Keys(operations)) {
		op := operations[id]
		asked := requestOf(t, bare, contract[id])
		for _, status := range slices.Sorted(maps.Keys(op.answers)) {
			response := contract[id].Responses.Value(status).Value
			for _, v := range []variant{full, zero, null, empty, bare, reserved, novel} {
				t.Run(id+"/"+status+"/"+string(v), func(t *testing.T) {
					w := newWire(t)
					body := answerOf(t, v, contract[id], status)
					headers := w.prepare(op.answers[status], body, v != bare)

					got, err := op.call(t.Context(), w, asked)
					require.NoError(t, err)

					requireAnswer(t, got, status, body, headers)
					for name := range response.Headers {
						require.Equal(t, v != bare, w.header(name) != "", name)
					}
					var want []string
					// Without an open enumeration there is nothing new.
					if v == novel && encode(t, body) != encode(t, answerOf(t, full, contract[id], status)) {
						want = []string{string(conformance.RuleUndocumentedValue)}
					}
					require.ElementsMatch(t, want, w.findings(judge))
				})
			}
		}
	}
}

func TestEveryRequestArrives(t *testing.T) {
	judge, err := conformance.Embedded()
	require.NoError(t, err)
	contract := contractOperations(t)
	for _, id := range slices.Sorted(maps.Keys(operations)) {
		op := operations[id]
		for _, v := range []variant{full, zero, bare, reserved} {
			t.Run(id+"/"+string(v), func(t *testing.T) {
				w := newWire(t)
				sent := requestOf(t, v, contract[id])
				success := contract[id].success()
				w.prepare(op.answers[success], answerOf(t, bare, contract[id], success), false)

				_, err := op.call(t.Context(), w, sent)
				require.NoError(t, err)

				require.JSONEq(t, encode(t, sent.asked(contract[id])), encode(t, w.asked))
				inQuery := slices.Collect(maps.Keys(w.exchange.Request.URL.Query()))
				require.ElementsMatch(t, slices.Collect(maps.Keys(sent.query)), inQuery, "an absent parameter is not sent")
				require.Empty(t, w.findings(judge))
			})
		}
	}
}

// The generated servers check that parameters and bodies can be read. Limits and conditions are not their business.
func TestServersRefuseWhatTheyCannotRead(t *testing.T) {
	contract := contractOperations(t)
	for _, tt := range []struct {
		name, operation string
		edit            func(*http.Request)
	}{
		{"a mandatory parameter is absent", "listInstances", func(r *http.Request) { r.URL.RawQuery = "limit=10" }},
		{"a number is a word", "listInstances", func(r *http.Request) { r.URL.RawQuery = "de_type=Notebook&limit=ten" }},
		{"a parameter comes twice", "listInstances", func(r *http.Request) { r.URL.RawQuery += "&limit=10" }},
		{"a number is a fraction", "listAllNotebooks", func(r *http.Request) { r.URL.RawQuery = "limit=1.5" }},
		{"a boolean is a word", "deleteImage", func(r *http.Request) { r.URL.RawQuery = "force=perhaps" }},
		{"the body is cut", "createInstance", func(r *http.Request) { setBody(r, `{"name":"a`) }},
		{"the body has another type", "createInstance", func(r *http.Request) { setBody(r, `{"name":7}`) }},
		{"an optional body is cut", "renewLease", func(r *http.Request) { setBody(r, `{"duration":`) }},
		{"the body is empty", "createInstance", func(r *http.Request) { setBody(r, "") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWire(t)
			w.edit = tt.edit
			_, err := operations[tt.operation].call(t.Context(), w, requestOf(t, full, contract[tt.operation]))
			require.NoError(t, err)
			require.Equal(t, http.StatusBadRequest, w.exchange.Response.Status)
			require.Nil(t, w.asked, "the service was asked")
		})
	}
}

func TestClientsKeepWhatTheContractDoesNotDocument(t *testing.T) {
	w := newWire(t)
	w.respond = `{"id":"1","name":"a","status":"RUNNING","brand_new":{"deep":[1]}}`
	got, err := w.notebooks.ShowNotebookWithResponse(t.Context(), "project", "1")
	require.NoError(t, err)
	require.Equal(t, "RUNNING", string(got.JSON200.Status))
	require.JSONEq(t, w.respond, string(got.Body))
}

// What the generated types cannot say: programs that need the difference read the body.
func TestEmptyListsAndMapsLeaveAsAbsent(t *testing.T) {
	require.JSONEq(t, `{"id":"","name":"","status":""}`, encode(t, notebooks.Notebook{Endpoints: []notebooks.Endpoint{}}))
	require.JSONEq(t, `{"storage":{"type":""}}`, encode(t, demanager.NotebookSpecRequest{Annotations: map[string]string{}}))
}
