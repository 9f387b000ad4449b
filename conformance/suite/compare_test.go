package suite

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/suite/client"
)

func TestAnAnswerIsComparedByWhatTheContractDocuments(t *testing.T) {
	operations, err := readOperations()
	require.NoError(t, err)
	tests := []struct {
		name, operation string
		status          int
		sent, told      string
		want            []string
	}{
		{"the same", "showNotebook", 200, `{"id":"a","status":"RUNNING"}`, `{"status":"RUNNING","id":"a"}`, nil},
		{"an undocumented member may be dropped", "showNotebook", 200, `{"id":"a","new":{"b":1}}`, `{"id":"a"}`, nil},
		{"but not changed", "showNotebook", 200, `{"id":"a","new":{"b":1}}`, `{"id":"a","new":{"b":2}}`, []string{"/new/b: 2, 1"}},
		{"one number has many writings", "showLease", 200, `{"duration":1}`, `{"duration":1.0}`, nil},
		{"digits count", "showLease", 200, `{"duration":9007199254740993}`, `{"duration":9007199254740992}`, []string{"/duration: 9007199254740992, 9007199254740993"}},
		{"null is absent where it is not documented", "showNotebook", 200, `{"description":null}`, `{}`, nil},
		{"and the other way round", "showNotebook", 200, `{}`, `{"description":null}`, nil},
		{"null is a value where it is documented", "showInstance", 200, `{"spec":{"failed_reasons":null}}`, `{"spec":{}}`, []string{"/spec/failed_reasons: none, null"}},
		{"and cannot be invented", "showInstance", 200, `{"spec":{}}`, `{"spec":{"failed_reasons":null}}`, []string{"/spec/failed_reasons: null, none"}},
		{"empty is not absent", "showNotebook", 200, `{"description":"","tags":[]}`, `{}`, []string{`/description: none, ""`, "/tags: none, []"}},
		{"the members of a map are documented", "showInstance", 200, `{"spec":{"annotations":{"a/b":"1","c":"2"}}}`, `{"spec":{"annotations":{"c":"2"}}}`, []string{`/spec/annotations/a~1b: none, "1"`}},
		{"a type is kept", "showLease", 200, `{"duration":1}`, `{"duration":"1"}`, []string{`/duration: "1", 1`}},
		{"a secret is not shown", "showInstanceToken", 200, `{"token":"abc"}`, `{"token":"abd"}`, []string{"/token: another value, the secret that was given"}},
		{"nor where it is lost", "showInstanceToken", 200, `{"token":"abc"}`, `{}`, []string{"/token: none, a secret"}},
		{"a body that is not documented", "createNotebookTags", 204, `{"id":"a"}`, ``, nil},
		{"what nobody sent", "deleteNotebook", 204, ``, `{"id":"a"}`, []string{`: {"id":"a"}, none`}},
		{"what is no JSON", "showNotebook", 200, `ok`, `"ok"`, nil},
		{"null for nothing", "deleteNotebook", 204, ``, `null`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			op := operations[tt.operation]
			require.NotNil(t, op)
			faults := op.told(&client.Answer{Body: json.RawMessage(tt.told)}, &given{status: tt.status, body: []byte(tt.sent)})
			require.Equal(t, tt.want, shownFaults(faults))
		})
	}
}

func shownFaults(faults []fault) []string {
	var shown []string
	for _, f := range faults {
		shown = append(shown, f.pointer+": "+f.got+", "+f.want)
	}
	return shown
}

func TestAnErrorIsComparedByStatusCodeAndText(t *testing.T) {
	operations, err := readOperations()
	require.NoError(t, err)
	right := client.Failure{Status: 400, Code: "ModelArts.6404", Msg: "no"}
	tests := []struct {
		name string
		sent string
		told client.Failure
		want []string
	}{
		{"the same", `{"error_code":"ModelArts.6404","error_msg":"no"}`, right, nil},
		{"another name of the text", `{"error_code":"ModelArts.6404","error_message":"no"}`, right, nil},
		{"no JSON", "<html>", client.Failure{Status: 400, Msg: "<html>"}, nil},
		{"an invented code", "<html>", right, []string{`/error_code: "ModelArts.6404", none`}},
		{"a number as code", `{"error_code":6404,"error_msg":"no"}`, client.Failure{Status: 400, Code: "6404", Msg: "no"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			faults := operations["showNotebook"].told(&client.Answer{Error: &tt.told}, &given{status: 400, body: []byte(tt.sent)})
			require.Equal(t, tt.want, shownFaults(faults))
		})
	}
	require.Empty(t, operations["showNotebook"].told(&client.Answer{Error: &right}, &given{status: 200, body: []byte("<html>")}), "what is no JSON cannot be read")
	require.Len(t, operations["showNotebook"].told(&client.Answer{}, nil), 1, "no answer is no success")
}

