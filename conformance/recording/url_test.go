package recording

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestAPlainURLIsParsedAsAnyOther(t *testing.T) {
	require.True(t, parsePlainURL(&url.URL{}, "https://h.example.com/v1/p-0/~a_b?limit=1&name=a%20b"))
	part := rapid.SampledFrom([]string{
		"http", "https", "://", ":", "/", "//", "h.example.com", "H", "localhost:8080", "@", "a", "..", "*", "%41", "%", "?", "#", "&b=c", " ", "é", "+", ";", "\x7f", "[::1]", "",
	})
	rapid.Check(t, func(t *rapid.T) {
		head := rapid.SampledFrom([]string{"", "http://", "https://h/", "https://h.example.com/v1/"}).Draw(t, "head")
		raw := head + strings.Join(rapid.SliceOfN(part, 0, 6).Draw(t, "parts"), "")
		var got url.URL
		if parsePlainURL(&got, raw) {
			want, err := url.Parse(raw)
			require.NoError(t, err, raw)
			require.Equal(t, *want, got)
			require.Equal(t, want.EscapedPath(), got.EscapedPath())
		}
	})
}
