package jsontext

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// rest is text behind an opening quote, hard to find the end of. slowEnd is where the string ends, byte by byte.
func rest() *rapid.Generator[string] {
	part := rapid.OneOf(
		rapid.SampledFrom([]string{`"`, `\`, `\\`, `\"`, `\\\"`, `\n`, "]", "#", "\x00", "\x01", "\xff", "é"}),
		rapid.StringMatching(`[a-z ]{1,300}`),
		rapid.StringMatching(`(\\["n\\]|[a-z]){1,100}`),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(part, 0, 20).Draw(t, "parts"), "")
	})
}

func slowEnd(rest string) (end int, ok bool) {
	escaped := false
	for i, b := range []byte(rest) {
		if b == '"' && !escaped {
			return i + 1, true
		}
		escaped = b == '\\' && !escaped
	}
	return len(rest), false
}

func TestAStringEndsBehindTheFirstQuoteThatNothingEscapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rest().Draw(t, "rest")
		want, found := slowEnd(text)
		end, ok := StringEnd([]byte(`x"`+text), 1)
		require.Equal(t, found, ok, "%q", text)
		require.Equal(t, len(`x"`)+want, end, "%q", text)
	})
}

func TestAStringInPiecesEndsWhereItEndsAsAWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rest().Draw(t, "rest")
		want, found := slowEnd(text)
		at, ended, escaped := 0, false, false
		for at < len(text) && !ended {
			size := rapid.IntRange(1, 300).Draw(t, "piece")
			var n int
			n, ended, escaped = StringRest([]byte(text[at:min(at+size, len(text))]), escaped)
			at += n
		}
		require.Equal(t, found, ended, "%q", text)
		require.Equal(t, want, at, "%q", text)
	})
}
