package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

// A trap is a schema with bodies on which validators are known to be wrong: those that conform, and those that
// break a keyword and nothing else.
type trap struct {
	name   string
	schema string
	good   []string
	bad    map[schema.Keyword][]string
}

// breaks is for traps in which all bad bodies break the same keyword.
func breaks(keyword schema.Keyword, bodies ...string) map[schema.Keyword][]string {
	return map[schema.Keyword][]string{keyword: bodies}
}

func runTraps(t *testing.T, traps []trap) {
	t.Helper()
	for _, tt := range traps {
		t.Run(tt.name, func(t *testing.T) {
			p := program(t, tt.schema)
			for _, body := range tt.good {
				require.Empty(t, p.Check([]byte(body)), "%.200q", body)
			}
			for keyword, bodies := range tt.bad {
				for _, body := range bodies {
					require.Equal(t, []schema.Keyword{keyword}, keywords(p.Check([]byte(body))), "%.200q", body)
				}
			}
		})
	}
}

// program compiles a schema that is given in YAML, and in one line.
func program(t testing.TB, text string) *schema.Program {
	t.Helper()
	ref, err := reference(text)
	require.NoError(t, err, text)
	var c schema.Compiler
	p, err := c.Compile(ref, schema.Response)
	require.NoError(t, err, text)
	return p
}

func reference(text string) (*openapi3.SchemaRef, error) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(
		"openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Root: " + text))
	if err != nil {
		return nil, err
	}
	return openapi3.NewSchemaRef(componentPrefix+"Root", doc.Components.Schemas["Root"].Value), nil
}

// keywords lists what faults break, each once.
func keywords(faults []schema.Fault) []schema.Keyword {
	var out []schema.Keyword
	for _, f := range faults {
		if len(out) == 0 || out[len(out)-1] != f.Keyword {
			out = append(out, f.Keyword)
		}
	}
	return out
}

func TestABodyIsOneJSONText(t *testing.T) {
	runTraps(t, []trap{
		{name: "white space around", schema: "{}", good: []string{" \t\r\n{ } \n", "\n0\n", " [ 1 , 2 ] ", "true ", `"a"`, "-0.5E+7"}},
		{name: "anything else", schema: "{}", bad: breaks("syntax",
			"", " ", "{}{}", "{} x", "1 2", "[1,]", `{"a":1,}`, "[1,,2]", "[1 2]", `{"a" 1}`, `{"a":}`, `{"a"}`, "{a:1}", "{'a':1}", "[", `{"a":1`, `"a`, `"a\"`, "]", "[}", "nul", "TRUE", "True", "undefined",
			"NaN", "Infinity", "-Infinity", "+1", ".5", "1.", "-", "1e", "1e+", "0x10", "01", "-01", "1_000", "1,5", `"\x41"`, `"\'"`, `"\u12"`, `"\u00g0"`, "\"a\nb\"", "\"\t\"", "\"\x00\"",
			"\uFEFF1", "\u00A01", "\v1", "1\f", "1\x00", "// c\n1", "/* c */1", "1 // c", "#1", "1;",
		)},
	})
}

func TestMembersAreReadOnce(t *testing.T) {
	runTraps(t, []trap{
		{
			name: "in an object of which nothing is said", schema: "{}", good: []string{`{"a":1,"A":2}`, `{"a":{"a":{"a":1}}}`, `[{"a":1},{"a":1}]`, `{"\u00e9":1,"e\u0301":2}`},
			bad: breaks("duplicate-member", `{"a":1,"a":1}`, `[[{"b":{"x":1,"y":2,"x":1}}]]`, `{"":1,"":2}`, `{"a":null,"b":0,"a":null}`),
		},
		{name: "in a map", schema: "{type: object, additionalProperties: {type: integer}}", bad: breaks("duplicate-member", `{"a":1,"b":2,"a":1}`)},
		{
			name: "however the name is written", schema: "{type: object, properties: {é: {type: integer}}}", good: []string{`{"\u00e9":1}`},
			bad: breaks("duplicate-member", `{"é":1,"\u00e9":2}`, `{"\u00E9":1,"\u00e9":2}`),
		},
		{name: "below what is ruled out", schema: "{not: {type: string}}", bad: breaks("duplicate-member", `{"x":{"a":1,"a":2}}`)},
		{name: "under alternatives", schema: "{anyOf: [{type: object}, {type: array}]}", bad: breaks("duplicate-member", `{"a":1,"a":2}`, `[{"a":1,"a":2}]`)},
		{name: "among many", schema: "{type: object}", good: []string{`{` + manyMembers(300) + `}`}, bad: breaks("duplicate-member", `{`+manyMembers(300)+`,"m7":0}`)},
	})
	require.Len(t, program(t, "{}").Check([]byte(`{"a":1,"a":2,"a":3}`)), 2)
}

