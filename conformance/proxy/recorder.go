package proxy

import (
	"cmp"
	"errors"
	"os"
	"sync"
	"time"

	"github.com/devenviron/contract/conformance"
)

// Sync says when a recording outlasts the machine. That it outlasts the process is so in any case: an exchange is
// written before its answer is released.
type Sync string

const (
	// SyncInterval has the files synced every second, and at the end: a power cut takes a second of exchanges.
	SyncInterval Sync = "interval"
	// SyncAlways has every exchange synced before its answer is released, those that come at once by one sync. A
	// power cut takes none, and every answer waits for the disk.
	SyncAlways Sync = "always"
	// SyncNever leaves it to the system when files reach the disk.
	SyncNever Sync = "never"
)

const (
	syncInterval = time.Second
	// batchLimit is how many exchanges are written at once at most.
	batchLimit         = 1024
	defaultSegmentSize = 64 << 20
)

// RecorderOptions say how a [Recorder] writes. Their zero value is ready to use.
type RecorderOptions struct {
	// Form is that of the files, NDJSON when it is empty.
	Form Form
	// Sync is SyncInterval when it is empty.
	Sync Sync
	// SegmentSize is how many bytes a file may have before the next one begins, 64 MiB when it is 0.
	SegmentSize int64
}

// Recorder writes exchanges into the files of a folder, which are numbered: 000001.ndjson and so on. Files that are
// there already stay as they are. It is safe for concurrent use.
//
// After a kill the files have every exchange for which Record returned nil. The last of them may end in a part of one
// that was on its way, which readers report as unreadable.
type Recorder struct {
	folder string
	o      RecorderOptions

	queue    chan waiting
	closing  chan struct{}
	stopped  chan struct{}
	closer   sync.Once
	closeErr error

	mu sync.Mutex
	// changed is when anything below does.
	changed *sync.Cond
	// committed are the files with exchanges, in order.
	committed []extent
	recorded  int
	// failure is why nothing can be written at present, and lost how many exchanges were not.
	failure   error
	lost      int
	lastCause error
	ended     bool

	// segment is nil until the first exchange, and between two files. Only the writing goroutine knows it.
	segment *segment
	// unsynced is why the latest sync that failed did, which a later one does not make good.
	unsynced error
}

// waiting is an exchange, and who waits for it to be written.
type waiting struct {
	exchange *conformance.Exchange
	done     chan error
}

// extent is as much of a file as is committed.
type extent struct {
	name   string
	size   int64
	closed bool
}

// errClosed is what comes of recording too late.
var errClosed = errors.New("recorder is closed")

// NewRecorder begins a recording in a folder, which it creates for its user alone if there is none. It fails when
// nothing can be written there. The recorder has to be closed.
func NewRecorder(folder string, o RecorderOptions) (*Recorder, error) {
	o.Form, o.Sync = cmp.Or(o.Form, NDJSON), cmp.Or(o.Sync, SyncInterval)
	o.SegmentSize = cmp.Or(o.SegmentSize, defaultSegmentSize)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	first, err := createSegment(folder, o.Form)
	if err != nil {
		return nil, err
	}
	r := &Recorder{
		folder: folder, o: o, segment: first,
		queue: make(chan waiting, batchLimit), closing: make(chan struct{}), stopped: make(chan struct{}),
	}
	r.changed = sync.NewCond(&r.mu)
	go r.run()
	return r, nil
}

// Record writes an exchange, and returns when it is written as the options want it. An error means that it is not in
// the recording.
func (r *Recorder) Record(x *conformance.Exchange) error {
	w := waiting{x, make(chan error, 1)}
	select {
	case r.queue <- w:
	case <-r.closing:
		return errClosed
	}
	select {
	case err := <-w.done:
		return err
	case <-r.stopped:
	}
	select {
	case err := <-w.done:
		return err
	default:
		return errClosed
	}
}

// Err is why exchanges cannot be recorded at present, such as a full disk; nil when they can. The recorder tries every
// second whether they can again.
func (r *Recorder) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failure
}

// Counts tells how many exchanges were recorded, how many could not be, and why the last of those could not.
func (r *Recorder) Counts() (recorded, lost int, cause error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.recorded, r.lost, r.lastCause
}

// Close writes what waits, ends the file, and syncs it unless the options want that never. Its error says that a sync
// failed, now or before.
func (r *Recorder) Close() error {
	r.closer.Do(func() { close(r.closing) })
	<-r.stopped
	return r.closeErr
}
