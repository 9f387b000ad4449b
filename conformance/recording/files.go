package recording

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Files expands paths in the order given: a file stands for itself, a directory for the recordings below it,
// sorted by path. A path that does not exist and a directory without recordings are errors; all of them are
// reported.
func Files(paths []string) ([]string, error) {
	var files []string
	var errs []error
	for _, p := range paths {
		found, err := expand(p)
		if err != nil {
			errs = append(errs, err)
		}
		files = append(files, found...)
	}
	return files, errors.Join(errs...)
}

func expand(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, ofFile(name, err)
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	root := strings.TrimSuffix(filepath.ToSlash(name), "/")
	var files []string
	err = fs.WalkDir(os.DirFS(name), ".", func(below string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(below) == ".har" {
			files = append(files, root+"/"+below)
		}
		return err
	})
	if err != nil {
		return nil, ofFile(name, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: got a directory without recordings, want files named *.har", name)
	}
	slices.Sort(files)
	return files, nil
}

// ofFile puts the file first, as it was named, and leaves the system call out.
func ofFile(name string, err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("%s: %w", filepath.ToSlash(name), err)
}
