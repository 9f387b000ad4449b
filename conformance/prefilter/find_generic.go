//go:build !amd64 || race || safe

package prefilter

// find is findSlowly.
func (t *tables) find(text []byte) (skipped int, places uint32) { return t.findSlowly(text) }