func TestARequestIsComparedByWhatItMeans(t *testing.T) {
	operations, err := readOperations()
	require.NoError(t, err)
	tests := []struct {
		name, operation string
		sent, want      string
		// body and asked are JSON texts, "" for none.
		body, asked string
		faults      []string
	}{
		{"escaped otherwise", "showNotebook", "/v1/p/notebooks/a%2Bb", "/v1/p/notebooks/a+b", "", "", nil},
		{"another segment", "showNotebook", "/v1/p/notebooks/a/b", "/v1/p/notebooks/a%2Fb", "", "", []string{": GET /v1/p/notebooks/a/b, GET /v1/p/notebooks/a%2Fb"}},
		{"in another order", "listNotebooks", "/?b=2&a=1+2", "/?a=1%202&b=2", "", "", nil},
		{"given twice", "listNotebooks", "/?a=1&a=2", "/?a=1", "", "", []string{`: "1" and "2", "1"`}},
		{"a default", "listNotebooks", "/?offset=0", "/", "", "", nil},
		{"a default that is a text", "showNotebookTags", "/?workspace_id=0", "/", "", "", nil},
		{"an empty body", "stopNotebook", "/", "/", "{}", "", nil},
		{"a body that nobody documents", "showNotebook", "/", "/", "{}", "", []string{": {}, no body"}},
		{"a body that is null", "stopNotebook", "/", "/", "null", "", []string{": null, {}"}},
		{"a lost body", "stopNotebook", "/", "/", "", `{"a":1}`, []string{`: no body, {"a":1}`}},
		{"no JSON", "stopNotebook", "/", "/", "a=1", `{"a":1}`, []string{": 3 bytes that are not JSON, JSON"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sent, err := http.NewRequest(http.MethodGet, "http://h"+tt.sent, http.NoBody)
			require.NoError(t, err)
			want, err := http.NewRequest(http.MethodGet, "http://h"+tt.want, http.NoBody)
			require.NoError(t, err)
			got := operations[tt.operation].asked(&passed{method: sent.Method, url: sent.URL, header: sent.Header, body: []byte(tt.body)}, want, []byte(tt.asked))
			require.Equal(t, tt.faults, shownFaults(got))
		})
	}
}

func TestAParameterHasTheTypeOfTheContractWhereItsTextHas(t *testing.T) {
	operations, err := readOperations()
	require.NoError(t, err)
	for _, tt := range []struct {
		operation, name, text string
		want                  any
	}{
		{"listNotebooks", "limit", "10", json.Number("10")},
		{"listNotebooks", "limit", "010", "010"},
		{"listNotebooks", "limit", "ten", "ten"},
		{"listNotebooks", "name", "10", "10"},
		{"listNotebooks", "unknown", "10", "10"},
		{"listImages", "name_fuzzy_match", "false", false},
		{"listImages", "name_fuzzy_match", "0", "0"},
	} {
		require.Equal(t, tt.want, typed(operations[tt.operation].parameter(tt.name), tt.text))
	}
}

// Calls give parameters by name alone.
func TestNoOperationHasANameOfParametersTwice(t *testing.T) {
	operations, err := readOperations()
	require.NoError(t, err)
	for id, op := range operations {
		seen := map[string]bool{}
		for _, list := range []openapi3.Parameters{op.contract.Parameters, op.item.Parameters} {
			for _, p := range list {
				require.False(t, seen[p.Value.Name], "%s: %s", id, p.Value.Name)
				require.Contains(t, []string{openapi3.ParameterInPath, openapi3.ParameterInQuery}, p.Value.In, "what holds requests against calls knows no other places")
				seen[p.Value.Name] = true
			}
		}
	}
}

func TestAMaskLearnsTheSecretsOfAnswers(t *testing.T) {
	operations, err := readOperations()
	require.NoError(t, err)
	var m mask
	m.add("", "first", "first-and-more", "a/b c")
	m.learn(decode([]byte(`{"token":"of-the-instance","id":"plain"}`)), operations["showInstanceToken"].responseBody(200))
	m.learn(decode([]byte(`{"token":"abc"}`)), operations["showInstanceToken"].responseBody(200))
	require.Equal(t, "[redacted] [redacted] [redacted] plain abc [redacted]", m.text("first-and-more first of-the-instance plain abc a%2Fb%20c"))
	require.Empty(t, strings.TrimSpace(m.text("")))
}
