package waiver_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance/waiver"
)

func TestAWaiverIsAddedAtTheEnd(t *testing.T) {
	tests := []struct{ name, before, after string }{
		{
			"a new file", "",
			`# Known deviations: findings that do not fail the run. See validate waive --help.
waivers:
  - rule: enum
    reason: 'why: because'
    expires: 2027-01-31
`,
		},
		{"only a comment", "# Mine.\n", "# Mine.\nwaivers:\n  - rule: enum\n    reason: 'why: because'\n    expires: 2027-01-31\n"},
		{
			"comments, quotes and an indentation of their own",
			"waivers: # ours\n\n    # The first.\n    - {status: 4XX,   reason: \"a\"}   # flow\n\n    # The last comment.\n",
			"waivers: # ours\n\n    # The first.\n    - {status: 4XX,   reason: \"a\"}   # flow\n\n    # The last comment.\n" +
				"    - rule: enum\n      reason: 'why: because'\n      expires: 2027-01-31\n",
		},
		{
			"no indentation", "waivers:\n- status: 4XX\n  reason: a\n",
			"waivers:\n- status: 4XX\n  reason: a\n- rule: enum\n  reason: 'why: because'\n  expires: 2027-01-31\n",
		},
		{
			"no line break at the end", "waivers:\n  - status: 4XX\n    reason: a",
			"waivers:\n  - status: 4XX\n    reason: a\n  - rule: enum\n    reason: 'why: because'\n    expires: 2027-01-31\n",
		},
		{
			"line breaks of Windows", "waivers:\r\n  - status: 4XX\r\n    reason: a\r\n",
			"waivers:\r\n  - status: 4XX\r\n    reason: a\r\n  - rule: enum\r\n    reason: 'why: because'\r\n    expires: 2027-01-31\r\n",
		},
		{
			"a text in a block at the end", "waivers:\n  - status: 4XX\n    reason: |\n      a\n      b\n",
			"waivers:\n  - status: 4XX\n    reason: |\n      a\n      b\n  - rule: enum\n    reason: 'why: because'\n    expires: 2027-01-31\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			after, err := waiver.Append("w.yaml", []byte(tt.before), waiver.Waiver{
				Rule: "enum", Reason: "why: because", Expires: day(t, "2027-01-31"),
			})
			require.NoError(t, err)
			require.Equal(t, tt.after, string(after))
		})
	}
}

func TestAFileThatCannotTakeAWaiverIsLeftAlone(t *testing.T) {
	tests := []struct{ name, before, want string }{
		{"in brackets", "waivers: [{rule: enum, reason: a}]\n", "w.yaml:1:1: got brackets, want one waiver after the other, each with a dash"},
		{"all in braces", "{waivers: }\n", "w.yaml:1:1: got brackets, want one waiver after the other, each with a dash"},
		{"the end of the document", "waivers:\n  - rule: enum\n    reason: a\n...\n", "w.yaml: got an end of the file that no waiver can follow, want the list of waivers last"},
		{"not a file of waivers", "a: b\n", `w.yaml:1:1: unknown key "a"; want one of waivers`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := waiver.Append("w.yaml", []byte(tt.before), waiver.Waiver{Rule: "enum", Reason: "a"})
			require.EqualError(t, err, tt.want)
		})
	}
}

// Whatever the reason is, it is read as it was given, and what was there before stays to the byte.
func TestAnyReasonCanBeAdded(t *testing.T) {
	before := "waivers:\n  - {rule: enum, reason: first} # kept\n"
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{
			"a", "é", "\n", "\r\n", "\t", ": ", "# ", "- ", "'", `"`, "\\", "{", "]", "&x", "*x", "!", "|", ">", "%", "@", "null", "2027-01-31", "~", "\u0085", "\u2028", "\x1b",
		}), 1, 12).Draw(r, "words")
		reason := strings.TrimSpace(strings.Join(words, ""))
		if reason == "" {
			return
		}
		after, err := waiver.Append("w.yaml", []byte(before), waiver.Waiver{
			Fingerprint: "123456789012", Operation: "GET /pets/{id}: all", Reason: reason,
		})
		require.NoError(r, err)
		require.True(r, strings.HasPrefix(string(after), before))
		waivers, err := waiver.Read("w.yaml", strings.NewReader(string(after)))
		require.NoError(r, err)
		require.Len(r, waivers, 2)
		require.Equal(r, reason, waivers[1].Reason)
		require.Equal(r, "123456789012", waivers[1].Fingerprint)
	})
}
