package schema_test

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
	"github.com/devenviron/contract/openapi"
)

// A subject is a kind of body that is judged, in several variants.
type subject struct {
	name    string
	program *schema.Program
	schema  *openapi3.SchemaRef
	route   *routers.Route
	bodies  [][]byte
}

// size gives the bytes of all bodies.
func (s *subject) size() int {
	size := 0
	for _, body := range s.bodies {
		size += len(body)
	}
	return size
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

// An encoding writes a value as a body.
type encoding func(t testing.TB, value any) []byte

func (k kind) subject(b *testing.B, form string, encode encoding) *subject {
	b.Helper()
	route := routeOf(b, k.operation)
	root := successOf(route)
	var c schema.Compiler
	program, err := c.Compile(root, schema.Response)
	require.NoError(b, err)
	s := &subject{name: k.name + "/" + form, program: program, schema: root, route: route}
	sample := newSampler(1)
	for range k.count {
		s.bodies = append(s.bodies, encode(b, k.sample(sample)))
	}
	return s
}

// subjects makes a subject of each kind.
func subjects(b *testing.B, form string, encode func() encoding) []*subject {
	b.Helper()
	var out []*subject
	for _, k := range kinds {
		out = append(out, k.subject(b, form, encode()))
	}
	return out
}

// plainSubjects are what the speed of the engine is measured on.
func plainSubjects(b *testing.B) []*subject {
	b.Helper()
	var out []*subject
	for _, k := range kinds {
		out = append(out, k.subject(b, "compact", compact), k.subject(b, "indented", indented))
	}
	return out
}

// composedSubjects have a contract full of combinators.
func composedSubjects(b *testing.B) []*subject {
	b.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(composed))
	require.NoError(b, err)
	var c schema.Compiler
	program, err := c.Compile(doc.Components.Schemas["Events"], schema.Response)
	require.NoError(b, err)
	sample := newSampler(4)
	one := &subject{name: "event/compact", program: program}
	for range 64 {
		one.bodies = append(one.bodies, compact(b, sample.events(1)))
	}
	list := &subject{name: "events/compact", program: program, bodies: [][]byte{compact(b, sample.events(1000))}}
	return []*subject{one, list}
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

func successOf(route *routers.Route) *openapi3.SchemaRef {
	return route.Operation.Responses.Status(200).Value.Content["application/json"].Schema
}

// measure runs a judge over the bodies of subjects.
func measure(b *testing.B, subjects []*subject, judge judge) {
	b.Helper()
	for _, s := range subjects {
		b.Run(s.name, func(b *testing.B) {
			for _, body := range s.bodies {
				require.True(b, judge(s, body))
			}
			b.SetBytes(int64(s.size() / len(s.bodies)))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if !judge(s, s.bodies[i%len(s.bodies)]) {
					b.Fatal("another verdict")
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B)     { measure(b, plainSubjects(b), conforms) }
func BenchmarkJSONValid(b *testing.B) { measure(b, plainSubjects(b), isJSON) }
func BenchmarkKin(b *testing.B)       { measure(b, plainSubjects(b), kinValidatesResponse) }
func BenchmarkShuffled(b *testing.B)  { measure(b, subjects(b, "compact", shuffling), conforms) }
func BenchmarkEscaped(b *testing.B)   { measure(b, subjects(b, "compact", escaping), conforms) }
func BenchmarkFaulty(b *testing.B)    { measure(b, subjects(b, "compact", breaking), deviates) }
func BenchmarkQuoted(b *testing.B)    { measure(b, subjects(b, "compact", quoting), conformsQuoted) }
func BenchmarkComposed(b *testing.B)  { measure(b, composedSubjects(b), conforms) }

// BenchmarkCompile compiles the bodies of all subjects.
func BenchmarkCompile(b *testing.B) {
	var routes []*routers.Route
	for _, k := range kinds {
		routes = append(routes, routeOf(b, k.operation))
	}
	for b.Loop() {
		var c schema.Compiler
		for _, route := range routes {
			_, err := c.Compile(successOf(route), schema.Response)
			require.NoError(b, err)
		}
	}
}
