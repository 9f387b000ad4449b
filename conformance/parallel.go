package conformance

import (
	"iter"
	"sync"
)

// Entry is an exchange of a recording that is still to be read.
type Entry struct {
	// Size is how many bytes it holds in memory.
	Size int
	// Read reads it. It may be called from any goroutine, once.
	Read func() (Exchange, error)
}

// batchSize is how many bytes of entries go to a worker at once: enough to outweigh the handing over.
const batchSize = 64 << 10

// CheckAll reads and judges entries on the given number of workers. It yields a result, or the error of reading,
// for each entry, in the order of the entries. Memory is bounded by a few batches a worker, or by the largest
// entry if that is larger. When the caller stops, all workers have ended before CheckAll returns.
func (c *Contract) CheckAll(entries iter.Seq[Entry], workers int) iter.Seq2[Result, error] {
	if workers <= 1 {
		return func(yield func(Result, error) bool) {
			for e := range entries {
				if !yield(c.checkEntry(e)) {
					return
				}
			}
		}
	}
	return func(yield func(Result, error) bool) {
		p := pool{
			contract: c,
			jobs:     make(chan *batch),
			ordered:  make(chan *batch, 2*workers),
			stopped:  make(chan struct{}),
		}
		var running sync.WaitGroup
		running.Go(func() { p.hand(entries) })
		for range workers {
			running.Go(p.work)
		}
		p.yield(yield)
		close(p.stopped)
		running.Wait()
	}
}

func (c *Contract) checkEntry(e Entry) (Result, error) {
	x, err := e.Read()
	if err != nil {
		return Result{}, err
	}
	return c.Check(&x), nil
}

// pool carries batches from the reader to the workers, and in the order of reading to the caller.
type pool struct {
	contract *Contract
	jobs     chan *batch
	ordered  chan *batch
	stopped  chan struct{}
}

// batch is a run of entries with what became of them. It is done when done is closed.
type batch struct {
	entries []Entry
	size    int
	results []Result
	errs    []error
	done    chan struct{}
}

// hand cuts the entries into batches. Both channels get each batch, the caller's first, so that the room in it
// bounds what is read ahead.
func (p *pool) hand(entries iter.Seq[Entry]) {
	defer close(p.ordered)
	defer close(p.jobs)
	next := &batch{done: make(chan struct{})}
	for e := range entries {
		next.entries = append(next.entries, e)
		if next.size += e.Size; next.size < batchSize {
			continue
		}
		if !p.send(next) {
			return
		}
		next = &batch{done: make(chan struct{})}
	}
	if len(next.entries) > 0 {
		p.send(next)
	}
}

func (p *pool) send(b *batch) bool {
	for _, to := range []chan *batch{p.ordered, p.jobs} {
		select {
		case to <- b:
		case <-p.stopped:
			return false
		}
	}
	return true
}

func (p *pool) work() {
	for b := range p.jobs {
		b.results = make([]Result, len(b.entries))
		b.errs = make([]error, len(b.entries))
		for i, e := range b.entries {
			b.results[i], b.errs[i] = p.contract.checkEntry(e)
			b.entries[i] = Entry{} // what it held is not needed any more
		}
		close(b.done)
	}
}

func (p *pool) yield(yield func(Result, error) bool) {
	for b := range p.ordered {
		<-b.done
		for i := range b.results {
			if !yield(b.results[i], b.errs[i]) {
				return
			}
		}
	}
}
