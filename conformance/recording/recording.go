// Package recording reads recorded HTTP traffic into exchanges, and writes it. It knows files and exchanges, and
// nothing of contracts.
//
// It reads HAR 1.2, NDJSON of HAR entries, the cassettes of go-vcr, dumps of HTTP messages (curl -v, curl -i behind its
// command, .http), WireMock mappings, the examples of Postman collections 2.1, Pacts of version 3 and 4, and Hoverfly
// simulations 5. A file says by its content, not by its name, what it is, and may be compressed with gzip or zstd; lines
// and columns are then those of what was compressed.
//
// A recording is read as a stream: memory is bounded by the entries in use, whatever the size of the file. One
// entry that cannot be read does not keep the others from being read. A body that the recorder may have left
// out is not taken for an empty one.
package recording

import (
	"cmp"
	"io"
	"iter"

	"github.com/devenviron/contract/conformance"
)

// Entries yields the entries of one recording in file order; name is what the user calls it. It finds where
// each entry ends, and no more: all else is left to the Read of the entry, so that several can be read at the
// same time.
//
// What cannot be read, such as an entry of more than 256 MiB, is an entry whose Read gives an error that names
// its place, and the next one follows. An error of the whole file is the last that is yielded. No error quotes
// a header, a body or a URL.
//
// The offsets of an exchange count bytes from the start of its entry, and those of strings point behind the
// opening quote.
func Entries(name string, in io.Reader) iter.Seq[conformance.Entry] {
	return readEntries(name, in, maxEntry)
}

// FileEntries is [Entries] of the file of that name, which may be a FIFO.
func FileEntries(name string) iter.Seq[conformance.Entry] {
	return func(yield func(conformance.Entry) bool) {
		f, err := open(name)
		if err != nil {
			yield(unreadable(err))
			return
		}
		defer f.Close()
		Entries(name, f)(yield)
	}
}

// Read yields the exchanges of one recording, each or why it cannot be read, in the order of [Entries]. What
// one exchange holds, no other changes.
func Read(name string, in io.Reader) iter.Seq2[conformance.Exchange, error] {
	return exchanges(Entries(name, in))
}

// ReadFile is [Read] of the file of that name.
func ReadFile(name string) iter.Seq2[conformance.Exchange, error] {
	return exchanges(FileEntries(name))
}

// exchanges reads entries, and never releases them: the exchanges belong to who asks for them.
func exchanges(entries iter.Seq[conformance.Entry]) iter.Seq2[conformance.Exchange, error] {
	return func(yield func(conformance.Exchange, error) bool) {
		for e := range entries {
			x, err := e.Read()
			if err == nil {
				err = cmp.Or(x.Request.Body.Take(), x.Response.Body.Take())
			}
			if err != nil {
				x = conformance.Exchange{}
			}
			if !yield(x, err) {
				return
			}
		}
	}
}

// unreadable stands for an entry that has an error in place of an exchange.
func unreadable(err error) conformance.Entry {
	return conformance.Entry{Read: func() (conformance.Exchange, error) { return conformance.Exchange{}, err }}
}
