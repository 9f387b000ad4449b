//go:build !race && !safe

package prefilter

// hasShuffle tells whether processor and system have AVX2, as nearly all have.
var hasShuffle = canShuffle()

// find is findSlowly with thirty-two bytes in one go.
func (t *tables) find(text []byte) (skipped int, places uint32) {
	if !hasShuffle {
		return t.findSlowly(text)
	}
	return shuffle(t, text)
}

//go:noescape
func shuffle(t *tables, text []byte) (skipped int, places uint32)

func canShuffle() bool
