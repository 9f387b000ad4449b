package conformance

import (
	"cmp"
	"iter"
	"sync"
)

// Entry is an exchange of a recording that is still to be read.
type Entry struct {
	// Size is how many bytes it holds in memory.
	Size int
	// Read reads it. It may be called from any goroutine, once.
	Read func() (Exchange, error)
	// Release, which may be nil, gives the memory of the exchange back: neither its URL, headers and bodies nor its
	// functions may be used any more. Its strings may be.
	Release func()
}

const (
	// batchSize is how many bytes of entries a worker takes at once: enough to outweigh the taking of turns.
	batchSize = 48 << 10
	// resultSize is about what a result takes.
	resultSize = 512
	// aloneSize is how many bytes of entries are so many that no others are read at the same time.
	aloneSize = 4 << 20
)

// CheckAll reads and judges entries on the given number of workers. It yields a result, or the error of reading,
// for each entry, in the order of the entries. Memory is bounded by a batch of entries a worker, or by the largest
// entry if that is larger. When the caller stops, all workers have ended before CheckAll returns.
func (c *Contract) CheckAll(entries iter.Seq[Entry], workers int) iter.Seq2[Result, error] {
	if workers <= 1 {
		return func(yield func(Result, error) bool) {
			w := worker{contract: c}
			for e := range entries {
				if !yield(w.check(e)) {
					return
				}
			}
		}
	}
	return func(yield func(Result, error) bool) {
		p := pool{
			contract: c,
			turn:     make(chan struct{}, 1),
			ordered:  make(chan *batch, 2*workers),
			stopped:  make(chan struct{}),
		}
		next, stop := iter.Pull(p.batches(entries))
		defer stop()
		p.next = next
		var running sync.WaitGroup
		for range workers {
			running.Go(p.work)
		}
		go func() {
			running.Wait()
			close(p.ordered)
		}()
		p.yield(yield)
		close(p.stopped)
		running.Wait()
	}
}

// worker reads and judges one entry after the other.
type worker struct {
	contract *Contract
	exchange Exchange
	memory   check
}

func (w *worker) check(e Entry) (r Result, err error) {
	x := &w.exchange
	if *x, err = e.Read(); err == nil {
		r = w.memory.judge(w.contract, x)
		err = cmp.Or(x.Request.Body.verify(), x.Response.Body.verify())
	}
	if e.Release != nil {
		e.Release()
	}
	return r, err
}

// pool is workers that take their turns at the entries. So what is read stays with the processor that reads it, and
// nothing is read that nobody is free to judge.
type pool struct {
	contract *Contract
	// turn holds a token for who may use next and ended.
	turn  chan struct{}
	next  func() (*batch, bool)
	ended bool
	// ordered has the batches as they were taken.
	ordered chan *batch
	stopped chan struct{}
	// used has batches to be used again.
	used sync.Pool
}

// batch is a run of entries with what became of them.
type batch struct {
	entries []Entry
	size    int
	results []Result
	errs    []error
	// done holds a token when the entries are worked off.
	done chan struct{}
}

// batches puts entries together.
func (p *pool) batches(entries iter.Seq[Entry]) iter.Seq[*batch] {
	return func(yield func(*batch) bool) {
		b := p.batch()
		for e := range entries {
			b.entries = append(b.entries, e)
			if b.size += e.Size + resultSize; b.size >= batchSize {
				if !yield(b) {
					return
				}
				b = p.batch()
			}
		}
		if len(b.entries) > 0 {
			yield(b)
		}
	}
}

func (p *pool) batch() *batch {
	if b, ok := p.used.Get().(*batch); ok {
		return b
	}
	return &batch{done: make(chan struct{}, 1)}
}

func (p *pool) work() {
	w := worker{contract: p.contract}
	for b := p.take(&w); b != nil; b = p.take(&w) {
		b.work(&w)
	}
}

// take takes a batch for a worker and puts it in order; nil when there is none. A batch that has to be alone is worked
// off before anybody else can take one.
func (p *pool) take(w *worker) *batch {
	p.turn <- struct{}{}
	defer func() { <-p.turn }()
	for !p.ended {
		b, ok := p.next()
		if p.ended = !ok; p.ended {
			break
		}
		select {
		case p.ordered <- b:
		case <-p.stopped:
			p.ended = true
			return nil
		}
		if b.size < aloneSize {
			return b
		}
		b.work(w)
	}
	return nil
}

func (b *batch) work(w *worker) {
	for _, e := range b.entries {
		result, err := w.check(e)
		b.results, b.errs = append(b.results, result), append(b.errs, err)
	}
	clear(b.entries) // what they held is not needed any more
	b.done <- struct{}{}
}

// reset makes the batch an empty one.
func (b *batch) reset() {
	clear(b.results)
	clear(b.errs)
	b.entries, b.size, b.results, b.errs = b.entries[:0], 0, b.results[:0], b.errs[:0]
}

func (p *pool) yield(yield func(Result, error) bool) {
	for b := range p.ordered {
		<-b.done
		for i := range b.results {
			if !yield(b.results[i], b.errs[i]) {
				return
			}
		}
		b.reset()
		p.used.Put(b)
	}
}
