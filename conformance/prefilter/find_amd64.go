//go:build !race && !safe

package prefilter

// hasShuffle tells whether the processor has PSHUFB, as all have but the first of amd64.
var hasShuffle = canShuffle()

// find is findSlowly with sixteen bytes in one go.
func (t *tables) find(text []byte) (skipped int, places uint) {
	if !hasShuffle {
		return t.findSlowly(text)
	}
	return shuffle(t, text)
}

//go:noescape
func shuffle(t *tables, text []byte) (skipped int, places uint)

func canShuffle() bool
