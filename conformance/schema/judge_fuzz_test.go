package schema_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

// fuzzSchemas have, together, every keyword.
var fuzzSchemas = []string{
	"{}",
	`{type: object, required: [id, status], properties: {id: {type: string, pattern: '^[0-9a-f]{8}-[0-9a-f]{4}$'}, status: {type: string, enum: [RUNNING, STOPPED]},
		size: {type: integer, minimum: 5, maximum: 4096}, tags: {type: array, items: {type: string, maxLength: 3}, uniqueItems: true}, next: {$ref: '#/components/schemas/Root'}}}`,
	"{type: array, uniqueItems: true, minItems: 1, maxItems: 4, items: {}}",
	"{type: object, additionalProperties: {type: number, multipleOf: 0.01, exclusiveMinimum: true, minimum: 0}, minProperties: 1, maxProperties: 3}",
	`{oneOf: [{type: object, required: [kind], properties: {kind: {enum: [a]}, x: {type: integer, format: int32}}}, {type: object, required: [kind], properties: {kind: {enum: [b]}, y: {type: string, format: date-time}}}, {type: string, nullable: true, format: byte}]}`,
	`{allOf: [{type: object, properties: {a: {type: string, pattern: '^(?!x).\s?$'}}}, {properties: {b: {type: boolean}}, additionalProperties: false}], not: {required: [a, b]}}`,
	"{anyOf: [{type: array, items: {$ref: '#/components/schemas/Root'}}, {type: integer, format: int64}, {enum: [null, [1], {a: 1}]}]}",
}

func FuzzRunner(f *testing.F) {
	programs := make([]*schema.Program, len(fuzzSchemas))
	for i, text := range fuzzSchemas {
		programs[i] = program(f, text)
	}
	for i := range programs {
		for _, body := range []string{
			`{"id":"7b22482a-a4cb","status":"RUNNING","size":5,"tags":["a","b"],"next":{"status":"X","id":1}}`, `{"status":"STOPPED","id":"\u0030","id":"","x":[{"y":1.0e-2}]}`,
			`[1,1.0,"a","\u0061",{"a":[true,null]},{"a":[true,null]}]`, `{"a":0.29,"b":1e400,"c":-0}`, `{"kind":"b","y":"2026-01-31T09:30:00Z"}`, `"QUJD"`, `{"a":"\u00a0","b":true}`,
			"[[9223372036854775807,null],[{\"a\":1}]]", " \t\n{ }\r", "\"\xff\"", `"\ud800"`, "[1,", "{\"a\" 1}", "01", "1e", "\uFEFF{}", "{}{}", `"` + strings.Repeat("é\\n", 20) + `"`, strings.Repeat("[", 1200),
		} {
			f.Add(uint(i), []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, which uint, body []byte) {
		p := programs[which%uint(len(programs))]
		faults := p.Check(body)
		require.Equal(t, p.Judge(body), faults, "the judge finds the same alone")
		require.Equal(t, faults, p.Check(body), "what was seen before has no effect")
		if isText(faults) || !isHalfPairOrDeep(faults[0]) {
			require.Equal(t, json.Valid(body) && utf8.Valid(body), isText(faults))
		}
		requirePlaces(t, body, faults)
		if isText(faults) {
			var spaced bytes.Buffer
			require.NoError(t, json.Indent(&spaced, body, " ", "\t"))
			require.Equal(t, broken(faults), broken(p.Check(spaced.Bytes())), "white space has no effect")
		}
	})
}

// isText reports whether a body is found to be JSON text.
func isText(faults []schema.Fault) bool {
	return len(faults) == 0 || !slices.Contains([]schema.Keyword{schema.KeywordSyntax, schema.KeywordEncoding, schema.KeywordDepth}, faults[0].Keyword)
}

// isHalfPairOrDeep reports whether a body is refused for what encoding/json lets pass.
func isHalfPairOrDeep(f schema.Fault) bool {
	return f.Keyword == schema.KeywordDepth || strings.HasPrefix(f.Got, "half of a surrogate pair")
}

// requirePlaces demands that faults are in order, that there is one only where the body is no JSON text, and
// that all others are at a JSON value or a name.
func requirePlaces(t *testing.T, body []byte, faults []schema.Fault) {
	t.Helper()
	require.True(t, slices.IsSortedFunc(faults, func(a, b schema.Fault) int { return a.Offset - b.Offset }))
	for _, f := range faults {
		require.True(t, 0 <= f.Offset && f.Offset <= f.End && f.End <= len(body), "%+v", f)
		require.False(t, f.Got == "" || f.Want == "" || strings.ContainsAny(f.Got+f.Want, "\n\r"), "%+v", f)
		if isText(faults) {
			require.True(t, json.Valid(body[f.Offset:f.End]), "%+v", f)
		} else {
			require.Len(t, faults, 1)
		}
	}
}

// broken lists the keywords and the pointers of faults.
func broken(faults []schema.Fault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, string(f.Keyword)+" "+f.Pointer)
	}
	return out
}

// Every pattern is either refused or matches, and the same whichever engine takes it.
func FuzzPattern(f *testing.F) {
	for _, rule := range slices.Concat(textPatterns, ecmaPatterns) {
		for _, text := range rule.near {
			f.Add(rule.rule, text)
		}
	}
	f.Add(`^[A-Za-z]+\.[0-9]{1,9}$`, "ModelArts.6309")
	f.Add(`^(obs://|/)?[^/]+/([^/]+/)+$`, "obs://bucket/a/b/")
	f.Add(`^[^&<>\x22\x27/]*$`, "a & b")
	f.Add(`^([\u{1F600}-\u{1F64F}]\d){2}$`, "😀1😁2")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if !utf8.ValidString(pattern) || !utf8.ValidString(text) || len(pattern) > 100 || strings.Contains(pattern, "{") {
			t.Skip()
		}
		// An empty class matches nothing, so the alternative has no effect but that the pattern is no sequence.
		if plain := patternProgram(pattern); plain != nil {
			alternative := patternProgram("(?:" + pattern + ")|[]")
			require.NotNil(t, alternative)
			body := compact(t, text)
			require.Equal(t, len(plain.Check(body)), len(alternative.Check(body)))
		}
	})
}

func patternProgram(pattern string) *schema.Program {
	var c schema.Compiler
	p, err := c.Compile((&openapi3.Schema{Pattern: pattern}).NewRef(), schema.Response)
	if err != nil {
		return nil
	}
	return p
}
