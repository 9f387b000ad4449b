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

// A kind says how the bodies of a subject are made.
type kind struct {
	name, operation string
	count           int
	sample          func(sampler) any
}

var kinds = []kind{
	{"instance", "showInstance", 64, func(s sampler) any { return s.instance() }},
	{"notebook", "showNotebook", 64, func(s sampler) any { return s.notebook() }},
	{"list", "listAllNotebooks", 1, func(s sampler) any { return s.page(1000) }},
}

func (k kind) subject(b *testing.B, form string, encode func(testing.TB, any) []byte) subject {
	b.Helper()
	route := routeOf(b, k.operation)
	var c schema.Compiler
	program, err := c.Compile(route.Operation.Responses.Status(200).Value.Content["application/json"].Schema, schema.Response)
	require.NoError(b, err)
	s := subject{name: k.name + "/" + form, program: program, route: route}
	sample := newSampler(1)
	for range k.count {
		s.bodies = append(s.bodies, encode(b, k.sample(sample)))
	}
	return s
}

// subjects are what the speed of the engine is measured on.
func subjects(b *testing.B) []subject {
	b.Helper()
	var out []subject
	for _, k := range kinds {
		out = append(out, k.subject(b, "compact", compact), k.subject(b, "indented", indented))
	}
	return out
}

func routeOf(b *testing.B, operation string) *routers.Route {
	b.Helper()
	docs, err := openapi.Embedded()
	require.NoError(b, err)
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

// measure runs a judge over the bodies of subjects.
func measure(b *testing.B, subjects []subject, judge func(s *subject, body []byte) bool) {
	b.Helper()
	for _, s := range subjects {
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
					b.Fatal("another verdict")
				}
			}
		})
	}
}

func conforms(s *subject, body []byte) bool { return len(s.program.Check(body)) == 0 }

func BenchmarkCheck(b *testing.B) { measure(b, subjects(b), conforms) }

func BenchmarkJSONValid(b *testing.B) {
	measure(b, subjects(b), func(_ *subject, body []byte) bool { return json.Valid(body) })
}

// BenchmarkShuffled has the members of all objects in random order.
func BenchmarkShuffled(b *testing.B) {
	var all []subject
	order := newSampler(2)
	for _, k := range kinds {
		all = append(all, k.subject(b, "compact", func(t testing.TB, value any) []byte { return compact(t, order.shuffled(value)) }))
	}
	measure(b, all, conforms)
}

// BenchmarkEscaped has an escape in every string and name.
func BenchmarkEscaped(b *testing.B) {
	var all []subject
	for _, k := range kinds {
		all = append(all, k.subject(b, "compact", func(t testing.TB, value any) []byte { return escaped(compact(t, value)) }))
	}
	measure(b, all, conforms)
}

// BenchmarkQuoted has bodies that are still inside a JSON string.
func BenchmarkQuoted(b *testing.B) {
	var all []subject
	for _, k := range kinds {
		all = append(all, k.subject(b, "compact", func(t testing.TB, value any) []byte {
			quoted := compact(t, string(compact(t, value)))
			return quoted[1 : len(quoted)-1]
		}))
	}
	measure(b, all, func(s *subject, body []byte) bool { return s.program.ConformsQuoted(body) })
}

// BenchmarkComposed has a contract full of combinators.
func BenchmarkComposed(b *testing.B) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(composed))
	require.NoError(b, err)
	var c schema.Compiler
	program, err := c.Compile(doc.Components.Schemas["Events"], schema.Response)
	require.NoError(b, err)
	sample := newSampler(4)
	s := subject{name: "event/compact", program: program}
	for range 64 {
		s.bodies = append(s.bodies, compact(b, sample.events(1)))
	}
	list := subject{name: "list/compact", program: program, bodies: [][]byte{compact(b, sample.events(1000))}}
	measure(b, []subject{s, list}, conforms)
}

// BenchmarkFaulty has a fault in every notebook and instance.
func BenchmarkFaulty(b *testing.B) {
	var all []subject
	faults := newSampler(3)
	for _, k := range kinds {
		all = append(all, k.subject(b, "compact", func(t testing.TB, value any) []byte { return compact(t, faults.faulty(value)) }))
	}
	measure(b, all, func(s *subject, body []byte) bool { return !conforms(s, body) })
}

func BenchmarkKin(b *testing.B) {
	header := http.Header{"Content-Type": {"application/json"}}
	options := &openapi3filter.Options{MultiError: true, IncludeResponseStatus: true}
	measure(b, subjects(b), func(s *subject, body []byte) bool {
		return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{
				Request: &http.Request{Method: s.route.Method}, Route: s.route, Options: options,
			},
			Status: 200, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Options: options,
		}) == nil
	})
}

// BenchmarkCompile compiles the bodies of all subjects.
func BenchmarkCompile(b *testing.B) {
	var routes []*routers.Route
	for _, k := range kinds {
		routes = append(routes, routeOf(b, k.operation))
	}
	for b.Loop() {
		var c schema.Compiler
		for _, route := range routes {
			_, err := c.Compile(route.Operation.Responses.Status(200).Value.Content["application/json"].Schema, schema.Response)
			require.NoError(b, err)
		}
	}
}
