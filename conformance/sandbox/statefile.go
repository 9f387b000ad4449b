package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v3"
)

// ReadState reads a state from a file of YAML or JSON. Keys that it does not know are refused, all of them, with the
// place of each.
func ReadState(file string) (*State, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		if failed, ok := errors.AsType[*fs.PathError](err); ok {
			err = failed.Err
		}
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(file), err)
	}
	state, err := parseState(text, filepath.ToSlash(file))
	if err != nil {
		return nil, err
	}
	return state, nil
}

func parseState(text []byte, file string) (*State, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if err := checkKeys(&document, file); err != nil {
		return nil, err
	}
	// The types of the contract are read from JSON.
	var value any
	if err := document.Decode(&value); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	asJSON, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	state := &State{}
	err = json.Unmarshal(asJSON, state)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return nil, fmt.Errorf("%s: %s: got a JSON %s, want a %s", file, wrong.Field, wrong.Value, wrong.Type)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return state, nil
}

// SaveSnapshot writes the state to a file: whole or not at all, and on the disk when it returns.
func (s *Sandbox) SaveSnapshot(file string) error {
	text, err := s.Snapshot().encode()
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return replaceFile(file, text)
}

// Changes counts how often what lives in the sandbox has changed.
func (s *Sandbox) Changes() uint64 {
	s.settle()
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.changes
}

// replaceFile puts new content in the place of a file: written beside it, brought to the disk, and renamed.
func replaceFile(file string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*.partial")
	if err != nil {
		return err
	}
	partial := f.Name()
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(partial, file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	return syncDirectory(filepath.Dir(file))
}

// syncDirectory brings a rename to the disk, where the system can.
func syncDirectory(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func(c io.Closer) { _ = c.Close() }(d)
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}
