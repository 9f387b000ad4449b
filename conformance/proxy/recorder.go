package proxy

import (
	"cmp"
	"errors"
	"fmt"
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

// Close writes what waits, ends the file, and syncs it unless the options want that never.
func (r *Recorder) Close() error {
	r.closer.Do(func() { close(r.closing) })
	<-r.stopped
	return r.closeErr
}

// run is the only goroutine that writes.
func (r *Recorder) run() {
	defer close(r.stopped)
	tick := time.NewTicker(syncInterval)
	defer tick.Stop()
	for {
		select {
		case first := <-r.queue:
			r.commit(r.batch(first))
		case <-tick.C:
			r.attend()
		case <-r.closing:
			r.closeErr = r.end()
			return
		}
	}
}

// batch takes all exchanges that wait, to be written at once.
func (r *Recorder) batch(first waiting) []waiting {
	batch := []waiting{first}
	for len(batch) < batchLimit {
		select {
		case next := <-r.queue:
			batch = append(batch, next)
		default:
			return batch
		}
	}
	return batch
}

// commit writes a batch, and tells those who wait for it.
func (r *Recorder) commit(batch []waiting) {
	err := r.write(batch)
	r.mu.Lock()
	r.failure = err
	if err == nil {
		r.recorded += len(batch)
	} else {
		r.lost, r.lastCause = r.lost+len(batch), err
	}
	r.mu.Unlock()
	for _, w := range batch {
		w.done <- err
	}
}

// write puts a batch into the file, all of it or nothing.
func (r *Recorder) write(batch []waiting) (err error) {
	if r.segment == nil {
		if r.segment, err = createSegment(r.folder, r.o.Form); err != nil {
			return err
		}
	}
	s := r.segment
	before := s.end
	for _, w := range batch {
		if err = s.add(w.exchange); err != nil {
			break
		}
	}
	if err == nil {
		err = s.write()
	}
	if err == nil && r.o.Sync == SyncAlways {
		err = s.sync()
	}
	if err != nil {
		return errors.Join(err, r.undo(before))
	}
	r.publish(s.name, before == 0, s.end, false)
	if s.size >= r.o.SegmentSize {
		// The exchanges are in the file: that it cannot be closed well must not make them count as lost.
		_ = r.finish()
	}
	return nil
}

// undo takes out of the file what a failed write left. A file of which nothing else is known goes.
func (r *Recorder) undo(end int64) error {
	if end == 0 {
		s := r.segment
		r.segment = nil
		return s.remove()
	}
	return r.segment.restore(end)
}

// attend does what is to be done from time to time.
func (r *Recorder) attend() {
	switch {
	case r.Err() != nil:
		r.recover()
	case r.segment != nil && r.o.Sync == SyncInterval:
		if err := r.segment.sync(); err != nil {
			r.fail(err)
		}
	}
}

// recover finds out whether exchanges can be written again.
func (r *Recorder) recover() {
	var err error
	if r.segment == nil {
		r.segment, err = createSegment(r.folder, r.o.Form)
	}
	if err == nil {
		err = r.segment.try()
	}
	r.fail(err)
}

func (r *Recorder) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failure = err
}

// finish ends the file at hand.
func (r *Recorder) finish() error {
	s := r.segment
	r.segment = nil
	if s.end == 0 {
		return s.remove()
	}
	var err error
	if r.o.Sync != SyncNever {
		err = s.sync()
	}
	r.publish(s.name, false, s.size, true)
	return errors.Join(err, s.close())
}

// publish lets readers see as much of a file.
func (r *Recorder) publish(name string, isNew bool, size int64, closed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if isNew {
		r.committed = append(r.committed, extent{name: name})
	}
	last := &r.committed[len(r.committed)-1]
	last.size, last.closed = size, closed
	r.changed.Broadcast()
}

// end writes what still waits, and ends the recording.
func (r *Recorder) end() error {
	for {
		select {
		case first := <-r.queue:
			r.commit(r.batch(first))
			continue
		default:
		}
		break
	}
	var err error
	if r.segment != nil {
		err = r.finish()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	r.changed.Broadcast()
	if err != nil {
		return fmt.Errorf("%s: cannot end the recording: %w", r.folder, err)
	}
	return nil
}
