package devenviron_test

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// roundTripper is a transport of tests.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// over makes a client whose requests go over the wire to the generated servers.
func (w *wire) over(project string) *devenviron.Client {
	c, err := devenviron.New(w.server, devenviron.WithProject(project), devenviron.WithToken("secret"), devenviron.WithRetries(0),
		devenviron.WithHTTPClient(&http.Client{Transport: roundTripper(w.Do)}))
	require.NoError(w.t, err)
	return c
}

func TestEveryOperationIsAMethod(t *testing.T) {
	require.ElementsMatch(t, slices.Collect(maps.Keys(contractOperations(t))), slices.Collect(maps.Keys(calls)))
}

func TestOperationsGiveWhatTheServiceAnswers(t *testing.T) {
	judge, err := conformance.Embedded()
	require.NoError(t, err)
	contract := contractOperations(t)
	for _, id := range slices.Sorted(maps.Keys(calls)) {
		for _, status := range slices.Sorted(maps.Keys(operations[id].answers)) {
			for _, v := range []variant{full, null, bare, novel} {
				if status[0] != '2' {
					continue
				}
				t.Run(id+"/"+status+"/"+string(v), func(t *testing.T) {
					w := newWire(t)
					sent := requestOf(t, v, contract[id])
					body := answerOf(t, v, contract[id], status)
					w.prepare(operations[id].answers[status], body, false)

					got, err := calls[id](t, t.Context(), w.over(sent.path["project_id"]), sent)
					require.NoError(t, err)

					switch {
					case body != nil:
						require.JSONEq(t, encode(t, body), encode(t, got))
					case got != nil:
						require.NotEqual(t, "null", encode(t, got), "an answer without a body is empty, not nil")
					}
					if v != novel {
						require.Empty(t, w.findings(judge))
					}
				})
			}
		}
	}
}

func TestOperationsSendWhatTheyAreGiven(t *testing.T) {
	judge, err := conformance.Embedded()
	require.NoError(t, err)
	contract := contractOperations(t)
	for _, id := range slices.Sorted(maps.Keys(calls)) {
		for _, v := range []variant{full, reserved} {
			t.Run(id+"/"+string(v), func(t *testing.T) {
				w := newWire(t)
				sent := requestOf(t, v, contract[id])
				for name := range sent.path {
					sent.path[name] = "DE-0b1c.~_" // IDs have no reserved characters
				}
				if id == "renewLease" {
					clear(sent.query) // the page advises to use the body instead
				}
				success := contract[id].success()
				w.prepare(operations[id].answers[success], answerOf(t, bare, contract[id], success), false)

				_, err := calls[id](t, t.Context(), w.over(sent.path["project_id"]), sent)
				require.NoError(t, err)

				require.JSONEq(t, encode(t, sent.asked(contract[id])), encode(t, w.asked))
				require.Empty(t, w.findings(judge))
			})
		}
	}
}

func TestOperationsGiveTypedErrors(t *testing.T) {
	contract := contractOperations(t)
	for _, id := range slices.Sorted(maps.Keys(calls)) {
		for status, want := range map[string]error{"401": devenviron.ErrUnauthorized, "403": devenviron.ErrForbidden, "404": devenviron.ErrNotFound, "429": devenviron.ErrThrottled} {
			t.Run(id+"/"+status, func(t *testing.T) {
				w := newWire(t)
				sent := requestOf(t, bare, contract[id])
				w.prepare(operations[id].answers[status], map[string]any{"error_code": "ModelArts.9999", "error_msg": "no"}, true)

				_, err := calls[id](t, t.Context(), w.over(sent.path["project_id"]), sent)

				require.ErrorIs(t, err, want)
				var e *devenviron.Error
				require.ErrorAs(t, err, &e)
				require.Equal(t, "ModelArts.9999", e.Code)
				require.Equal(t, "no", e.Message)
				require.Equal(t, "5c2bd9ff62e8a2a5d1e7d1c0c0ffee00", e.RequestID)
			})
		}
	}
}

func TestIDsThatWouldChangeThePathAreNotSent(t *testing.T) {
	contract := contractOperations(t)
	sent := 0
	c, err := devenviron.New("cn-north-4", devenviron.WithProject("p"), devenviron.WithToken("secret"),
		devenviron.WithHTTPClient(&http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
			sent++
			return nil, context.Canceled
		})}))
	require.NoError(t, err)
	for _, id := range slices.Sorted(maps.Keys(calls)) {
		for _, parameter := range contract[id].parameters {
			if parameter.Value.In != "path" || parameter.Value.Name == "project_id" {
				continue
			}
			for _, bad := range []string{"", ".", "..", "a/b", "../x", `a\b`, "a?b", "a#b", "a%2Fb", "a b", "a\x00", "ü", strings.Repeat("a", 257)} {
				r := requestOf(t, full, contract[id])
				r.path[parameter.Value.Name] = bad
				_, err := calls[id](t, t.Context(), c, r)
				require.ErrorContains(t, err, "want letters, digits and any of -._~", "%s %s %q", id, parameter.Value.Name, bad)
			}
		}
	}
	require.Zero(t, sent)
}

func TestListsThatARequestMustHaveAreNeverNull(t *testing.T) {
	bodies := map[string]string{}
	c, err := devenviron.New("cn-north-4", devenviron.WithProject("p"), devenviron.WithToken("secret"),
		devenviron.WithHTTPClient(&http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			var sent json.RawMessage
			require.NoError(t, json.NewDecoder(r.Body).Decode(&sent))
			bodies[r.URL.Path] = string(sent)
			return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody}, nil
		})}))
	require.NoError(t, err)
	vpc := notebooks.UserVPCRequest{VpcID: "v", SubnetID: "s"}

	_, err = c.CreateNotebook(t.Context(), notebooks.CreateNotebookRequest{UserVpc: &vpc})
	require.NoError(t, err)
	require.NoError(t, c.CreateNotebookTags(t.Context(), "n", nil))
	require.NoError(t, c.DeleteNotebookTags(t.Context(), "n", nil))

	require.Contains(t, bodies["/v1/p/notebooks"], `"security_group_ids":[]`)
	require.JSONEq(t, `{"tags":[]}`, bodies["/v1/p/notebooks/n/tags/create"])
	require.JSONEq(t, `{"tags":[]}`, bodies["/v1/p/notebooks/n/tags/delete"])
	require.Nil(t, vpc.SecurityGroupIds, "what the caller gave is changed")
}

// mandatoryLists are the places of lists that a body must have.
func mandatoryLists(place string, schema *openapi3.Schema) []string {
	var found []string
	for name, property := range schema.Properties {
		at := place + "/" + name
		if property.Value.Type.Is("array") && slices.Contains(schema.Required, name) {
			found = append(found, at)
		}
		found = append(found, mandatoryLists(at, property.Value)...)
	}
	if schema.Items != nil {
		found = append(found, mandatoryLists(place, schema.Items.Value)...)
	}
	return found
}

func TestNoOtherRequestMustHaveAList(t *testing.T) {
	var found []string
	for id, op := range contractOperations(t) {
		if op.RequestBody != nil {
			found = append(found, mandatoryLists(id, op.RequestBody.Value.Content["application/json"].Schema.Value)...)
		}
	}
	require.ElementsMatch(t, []string{"createNotebook/user_vpc/security_group_ids", "createNotebookTags/tags", "deleteNotebookTags/tags"}, found,
		"a nil slice would leave as null; fill it as CreateNotebook does")
}
