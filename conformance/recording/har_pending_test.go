package recording

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestWhatIsCheckedToBeBase64IsWhatCanBeDecoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(base64.StdEncoding.EncodeToString(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "bytes")))
		if len(text) > 0 && rapid.Bool().Draw(t, "broken") {
			other := rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("=+/-_Az0@[`{:.")))
			text[rapid.IntRange(0, len(text)-1).Draw(t, "at")] = other.Filter(func(b byte) bool { return b != '\n' && b != '\r' }).Draw(t, "by")
			text = text[:rapid.IntRange(0, len(text)).Draw(t, "length")]
		}
		_, err := base64.StdEncoding.DecodeString(string(text))
		require.Equal(t, err == nil, isBase64(text), "%q", text)
	})
}