func manyMembers(n int) string {
	members := make([]string, n)
	for i := range members {
		members[i] = fmt.Sprintf(`"m%d":%d`, i, i)
	}
	return strings.Join(members, ",")
}

func TestNestingIsBounded(t *testing.T) {
	runTraps(t, []trap{
		{name: "arrays", schema: "{}", good: []string{nested("[", "", "]", 1000)}, bad: breaks("depth", nested("[", "", "]", 1001), nested("[", "1", "]", 50_000))},
		{name: "objects", schema: "{}", good: []string{nested(`{"a":`, "1", "}", 1000)}, bad: breaks("depth", nested(`{"a":`, "1", "}", 1001))},
		{name: "of both", schema: "{}", good: []string{nested(`[{"a":`, "1", "}]", 500)}, bad: breaks("depth", nested(`[{"a":`, "[]", "}]", 500))},
		{name: "unclosed", schema: "{}", bad: map[schema.Keyword][]string{"depth": {strings.Repeat("[", 5_000_000)}, "syntax": {strings.Repeat("[", 999)}}},
		{
			name: "of a schema that refers to itself", schema: "{type: array, items: {$ref: '#/components/schemas/Root'}}",
			good: []string{nested("[", "", "]", 1000)}, bad: breaks("type", nested("[", "1", "]", 999)),
		},
	})
}

func nested(open, inner, closing string, n int) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(closing, n)
}

func TestNamesOfJavaScriptAreNamesOnly(t *testing.T) {
	runTraps(t, []trap{
		{name: "are not there by themselves", schema: "{type: object, required: [hasOwnProperty, valueOf]}", good: []string{`{"hasOwnProperty":1,"valueOf":null}`}, bad: breaks("required", "{}", `{"valueOf":1}`)},
		{
			name: "are not judged where they are absent", schema: "{type: object, properties: {constructor: {type: integer}, __proto__: {type: integer}, length: {type: integer}}}",
			good: []string{"{}", `{"__proto__":1}`}, bad: breaks("type", `{"__proto__":"1"}`, `{"constructor":{}}`, `{"length":"0"}`),
		},
		{name: "count as members", schema: "{type: object, minProperties: 1, maxProperties: 1}", good: []string{`{"__proto__":{}}`, `{"toString":1}`}, bad: map[schema.Keyword][]string{"minProperties": {"{}"}, "maxProperties": {`{"__proto__":1,"a":2}`}}},
		{name: "are additional", schema: "{type: object, additionalProperties: {type: integer}}", good: []string{`{"constructor":1}`}, bad: breaks("type", `{"constructor":"1"}`, `{"__proto__":null}`)},
		{name: "are values", schema: "{type: string, enum: [__proto__, a]}", good: []string{`"__proto__"`}, bad: breaks("enum", `"constructor"`, `"toString"`)},
		{name: "make objects differ", schema: "{type: array, items: {}, uniqueItems: true}", good: []string{`[{"__proto__":1},{}]`}, bad: breaks("uniqueItems", `[{"__proto__":1},{"__proto__":1}]`)},
	})
}

