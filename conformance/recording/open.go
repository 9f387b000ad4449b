package recording

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// open opens a file or a FIFO, and nothing else: a device may have no end.
func open(name string) (io.ReadCloser, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, ofFile(name, err)
	}
	switch mode := info.Mode(); {
	case mode.IsRegular():
		f, err := os.Open(name)
		if err != nil {
			return nil, ofFile(name, err)
		}
		return f, nil
	case mode&fs.ModeNamedPipe != 0:
		// Opened in this way, it does not keep us waiting for somebody who never writes.
		f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
		if err != nil {
			return nil, ofFile(name, err)
		}
		return &fifo{File: f, until: time.Now().Add(fifoPatience)}, nil
	default:
		return nil, fmt.Errorf("%s: got %s, want a file, a directory or a FIFO (- stands for standard input)", filepath.ToSlash(name), kindOfFile(mode))
	}
}

func kindOfFile(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a directory"
	case mode&fs.ModeNamedPipe != 0:
		return "a FIFO"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

// fifoPatience is how long somebody may take to begin writing to a FIFO.
const fifoPatience = 10 * time.Second

// fifo reads a FIFO, which seems to be at its end as long as nobody has opened it for writing.
type fifo struct {
	*os.File
	until time.Time
	begun bool
}

func (f *fifo) Read(p []byte) (int, error) {
	for {
		n, err := f.File.Read(p)
		f.begun = f.begun || n > 0
		switch {
		case f.begun || err != io.EOF:
			return n, err
		case time.Now().After(f.until):
			return 0, fmt.Errorf("got a FIFO that nobody writes to, want a recording (- stands for standard input)")
		}
		time.Sleep(20 * time.Millisecond)
	}
}
