package schema_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkHostile judges bodies that are made to take long, at full size: time is in proportion to their size,
// and beside the body little memory is needed. TestTimeAndMemoryAreBounded has the same, smaller, and more.
func BenchmarkHostile(b *testing.B) {
	const gigabyte = 1 << 30
	tests := []struct {
		name, schema string
		body         func() []byte
		faults       int
	}{
		{"a gigabyte of brackets", "{}", func() []byte { return bytes.Repeat([]byte("["), gigabyte) }, 1},
		{"a gigabyte of nested arrays", "{type: array, items: {}}", func() []byte {
			const depth = 500
			nested := strings.Repeat("[", depth) + strings.Repeat("]", depth) + ","
			body := append([]byte("["), strings.Repeat(nested, gigabyte/len(nested))...)
			body[len(body)-1] = ']'
			return body
		}, 0},
		{"a gigabyte of text", "{type: string, pattern: '^[a-z]*$', minLength: 5}", func() []byte { return textOf(gigabyte) }, 0},
		{"a gigabyte of text that is too long", "{type: string, pattern: '^(a|b)*$', maxLength: 5}", func() []byte { return textOf(gigabyte) }, 1},
		{"a million members", "{type: object, additionalProperties: {type: integer}}", func() []byte {
			body := []byte("{")
			for i := range 1_000_000 {
				body = fmt.Appendf(body, `"n%d":1,`, i)
			}
			body[len(body)-1] = '}'
			return body
		}, 0},
		{"a large exponent", "{type: number, multipleOf: 0.01, maximum: 5}", func() []byte { return []byte("1e1000000000") }, 1},
		{"a pattern of nested repetitions", "{type: string, pattern: '^(a+)+$'}", func() []byte { return append(textOf(10_000_000)[:10_000_001], `!"`...) }, 1},
		{"such a pattern that looks around", "{type: string, pattern: '^(?=(a+)+$)'}", func() []byte { return append(textOf(10_000_000)[:10_000_001], `!"`...) }, 1},
		{"objects under uniqueItems", "{type: array, uniqueItems: true, items: {type: object}}", func() []byte {
			body := []byte("[")
			for i := range 20_000 {
				body = fmt.Appendf(body, `{"id":%d,"name":"x"},`, i)
			}
			body[len(body)-1] = ']'
			return body
		}, 0},
		{"five million brackets", "{}", func() []byte { return bytes.Repeat([]byte("["), 5_000_000) }, 1},
	}
	for _, tt := range tests {
		b.Run(tt.name, func(b *testing.B) {
			program, body := program(b, tt.schema), tt.body()
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				require.Len(b, program.Check(body), tt.faults)
			}
		})
	}
}

// textOf gives a JSON string of so many letters.
func textOf(size int) []byte {
	body := bytes.Repeat([]byte("a"), size+2)
	body[0], body[size+1] = '"', '"'
	return body
}
