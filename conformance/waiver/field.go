package waiver

import (
	"fmt"
	"regexp"
	"time"

	"github.com/devenviron/contract/conformance"
)

// field is a key of a waiver in a file, with how its text becomes part of the waiver and back.
type field struct {
	key string
	set func(w *Waiver, text string) error
	get func(w *Waiver) string
}

// fields are the keys in the order in which they are written.
var fields = []field{
	{"fingerprint", (*Waiver).setFingerprint, func(w *Waiver) string { return w.Fingerprint }},
	{"rule", (*Waiver).setRule, func(w *Waiver) string { return string(w.Rule) }},
	{"operation", (*Waiver).setOperation, func(w *Waiver) string { return w.Operation }},
	{"pointer", (*Waiver).setPointer, func(w *Waiver) string { return w.Pointer }},
	{"status", (*Waiver).setStatus, func(w *Waiver) string { return w.Status }},
	{"reason", (*Waiver).setReason, func(w *Waiver) string { return w.Reason }},
	{"owner", (*Waiver).setOwner, func(w *Waiver) string { return w.Owner }},
	{"expires", (*Waiver).setExpires, func(w *Waiver) string { return dayText(w.Expires) }},
}

func keys() []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.key
	}
	return names
}

func (w *Waiver) setFingerprint(text string) error {
	w.Fingerprint = text
	return want(fingerprintForm, text, "12 hexadecimal digits")
}

func (w *Waiver) setRule(text string) error {
	w.Rule = conformance.RuleID(text)
	if _, ok := conformance.RuleOf(w.Rule); !ok {
		return conformance.UnknownRule(w.Rule)
	}
	return nil
}

func (w *Waiver) setOperation(text string) error {
	w.Operation = text
	return want(operationForm, text, "the name of an operation, such as listInstances or list*")
}

func (w *Waiver) setPointer(text string) error {
	w.Pointer = text
	return want(pointerForm, text, "a JSON pointer, such as /items/*/name or **/name")
}

func (w *Waiver) setStatus(text string) error {
	w.Status = text
	return want(statusForm, text, "a status, such as 404 or 4XX")
}

func (w *Waiver) setReason(text string) error {
	w.Reason = text
	return nil
}

func (w *Waiver) setOwner(text string) error {
	w.Owner = text
	return nil
}

func (w *Waiver) setExpires(text string) (err error) {
	if w.Expires, err = time.Parse(time.DateOnly, text); err != nil {
		return fmt.Errorf("got %.80q, want a date as YYYY-MM-DD", text)
	}
	return nil
}

// The forms of texts.
var (
	fingerprintForm = regexp.MustCompile(`^[0-9a-f]{12}$`)
	operationForm   = regexp.MustCompile(`^.+$`)
	pointerForm     = regexp.MustCompile(`^(/|\*\*).*$`)
	statusForm      = regexp.MustCompile(`^[1-5]([0-9]{2}|[Xx]{2})$`)
)

// longest is how many bytes a text may have, since the time of matching grows with them.
const longest = 1002

func want(form *regexp.Regexp, text, what string) error {
	if len(text) <= longest && form.MatchString(text) {
		return nil
	}
	return fmt.Errorf("got %.80q, want %s", text, what)
}

// dayText writes a date, "" when there is none.
func dayText(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}
