package sandbox

import "container/heap"

// event is something that is due. Fire looks itself whether it is still to happen: what was due may have been
// deleted or changed since.
type event struct {
	at    int64
	order uint64
	fire  func(at int64)
}

// timeline holds what is due, the earliest first; what is due together happens in the order in which it was
// planned. Times are milliseconds since 1970.
type timeline struct {
	events eventHeap
	order  uint64
}

func (t *timeline) plan(at int64, fire func(at int64)) {
	t.order++
	heap.Push(&t.events, event{at, t.order, fire})
}

// next is when something is due, and false when nothing is.
func (t *timeline) next() (int64, bool) {
	if len(t.events) == 0 {
		return 0, false
	}
	return t.events[0].at, true
}

// advance lets happen what is due by now, and what that plans, if it is due by now as well.
func (t *timeline) advance(now int64) {
	for at, ok := t.next(); ok && at <= now; at, ok = t.next() {
		heap.Pop(&t.events).(event).fire(at)
	}
}

type eventHeap []event

func (h eventHeap) Len() int { return len(h) }

func (h eventHeap) Less(i, j int) bool {
	if h[i].at != h[j].at {
		return h[i].at < h[j].at
	}
	return h[i].order < h[j].order
}

func (h eventHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h *eventHeap) Push(x any) { *h = append(*h, x.(event)) }

func (h *eventHeap) Pop() any {
	last := len(*h) - 1
	e := (*h)[last]
	(*h)[last] = event{}
	*h = (*h)[:last]
	return e
}
