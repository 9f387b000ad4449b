package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

// A runner remembers how members were written. None of that may change what is found in the next body.
func TestWhatWasSeenBeforeHasNoEffect(t *testing.T) {
	const (
		object = `{type: object, required: [id], properties: {id: {type: string}, state: {type: string, enum: [on, off]}, n: {type: integer}, next: {$ref: '#/components/schemas/Root'}}}`
		maps   = `{type: object, additionalProperties: {anyOf: [{type: integer}, {$ref: '#/components/schemas/Root'}]}}`
	)
	long := strings.Repeat("n", 60)
	var many strings.Builder
	many.WriteString(`{"n0":0`)
	for i := range 11 {
		many.WriteString(fmt.Sprintf(`,"n%d":%d`, i+1, i))
	}
	tests := []struct {
		name, schema string
		seen         []string
		body         string
		want         []schema.Keyword
	}{
		{"nothing is wrong", object, []string{`{"id":"a","n":1}`}, `{"id":"b","n":2}`, nil},
		{"other white space", object, []string{`{"id":"a","n":1}`}, "{\r\n\t\"id\" :\t\"b\" , \"n\": 2}", nil},
		{"another order", object, []string{`{"id":"a","state":"on","n":1}`}, `{"n":2,"state":"off","id":"b"}`, nil},
		{"another kind of value", object, []string{`{"id":"a"}`}, `{"id":null}`, []schema.Keyword{schema.KeywordType}},
		{"a quote behind a number", object, []string{`{"n":1,"id":"a"}`}, `{"n":1","id":"a"}`, []schema.Keyword{schema.KeywordSyntax}},
		{"a value that is not listed", object, []string{`{"id":"a","state":"on"}`}, `{"id":"a","state":"o"}`, []schema.Keyword{schema.KeywordEnum}},
		{"a name that was written with an escape", object, []string{`{"\u0069d":"a"}`}, `{"\u0069d":5}`, []schema.Keyword{schema.KeywordType}},
		{"a property twice", object, []string{`{"id":"a","n":1}`}, `{"id":"a","n":1,"id":"a"}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"a property twice, in two ways", object, []string{`{"id":"a"}`, `{"\u0069d":"a"}`}, `{"id":"a","\u0069d":"a"}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"an object in an object", object, []string{`{"id":"a","next":{"id":"b"}}`}, `{"id":"a","next":{"n":1}}`, []schema.Keyword{schema.KeywordRequired}},
		{"a member without end", object, []string{`{"id":"a","n":1}`}, `{"id":"a","n":`, []schema.Keyword{schema.KeywordSyntax}},
		{"entries of a map", maps, []string{`{"a":1,"b":2}`}, `{"b":1,"a":2,"c":3}`, nil},
		{"an entry twice", maps, []string{`{"a":1,"b":2}`}, `{"a":1,"b":2,"a":3}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"an entry twice, with other white space", maps, []string{`{"a":1}`}, `{"a":1, "a" :2}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"an entry twice, in two ways", maps, []string{`{"a":1}`}, `{"a":1,"\u0061":2}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"the empty name twice", maps, []string{`{"":1}`}, `{"":1,"":2}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"a long name twice", maps, []string{`{"` + long + `":1}`}, `{"` + long + `":1,"` + long + `":2}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"more entries than are remembered", maps, []string{many.String() + "}"}, many.String() + `,"a":1}`, nil},
		{"one of many entries twice", maps, []string{many.String() + "}"}, many.String() + `,"n3":1}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"one of many entries twice that are not remembered", maps, []string{many.String() + "}"}, many.String() + `,"n11":1}`, []schema.Keyword{schema.KeywordDuplicateMember}},
		{"a map in a map", maps, []string{`{"a":{"b":{"a":1}}}`}, `{"a":{"a":{"a":1}},"b":{"c":1}}`, nil},
		{"an entry twice around a map", maps, nil, `{"a":{"b":1,"c":2},"b":{"a":1},"a":3}`, []schema.Keyword{schema.KeywordDuplicateMember}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := program(t, tt.schema)
			for _, body := range tt.seen {
				require.Empty(t, p.Check([]byte(body)))
			}
			for range 2 {
				faults := p.Check([]byte(tt.body))
				var found []schema.Keyword
				for _, f := range faults {
					found = append(found, f.Keyword)
				}
				require.Equal(t, tt.want, found)
				require.Equal(t, p.Judge([]byte(tt.body)), faults)
			}
		})
	}
}

func TestFormsAreRememberedApart(t *testing.T) {
	p := program(t, `{type: object, properties: {id: {type: string}, n: {type: integer}}}`)
	quoted := []byte(`{\"id\":\"a\",\n \"n\":5}`)
	require.True(t, p.ConformsQuoted(quoted))
	require.Equal(t, schema.KeywordSyntax, p.Check(quoted)[0].Keyword)
	plain := []byte(`{"id":"a","n":5}`)
	require.Empty(t, p.Check(plain))
	require.False(t, p.ConformsQuoted(plain))
}

func TestAnObjectMayHaveMorePropertiesThanBits(t *testing.T) {
	var properties, members strings.Builder
	for i := range 70 {
		fmt.Fprintf(&properties, "p%d: {type: integer}, ", i)
		fmt.Fprintf(&members, `"p%d":%d,`, i, i)
	}
	p := program(t, "{type: object, properties: {"+properties.String()+"}}")
	for range 2 {
		require.Empty(t, p.Check([]byte("{"+strings.TrimSuffix(members.String(), ",")+"}")))
		for _, again := range []string{"p0", "p69"} {
			faults := p.Check([]byte("{" + members.String() + `"` + again + `":1}`))
			require.Len(t, faults, 1)
			require.Equal(t, schema.KeywordDuplicateMember, faults[0].Keyword)
		}
	}
}
