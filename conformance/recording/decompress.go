package recording

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

const (
	// maxWindow bounds the memory that undoing zstd may take: that of level 19.
	maxWindow = 8 << 20
	// A file may expand to freeExpansion, and beyond that to maxExpansion times its size.
	freeExpansion = 256 << 20
	maxExpansion  = 1000
)

// damage is a fault of a compressed file, which has no place but how far the file could be read.
type damage struct{ got, want string }

func (d *damage) Error() string { return "got " + d.got + ", want " + d.want }

// decompressed gives what in stands for: itself, or what gzip or zstd made of it, which its first bytes tell. done
// gives the memory back.
func decompressed(in io.Reader) (plain io.Reader, done func()) {
	compressed := &counter{in: in}
	buffered := bufio.NewReader(compressed)
	magic, _ := buffered.Peek(4) // why there is no more is told by reading
	switch {
	case bytes.HasPrefix(magic, []byte{0x1F, 0x8B}):
		return &expansion{name: "gzip", open: openGzip, in: buffered, compressed: compressed}, func() {}
	case bytes.Equal(magic, []byte{0x28, 0xB5, 0x2F, 0xFD}):
		e := &expansion{name: "zstd", open: openZstd, in: buffered, compressed: compressed}
		return e, e.close
	}
	return buffered, func() {}
}

func openGzip(in io.Reader) (io.Reader, error) { return gzip.NewReader(in) }

func openZstd(in io.Reader) (io.Reader, error) {
	return zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
}

// counter counts what is read, and keeps why no more can be.
type counter struct {
	in  io.Reader
	n   int64
	err error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	c.err = err
	return n, err
}

// expansion is a compressed file as it is read, as long as it does not expand beyond reason.
type expansion struct {
	name       string
	open       func(io.Reader) (io.Reader, error)
	in         io.Reader
	compressed *counter
	plain      io.Reader
	n          int64
}

func (e *expansion) Read(p []byte) (n int, err error) {
	if e.plain == nil {
		if e.plain, err = e.open(e.in); err != nil {
			e.plain = nil
			return 0, e.fault(err)
		}
	}
	n, err = e.plain.Read(p)
	e.n += int64(n)
	if e.n > freeExpansion && e.n/maxExpansion > e.compressed.n {
		return 0, &damage{
			fmt.Sprintf("%s that expands to more than %d times its size", e.name, maxExpansion),
			"a recording (undo the compression first if it is one)",
		}
	}
	return n, e.fault(err)
}

// fault says what is wrong: with reading, or else with the compression.
func (e *expansion) fault(err error) error {
	switch {
	case err == nil || err == io.EOF:
		return err
	case e.compressed.err != nil && e.compressed.err != io.EOF:
		return e.compressed.err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &damage{e.name + " that is cut", "the rest of it"}
	case errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return &damage{
			fmt.Sprintf("%s with a window of more than %d MiB", e.name, maxWindow>>20),
			"a smaller one (compress again without --long and --ultra)",
		}
	}
	return &damage{"broken " + e.name, "what " + e.name + " writes"}
}

func (e *expansion) close() {
	if d, ok := e.plain.(*zstd.Decoder); ok {
		d.Close()
	}
}
