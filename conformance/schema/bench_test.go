package schema_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
	"github.com/devenviron/contract/openapi"
)

// A subject is a kind of body that is judged, in several variants.
type subject struct {
	name    string
	program *schema.Program
	route   *routers.Route
	bodies  [][]byte
}

// subjects are what the speed of the engine is measured on.
func subjects(b *testing.B) []subject {
	b.Helper()
	docs, err := openapi.Embedded()
	require.NoError(b, err)
	kinds := []struct {
		name, operation string
		count           int
		sample          func(sampler) any
	}{
		{"instance", "showInstance", 64, func(s sampler) any { return s.instance() }},
		{"notebook", "showNotebook", 64, func(s sampler) any { return s.notebook() }},
		{"list", "listAllNotebooks", 1, func(s sampler) any { return s.page(1000) }},
	}
	var out []subject
	for _, kind := range kinds {
		route := routeOf(b, docs, kind.operation)
		var c schema.Compiler
		program, err := c.Compile(route.Operation.Responses.Status(200).Value.Content["application/json"].Schema, schema.Response)
		require.NoError(b, err)
		for _, form := range []struct {
			name   string
			encode func(testing.TB, any) []byte
		}{{"compact", compact}, {"indented", indented}} {
			s := subject{name: kind.name + "/" + form.name, program: program, route: route}
			sample := newSampler(1)
			for range kind.count {
				s.bodies = append(s.bodies, form.encode(b, kind.sample(sample)))
			}
			out = append(out, s)
		}
	}
	return out
}

func routeOf(b *testing.B, docs []*openapi.Document, operation string) *routers.Route {
	b.Helper()
	for _, doc := range docs {
		for path, item := range doc.Paths.Map() {
			for method, op := range item.Operations() {
				if op.OperationID == operation {
					return &routers.Route{Spec: doc.T, Path: path, PathItem: item, Method: method, Operation: op}
				}
			}
		}
	}
	require.Fail(b, "no operation "+operation)
	return nil
}

// measure runs a judge over the bodies of every subject.
func measure(b *testing.B, judge func(s *subject, body []byte) bool) {
	for _, s := range subjects(b) {
		b.Run(s.name, func(b *testing.B) {
			size := 0
			for _, body := range s.bodies {
				require.True(b, judge(&s, body))
				size += len(body)
			}
			b.SetBytes(int64(size / len(s.bodies)))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if !judge(&s, s.bodies[i%len(s.bodies)]) {
					b.Fatal("does not conform")
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	measure(b, func(s *subject, body []byte) bool { return len(s.program.Check(body)) == 0 })
}

func BenchmarkJSONValid(b *testing.B) {
	measure(b, func(_ *subject, body []byte) bool { return json.Valid(body) })
}

func BenchmarkKin(b *testing.B) {
	header := http.Header{"Content-Type": {"application/json"}}
	options := &openapi3filter.Options{MultiError: true, IncludeResponseStatus: true}
	measure(b, func(s *subject, body []byte) bool {
		return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{
				Request: &http.Request{Method: s.route.Method}, Route: s.route, Options: options,
			},
			Status: 200, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Options: options,
		}) == nil
	})
}
