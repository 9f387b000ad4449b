// Command release builds what is published of the contract:
//
//	go run ./openapi/release -o dist
//
// It reads the repository in the working directory, needs neither network nor other tools, and gives the same bytes
// each time.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.SetOutput(stderr)
	folder := flags.String("o", "dist", "`folder` that the release replaces")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("got the argument %q, want none", flags.Arg(0))
	}
	files, err := Build(os.DirFS("."))
	if err != nil {
		return err
	}
	if err := write(*folder, files); err != nil {
		return err
	}
	size := 0
	for _, f := range files {
		size += len(f.Content)
	}
	_, err = fmt.Fprintf(stdout, "%s: %d files, %d bytes\n", *folder, len(files), size)
	return err
}

// write puts a release in the place of the one before. A folder that holds anything else is left alone.
func write(folder string, files []File) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := os.Stat(filepath.Join(folder, checksumsName)); len(entries) > 0 && err != nil {
		return fmt.Errorf("%s: got a folder with other things than a release, want a new or an empty one", folder)
	}
	// The checksums are the last to go and the last to come: a release that is not complete is seen as such.
	for _, entry := range entries {
		if entry.Name() != checksumsName {
			if err := os.RemoveAll(filepath.Join(folder, entry.Name())); err != nil {
				return err
			}
		}
	}
	for _, f := range files {
		name := filepath.Join(folder, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Content, 0o666); err != nil {
			return err
		}
	}
	return nil
}
