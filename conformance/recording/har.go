package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strconv"

	"github.com/devenviron/contract/conformance"
)

// maxEntry bounds the memory that one entry of a HAR file may take.
const maxEntry = 256 << 20

// errStopped ends the walk of a file whose exchanges are no longer asked for.
var errStopped = errors.New("stopped")

// readHAR yields the exchanges of a HAR 1.2 file: the elements of log.entries, as they come. All other
// members of the file and of its log are skipped, wherever they stand.
func readHAR(name string, in io.Reader, limit int) iter.Seq2[conformance.Exchange, error] {
	return func(yield func(conformance.Exchange, error) bool) {
		f := harFile{name: filepath.ToSlash(name), stream: newStream(in, limit), yield: yield}
		if err := f.read(); err != nil && err != errStopped {
			yield(conformance.Exchange{}, f.wrong(err))
		}
	}
}

type harFile struct {
	name   string
	stream *stream
	yield  func(conformance.Exchange, error) bool
	// hasEntries is set when log.entries was found, and index is that of the next entry.
	hasEntries bool
	index      int
}

func (f *harFile) read() error {
	err := f.stream.object(func(name string) error {
		if name != "log" {
			return f.stream.skip()
		}
		return f.stream.object(func(name string) error {
			if name != "entries" {
				return f.stream.skip()
			}
			f.hasEntries = true
			return f.stream.array(f.visit)
		})
	})
	if err != nil {
		return err
	}
	if err := f.stream.end(); err != nil {
		return err
	}
	if !f.hasEntries {
		return &mismatch{fileStart, "JSON without log.entries", "a HAR 1.2 log"}
	}
	return nil
}

// wrong is the error of the whole file, with the remedy for files that are something else.
func (f *harFile) wrong(err error) error {
	err = located(f.name, "not a HAR file", err)
	if _, ok := errors.AsType[*mismatch](err); ok && !f.hasEntries {
		return fmt.Errorf("%w (save one from the network panel of a browser, or with mitmproxy's option hardump)", err)
	}
	return err
}

// visit yields the entry at hand.
func (f *harFile) visit() error {
	entry, err := f.stream.value()
	if err != nil {
		return err
	}
	id := strconv.Itoa(f.index)
	f.index++
	x, err := f.exchange(id, entry)
	if err != nil {
		x, err = conformance.Exchange{}, located(f.name, "entry "+id, err)
	}
	if !f.yield(x, err) {
		return errStopped
	}
	return nil
}

func (f *harFile) exchange(id string, entry value) (conformance.Exchange, error) {
	if entry.err != nil {
		return conformance.Exchange{}, entry.err
	}
	text := bytes.Clone(entry.text)
	e := harEntry{text: text, locate: entry.at.locator(text)}
	if kind := e.kind(); kind != "an object" {
		return conformance.Exchange{}, &mismatch{entry.at, kind, "an object"}
	}
	request, response := e.read()
	return conformance.Exchange{
		ID:       f.name + "#" + id,
		File:     f.name,
		Position: e.locate,
		Request:  request,
		Response: response,
	}, e.err
}
