package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// write gives fill the place where the report goes: standard output, or the file of --output.
func (t *tool) write(fill func(io.Writer) error) error {
	if t.output == "" {
		return cannotWrite(standardOutput, fill(t.stdout))
	}
	return cannotWrite(t.output, writeFile(t.output, fill))
}

const standardOutput = "standard output"

// cannotWrite names the output that failed, and leaves out the partial file, of which the user knows nothing.
func cannotWrite(name string, err error) error {
	if err == nil {
		return nil
	}
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		err = failed.Err
	}
	return fmt.Errorf("%s: cannot write the report: %w", name, err)
}

// writeFile fills a file, whole or not at all.
func writeFile(name string, fill func(io.Writer) error) error {
	f, err := create(name)
	if err != nil {
		return err
	}
	defer f.discard()
	if err := fill(f); err != nil {
		return err
	}
	return f.keep()
}

// wholeFile is a file in the making. Its content waits in a file without a name, so that nothing of it stays however the
// command ends; what was there before stays until the new content is kept. A device or a pipe is written in place.
type wholeFile struct {
	*os.File
	// target is where the content goes in the end, "" when it is there.
	target string
}

func create(name string) (*wholeFile, error) {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		return &wholeFile{File: f}, err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".validate-*")
	if err != nil {
		return nil, err
	}
	os.Remove(f.Name()) // Windows removes it later, in discard.
	return &wholeFile{f, name}, nil
}

// keep puts the content in its place.
func (f *wholeFile) keep() error {
	if f.target == "" {
		return f.Close()
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	partial := f.target + ".partial"
	os.Remove(partial) // Another command may have been killed here. A link is not followed.
	out, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	if err = errors.Join(err, out.Close()); err == nil {
		err = os.Rename(partial, f.target)
	}
	if err != nil {
		os.Remove(partial)
	}
	return err
}

// discard ends what is not kept.
func (f *wholeFile) discard() {
	f.Close()
	if f.target != "" {
		os.Remove(f.Name())
	}
}
