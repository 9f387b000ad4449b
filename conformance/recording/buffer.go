package recording

import (
	"sync"
	"sync/atomic"
)

// buffer is memory for a piece of a file. Those who use it are its stream, while it reads there, and the entries that
// lie in it.
type buffer struct {
	bytes []byte
	users atomic.Int32
	// unused is where it goes when nobody uses it any more.
	unused *sync.Pool
}

// newBuffer gives a buffer that has one user.
func newBuffer(unused *sync.Pool, size int) *buffer {
	b, ok := unused.Get().(*buffer)
	if !ok || len(b.bytes) != size {
		b = &buffer{bytes: make([]byte, size), unused: unused}
	}
	b.users.Store(1)
	return b
}

func (b *buffer) hold() { b.users.Add(1) }

// release is the end of a use. Only buffers of the common size are kept.
func (b *buffer) release() {
	if b.users.Add(-1) == 0 && len(b.bytes) == windowSize {
		b.unused.Put(b)
	}
}
