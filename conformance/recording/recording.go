// Package recording reads recorded HTTP traffic into exchanges. It knows files and exchanges, and nothing of
// contracts. The format it reads is HAR 1.2.
//
// A recording is read as a stream: memory is bounded by the largest entry, whatever the size of the file. One
// entry that cannot be read does not keep the others from being read. A body that the recorder may have left
// out is not taken for an empty one.
package recording

import (
	"io"
	"iter"
	"os"

	"github.com/devenviron/contract/conformance"
)

// Read yields the exchanges of one recording in file order; name is what the user calls it. An entry that
// cannot be read, such as one of more than 256 MiB, is yielded as an error that names its place, and the
// next one is read. An error of the whole file is the last that is yielded. No error quotes a header, a body
// or a URL.
//
// An exchange shares no memory with the others. Its offsets count bytes from the start of its entry, and
// those of strings point behind the opening quote.
func Read(name string, in io.Reader) iter.Seq2[conformance.Exchange, error] {
	return readHAR(name, in, maxEntry)
}

// ReadFile is [Read] of the file of that name.
func ReadFile(name string) iter.Seq2[conformance.Exchange, error] {
	return func(yield func(conformance.Exchange, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(conformance.Exchange{}, ofFile(name, err))
			return
		}
		defer f.Close()
		for x, err := range Read(name, f) {
			if !yield(x, err) {
				return
			}
		}
	}
}
