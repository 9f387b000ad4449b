package schema_test

import (
	"bytes"
	"encoding/json"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMostBodiesThatConformNeedNoJudge(t *testing.T) {
	var conforming, certain, quoted atomic.Int64
	everySchema(t, func(t *testing.T, seed uint64) {
		for p := range pairsOf(t, seed) {
			if len(p.faults) == 0 {
				conforming.Add(1)
			}
			if p.program.IsCertain(p.body) {
				require.Empty(t, p.faults, "%s", p)
				certain.Add(1)
			}
			if p.program.ConformsQuoted(insideAString(t, p.body)) {
				require.Empty(t, p.faults, "%s", p)
				quoted.Add(1)
			}
		}
	})
	require.Greater(t, certain.Load()*10, conforming.Load()*8, "%d of %d", certain.Load(), conforming.Load())
	require.Greater(t, quoted.Load()*10, conforming.Load()*5, "%d of %d", quoted.Load(), conforming.Load())
}

// insideAString gives a body as it stands inside a JSON string.
func insideAString(t testing.TB, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	require.NoError(t, encoder.Encode(string(body)))
	text := bytes.TrimSpace(b.Bytes())
	return text[1 : len(text)-1]
}

func TestQuotedBodiesAreReadWhereTheyLie(t *testing.T) {
	program := program(t, `{type: object, required: [name], properties: {name: {type: string, maxLength: 6}, note: {type: string}, n: {type: integer},
		tags: {type: array, uniqueItems: true, items: {type: string}}}}`)
	tests := []struct {
		name, text string
		want       bool
	}{
		{"compact", `{\"name\":\"a\",\"n\":5}`, true},
		{"indented", `{\n  \"name\": \"a\",\r\n\t\"n\": 5\n}\n`, true},
		{"with escapes", `{\"name\":\"a\",\"note\":\"a\\nb\\\"c\\\\d\\u00e9\\/\"}`, true},
		{"not ASCII", `{\"name\":\"é漢😀\",\"note\":\"é\"}`, true},
		{"several items", `{\"name\":\"a\",\"tags\":[\"a\",\"b\"]}`, false},
		{"written with escapes for what is not ASCII", `{\"name\":\"\u00e9\"}`, false},
		{"too long", `{\"name\":\"abcdefg\"}`, false},
		{"missing name", `{\"n\":5}`, false},
		{"undocumented member", `{\"name\":\"a\",\"x\":5}`, false},
		{"duplicate member", `{\"name\":\"a\",\"name\":\"a\"}`, false},
		{"truncated", `{\"name\":\"a\"`, false},
		{"truncated in a string", `{\"name\":\"a`, false},
		{"truncated in an escape", `{\"name\":\"a\`, false},
		{"plain quotes", `{"name":"a"}`, false},
		{"control character", "{\\\"name\\\":\\\"a\x01\\\"}", false},
		{"not UTF-8", "{\\\"name\\\":\\\"a\xff\\\"}", false},
		{"half of a surrogate pair", `{\"name\":\"a\",\"note\":\"\\ud800\"}`, false},
		{"unknown escape", `{\"name\":\"a\",\"note\":\"\\x\"}`, false},
		{"nothing", ``, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, program.ConformsQuoted([]byte(tt.text)))
		})
	}
}
