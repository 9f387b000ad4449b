package recording

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// text is what makes the ways through it hard to tell: quotes, backslashes in runs, brackets, other bytes.
func text() *rapid.Generator[[]byte] {
	return rapid.SliceOfN(rapid.SampledFrom([]byte(`"""\\\\\\{}[]aa  ,:#!^|}~;=`+"\x00\x01\n\x7f\x80\xa2\xdb\xdc\xfb\xfd\xff")), 0, 400)
}

// slowEnd is where the value at the head of text ends, byte by byte; -1 where it does not end.
func slowEnd(text []byte) int {
	depth, inString, escaped := 0, false, false
	for i, b := range text {
		switch {
		case b == '\\':
			escaped = !escaped
			continue
		case b == '"' && !escaped:
			inString = !inString
		case inString:
		case b == '{' || b == '[':
			depth++
		case b == '}' || b == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		escaped = false
	}
	return -1
}

func TestAnExtentEndsWhereItsBracketsClose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := append([]byte{'{'}, text().Draw(t, "text")...)
		var x extent
		at, ended := 0, false
		for at < len(value) && !ended {
			size := rapid.IntRange(1, 300).Draw(t, "piece")
			var n int
			n, ended = x.scan(value[at:min(at+size, len(value))])
			at += n
		}
		if want := slowEnd(value); want < 0 {
			require.False(t, ended)
		} else {
			require.True(t, ended)
			require.Equal(t, want, at)
		}
	})
}

func TestABlockIsMarkedByteByByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "blocks")
		character := rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte(`"\\{}[]`)))
		text := rapid.SliceOfN(character, n*blockSize, n*blockSize).Draw(t, "text")
		blocks := make([]blockMarks, n)
		markBlocks(blocks, text)
		for i, c := range text {
			b, bit := blocks[i/blockSize], i%blockSize
			require.Equal(t, c == '"', b.quotes>>bit&1 == 1, "byte %d", i)
			require.Equal(t, c == '\\', b.backslashes>>bit&1 == 1, "byte %d", i)
			require.Equal(t, c == '{' || c == '[', b.opening>>bit&1 == 1, "byte %d", i)
			require.Equal(t, c == '}' || c == ']', b.closing>>bit&1 == 1, "byte %d", i)
		}
	})
}
