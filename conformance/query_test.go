package conformance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// search is a contract of one operation with the given parameters of the query.
func search(parameters ...string) string {
	return `
openapi: 3.0.3
info: {title: Search, version: 1.0.0}
paths:
  /search:
    get:
      parameters: [` + strings.Join(parameters, ", ") + `]
      responses: {'204': {description: Nothing.}}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: api_key}}
`
}

// queryMessages judges a query with and without coverage, for which every value is read with more care.
func queryMessages(t *testing.T, document, query string) []string {
	t.Helper()
	contract := open(t, document)
	x := exchange(t, "GET /search"+query, func(x *conformance.Exchange) {
		x.Response = conformance.Response{Status: 204, Body: body("")}
	})
	result := contract.Check(x)
	covering, err := contract.WithCoverage()
	require.NoError(t, err)
	require.Equal(t, covering.Check(x).Findings, result.Findings)
	var messages []string
	for _, f := range result.Findings {
		messages = append(messages, f.Message())
	}
	return messages
}

func TestQueryParameters(t *testing.T) {
	document := search(
		"{name: word, in: query, required: true, schema: {type: string, minLength: 2, maxLength: 4}}",
		"{name: limit, in: query, x-aliases: [count], schema: {type: integer, maximum: 99}}",
		"{name: deep, in: query, schema: {type: boolean}}",
		"{name: order, in: query, schema: {type: string, enum: [up, down]}}",
	)
	tests := []struct {
		query string
		want  []string
	}{
		{"?word=ab", nil},
		{"?limit=99&word=ab&deep=true&order=down", nil},
		{"?&word=ab&&deep=false&", nil},
		{"?word=ab#word=abcde", nil},
		{"?w%6Frd=%C3%A9+%2B&count=%31", nil},
		{"?word=ab&api_key=1", nil},
		{"", []string{`query parameter "word": got none, want a value`}},
		{"?", []string{`query parameter "word": got none, want a value`}},
		{"?limit=1", []string{`query parameter "word": got none, want a value`}},
		{"?word=a", []string{`query parameter "word": got "a", want at least 2 characters`}},
		{"?word=abcd%C3%A9", []string{`query parameter "word": got 5 characters, "abcdé", want at most 4 characters`}},
		{"?word=ab&word=cd", []string{`query parameter "word": got 2 values, want one`}},
		{"?word=ab&limit=1&count=2", []string{`query parameter "limit": got 2 values, want one`}},
		{"?word=%zz", []string{`query parameter "word": got "%zz", want style form`}},
		{"?order=left&word=ab&limit=100", []string{
			`query parameter "limit": got 100, want at most 99`, `query parameter "order": got "left", want one of "up" or "down"`,
		}},
		{"?word=ab&limit=ten", []string{`query parameter "limit": got "ten", want an integer`}},
		{"?word=ab&limit=01", []string{`query parameter "limit": got "01", want an integer`}},
		{"?word=ab&deep=1", []string{`query parameter "deep": got "1", want a boolean`}},
		{"?word=ab&words=1", []string{`query parameter "words": got an undeclared parameter, want a declared one (did you mean "word"?)`}},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			require.Equal(t, tt.want, queryMessages(t, document, tt.query))
		})
	}
}

func TestANameOfTwoParametersIsForBoth(t *testing.T) {
	document := search(
		"{name: a, in: query, x-aliases: [b], schema: {type: integer}}",
		"{name: b, in: query, schema: {type: boolean}}",
	)
	require.Equal(t, []string{`query parameter "b": got "1", want a boolean`}, queryMessages(t, document, "?b=1"))
	require.Equal(t, []string{`query parameter "a": got "true", want an integer`}, queryMessages(t, document, "?b=true"))
}

func TestOfManyQueryParametersNoneIsForgotten(t *testing.T) {
	const many = 70
	var parameters, pairs []string
	for i := range many {
		parameters = append(parameters, fmt.Sprintf("{name: p%d, in: query, required: true, schema: {type: integer}}", i))
		pairs = append(pairs, fmt.Sprintf("p%d=%d", i, i))
	}
	for _, missing := range []int{0, 63, 64, many - 1} {
		query := strings.Join(slices.Concat(pairs[:missing], pairs[missing+1:]), "&")
		want := fmt.Sprintf(`query parameter "p%d": got none, want a value`, missing)
		require.Equal(t, []string{want}, queryMessages(t, search(parameters...), "?"+query))
	}
	require.Empty(t, queryMessages(t, search(parameters...), "?"+strings.Join(pairs, "&")))
}
