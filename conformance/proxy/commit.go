package proxy

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

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
		// The exchanges are in the file, whether it can be closed well or not.
		r.unsynced = cmp.Or(r.finish(), r.unsynced)
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
			r.unsynced = err
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
	err := r.unsynced
	if r.segment != nil {
		err = errors.Join(err, r.finish())
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	r.changed.Broadcast()
	if err != nil {
		return fmt.Errorf("%s: the recording may not outlast a power cut: %w", r.folder, err)
	}
	return nil
}
