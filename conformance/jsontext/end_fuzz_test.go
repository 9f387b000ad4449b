package jsontext

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzAssemblyOfStrings holds the search for the end of a string in assembly, which the build with the tag safe does not
// have, against one byte by byte. Where a text starts decides what of it is in one block.
func FuzzAssemblyOfStrings(f *testing.F) {
	f.Add([]byte(`{\"name\":\"notebook\",\"path\":\"c:\\\\\"}"`), uint8(61))
	f.Add([]byte(strings.Repeat(`\`, 129)+`"`), uint8(3))
	f.Add([]byte(strings.Repeat("é\xff", 40)+`\\"`), uint8(0))
	f.Fuzz(func(t *testing.T, text []byte, before uint8) {
		text = append(bytes.Repeat([]byte("a"), int(before)), text...)
		want, found := slowEnd(string(text))
		n, ended, _ := StringRest(text, false)
		require.Equal(t, found, ended)
		require.Equal(t, want, n)
		for cut := range min(len(text), 200) {
			head, ended, escaped := StringRest(text[:cut:cut], false)
			if !ended {
				var tail int
				tail, ended, _ = StringRest(text[cut:], escaped)
				head += tail
			}
			require.Equal(t, found, ended, "in two pieces")
			require.Equal(t, want, head, "in two pieces")
		}
	})
}
