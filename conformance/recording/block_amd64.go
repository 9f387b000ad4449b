//go:build !race && !safe

package recording

// markBlocks marks the bytes of as many blocks of text as there are marks; the text is that long. Every amd64 processor
// compares sixteen bytes in one go, four times as fast as block_generic.go, and this is the part of reading that only
// one worker at a time can do.
func markBlocks(blocks []blockMarks, text []byte) {
	markAll(blocks, text[:len(blocks)*blockSize])
}

//go:noescape
func markAll(blocks []blockMarks, text []byte)
