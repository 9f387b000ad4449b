package schema_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

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
	require.Empty(t, p.Check([]byte("["+strings.Join(items, ",")+"]")))
	require.Len(t, p.Check([]byte("["+strings.Join(items, ",")+","+items[19_999]+"]")), 1)
}
