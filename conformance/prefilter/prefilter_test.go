package prefilter

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// letters are few, so that strings stand in texts, and nearly stand there.
var letters = rapid.SampledFrom([]byte("abAB\"\\ \xe2\xff\x00"))

func drawSet(t *rapid.T) []string {
	var texts []string
	for _, text := range rapid.SliceOfN(rapid.SliceOfN(letters, 3, 7), 1, 40).Draw(t, "strings") {
		texts = append(texts, string(text))
	}
	return texts
}

// place is where a string of a set stands.
type place struct{ at, part int }

// folded is a text whose letters are all in lower case.
func folded[T string | []byte](text T) []byte {
	lowered := []byte(text)
	for i, c := range lowered {
		if 'A' <= c && c <= 'Z' {
			lowered[i] = c + 'a' - 'A'
		}
	}
	return lowered
}

// places are those at which strings stand, by comparing each string with each place.
func places(text []byte, texts []string) []place {
	found := []place{}
	for at := range text {
		for part, want := range texts {
			if bytes.HasPrefix(folded(text[at:]), folded(want)) {
				found = append(found, place{at, part})
			}
		}
	}
	return found
}

func sorted(all []place) []place {
	slices.SortFunc(all, func(a, b place) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return a.part - b.part
	})
	return all
}

func TestEveryPlaceIsFoundOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := drawSet(t)
		text := rapid.SliceOfN(letters, 0, 100).Draw(t, "text")
		found := []place{}
		require.False(t, New(texts...).Any(text, func(at, part int) bool {
			found = append(found, place{at, part})
			return false
		}))
		require.Equal(t, places(text, texts), sorted(found))
	})
}

func TestTheFirstAcceptedPlaceEndsTheSearch(t *testing.T) {
	s := New("abc")
	asked := 0
	require.True(t, s.Any([]byte("abc, abc and abc, far enough from each other: abc"), func(int, int) bool {
		asked++
		return asked == 2
	}))
	require.Equal(t, 2, asked)
}

func TestAStringAtTheVeryEndIsFound(t *testing.T) {
	s := New("token")
	for n := range 60 {
		text := append(bytes.Repeat([]byte("-"), n), "token"...)
		require.True(t, s.Any(text, func(at, _ int) bool { return at == n }), "behind %d bytes", n)
		require.False(t, s.Any(text[:len(text)-1], func(int, int) bool { return true }), "behind %d bytes", n)
	}
}

func TestTheFastSearchGivesThePlacesOfTheSlowOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New(drawSet(t)...)
		text := rapid.SliceOfN(rapid.OneOf(letters, rapid.Byte()), window, 200).Draw(t, "text")
		skipped, places := s.tables.find(text)
		slowlySkipped, slowly := s.tables.findSlowly(text)
		require.Equal(t, slowly, places)
		require.Equal(t, slowlySkipped, skipped)
	})
}

func TestAStringStandsForBothCases(t *testing.T) {
	s := New("oKe=")
	for text, want := range map[string]bool{"oke=": true, "OKE=": true, "Oke=": true, "o\v\x45=": false, "oke}": false, "OKE\x1d": false} {
		require.Equal(t, want, s.Any([]byte(text), func(int, int) bool { return true }), "%q", text)
	}
}

func TestAStringOfTwoBytesIsRefused(t *testing.T) {
	require.PanicsWithValue(t, `prefilter: got "ab", want at least 3 bytes`, func() { New("abc", "ab") })
}

func BenchmarkAny(b *testing.B) {
	text := bytes.Repeat([]byte(`{\"name\":\"notebook\",\"status\":\"RUNNING\",\"duration\":3600},`), 1000)
	s := New("oken", "ecret", "asswo", "PRIVATE KEY", "eyJ", "://", "orizat")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Any(text, func(int, int) bool { return true })
	}
}
