package proxy

import (
	"errors"
	"io"
	"iter"
	"os"
)

// Segments yields the files of the recording in order, each by its name with its content, while they are written.
// Reading waits for what is recorded next, and comes to its end when the file does; the files end when the recorder is
// closed. So what is recorded can be judged from the disk at any pace, and nothing waits for the judge.
func (r *Recorder) Segments() iter.Seq2[string, io.Reader] {
	return func(yield func(string, io.Reader) bool) {
		for i := 0; r.await(func() bool { return i < len(r.committed) }); i++ {
			f := &follower{recorder: r, index: i}
			more := yield(r.extent(i).name, f)
			f.close()
			if !more {
				return
			}
		}
	}
}

// await waits until something holds, and tells whether it does or the recording ended before.
func (r *Recorder) await(holds func() bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for !holds() && !r.ended {
		r.changed.Wait()
	}
	return holds()
}

func (r *Recorder) extent(index int) extent {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.committed[index]
}

// follower reads what is committed of a file.
type follower struct {
	recorder *Recorder
	index    int
	file     *os.File
	read     int64
}

func (f *follower) Read(p []byte) (int, error) {
	more := f.recorder.await(func() bool {
		at := &f.recorder.committed[f.index]
		return f.read < at.size || at.closed
	})
	at := f.recorder.extent(f.index)
	if !more || f.read == at.size {
		return 0, io.EOF
	}
	if f.file == nil {
		file, err := os.Open(at.name)
		if err != nil {
			return 0, err
		}
		f.file = file
	}
	n, err := f.file.ReadAt(p[:min(int64(len(p)), at.size-f.read)], f.read)
	f.read += int64(n)
	if errors.Is(err, io.EOF) && n > 0 {
		err = nil
	}
	return n, err
}

func (f *follower) close() {
	if f.file != nil {
		f.file.Close()
	}
}
