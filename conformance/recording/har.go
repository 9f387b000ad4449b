package recording

import (
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/devenviron/contract/conformance"
)

// maxEntry bounds the memory that the text of one entry of a HAR file may take.
const maxEntry = 256 << 20

// errStopped ends the walk of a file whose entries are no longer asked for.
var errStopped = errors.New("stopped")

// readHAR yields the entries of a HAR 1.2 file: the elements of log.entries, as they come. All other members of
// the file and of its log are skipped, wherever they stand.
func readHAR(name string, s *stream, yield func(conformance.Entry) bool) {
	f := harFile{name: name, stream: s, yield: yield}
	if err := f.read(); err != nil && err != errStopped {
		yield(unreadable(f.wrong(err)))
	}
}

type harFile struct {
	name   string
	stream *stream
	yield  func(conformance.Entry) bool
	// hasEntries is set when log.entries was found, and index is that of the next entry.
	hasEntries bool
	index      int
	// released has entries to be used again.
	released sync.Pool
	// memory has the [harMemory] that nobody uses.
	memory sync.Pool
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
	_, isMismatch := errors.AsType[*mismatch](err)
	_, isDamaged := errors.AsType[*damage](f.stream.err)
	if isMismatch && !isDamaged && !f.hasEntries {
		return fmt.Errorf("%w (save one from the network panel of a browser, or with mitmproxy's option hardump)", err)
	}
	return err
}

// visit yields the entry at hand.
func (f *harFile) visit() error {
	v, err := f.stream.value()
	if err != nil {
		return err
	}
	return f.yieldEntry(v)
}

// yieldEntry yields the entry of a text.
func (f *harFile) yieldEntry(v value) error {
	index := f.index
	f.index++
	if !f.yield(f.entry(index, v)) {
		return errStopped
	}
	return nil
}

func (f *harFile) entry(index int, v value) conformance.Entry {
	if v.err != nil {
		return unreadable(ofEntry(f.name, index, v.err))
	}
	e, _ := f.released.Get().(*harEntry)
	if e == nil {
		e = newHAREntry(f)
	}
	e.index = index
	e.text, e.store = v.text, f.stream.store
	e.store.hold()
	e.lines.reset(e.text, v.at)
	return conformance.Entry{Size: len(e.text), Read: e.readIt, Release: e.releaseIt}
}

// ofEntry puts the entry before its error.
func ofEntry(file string, index int, err error) error {
	return located(file, "entry "+strconv.Itoa(index), err)
}
