package jsontext

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestAStringEndsBehindTheFirstQuoteThatNothingEscapes(t *testing.T) {
	part := rapid.OneOf(
		rapid.SampledFrom([]string{`"`, `\`, `\\`, `\"`, `\\\"`, `\n`, "]", "#", "\x00", "\x01", "\xff", "é"}),
		rapid.StringMatching(`[a-z ]{1,300}`),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := `x"` + strings.Join(rapid.SliceOfN(part, 0, 20).Draw(t, "parts"), "")
		want, found := len(text), false
		for i, escaped := 2, false; i < len(text) && !found; i++ {
			if found = text[i] == '"' && !escaped; found {
				want = i + 1
			}
			escaped = text[i] == '\\' && !escaped
		}
		end, ok := StringEnd([]byte(text), 1)
		require.Equal(t, found, ok, "%q", text)
		require.Equal(t, want, end, "%q", text)
	})
}
