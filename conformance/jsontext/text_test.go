package jsontext_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance/jsontext"
)

// quoted is a JSON string, perhaps broken, with bytes of all kinds.
func quoted() *rapid.Generator[string] {
	part := rapid.OneOf(
		rapid.StringN(0, 20, 60),
		rapid.SampledFrom([]string{`\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t`, `\u0000`, `\u00e9`, `\uFFfd`, `\ud83d\ude00`}),
		rapid.SampledFrom([]string{`\x`, `\u12`, `\ud83d`, `\ude00`, `\ud83d\u0041`, "\x00", "\x1f", "\xff", "\xc0\xaf", `\`, `"`}),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return `"` + strings.Join(rapid.SliceOfN(part, 0, 8).Draw(t, "parts"), "") + rapid.SampledFrom([]string{`"`, ``}).Draw(t, "quote")
	})
}

func TestAppendTextReadsWhatTheStandardLibraryReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.StringN(0, 9, 9).Draw(t, "before")
		behind := rapid.StringN(0, 9, 9).Draw(t, "behind")
		kept := rapid.StringN(0, 9, 9).Draw(t, "kept")
		data := []byte(before + quoted().Draw(t, "string") + behind)
		text, end, err := jsontext.AppendText([]byte(kept), data, len(before))
		wantEnd, wantErr := jsontext.CheckPrefix(data[len(before):], 0)
		if wantErr != nil {
			breach, ok := err.(*jsontext.SyntaxError)
			require.True(t, ok, "want %v", wantErr)
			breach.Offset -= len(before)
			require.Equal(t, wantErr, err)
			return
		}
		require.NoError(t, err)
		require.Equal(t, wantEnd, end-len(before))
		var want string
		require.NoError(t, json.Unmarshal(data[len(before):end], &want))
		require.Equal(t, kept+want, string(text))
		require.Equal(t, want, string(jsontext.Unquote(nil, data[len(before):end])))
	})
}

func TestAppendTextNeedsNoRoomOfItsOwnWhenThereIsEnough(t *testing.T) {
	data := []byte(`"` + strings.Repeat(`\"name\": \u00e9é😀,\n`, 100) + `"`)
	dst := make([]byte, 0, len(data)+8)
	require.Zero(t, testing.AllocsPerRun(100, func() {
		_, _, err := jsontext.AppendText(dst, data, 0)
		require.NoError(t, err)
	}))
}

func TestSkipSpaceEndsAtTheFirstByteThatIsNoWhiteSpace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		space := rapid.StringMatching(`[ \t\r\n]{0,5} {0,20}[ \t\r\n]{0,20}`).Draw(t, "space")
		behind := rapid.SampledFrom([]string{"", "x", "{        ", "\x00", "\v", "\u00a0", "\xff"}).Draw(t, "behind")
		start := rapid.IntRange(0, len(space)).Draw(t, "start")
		require.Equal(t, len(space), jsontext.SkipSpace([]byte(space+behind), start))
	})
}

func BenchmarkAppendText(b *testing.B) {
	for _, tt := range []struct{ name, part string }{
		{"compact", `\"description\":\"image classification\",\"id\":\"6fa459ea-ee8a-3ca4-894e-db77e160355e\",\"n\":12,`},
		{"indented", `\n      \"description\" : \"image classification\",\n      \"duration\" : 3600,`},
		{"plain", `iVBORw0KGgoAAAANSUhEUgAAAAUA`},
		{"beyond ASCII", `\"name\":\"训练用的笔记本\",`},
		{"escaped", `\"name\":\"\u8bad\u7ec3\",`},
	} {
		b.Run(tt.name, func(b *testing.B) {
			data := []byte(`"` + strings.Repeat(tt.part, 4000/len(tt.part)) + `"`)
			dst := make([]byte, 0, len(data)+8)
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, _, err := jsontext.AppendText(dst, data, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
