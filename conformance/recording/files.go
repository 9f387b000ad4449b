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

// StandardInput is the path that stands for standard input.
const StandardInput = "-"

// Files expands paths in the order given: a file stands for itself, a directory for the recordings below it and a
// pattern, such as traffic/**/*.har, for the files that match it, both sorted by path. Links to directories are not
// followed below a path. [StandardInput] stands for itself, once.
//
// Below a directory, files are recordings by their names (*.har, *.ndjson, *.jsonl, *.http, *.rest), or, if the name
// does not tell (*.json, *.yaml, *.yml, *.txt, *.log), by how they begin; in either case perhaps with .gz or .zst
// behind the name.
//
// A path that does not exist, a directory without recordings, a pattern that matches nothing and what cannot be
// looked into are errors; all of them are reported.
func Files(paths []string) ([]string, error) {
	var files []string
	var errs []error
	for i, p := range paths {
		found, err := expand(p)
		if p == StandardInput && slices.Contains(paths[:i], p) {
			found, err = nil, errors.New("-: got standard input twice, want it once")
		}
		if err != nil {
			errs = append(errs, err)
		}
		files = append(files, found...)
	}
	return files, errors.Join(errs...)
}

func expand(name string) ([]string, error) {
	if name == StandardInput {
		return []string{name}, nil
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && isPattern(name):
		return expandPattern(filepath.ToSlash(name))
	case err != nil:
		return nil, ofFile(name, err)
	case !info.IsDir():
		return []string{name}, nil
	}
	root := strings.TrimSuffix(filepath.ToSlash(name), "/")
	files, err := walk(root, func(below string) (bool, error) { return isRecording(root + "/" + below) })
	if len(files) == 0 && err == nil {
		return nil, fmt.Errorf("%s: got a directory without recordings, want files named *.har, *.ndjson, *.http or the like", name)
	}
	return files, err
}

// walk finds the files below a root that are wanted, sorted, and says of all that cannot be looked into why.
func walk(root string, isWanted func(below string) (bool, error)) ([]string, error) {
	var files []string
	var errs []error
	_ = fs.WalkDir(os.DirFS(root), ".", func(below string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			errs = append(errs, ofFile(path.Join(root, below), err))
		case !entry.IsDir():
			wanted, err := isWanted(below)
			if err != nil {
				errs = append(errs, err)
			} else if wanted {
				files = append(files, root+"/"+below)
			}
		}
		return nil
	})
	slices.Sort(files)
	return files, errors.Join(errs...)
}

var (
	recordingNames = []string{".har", ".ndjson", ".jsonl", ".http", ".rest"}
	otherNames     = []string{".json", ".yaml", ".yml", ".txt", ".log"}
)

// isRecording tells whether a file below a directory is a recording. One that has the name, but cannot be read as a
// file, is an error.
func isRecording(name string) (bool, error) {
	extension := strings.ToLower(path.Ext(strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")))
	isNamed := slices.Contains(recordingNames, extension)
	if !isNamed && !slices.Contains(otherNames, extension) {
		return false, nil
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return false, ofFile(name, err)
	case info.IsDir(): // behind a link
		return false, nil
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("%s: got %s below a directory, want a file", name, kindOfFile(info.Mode()))
	case isNamed:
		return true, nil
	}
	return begins(name)
}

// begins tells whether a file begins as a recording does.
func begins(name string) (bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return false, ofFile(name, err)
	}
	defer f.Close()
	in, done := decompressed(f)
	defer done()
	found := detect(newStream(in, maxEntry))
	return found != nil, nil
}

// ofFile puts the file first, as it was named, and leaves the system call out.
func ofFile(name string, err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("%s: %w", filepath.ToSlash(name), err)
}
