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

func TestABlockFindsEveryByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := block(rapid.SliceOfN(rapid.Byte(), len(block{}), len(block{})).Draw(t, "block"))
		fold, a, b := rapid.Byte().Draw(t, "fold"), rapid.Byte().Draw(t, "a"), rapid.Byte().Draw(t, "b")
		isA, isB := p.find(fold, a, b)
		for i, c := range p {
			require.Equal(t, c|fold == a, isA.rows()>>i&1 == 1, "byte %d", i)
			require.Equal(t, c|fold == b, isB.rows()>>i&1 == 1, "byte %d", i)
		}
		require.Equal(t, isA.rows()<<1|1, isA.next(1).rows())
		require.Equal(t, isA, isA.rows().columns())
	})
}
