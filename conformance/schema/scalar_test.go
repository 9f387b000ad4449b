package schema

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A keywordTest has bodies that conform to a schema, and bodies with the faults they have.
type keywordTest struct {
	name   string
	schema string
	good   []string
	bad    map[string][]string
}

func runKeywordTests(t *testing.T, tests []keywordTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := compile(t, tt.schema, Response)
			for _, body := range tt.good {
				require.Empty(t, brief(p.Check([]byte(body))), body)
			}
			for body, want := range tt.bad {
				require.Equal(t, want, brief(p.Check([]byte(body))), body)
			}
		})
	}
}

func TestType(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{
			name: "string", schema: "{type: string}",
			good: []string{`""`, `"a"`},
			bad: map[string][]string{
				"1":    {"type : got 1, want a string"},
				"null": {"type : got null, want a string"},
				"{}":   {"type : got an object, want a string"},
				"[1]":  {"type : got an array, want a string"},
			},
		},
		{
			name: "integer", schema: "{type: integer}",
			good: []string{"0", "-0", "1.0", "1e3", "120e-1", "1e1000000000", "123456789012345678901234567890"},
			bad: map[string][]string{
				"5.5":                       {"type : got 5.5, want an integer"},
				"1e-400":                    {"type : got 1e-400, want an integer"},
				"3600.00000000000000000001": {"type : got 3600.00000000000000000001, want an integer"},
				`"1"`:                       {`type : got "1", want an integer`},
				"true":                      {"type : got true, want an integer"},
			},
		},
		{
			name: "number", schema: "{type: number}",
			good: []string{"0", "-1.5e-7"},
			bad:  map[string][]string{"false": {"type : got false, want a number"}},
		},
		{
			name: "boolean", schema: "{type: boolean}",
			good: []string{"true", "false"},
			bad:  map[string][]string{`"true"`: {`type : got "true", want a boolean`}},
		},
		{
			name: "array", schema: "{type: array, items: {}}",
			good: []string{"[]", "[1, null]"},
			bad:  map[string][]string{"{}": {"type : got an object, want an array"}},
		},
		{
			name: "object", schema: "{type: object}",
			good: []string{"{}", `{"a": 1}`},
			bad:  map[string][]string{"[]": {"type : got an array, want an object"}},
		},
		{
			name: "none", schema: "{}",
			good: []string{"null", "1", `"a"`, "[]", "{}", "true"},
		},
		{
			name: "nothing else is judged of a value of another type", schema: "{type: string, enum: [a], minLength: 3, pattern: b}",
			bad: map[string][]string{"5": {"type : got 5, want a string"}},
		},
	})
}

func TestNullable(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "beside a type", schema: "{type: string, nullable: true, minLength: 2}", good: []string{"null", `"ab"`}, bad: map[string][]string{
			"1": {"type : got 1, want a string or null"},
		}},
		{name: "enum that lists null", schema: "{type: string, nullable: true, enum: [a, null]}", good: []string{"null", `"a"`}},
		{name: "enum that does not list null", schema: "{type: string, nullable: true, enum: [a]}", bad: map[string][]string{
			"null": {`enum : got null, want "a"`},
		}},
		{name: "enum that lists null without nullable", schema: "{type: string, enum: [a, null]}", bad: map[string][]string{
			"null": {"type : got null, want a string"},
		}},
		{name: "no effect without a type", schema: "{nullable: false}", good: []string{"null", "1"}},
		{
			name: "not past what composes the schema", schema: "{type: object, nullable: true, allOf: [{type: object, required: [a]}]}",
			good: []string{`{"a": 1}`}, bad: map[string][]string{
				"{}":   {`required : got no "a", want property "a"`},
				"null": {"type : got null, want an object"},
			},
		},
		{
			name: "without a type", schema: "{nullable: true, allOf: [{type: object}]}",
			good: []string{"{}"}, bad: map[string][]string{"null": {"type : got null, want an object"}},
		},
	})
}

