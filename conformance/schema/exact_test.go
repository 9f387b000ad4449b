package schema_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

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

func TestNumbersAreExact(t *testing.T) {
	runTraps(t, []trap{
		{
			name: "an integer by its value", schema: "{type: integer}",
			good: []string{"10e-1", "0e-999999999999", "0.0e5", "-0.0", "1E400", "1.5e1", "100000000000000000000000000000000000000.0"},
			bad:  breaks("type", "1e-1", "10e-2", "123456789012345678901234567890.5", "1.00000000000000000000000001", "-1e-1000000000"),
		},
		{
			name: "int32 however it is written", schema: "{type: integer, format: int32}",
			good: []string{"2147483647.0", "21474836470e-1", "-2.147483648e9"},
			bad:  breaks("format", "2.147483648e9", "-21474836490e-1", "1e10"),
		},
		{
			name: "int64 however it is written", schema: "{type: integer, format: int64}",
			good: []string{"9.223372036854775807e18", "-9223372036854775808.000", "0.000009223372036854775807e24"},
			bad:  breaks("format", "9.223372036854775808e18", "18446744073709551616", "1e19"),
		},
		{name: "no room below zero", schema: "{type: number, minimum: 0}", good: []string{"-0", "-0.0e7", "1e-400"}, bad: breaks("minimum", "-1e-400", "-5e-324")},
		{
			name: "more than zero", schema: "{type: number, minimum: 0, exclusiveMinimum: true}",
			good: []string{"1e-400", "0.00000000000000000000000000000000000000001"}, bad: breaks("exclusiveMinimum", "0", "-0", "0e9", "-1e-400"),
		},
		{
			name: "a limit that binary cannot hold", schema: "{type: number, maximum: 0.1}", good: []string{"0.1", "0.10", "1e-1", "0.09999999999999999999"},
			bad: breaks("maximum", "0.10000000000000000001", "0.1000000000000000055511151231257827"),
		},
		{
			name: "a limit at the end of float64", schema: "{type: number, maximum: 1.7976931348623157e308}", good: []string{"1.7976931348623157e308", "-1e400"},
			bad: breaks("maximum", "1.7976931348623158e308", "1e309"),
		},
		{
			name: "beyond an int", schema: "{type: integer, minimum: 1e21, exclusiveMinimum: true}", good: []string{"1000000000000000000001"},
			bad: breaks("exclusiveMinimum", "3", "1e21", "9223372036854775807", "-1"),
		},
		{
			name: "below an int", schema: "{type: integer, maximum: -1e21, exclusiveMaximum: true}", good: []string{"-1000000000000000000001"},
			bad: breaks("exclusiveMaximum", "-3", "-1e21", "-9223372036854775808", "0"),
		},
		{
			name: "a fraction as the limit of integers", schema: "{type: integer, minimum: 1.5, maximum: 3.5, exclusiveMinimum: true, exclusiveMaximum: true}",
			good: []string{"2", "3", "3.0"}, bad: map[schema.Keyword][]string{"exclusiveMinimum": {"1"}, "exclusiveMaximum": {"4"}},
		},
		{name: "tenths", schema: "{type: number, multipleOf: 0.1}", good: []string{"0.3", "1.1", "-4.4", "1e20", "30e-2"}, bad: breaks("multipleOf", "0.30000000000000004", "0.25", "1e-2")},
		{name: "hundred millionths", schema: "{type: number, multipleOf: 1e-8}", good: []string{"12.00000001", "0.1", "1e-8", "1e308"}, bad: breaks("multipleOf", "12.000000015", "1e-9")},
		{name: "one and a half", schema: "{type: number, multipleOf: 1.5}", good: []string{"4.5", "0", "15e-1", "3e30"}, bad: breaks("multipleOf", "4", "1e30")},
		{name: "sevens beyond 2^53", schema: "{type: integer, multipleOf: 7}", good: []string{"63050394783186944", "7e400", "-49"}, bad: breaks("multipleOf", "63050394783186945", "1e400")},
		{name: "a fraction of 17 digits", schema: "{type: number, enum: [0.1, 100]}", good: []string{"0.1", "0.10", "1e2", "100.000"}, bad: breaks("enum", "0.1000000000000000055511151231257827", "100.00000000000000000001")},
		{name: "zero has one value", schema: "{enum: [0]}", good: []string{"0", "-0", "0.000", "0e1000000000"}, bad: breaks("enum", "1e-1000000000", "false", `"0"`, "null")},
		{name: "double", schema: "{type: number, format: double}", good: []string{"1.7976931348623157e308", "5e-324"}, bad: breaks("format", "1.7976931348623159e308", "-1e1000000000")},
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

func TestTextIsUTF8(t *testing.T) {
	runTraps(t, []trap{
		{name: "well formed", schema: "{type: string, maxLength: 2}", good: []string{
			"\"\U0001F600\"", `"\ud83d\ude00\uD83D\uDE00"`, "\"\uFFFD\uFFFF\"", `"\u0000\uffff"`, "\"\x7f\uFEFF\"", `"\/\b"`,
		}},
		{name: "ill formed", schema: "{}", bad: breaks("encoding",
			"\"\xc0\x80\"", "\"\xe0\x80\xaf\"", "\"\xf0\x80\x80\xaf\"", "\"\xed\xa0\xbd\xed\xb8\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xe6\xbc\"",
			"\"\x80\"", "\"a\xffb\"", "{\"\xff\":1}", `"\ud83d"`, `"\ude00\ud83d"`, `"\ud83d\u0041"`, `"\ud83dx"`, `{"\ud800":1}`, `[{"free":["\uDFFF"]}]`,
		)},
		{
			name: "in what no rule looks at", schema: "{type: object, properties: {a: {type: integer}}, additionalProperties: true}",
			bad: breaks("encoding", "{\"a\":1,\"b\":{\"c\":[\"\xfe\"]}}", `{"a":1,"b":"\ud800"}`),
		},
		{name: "of another width", schema: "{}", bad: breaks("syntax", "\xff\xfe{\x00}\x00", "\x00{\x00}", "\xef\xbb\xbf{}")},
	})
}

func TestLengthsAreOfCodePoints(t *testing.T) {
	runTraps(t, []trap{
		{
			name: "at most one", schema: "{type: string, maxLength: 1}", good: []string{`""`, `"😀"`, `"\ud83d\ude00"`, `"\u0000"`, `"\n"`, `"漢"`},
			bad: breaks("maxLength", `"e\u0301"`, `"👍🏽"`, `"\r\n"`, `"ab"`),
		},
		{name: "none", schema: "{type: string, maxLength: 0}", good: []string{`""`}, bad: breaks("maxLength", `" "`, `"\u200b"`)},
		{
			name: "at least five", schema: "{type: string, minLength: 5}", good: []string{`"👨‍👩‍👧"`, `"12345"`, `"\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00"`},
			bad: breaks("minLength", `"😀😀😀"`, `"é漢é漢"`, `"\u0061\u0061"`),
		},
	})
}

func TestPatternsAreOfECMA262(t *testing.T) {
	runTraps(t, []trap{
		{name: "white space", schema: `{type: string, pattern: '^\s+$'}`, good: []string{`"\u00a0\ufeff\u2029\u3000\u1680\u202f"`, `"\t\n\u000b\f\r "`}, bad: breaks("pattern", `"\u180e"`, `"\u200b"`, `"\u0085"`)},
		{name: "digits and words", schema: `{type: string, pattern: '^\d\w$'}`, good: []string{`"1_"`}, bad: breaks("pattern", `"١a"`, `"1é"`, `"1ſ"`)},
		{name: "the end is the end", schema: `{type: string, pattern: '^a$'}`, bad: breaks("pattern", `"a\n"`, `"\na"`, `"a\u0000"`)},
		{name: "a dot is a code point", schema: `{type: string, pattern: '^..$'}`, good: []string{`"😀a"`, `"\u0085\u000b"`}, bad: breaks("pattern", `"😀"`, `"a\u2028"`, `"a\r"`)},
		{name: "no classes of POSIX", schema: `{type: string, pattern: '^[[:alpha:]]$'}`, good: []string{`"a]"`, `":]"`, `"[]"`}, bad: breaks("pattern", `"a"`, `"b]"`)},
		{name: "no lower bound", schema: `{type: string, pattern: '^a{,2}$'}`, good: []string{`"a{,2}"`}, bad: breaks("pattern", `"aa"`, `""`)},
		{name: "look-behind of any length", schema: `{type: string, pattern: '(?<=\$\d+\.)\d\d$'}`, good: []string{`"$1234.56"`}, bad: breaks("pattern", `"1234.56"`, `"$.56"`)},
		{name: "nested look-ahead", schema: `{type: string, pattern: '^(?!.*(?=[^ -~]))(?=.*[a-z])(?=.*\d).{4,}$'}`, good: []string{`"abc1"`}, bad: breaks("pattern", `"abcd"`, `"ab1"`, `"abc1é"`)},
		{name: "reference by name and by number", schema: `{type: string, pattern: '^(?<q>[xy])(.)\2\k<q>\1$'}`, good: []string{`"x--xx"`, `"y😀😀yy"`}, bad: breaks("pattern", `"x--xy"`, `"x-+xx"`)},
		{name: "a reference ahead is empty", schema: `{type: string, pattern: '^\1(a)$'}`, good: []string{`"a"`}, bad: breaks("pattern", `"aa"`)},
		{name: "a reference from inside is empty", schema: `{type: string, pattern: '^(a\1)$'}`, good: []string{`"a"`}, bad: breaks("pattern", `"aa"`)},
		{name: "a group begins anew in each turn", schema: `{type: string, pattern: '^(?:(a)|b)*\1$'}`, good: []string{`"ab"`, `"aa"`, `"b"`, `""`}, bad: breaks("pattern", `"c"`)},
		{name: "boundaries are of ASCII words", schema: `{type: string, pattern: '\bx\b'}`, good: []string{`"éxé"`, `"-x-"`}, bad: breaks("pattern", `"_x"`, `"xx"`)},
		{name: "boundaries beside look-ahead", schema: `{type: string, pattern: '(?=x)\bx\b'}`, good: []string{`"éxé"`, `"-x-"`}, bad: breaks("pattern", `"_x"`, `"xx"`)},
		{name: "code points beside look-ahead", schema: `{type: string, pattern: '^(?=.)[^a]$'}`, good: []string{`"😀"`, `"b"`}, bad: breaks("pattern", `"\u2028"`, `"a"`)},
		{name: "a count beyond every limit", schema: `{type: string, pattern: '^(?:ab){1500}$'}`, good: []string{`"` + strings.Repeat("ab", 1500) + `"`}, bad: breaks("pattern", `"`+strings.Repeat("ab", 1499)+`"`)},
		{name: "letter case counts", schema: `{type: string, pattern: '^[A-Z]{2}$'}`, good: []string{`"AB"`}, bad: breaks("pattern", `"Ab"`, `"\u212aA"`)},
		{name: "escapes in the text", schema: `{type: string, pattern: '^"\\\/$'}`, good: []string{`"\"\\/"`, `"\u0022\u005c\/"`}, bad: breaks("pattern", `"\"\\\\/"`)},
	})
	start := time.Now()
	p := program(t, "{type: string, pattern: '^(a+)+$'}")
	require.Equal(t, []schema.Keyword{"pattern"}, keywords(p.Check([]byte(`"`+strings.Repeat("a", 100_000)+`!"`))))
	require.Less(t, time.Since(start), 2*time.Second)
}

func TestPatternsOfOtherDialectsAreRefused(t *testing.T) {
	for _, pattern := range []string{`(?i)a`, `a++`, `(?>a)`, `\Aa\z`, `\Qa\E`, `\h`, `(?P<n>a)`, `(?#c)a`, `a{2}{3}`, `\p{Nope}`, `[b-a]`, `(`, `a)`, `\1`, `*a`, `\u{110000}`, `(?R)`, `\x{41}`, `\e`} {
		ref, err := reference("{type: string, pattern: '" + pattern + "'}")
		require.NoError(t, err)
		var c schema.Compiler
		_, err = c.Compile(ref, schema.Response)
		require.ErrorContains(t, err, "pattern", pattern)
	}
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
		{name: "other rules do not see it", schema: "{type: string, nullable: true, minLength: 3, pattern: x, format: date}", good: []string{"null"}},
	})
}

func TestDatesAreOfTheCalendar(t *testing.T) {
	runTraps(t, []trap{
		{
			name: "date", schema: "{type: string, format: date}", good: []string{`"2400-02-29"`, `"0000-02-29"`, `"9999-12-31"`},
			bad: breaks("format", `"2100-02-29"`, `"2026-06-31"`, `"2026-00-01"`, `" 2026-01-01"`, `"2026-01-01\n"`, `"+2026-01-01"`, `"2026-W01-1"`, `"２０２６-01-01"`, `""`),
		},
		{
			name: "date-time", schema: "{type: string, format: date-time}",
			good: []string{`"2016-12-31T23:59:60Z"`, `"2017-01-01T00:59:60+01:00"`, `"2026-01-01t00:00:00z"`, `"2026-01-01T00:00:00-00:00"`, `"2026-01-01T00:00:00.000000000000000000001Z"`},
			bad: breaks("format", `"2016-12-31T23:59:60+01:00"`, `"2026-01-01T00:00:00,5Z"`, `"2026-01-01 00:00:00Z"`, `"2026-01-01T24:00:00Z"`, `"2026-01-01T00:00:00+1:00"`,
				`"2026-01-01T00:00:00 Z"`, `"2026-01-01T00:00:00Zz"`, `"2026-01-01T00:00Z"`, `"2026-02-30T00:00:00Z"`, `"2026-01-01T00:60:00Z"`, `"2026-01-01T00:00:00"`),
		},
		{name: "not of what is no string", schema: "{format: date}", good: []string{"5", "null", "[]"}, bad: breaks("format", `"5"`)},
	})
}

func TestItemsAreComparedByValue(t *testing.T) {
	runTraps(t, []trap{{
		name: "of every kind", schema: "{type: array, items: {}, uniqueItems: true}",
		good: []string{
			"[1,true]", "[0,false]", "[0,null,false,\"\",[],{}]", `[1,"1"]`, `["null",null]`, `[[1],[true]]`, `[{"a":0},{"a":false}]`, `[[1,2],[2,1]]`, `[[],[[]]]`, `[{},[]]`,
			`["\u00e9","e\u0301"]`, "[0.1,0.10000000000000000001]", "[9007199254740993,9007199254740992]", "[1e400,1e401]", "[1e-400,0]", `[{"a":1},{"a":1,"b":null}]`, `["a,b",["a","b"]]`, `[[["x"],"y"],["x",["y"]]]`,
		},
		bad: breaks("uniqueItems",
			"[1,1.0]", "[100,1e2]", "[0,-0.0]", "[1e400,10e399]", `["A","\u0041"]`, `["😀","\ud83d\ude00"]`, `[{"a":1,"b":2},{"b":2,"a":1}]`, `[{"a":[1,{"b":1}]},{"a":[1.0,{"\u0062":1e0}]}]`,
			"[null,null]", "[[],[]]", "[{},{}]", `["",""]`, "[1,2,3,1]", "[[1,[2]],[1,[2.0]]]",
		),
	}})
	p := program(t, "{type: array, items: {type: object}, uniqueItems: true}")
	var items []string
	for i := range 20_000 {
		items = append(items, `{"id":`+strings.Repeat("1", 1+i%9)+`,"n":[`+strings.Repeat("0,", i/9%50)+`1],"s":"`+strings.Repeat("x", i/450)+`"}`)
	}
	start := time.Now()
	require.Empty(t, p.Check([]byte("["+strings.Join(items, ",")+"]")))
	require.Len(t, p.Check([]byte("["+strings.Join(items, ",")+","+items[19_999]+"]")), 1)
	require.Less(t, time.Since(start), 5*time.Second)
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
		{name: "exactly one", schema: "{oneOf: [{multipleOf: 2}, {multipleOf: 3}]}", good: []string{"2", "3", "4"}, bad: breaks("oneOf", "6", `"a"`)},
	})
}
