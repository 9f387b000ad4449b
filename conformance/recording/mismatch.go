package recording

import (
	"errors"
	"fmt"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/jsontext"
)

// mismatch is what a recording has at a place where something else belongs. It never holds recorded text
// beyond a single character.
type mismatch struct {
	at        place
	got, want string
}

func (m *mismatch) Error() string { return "got " + m.got + ", want " + m.want }

// check makes sure that text, which starts at a place, is one JSON value.
func check(text []byte, at place) error {
	err := jsontext.Check(text, jsontext.DefaultMaxDepth)
	if e, ok := errors.AsType[*jsontext.SyntaxError](err); ok {
		return &mismatch{at.after(text[:e.Offset]), e.Got, e.Want}
	}
	return err
}

// located puts the place of a mismatch first, and says after it what about is concerned. An error of another
// kind, such as one of the disk, has no place but the file.
func located(file, about string, err error) error {
	at := conformance.Location{File: file}
	if m, ok := errors.AsType[*mismatch](err); ok {
		at.Line, at.Column = m.at.line, m.at.column
		return fmt.Errorf("%s: %s: %w", at, about, err)
	}
	return ofFile(file, err)
}
