package recording

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/devenviron/contract/conformance"
)

// Replaced is a secret that a placeholder replaces in a recording, or would.
type Replaced struct {
	At conformance.Location
	// Subject says which part of an exchange held it, in which At has its pointer; or that it stands elsewhere.
	Subject string
}

// Redact gives the text of a recording in which placeholders stand for the secrets of its exchanges, for their copies,
// and for what looks like a secret elsewhere. All other bytes are as they were. A contract tells what is secret in
// bodies and parameters; nil leaves that to the names.
//
// What cannot be replaced is an error that names its place, joined with the others; the rest is replaced all the same.
// No error quotes a secret.
func Redact(name string, text []byte, contract *conformance.Contract) ([]byte, []Replaced, error) {
	r := redaction{name: filepath.ToSlash(name), text: text, contract: contract}
	for x, err := range Read(name, bytes.NewReader(text)) {
		if err != nil {
			r.errs = append(r.errs, fmt.Errorf("%w: its secrets cannot be told", err))
			continue
		}
		r.exchange(&x)
	}
	after := r.apply()
	after = r.elsewhere(after)
	if len(r.replaced) > 0 {
		r.verify(after)
	}
	slices.SortStableFunc(r.replaced, func(a, b Replaced) int {
		return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
	})
	return after, slices.CompactFunc(r.replaced, func(a, b Replaced) bool { return a.At.Line == b.At.Line && a.At.Column == b.At.Column }), errors.Join(r.errs...)
}

// redaction is the redacting of one recording.
type redaction struct {
	name     string
	text     []byte
	contract *conformance.Contract
	finder   offsets
	edits    []edit
	// values are the secrets that copies are looked for.
	values   values
	replaced []Replaced
	errs     []error
}

// edit puts a text in the place of bytes [start, end) of the recording.
type edit struct {
	start, end int
	text       string
}

// exchange collects the edits for one exchange.
func (r *redaction) exchange(x *conformance.Exchange) {
	_, secrets := r.contract.Redact(x)
	if len(secrets) == 0 {
		return
	}
	line, column := 0, 0
	if x.Position != nil && x.Offset != conformance.NoOffset {
		line, column = x.Position(x.Offset)
	}
	base := r.finder.of(r.text, line, column) - x.Offset
	source := redactSource{text: r.text, base: base}
	for _, s := range secrets {
		r.values.add(s)
		edits, ok := source.edits(s)
		if !ok || line == 0 {
			at := cmp.Or(s.At, x.At(x.Offset))
			r.errs = append(r.errs, fmt.Errorf("%s: %s: got a secret whose bytes the reader cannot point to, want it replaced by hand", at, s))
			continue
		}
		r.edits = append(r.edits, edits...)
		at := s.At
		at.Pointer = s.Pointer
		r.replaced = append(r.replaced, Replaced{at, s.Subject})
	}
}

// apply gives the text with its edits made. Edits of a place that is part of two secrets are the same.
func (r *redaction) apply() []byte {
	slices.SortStableFunc(r.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	after := make([]byte, 0, len(r.text))
	from := 0
	for _, e := range r.edits {
		if e.start < from {
			continue
		}
		after = append(append(after, r.text[from:e.start]...), e.text...)
		from = e.end
	}
	return append(after, r.text[from:]...)
}

// elsewhere replaces the copies of secrets, such as those that a HAR file has in its lists of cookies, and what looks
// like a secret where no reader looks.
func (r *redaction) elsewhere(text []byte) []byte {
	const outside = "outside of requests and responses"
	var at []int
	r.values.overwrite(text, func(start int) { at = append(at, start) })
	const window, overlap = 1 << 20, 64 << 10 // a key is shorter than the overlap
	for start := 0; start < len(text); start += window - overlap {
		for _, span := range conformance.RedactText(text[start:min(len(text), start+window)]) {
			at = append(at, start+span.Start)
		}
		if start+window >= len(text) {
			break
		}
	}
	slices.Sort(at)
	p, from := fileStart, 0
	for _, start := range at {
		p, from = p.after(text[from:start]), start
		r.replaced = append(r.replaced, Replaced{conformance.Location{File: r.name, Line: p.line, Column: p.column}, outside})
	}
	return text
}

// verify reads the result again: as many exchanges as before, and no secret in any.
func (r *redaction) verify(after []byte) {
	left := 0
	for x, err := range Read(r.name, bytes.NewReader(after)) {
		if err != nil {
			continue // as it was, or else one exchange is short
		}
		left++
		if _, secrets := r.contract.Redact(&x); len(secrets) > 0 && len(r.errs) == 0 {
			r.errs = append(r.errs, fmt.Errorf("%s: %s: got a secret that stays, want it replaced by hand", secrets[0].At, secrets[0]))
		}
	}
	before := 0
	for _, err := range Read(r.name, bytes.NewReader(r.text)) {
		if err == nil {
			before++
		}
	}
	if left != before {
		r.errs = append(r.errs, fmt.Errorf("%s: got %s exchanges after replacing, want %d as before", r.name, strconv.Itoa(left), before))
	}
}