func TestNullIsAllowedWhereTheContractSays(t *testing.T) {
	runTraps(t, []trap{
		{name: "not in items", schema: "{type: array, nullable: true, items: {type: string}}", good: []string{"null", "[]"}, bad: breaks("type", "[null]")},
		{name: "in items", schema: "{type: array, items: {type: string, nullable: true}}", good: []string{"[null]"}, bad: breaks("type", "null")},
		{name: "in a map", schema: "{type: object, additionalProperties: {type: integer, nullable: true}}", good: []string{`{"a":null}`}, bad: breaks("type", `{"a":"null"}`)},
		{name: "present is not the same as absent", schema: "{type: object, required: [a], properties: {a: {type: string, nullable: true}}}", good: []string{`{"a":null}`}, bad: breaks("required", "{}")},
		{name: "by two alternatives", schema: "{oneOf: [{type: string, nullable: true}, {type: integer, nullable: true}]}", good: []string{`"a"`, "1"}, bad: breaks("oneOf", "null")},
		{name: "by one alternative", schema: "{anyOf: [{type: string, nullable: true}, {type: integer}]}", good: []string{"null"}, bad: breaks("anyOf", "true")},
		{name: "ruled out", schema: "{type: string, nullable: true, not: {enum: [null]}}", good: []string{`"a"`}, bad: breaks("not", "null")},
		{name: "where nothing is said", schema: "{type: array, items: {}}", good: []string{"[null]"}},
		{name: "listed without a type", schema: "{enum: [null, a]}", good: []string{"null", `"a"`}, bad: breaks("enum", `"null"`, "0")},
		{name: "refused by a part", schema: "{type: object, nullable: true, allOf: [{type: object, required: [a]}]}", good: []string{`{"a":1}`}, bad: map[schema.Keyword][]string{"type": {"null"}, "required": {"{}"}}},
		{name: "allowed by the part as well", schema: "{type: object, nullable: true, allOf: [{type: object, nullable: true}]}", good: []string{"null", "{}"}},
		{name: "other rules do not see it", schema: "{type: string, nullable: true, minLength: 3, pattern: x, format: date}", good: []string{"null"}},
	})
}

func TestWordsOfOpenAPI(t *testing.T) {
	runTraps(t, []trap{
		{name: "a default fills nothing in", schema: "{type: object, required: [a], properties: {a: {type: string, default: x}}}", bad: breaks("required", "{}")},
		{name: "required may name what is not declared", schema: "{type: object, required: [a], additionalProperties: {type: integer}}", good: []string{`{"a":1}`}, bad: map[schema.Keyword][]string{"required": {`{"b":1}`}, "type": {`{"a":"x"}`}}},
		{name: "additionalProperties sees its own properties only", schema: "{properties: {a: {}}, additionalProperties: false, allOf: [{properties: {b: {}}}]}", good: []string{`{"a":1}`}, bad: breaks("additionalProperties", `{"b":1}`)},
		{name: "exclusive without a limit says nothing", schema: "{type: integer, exclusiveMinimum: true, exclusiveMaximum: true}", good: []string{"0", "-5"}},
		{name: "rules of other types say nothing", schema: "{type: string, minimum: 5, items: {type: integer}, required: [a], maxProperties: 0}", good: []string{`"a"`}},
		{
			name: "without a type, rules are of their own", schema: "{minimum: 5, maxLength: 1, minItems: 1, required: [a]}", good: []string{"5", `"a"`, "[1]", `{"a":1}`, "true", "null"},
			bad: map[schema.Keyword][]string{"minimum": {"4"}, "maxLength": {`"ab"`}, "minItems": {"[]"}, "required": {"{}"}},
		},
		{name: "an unknown format says nothing", schema: "{type: string, format: color}", good: []string{`"red"`, `""`}},
		{name: "the empty schema allows all", schema: "{}", good: []string{"null", "0", `""`, "[]", "{}", "false"}},
		{name: "nothing is allowed", schema: "{not: {}}", bad: breaks("not", "null", "0", "{}")},
		{name: "not of not", schema: "{not: {not: {type: integer}}}", good: []string{"1"}, bad: breaks("not", `"1"`)},
		{name: "exactly one by the value", schema: "{oneOf: [{type: integer}, {type: integer, enum: [1, 2]}]}", good: []string{"3", "3.0"}, bad: breaks("oneOf", "2", "2.0", "20e-1", "0.2e1")},
		{name: "exactly one", schema: "{oneOf: [{multipleOf: 2}, {multipleOf: 3}]}", good: []string{"2", "3", "4"}, bad: breaks("oneOf", "6", `"a"`)},
	})
}
