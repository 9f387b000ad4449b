package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func nested(open, inner, closing string, depth int) string {
	return strings.Repeat(open, depth) + inner + strings.Repeat(closing, depth)
}

func items(n int, item func(i int) string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = item(i)
	}
	return "[" + strings.Join(out, ",") + "]"
}

// What is hostile takes time in proportion to its size: all of this is a matter of milliseconds, or of a second
// where it is large.
func TestTimeAndMemoryAreBounded(t *testing.T) {
	const tree = `{type: object, anyOf: [{properties: {v: {type: integer}, left: {$ref: '#/components/schemas/Root'}}},
		{properties: {v: {type: number}, left: {$ref: '#/components/schemas/Root'}}}]}`
	diamonds := func(keyword string, levels int) string {
		var b strings.Builder
		fmt.Fprintf(&b, "{$ref: '#/components/schemas/S0'}")
		for i := range levels {
			fmt.Fprintf(&b, "\nS%d: {%s: [{$ref: '#/components/schemas/S%d'}, {$ref: '#/components/schemas/S%d'}]}", i, keyword, i+1, i+1)
		}
		fmt.Fprintf(&b, "\nS%d: {type: object, required: [a]}", levels)
		return b.String()
	}
	tests := []struct {
		name, schema, body string
		faults             int // at least
	}{
		{"alternatives that fail at every level", tree, nested(`{"left":`, `{"v":"x"}`, "}", 900), 1},
		{
			"alternatives that hold at every level",
			`{type: object, anyOf: [{properties: {l: {$ref: '#/components/schemas/Root'}}}, {properties: {l: {$ref: '#/components/schemas/Root'}, k: {}}}]}`,
			nested(`{"l":`, `{"x":1}`, "}", 900), 1,
		},
		{
			"a schema that meets a value twice at every level",
			"{allOf: [{$ref: '#/components/schemas/Base'}, {properties: {child: {$ref: '#/components/schemas/Root'}}}]}\n" +
				"Base: {type: object, properties: {child: {$ref: '#/components/schemas/Root'}}}",
			nested(`{"child":`, `{"x":1}`, "}", 900), 1,
		},
		{"allOf that forks and joins", diamonds("allOf", 100), "{}", 1},
		{"anyOf that forks and joins", diamonds("anyOf", 100), "{}", 1},
		{"allOf that forks and joins, of a scalar", diamonds("allOf", 100), `"x"`, 1},
		{"a pattern that backtracks", "{type: array, items: {type: string, pattern: '^(?=(a+)+$)'}}", items(5_000, func(int) string { return `"` + strings.Repeat("a", 40) + `!"` }), 5_000},
		{"a long name above many faults", "{type: object, additionalProperties: {type: array, items: {type: string}}}", `{"` + strings.Repeat("n", 1_000_000) + `":` + items(200_000, func(int) string { return "1" }) + `}`, 10_000},
		{"nothing but faults", "{type: array, items: {type: string}}", items(500_000, func(int) string { return "1" }), 10_000},
		{"depth under uniqueItems", "{type: array, uniqueItems: true, items: {$ref: '#/components/schemas/Root'}}", nested("[", items(100_000, func(i int) string { return fmt.Sprintf("[%d]", i) }), "]", 800), 1},
		{"depth above a fault", "{type: array, items: {anyOf: [{$ref: '#/components/schemas/Root'}, {type: string}]}}", nested("[", items(200_000, func(int) string { return "5" }), "]", 400), 1},
		{"many members that nobody knows", "{allOf: [{type: object, properties: {a: {}}}, {properties: {b: {}}}]}", "{" + strings.Trim(items(200_000, func(i int) string { return fmt.Sprintf(`"n%d":1`, i) }), "[]") + "}", 10_000},
		{
			"values that are not in a large enumeration",
			"{type: array, items: {type: string, enum: " + items(1000, func(i int) string { return fmt.Sprintf("value-%d-%s", i, strings.Repeat("x", 50)) }) + "}}",
			items(100_000, func(i int) string { return fmt.Sprintf(`"value-%d-%s"`, i, strings.Repeat("y", 50)) }), 10_000,
		},
		{"a million members", "{type: object, additionalProperties: {type: integer}}", "{" + strings.Trim(items(1_000_000, func(i int) string { return fmt.Sprintf(`"n%d":1`, i) }), "[]") + "}", 0},
		{"many objects under uniqueItems", "{type: array, uniqueItems: true, items: {type: object}}", items(20_000, func(i int) string { return fmt.Sprintf(`{"id":%d,"name":"x"}`, i) }), 0},
		{"five million brackets", "{}", strings.Repeat("[", 5_000_000), 1},
		{"brackets side by side", "{}", items(2_000_000, func(int) string { return "[]" }), 0},
		{"a long string", "{type: string, maxLength: 5, pattern: '^a*$'}", `"` + strings.Repeat("a", 50_000_000) + `"`, 1},
		{"a long string with an escape", "{type: string, minLength: 5, pattern: '^(a|b)*$'}", `"\u0061` + strings.Repeat("a", 5_000_000) + `"`, 0},
		{"long numbers", "{type: array, items: {type: integer, multipleOf: 3}}", items(10, func(int) string { return strings.Repeat("3", 1_000_000) }), 0},
		{"large exponents", "{type: array, items: {type: number, maximum: 5, multipleOf: 0.01}}", items(1000, func(int) string { return "1e-1000000000" }), 1000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := compile(t, tt.schema, Response)
			faults := p.Check([]byte(tt.body))
			if tt.faults == 0 {
				require.Empty(t, brief(faults))
			}
			require.GreaterOrEqual(t, len(faults), tt.faults)
			require.LessOrEqual(t, len(faults), maxFound)
		})
	}
}
