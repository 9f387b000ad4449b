package recording

import (
	"io"
	"iter"

	"github.com/devenviron/contract/conformance"
)

// ReadWithLimit is [Read] with another limit to the size of an entry.
func ReadWithLimit(name string, in io.Reader, limit int) iter.Seq2[conformance.Exchange, error] {
	return exchanges(readEntries(name, in, limit))
}

// ReadAs is [Read] of a recording of which the format is known.
func ReadAs(format, name string, in io.Reader) iter.Seq2[conformance.Exchange, error] {
	for _, f := range formats {
		if f.name == format {
			return exchanges(func(yield func(conformance.Entry) bool) { f.read(name, newStream(in, maxEntry), yield) })
		}
	}
	panic("unknown format " + format)
}
