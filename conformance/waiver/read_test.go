package waiver_test

import (
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/waiver"
)

func TestEveryKeyIsRead(t *testing.T) {
	waivers := read(t, `
# Above.
waivers:
  - fingerprint: 123456789012
    rule: enum
    operation: list*
    pointer: /items/*/status
    status: 404
    reason: >
      It takes
      two lines.
    owner: pets@example.com
    expires: 2027-01-31
`)
	require.Equal(t, []waiver.Waiver{{
		At:          conformance.Location{File: "waivers.yaml", Line: 4, Column: 5},
		Fingerprint: "123456789012", Rule: "enum", Operation: "list*", Pointer: "/items/*/status", Status: "404",
		Reason: "It takes two lines.", Owner: "pets@example.com", Expires: day(t, "2027-01-31"),
	}}, waivers)
}

// The published schema and the reader agree, but for what a schema cannot know.
func TestOnlyWaiversAreRead(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("waivers.schema.json")
	require.NoError(t, err)
	tests := []struct {
		name, text, want string
		onlyReader       bool
	}{
		{name: "an empty file", text: ""},
		{name: "no list", text: "waivers:"},
		{name: "an empty list", text: "waivers: []"},
		{name: "a rule", text: "waivers: [{rule: enum, reason: r}]"},
		{name: "a class of status", text: "waivers: [{status: 4XX, reason: r}]"},
		{
			name: "unknown key of the file", text: "waiver: []",
			want: `w.yaml:1:1: unknown key "waiver"; did you mean "waivers"?`,
		},
		{
			name: "unknown key of a waiver", text: "waivers:\n  - rule: enum\n    reason: r\n    expire: 2027-01-31",
			want: `w.yaml:4:5: unknown key "expire"; did you mean "expires"?`,
		},
		{
			name: "no reason", text: "waivers:\n  - rule: enum",
			want: `w.yaml:2:5: got a waiver without a reason, want one`,
		},
		{
			name: "blank reason", text: "waivers:\n  - {rule: enum, reason: ' '}",
			want: `w.yaml:2:5: got a waiver without a reason, want one`,
		},
		{
			name: "a waiver of everything", text: "waivers:\n  - reason: r",
			want: `w.yaml:2:5: got a waiver of everything, want a fingerprint, rule, operation, pointer or status`,
		},
		{
			name: "a rule that is none", text: "waivers: [{rule: enmu, reason: r}]", onlyReader: true,
			want: `w.yaml:1:18: rule: no rule "enmu"; did you mean "enum"?`,
		},
		{
			name: "a short fingerprint", text: "waivers: [{fingerprint: abc, reason: r}]",
			want: `w.yaml:1:25: fingerprint: got "abc", want 12 hexadecimal digits`,
		},
		{
			name: "a pointer without a slash", text: "waivers: [{pointer: items, reason: r}]",
			want: `w.yaml:1:21: pointer: got "items", want a JSON pointer, such as /items/*/name or **/name`,
		},
		{
			name: "a status that is none", text: "waivers: [{status: 42, reason: r}]",
			want: `w.yaml:1:20: status: got "42", want a status, such as 404 or 4XX`,
		},
		{
			name: "a day that is none", text: "waivers: [{rule: enum, reason: r, expires: 2027-02-30}]",
			want: `w.yaml:1:44: expires: got "2027-02-30", want a date as YYYY-MM-DD`,
		},
		{
			name: "a list for a text", text: "waivers: [{rule: [enum], reason: r}]",
			want: `w.yaml:1:18: got a list, want a text`,
		},
		{
			name: "a text for a waiver", text: "waivers: [enum]",
			want: `w.yaml:1:11: got "enum", want keys and values`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := waiver.Read("w.yaml", strings.NewReader(tt.text))
			if tt.want == "" {
				require.NoError(t, err)
			} else {
				require.EqualError(t, err, tt.want)
			}
			require.Equal(t, tt.want == "" || tt.onlyReader, schema.Validate(valueOf(t, tt.text)) == nil, "the schema")
		})
	}
}

// valueOf is a YAML text as an editor holds it against a schema: dates are texts.
func valueOf(t *testing.T, text string) any {
	t.Helper()
	var node yaml.Node
	require.NoError(t, yaml.Unmarshal([]byte(text), &node))
	var plain func(n *yaml.Node)
	plain = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!timestamp" {
			n.Tag = "!!str"
		}
		for _, child := range n.Content {
			plain(child)
		}
	}
	plain(&node)
	var value any
	require.NoError(t, node.Decode(&value))
	return value
}

func TestTheExamplesOfTheRulesGiveThem(t *testing.T) {
	t.Chdir("../..")
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	result := resultOf(t, contract, "testdata/broken/enum-action.har")
	for _, rule := range []conformance.RuleID{conformance.RuleWaiverExpired, conformance.RuleWaiverUnused} {
		explained := conformance.Explain(rule)
		text, err := os.ReadFile(explained.Example)
		require.NoError(t, err)
		require.Contains(t, string(text), explained.Shows)
		waivers, err := waiver.Read(explained.Example, strings.NewReader(string(text)))
		require.NoError(t, err)
		list := waiver.NewList(waivers, day(t, "2026-02-01"))
		list.Apply(&result)
		findings := append(list.Expired(), list.Unused()...)
		require.Len(t, findings, 1)
		require.Equal(t, rule, findings[0].Rule)
		require.Equal(t, explained.Gives, findings[0].Message())
	}
}
