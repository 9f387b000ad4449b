package waiver

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance/strictyaml"
)

// rootKey is the only key of a file.
const rootKey = "waivers"

// Read reads a file of waivers; name is what the user calls it.
func Read(name string, in io.Reader) ([]Waiver, error) {
	root, err := strictyaml.Read(name, in)
	if err != nil {
		return nil, err
	}
	entries, err := entriesOf(root)
	if err != nil {
		return nil, err
	}
	items, err := entries.List()
	if err != nil {
		return nil, err
	}
	waivers := make([]Waiver, len(items))
	for i, item := range items {
		if waivers[i], err = read(item); err != nil {
			return nil, err
		}
	}
	return waivers, nil
}

// entriesOf finds the list in a file, null where it is empty.
func entriesOf(root strictyaml.Value) (strictyaml.Value, error) {
	members, err := root.Members()
	if err != nil {
		return strictyaml.Value{}, err
	}
	var entries strictyaml.Value
	for _, m := range members {
		if m.Name != rootKey {
			return strictyaml.Value{}, m.UnknownKey([]string{rootKey})
		}
		entries = m.Value
	}
	return entries, nil
}

func read(entry strictyaml.Value) (Waiver, error) {
	members, err := entry.Members()
	if err != nil {
		return Waiver{}, err
	}
	w := Waiver{At: entry.At()}
	for _, m := range members {
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == m.Name })
		if i < 0 {
			return Waiver{}, m.UnknownKey(keys())
		}
		text, err := m.Text()
		if err != nil {
			return Waiver{}, err
		}
		if err := fields[i].set(&w, strings.TrimSpace(text)); err != nil {
			return Waiver{}, m.Errorf("%s: %w", m.Name, err)
		}
	}
	if err := w.check(); err != nil {
		return Waiver{}, entry.Errorf("%w", err)
	}
	return w, nil
}

// check wants what makes a waiver one.
func (w *Waiver) check() error {
	if w.selection() == "" {
		return errors.New("got a waiver of everything, want a fingerprint, rule, operation, pointer or status")
	}
	if w.Reason == "" {
		return errors.New("got a waiver without a reason, want one")
	}
	return nil
}
