package jsontext_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/jsontext"
)

// decode reads a checked value with the walkers only.
func decode(t testing.TB, data []byte, start int) any {
	t.Helper()
	end := jsontext.ValueEnd(data, start)
	switch data[start] {
	case '{':
		object := map[string]any{}
		for m := range jsontext.Members(data, start) {
			require.Equal(t, m.Name, string(jsontext.Unquote(nil, data[m.NameSpan.Start:m.NameSpan.End])))
			require.Equal(t, m.Value.End, jsontext.ValueEnd(data, m.Value.Start))
			object[m.Name] = decode(t, data, m.Value.Start)
		}
		return object
	case '[':
		array := []any{}
		for element := range jsontext.Elements(data, start) {
			array = append(array, decode(t, data, element.Start))
		}
		return array
	case '"':
		return string(jsontext.Unquote(nil, data[start:end]))
	}
	var scalar any
	require.NoError(t, json.Unmarshal(data[start:end], &scalar))
	return scalar
}

func TestWalkersReadWhatTheStandardLibraryReads(t *testing.T) {
	for _, text := range []string{
		`5`, ` "a\"b" `, `[]`, `{}`, `[1,"]",[{"}":"{"}],-2.5e3 ,true]`, "{ \"a\" : [ 1 , 2 ] ,\n\"b\\n\":{\"c\\u00e9\": null}, \"\": \"\" }",
		`{"a long name that is more than a word": "a long text with \\ and \" and more behind it"}`,
	} {
		require.NoError(t, jsontext.Check([]byte(text), 10))
		var want any
		require.NoError(t, json.Unmarshal([]byte(text), &want))
		require.Equal(t, want, decode(t, []byte(text), jsontext.SkipSpace([]byte(text), 0)), text)
	}
}

func TestWalkersFindNothingInOtherValues(t *testing.T) {
	for range jsontext.Members([]byte("[1]"), 0) {
		require.Fail(t, "an array has no members")
	}
	for range jsontext.Elements([]byte(`{"a":1}`), 0) {
		require.Fail(t, "an object has no elements")
	}
}

func TestSourceIndexFindsWhereAByteOfTheTextComesFrom(t *testing.T) {
	const quoted = `"a\né\ud83d\ude00z"`
	text := string(jsontext.Unquote(nil, []byte(quoted)))
	tests := []struct {
		of   string
		want string
	}{{"a", `a\n`}, {"\n", `\né`}, {"é", `é\ud`}, {"\U0001F600", `\ud83d`}, {"z", `z"`}}
	for _, tt := range tests {
		at := jsontext.SourceIndex([]byte(quoted), strings.Index(text, tt.of))
		require.True(t, strings.HasPrefix(quoted[at:], tt.want), "%q: %s", tt.of, quoted[at:])
	}
	require.Equal(t, len(quoted)-1, jsontext.SourceIndex([]byte(quoted), len(text)))
}
