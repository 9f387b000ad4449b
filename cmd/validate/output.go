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
	name, err := "standard output", error(nil)
	if t.output == "" {
		err = fill(t.stdout)
	} else {
		name = t.output
		err = writeFile(t.output, fill)
	}
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		err = failed.Err
	}
	if err != nil {
		return fmt.Errorf("%s: cannot write the report: %w", name, err)
	}
	return nil
}

// writeFile fills a file, whole or not at all: what was there before stays until the new content is complete.
// A device or a pipe is written in place.
func writeFile(name string, fill func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return fillFile(name, os.O_WRONLY, fill)
	}
	partial := name + ".partial"
	if err := fillFile(partial, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fill); err != nil {
		os.Remove(partial)
		return err
	}
	return os.Rename(partial, name)
}

func fillFile(name string, flags int, fill func(io.Writer) error) error {
	f, err := os.OpenFile(name, flags, 0o666)
	if err != nil {
		return err
	}
	return errors.Join(fill(f), f.Close())
}
