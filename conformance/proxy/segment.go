package proxy

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// Form is the form of a recording.
type Form string

// The forms that are recorded. Of both, the file is whole after every write.
const (
	NDJSON Form = "ndjson"
	HAR    Form = "har"
)

func (f Form) writer(out *bytes.Buffer) *recording.Writer {
	if f == HAR {
		return recording.NewHARWriter(out)
	}
	return recording.NewNDJSONWriter(out)
}

// segment is one file of a recording while it grows. Its exchanges are followed by what makes the file whole, which
// the next exchanges overwrite.
type segment struct {
	file   *os.File
	name   string
	writer *recording.Writer
	// pending is what the writer wrote, and the file does not have.
	pending bytes.Buffer
	// end is where the exchanges in the file end; size counts the ending as well.
	end, size int64
	dirty     bool
}

// createSegment creates the next file of a folder, behind the highest number that is there. Two recorders that do so
// at once get a file each.
func createSegment(folder string, form Form) (*segment, error) {
	last, err := lastNumber(folder)
	if err != nil {
		return nil, err
	}
	for number := last + 1; ; number++ {
		name := filepath.Join(folder, fmt.Sprintf("%06d.%s", number, form))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		s := &segment{file: file, name: name}
		s.writer = form.writer(&s.pending)
		if err := syncFolder(folder); err != nil {
			return nil, errors.Join(err, s.remove())
		}
		return s, nil
	}
}

// lastNumber is the highest that a recording in the folder has, whatever its form; 0 when there is none.
func lastNumber(folder string) (int, error) {
	entries, err := os.ReadDir(folder)
	last := 0
	for _, e := range entries {
		digits, _, _ := strings.Cut(e.Name(), ".")
		if number, err := strconv.Atoi(digits); err == nil {
			last = max(last, number)
		}
	}
	return last, err
}

// syncFolder makes the name of a new file last. Windows does it by itself, and cannot be asked.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// add takes exchanges, for the next write.
func (s *segment) add(x *conformance.Exchange) error { return s.writer.Write(x) }

// write puts what was added into the file.
func (s *segment) write() error {
	end := s.end + int64(s.pending.Len())
	s.pending.WriteString(s.writer.Ending())
	n, err := s.file.WriteAt(s.pending.Bytes(), s.end)
	s.pending.Reset()
	s.dirty = true
	if err != nil {
		return err
	}
	s.size, s.end = s.end+int64(n), end
	return nil
}

// sync has the file outlast the machine.
func (s *segment) sync() error {
	if !s.dirty {
		return nil
	}
	s.dirty = false
	return s.file.Sync()
}

// restore goes back to where the exchanges ended at some time, with what makes the file whole behind them.
func (s *segment) restore(end int64) error {
	s.end, s.size = end, end
	if err := s.file.Truncate(end); err != nil {
		return err
	}
	n, err := s.file.WriteAt([]byte(s.writer.Ending()), end)
	s.size += int64(n)
	return err
}

// try writes as much as tells that there is room again, and takes it away.
func (s *segment) try() error {
	const room = 1 << 20
	_, err := s.file.WriteAt(make([]byte, room), s.size)
	if err == nil {
		err = s.file.Sync()
	}
	return errors.Join(err, s.file.Truncate(s.size))
}

func (s *segment) close() error { return s.file.Close() }

// remove is for a segment without exchanges.
func (s *segment) remove() error { return errors.Join(s.file.Close(), os.Remove(s.name)) }
