package recording

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/devenviron/contract/conformance"
)

// maxRedacted is how many bytes of a recording [RedactFile] holds, unpacked.
const maxRedacted = 1 << 30

// RedactFile is [Redact] of the file of that name, or of what a file packed with gzip holds. With write it puts the
// result in the place of the file, whole or not at all: whoever opens the file sees all of it before or all of it after.
// A link stays one, and what it leads to is replaced; the mode of the file stays. A file without secrets is not touched.
func RedactFile(name string, contract *conformance.Contract, write bool) ([]Replaced, error) {
	text, packed, err := readWhole(name)
	if err != nil {
		return nil, ofFile(name, err)
	}
	after, replaced, err := Redact(name, text, contract)
	if !write || bytes.Equal(after, text) {
		return replaced, err
	}
	if packed != nil {
		if after, err = pack(after, packed, err); after == nil {
			return nil, ofFile(name, err)
		}
	}
	if failed := replaceFile(name, after); failed != nil {
		return nil, errors.Join(ofFile(name, failed), err)
	}
	return replaced, err
}

// readWhole gives the text of a file, and the header of its packing if it is packed.
func readWhole(name string) ([]byte, *gzip.Header, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, nil, cmp.Or(err, errors.New("got no regular file, want one that can be replaced"))
	}
	head := make([]byte, 2)
	n, err := io.ReadFull(f, head)
	if err != nil && n < len(head) && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil, err
	}
	in, packed := io.MultiReader(bytes.NewReader(head[:n]), f), (*gzip.Header)(nil)
	if bytes.Equal(head, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, nil, err
		}
		in, packed = unpacked, &unpacked.Header
	}
	text, err := io.ReadAll(io.LimitReader(in, maxRedacted+1))
	if err == nil && len(text) > maxRedacted {
		err = fmt.Errorf("got more than %d bytes, want a smaller recording", maxRedacted)
	}
	return text, packed, err
}

// pack packs a text as it was. It passes the error that came with the text on.
func pack(text []byte, header *gzip.Header, with error) ([]byte, error) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Header = *header
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), with
}

// replaceFile writes beside the file, and moves what is written into its place when it is on the disk.
func replaceFile(name string, content []byte) (err error) {
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(content); err != nil {
		return err
	}
	if err = cmp.Or(f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