func TestEnum(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{
			name: "strings", schema: "{type: string, enum: [INIT, CREATING, RUNNING]}",
			good: []string{`"INIT"`, `"\u0049NIT"`},
			bad: map[string][]string{
				`"CREATNG"`: {`enum : got "CREATNG", want one of "INIT", "CREATING" or "RUNNING" (did you mean "CREATING"?)`},
				`"init"`:    {`enum : got "init", want one of "INIT", "CREATING" or "RUNNING" (did you mean "INIT"?)`},
				`"GONE"`:    {`enum : got "GONE", want one of "INIT", "CREATING" or "RUNNING"`},
				`""`:        {`enum : got "", want one of "INIT", "CREATING" or "RUNNING"`},
			},
		},
		{name: "values are typed", schema: "{enum: ['1', true]}", good: []string{`"1"`, "true"}, bad: map[string][]string{
			"1":      {`enum : got 1, want one of "1" or true`},
			`"true"`: {`enum : got "true", want one of "1" or true`},
		}},
		{
			name: "numbers are exact", schema: "{type: integer, enum: [9007199254740993, 1, 100]}",
			good: []string{"9007199254740993", "1.0", "1e2"},
			bad:  map[string][]string{"9007199254740992": {"enum : got 9007199254740992, want one of 9007199254740993, 1 or 100"}},
		},
		{
			name: "numbers behind other values", schema: "{enum: [{a: [1]}, x, [2], 9007199254740993]}",
			good: []string{"9007199254740993", `{"a":[1.0]}`, "[2]"}, bad: map[string][]string{
				"9007199254740992": {`enum : got 9007199254740992, want one of {"a":[1]}, "x", [2] or 9007199254740993`},
			},
		},
		{name: "objects are equal in any order", schema: "{enum: [{a: 1, b: [x]}]}", good: []string{`{"b": ["x"], "a": 1.0}`}, bad: map[string][]string{
			`{"a": 1}`: {`enum : got an object, want {"a":1,"b":["x"]}`},
		}},
		{name: "extensible", schema: "{type: string, enum: [a, b], x-extensible-enum: true}", good: []string{`"a"`}, bad: map[string][]string{
			`"c"`: {`extensible-enum : got "c", want one of "a" or "b"`},
		}},
	})
}

func TestNumberLimits(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "minimum", schema: "{type: number, minimum: 1}", good: []string{"1", "1.0", "2", "1e1000000000"}, bad: map[string][]string{
			"0.99999999999999999999": {"minimum : got 0.99999999999999999999, want at least 1"},
			"-1e1000000000":          {"minimum : got -1e1000000000, want at least 1"},
			"0":                      {"minimum : got 0, want at least 1"},
		}},
		{name: "maximum", schema: "{type: number, maximum: 4096}", good: []string{"4096", "4.096e3", "-5", "1e-1000000000"}, bad: map[string][]string{
			"4097":                {"maximum : got 4097, want at most 4096"},
			"4096.00000000000001": {"maximum : got 4096.00000000000001, want at most 4096"},
			"1e1000000000":        {"maximum : got 1e1000000000, want at most 4096"},
		}},
		{
			name: "exclusive", schema: "{type: number, minimum: -0.5, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: true}",
			good: []string{"-0.4", "0.999"}, bad: map[string][]string{
				"-0.5": {"exclusiveMinimum : got -0.5, want more than -0.5"},
				"-1":   {"exclusiveMinimum : got -1, want more than -0.5"},
				"1":    {"exclusiveMaximum : got 1, want less than 1"},
			},
		},
		{name: "not exclusive", schema: "{type: number, minimum: 1, exclusiveMinimum: false}", good: []string{"1"}},
		{name: "beyond 2^53", schema: "{type: integer, maximum: 9007199254740992}", good: []string{"9007199254740992"}, bad: map[string][]string{
			"9007199254740993": {"maximum : got 9007199254740993, want at most 9007199254740992"},
		}},
		{
			name: "multipleOf in decimal", schema: "{type: number, multipleOf: 0.01}",
			good: []string{"19.99", "4.35", "0.01", "0", "-7", "1e1000000000"}, bad: map[string][]string{
				"4.355":         {"multipleOf : got 4.355, want a multiple of 0.01"},
				"1e-1000000000": {"multipleOf : got 1e-1000000000, want a multiple of 0.01"},
			},
		},
		{name: "multipleOf beyond 2^53", schema: "{type: integer, multipleOf: 3}", good: []string{"9007199254740993", "3e20", "0.3e1"}, bad: map[string][]string{
			"9007199254740994": {"multipleOf : got 9007199254740994, want a multiple of 3"},
			"1e1000000000":     {"multipleOf : got 1e1000000000, want a multiple of 3"},
		}},
		{name: "multipleOf a large number", schema: "{type: number, multipleOf: 1000}", good: []string{"5000", "1e3"}, bad: map[string][]string{
			"500": {"multipleOf : got 500, want a multiple of 1000"},
		}},
		{name: "only of numbers", schema: "{minimum: 3, multipleOf: 2}", good: []string{`"1"`, "null", "[1]"}},
	})
}

