package schema_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// A judge says whether a body is as it should be, for the engine or for what it is compared with.
type judge func(s *subject, body []byte) bool

func conforms(s *subject, body []byte) bool       { return len(s.program.Check(body)) == 0 }
func deviates(s *subject, body []byte) bool       { return len(s.program.Check(body)) > 0 }
func conformsQuoted(s *subject, body []byte) bool { return s.program.ConformsQuoted(body) }
func isJSON(_ *subject, body []byte) bool         { return json.Valid(body) }

var (
	jsonHeader = http.Header{"Content-Type": {"application/json"}}
	kinOptions = &openapi3filter.Options{MultiError: true, IncludeResponseStatus: true}
)

// kinValidatesResponse asks kin-openapi as its users do.
func kinValidatesResponse(s *subject, body []byte) bool {
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: &http.Request{Method: s.route.Method}, Route: s.route, Options: kinOptions,
		},
		Status: http.StatusOK, Header: jsonHeader, Body: io.NopCloser(bytes.NewReader(body)), Options: kinOptions,
	}) == nil
}

// kinVisits asks only the schemas of kin-openapi, of what is decoded for them.
func kinVisits(s *subject, body []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	return decoder.Decode(&value) == nil && s.schema.Value.VisitJSON(value, openapi3.VisitAsResponse(), openapi3.MultiErrors()) == nil
}

// shuffling puts the members of all objects in random order.
func shuffling() encoding {
	order := newSampler(2)
	return func(t testing.TB, value any) []byte { return compact(t, order.shuffled(value)) }
}

// escaping writes an escape into every string and name.
func escaping() encoding {
	return func(t testing.TB, value any) []byte { return escaped(compact(t, value)) }
}

// breaking puts a fault into every notebook and instance.
func breaking() encoding {
	faults := newSampler(3)
	return func(t testing.TB, value any) []byte { return compact(t, faults.faulty(value)) }
}

// quoting writes bodies as they stand inside a JSON string.
func quoting() encoding {
	return func(t testing.TB, value any) []byte {
		quoted := compact(t, string(compact(t, value)))
		return quoted[1 : len(quoted)-1]
	}
}
