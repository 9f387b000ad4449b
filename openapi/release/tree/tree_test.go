package tree_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/openapi/release/tree"
)

func read(t *testing.T, text string) *tree.Node {
	t.Helper()
	n, err := tree.Read("test.yaml", []byte(text))
	require.NoError(t, err)
	return n
}

func TestJSONSaysWhatTheYAMLSays(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"order", "{b: 1, a: 2}", `{"b": 1, "a": 2}`},
		{"texts that look like others", `{a: 'true', b: '1', c: 'null', d: "\u0001"}`, `{"a": "true", "b": "1", "c": "null", "d": "\u0001"}`},
		{"texts with markup", `{a: '<&>"'}`, `{"a": "<&>\""}`},
		{"numbers as they are written", "{a: 1.50, b: 9007199254740993, c: -1e3}", `{"a": 1.50, "b": 9007199254740993, "c": -1e3}`},
		{"truth", "{a: True, b: false}", `{"a": true, "b": false}`},
		{"null", "{a: null, b: ~, c: }", `{"a": null, "b": null, "c": null}`},
		{"days are texts", "{a: 2026-01-31}", `{"a": "2026-01-31"}`},
		{"nothing in it", "{a: {}, b: []}", `{"a": {}, "b": []}`},
		{"keys that are numbers", "{200: {a: [1, [2]]}}", `{"200": {"a": [1, [2]]}}`},
		{"blocks", "a: |\n  one\n  two\n", `{"a": "one\ntwo\n"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, err := tree.JSON(read(t, tt.yaml))
			require.NoError(t, err)
			require.True(t, json.Valid(text), "%s", text)
			again := read(t, string(text))
			want := read(t, tt.want)
			require.Equal(t, shape(want), shape(again))
		})
	}
}

// shape is what a tree says, without its places and styles.
func shape(n *tree.Node) []any {
	out := []any{n.Kind, n.ShortTag(), n.Value}
	for _, child := range n.Content {
		out = append(out, shape(child))
	}
	return out
}

func TestJSONIsIndentedWithoutSpacesAtTheEnd(t *testing.T) {
	text, err := tree.JSON(read(t, "{a: [1, {b: 2}], c: {}}"))
	require.NoError(t, err)
	require.Equal(t, "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": {}\n}\n", string(text))
}

func TestANumberThatJSONLacksIsAnError(t *testing.T) {
	for _, number := range []string{".inf", "0x1F", "1_000", ".5"} {
		_, err := tree.JSON(read(t, "a: "+number))
		require.EqualError(t, err, `line 1: got the number "`+number+`", want one of JSON`)
	}
}

func TestYAMLKeepsTextsTexts(t *testing.T) {
	n := tree.Mapping()
	texts := []string{"true", "no", "1", "1e3", "", "null", "~", "2026-01-31", " a", "a: b", "#", "- a", "a\nb\n", "'", "é", "0x1F", "1:30"}
	for _, text := range texts {
		tree.Set(n, "key "+text, tree.String(text))
	}
	out, err := tree.YAML(n)
	require.NoError(t, err)
	var got map[string]any
	require.NoError(t, yaml.Unmarshal(out, &got))
	for _, text := range texts {
		require.Equal(t, text, got["key "+text], "%s", out)
	}
}

func TestCommentsBelongToTheSource(t *testing.T) {
	out, err := tree.YAML(read(t, "# head\na: 1 # line\n# foot\n"))
	require.NoError(t, err)
	require.Equal(t, "a: 1\n", string(out))
}

func TestMembersAreFoundChangedAndRemoved(t *testing.T) {
	n := read(t, "{a: {b: x}, c: [1], d: true}")
	require.Equal(t, "x", tree.Text(n, "a", "b"))
	require.Empty(t, tree.Text(n, "a"))
	require.Nil(t, tree.Get(n, "c", "b"))
	require.Len(t, tree.Items(tree.Get(n, "c")), 1)
	require.True(t, tree.IsTrue(n, "d"))
	require.False(t, tree.IsTrue(n, "a"))
	twin := tree.Clone(n)
	tree.Replace(n, "a", "e", tree.String("y"))
	tree.Set(n, "c", tree.String("z"))
	tree.Set(n, "f", tree.String("w"))
	tree.Delete(n, "d", "absent")
	text, err := tree.JSON(n)
	require.NoError(t, err)
	require.JSONEq(t, `{"e": "y", "c": "z", "f": "w"}`, string(text))
	require.Equal(t, "x", tree.Text(twin, "a", "b"), "a clone shares nothing")
}