func TestIntegerFormats(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "int32", schema: "{type: integer, format: int32}", good: []string{"2147483647", "-2147483648", "1e3"}, bad: map[string][]string{
			"2147483648":  {"format : got 2147483648, want an integer of 32 bits"},
			"-2147483649": {"format : got -2147483649, want an integer of 32 bits"},
		}},
		{name: "int64", schema: "{type: integer, format: int64}", good: []string{"9223372036854775807", "-9223372036854775808"}, bad: map[string][]string{
			"9223372036854775808":  {"format : got 9223372036854775808, want an integer of 64 bits"},
			"-9223372036854775809": {"format : got -9223372036854775809, want an integer of 64 bits"},
			"1e1000000000":         {"format : got 1e1000000000, want an integer of 64 bits"},
		}},
		{name: "float", schema: "{type: number, format: float}", good: []string{"0.1", "3.4028234663852886e38"}, bad: map[string][]string{
			"1e39": {"format : got 1e39, want a number within single precision"},
		}},
		{name: "double", schema: "{type: number, format: double}", good: []string{"1e308", "1e-400"}, bad: map[string][]string{
			"1e309": {"format : got 1e309, want a number within double precision"},
		}},
	})
}

func TestLengths(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "minLength", schema: "{type: string, minLength: 2}", good: []string{`"ab"`, `"\u00e9\n"`}, bad: map[string][]string{
			`"a"`:            {`minLength : got "a", want at least 2 characters`},
			`"\ud83d\ude00"`: {`minLength : got "😀", want at least 2 characters`},
		}},
		{name: "maxLength counts code points", schema: "{type: string, maxLength: 2}", good: []string{`"ab"`, `"😀😀"`, `"\ud83d\ude00é"`, `""`}, bad: map[string][]string{
			`"abc"`: {`maxLength : got 3 characters, "abc", want at most 2 characters`},
		}},
		{name: "long text is cut", schema: "{type: string, maxLength: 1}", bad: map[string][]string{
			`"` + strings.Repeat("é", 50) + `"`: {`maxLength : got 50 characters, "` + strings.Repeat("é", 40) + `"..., want at most 1 character`},
		}},
	})
}

func TestPattern(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "searches", schema: "{type: string, pattern: '[0-9]'}", good: []string{`"a1b"`, `"\u0031"`}, bad: map[string][]string{
			`"ab"`: {`pattern : got "ab", want text that matches [0-9]`},
		}},
		{name: "look around", schema: "{type: string, pattern: '^(?!x)a'}", good: []string{`"ab"`}, bad: map[string][]string{
			`"xa"`: {`pattern : got "xa", want text that matches ^(?!x)a`},
		}},
	})
}
