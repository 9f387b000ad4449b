package recording

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/devenviron/contract/conformance"
)

// Writer writes exchanges as a recording that [Entries] reads. The same exchanges give the same bytes.
//
// What a recording cannot tell, is not read back: where the exchange was, pseudo-headers such as :path, a media type
// beside the Content-Type of a body that is not there, and an empty body whose headers announce a length, which is not
// recorded then. Bytes of a header that are not UTF-8 are taken for ISO 8859-1.
type Writer struct {
	out io.Writer
	// before stands before the next entry, and after behind the last.
	before, after string
	between       string
	entry         func(*conformance.Exchange) any
	err           error
}

// NewHARWriter writes a HAR 1.2 file, one entry a line. An exchange has no time: all entries start at that of Unix.
// The file is whole when the writer is closed.
func NewHARWriter(out io.Writer) *Writer {
	return &Writer{
		out:     out,
		before:  `{"log":{"version":"1.2","creator":{"name":"validate","version":"1"},"entries":[` + "\n",
		between: ",\n",
		after:   "\n]}}\n",
		entry:   func(x *conformance.Exchange) any { return harEntryOf(x) },
	}
}

// NewNDJSONWriter writes lines of JSON, each an exchange as ndjson.schema.json describes it.
func NewNDJSONWriter(out io.Writer) *Writer {
	return &Writer{out: out, between: "\n", after: "\n", entry: func(x *conformance.Exchange) any { return lineOf(x) }}
}

// Write writes an exchange. After an error nothing more is written, and it is the error of all calls.
func (w *Writer) Write(x *conformance.Exchange) error {
	text, err := encode(w.entry(x))
	if w.err == nil {
		w.err = err
	}
	w.write(w.before + string(text))
	w.before = w.between
	return w.err
}

// Ending gives what Close would write now: with it behind what was written so far, the recording is whole. It is for
// those who overwrite it with the next exchange, and so have a whole file at every moment.
func (w *Writer) Ending() string {
	switch w.before {
	case "": // Nothing is a file of no lines.
		return ""
	case w.between:
		return w.after
	default:
		return w.before + w.after
	}
}

// Close writes what belongs behind the last exchange. It does not close what is written to.
func (w *Writer) Close() error {
	if ending := w.Ending(); ending != "" {
		w.write(ending)
	}
	return w.err
}

func (w *Writer) write(text string) {
	if w.err == nil {
		_, w.err = io.WriteString(w.out, text)
	}
}

// encode writes a value without the escapes that only HTML needs.
func encode(v any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), err
}
