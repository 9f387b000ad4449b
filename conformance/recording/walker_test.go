package recording

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance/jsontext"
)

// walkAll walks a text down to every value, or skips some of them.
func walkAll(t *rapid.T, text []byte) (broken bool) {
	w := walker{text: text}
	var objects, arrays shape
	w.begin()
	var value func()
	value = func() {
		switch hand := w.hand(); {
		case rapid.IntRange(0, 9).Draw(t, "skip") == 0:
			w.skip()
		case hand == '{':
			w.object(&objects, func([]byte) bool {
				value()
				return true
			})
		case hand == '[':
			w.array(&arrays, value)
		case hand == '"':
			w.string()
		}
	}
	value()
	if w.pos == jsontext.SkipSpace(text, 0) {
		w.skip()
	}
	w.end()
	return w.broken
}

func TestAWalkerIsBrokenByWhatTheCheckRefuses(t *testing.T) {
	sample, err := os.ReadFile("testdata/chrome.har")
	require.NoError(t, err)
	token := rapid.SampledFrom([]string{
		"{", "}", "[", "]", ":", ",", " ", "\n", `"a"`, `"a":`, `"\\"`, `"\u00e9"`, `"\ud800"`, `"é"`, "\"\xff\"", "\"\x01\"", `"`, "0", "-1.5e3", "01", "true", "nul",
	})
	rapid.Check(t, func(t *rapid.T) {
		var text []byte
		if rapid.Bool().Draw(t, "sample") {
			at := rapid.IntRange(0, len(sample)-1).Draw(t, "at")
			text = append(text, sample[:at]...)
			text = append(text, token.Draw(t, "token")...)
			text = append(text, sample[at+rapid.IntRange(0, 1).Draw(t, "lost"):]...)
		} else {
			for _, part := range rapid.SliceOfN(token, 0, 12).Draw(t, "tokens") {
				text = append(text, part...)
			}
		}
		require.Equal(t, jsontext.Check(text, jsontext.DefaultMaxDepth) != nil, walkAll(t, text), "%s", text)
	})
}
