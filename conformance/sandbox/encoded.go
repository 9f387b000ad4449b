package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"sync/atomic"
)

// encoded keeps the JSON text of something until anything in the store changes: encoding costs more than all else
// that a list does. Readers may fill it at the same time.
type encoded struct{ text atomic.Pointer[versioned] }

type versioned struct {
	version uint64
	text    []byte
}

// get gives the text of this version of the store, made if it is not there.
func (e *encoded) get(version uint64, value func() any) ([]byte, error) {
	if kept := e.text.Load(); kept != nil && kept.version == version {
		return kept.text, nil
	}
	text, err := json.Marshal(value())
	if err != nil {
		return nil, err
	}
	e.text.Store(&versioned{version, text})
	return text, nil
}

// notebookPage is the answer of both lists of notebooks, of texts that are encoded.
type notebookPage struct {
	page[notebook]
	texts [][]byte
}

// VisitListNotebooksResponse writes the page.
func (p notebookPage) VisitListNotebooksResponse(w http.ResponseWriter) error { return p.write(w) }

// VisitListAllNotebooksResponse writes the page.
func (p notebookPage) VisitListAllNotebooksResponse(w http.ResponseWriter) error { return p.write(w) }

func (p notebookPage) write(w http.ResponseWriter) error {
	size := 128
	for _, text := range p.texts {
		size += len(text) + 1
	}
	var b bytes.Buffer
	b.Grow(size)
	b.WriteString(`{"current":`)
	b.WriteString(strconv.Itoa(p.current))
	b.WriteString(`,"data":[`)
	for i, text := range p.texts {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(text)
	}
	b.WriteString(`],"pages":`)
	b.WriteString(strconv.Itoa(p.pages))
	b.WriteString(`,"size":`)
	b.WriteString(strconv.Itoa(p.size))
	b.WriteString(`,"total":`)
	b.WriteString(strconv.FormatInt(p.total, 10))
	b.WriteString("}\n")
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	_, err := b.WriteTo(w)
	return err
}
