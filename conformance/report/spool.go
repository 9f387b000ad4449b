package report

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// spool keeps what has to be written behind something that is known only later: in memory while it is small, then in a
// file that goes with it.
type spool struct {
	memory bytes.Buffer
	file   *os.File
}

// spoolMemory is how much a spool keeps in memory.
const spoolMemory = 1 << 20

func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && s.memory.Len()+len(p) <= spoolMemory {
		return s.memory.Write(p)
	}
	if s.file == nil {
		file, err := os.CreateTemp("", "validate-report-*")
		if err != nil {
			return 0, err
		}
		os.Remove(file.Name()) // Where an open file can be removed, nothing stays if the process is killed.
		s.file = file
		if _, err := s.memory.WriteTo(file); err != nil {
			return 0, err
		}
	}
	return s.file.Write(p)
}

// drain moves what was written to w, and leaves the spool empty.
func (s *spool) drain(w io.Writer) error {
	if s.file == nil {
		_, err := s.memory.WriteTo(w)
		return err
	}
	_, err := s.file.Seek(0, io.SeekStart)
	if err == nil {
		_, err = io.Copy(w, s.file)
	}
	err = errors.Join(err, s.file.Close())
	os.Remove(s.file.Name())
	s.file = nil
	return err
}
