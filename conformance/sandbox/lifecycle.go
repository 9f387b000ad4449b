package sandbox

import "time"

// Delays says how long the steps of a life take. A step of no length is over at once.
type Delays struct {
	// Create is from CREATING to RUNNING, Start from STARTING, Restart from RESTARTING.
	Create, Start, Restart time.Duration
	// Stop is from STOPPING to STOPPED, Delete from DELETING to nothing.
	Stop, Delete time.Duration
	// Snapshot is how long a notebook is SNAPSHOTTING.
	Snapshot time.Duration
	// Resize is how long a disk grows.
	Resize time.Duration
	// Mount is how long it takes to mount or to unmount a storage.
	Mount time.Duration
	// Queue is how long the first in a queue for a free flavor waits. The next wait as long again.
	Queue time.Duration
}

// EqualDelays gives every step the same length.
func EqualDelays(d time.Duration) Delays {
	return Delays{d, d, d, d, d, d, d, d, d}
}

// DefaultDelays are long enough to be seen and short enough to wait for.
func DefaultDelays() Delays {
	return Delays{
		Create: 3 * time.Second, Start: 3 * time.Second, Restart: 3 * time.Second,
		Stop: 2 * time.Second, Delete: 2 * time.Second,
		Snapshot: 5 * time.Second, Resize: 2 * time.Second, Mount: time.Second, Queue: 30 * time.Second,
	}
}

// The lease of a notebook and the timer of an instance. The new API counts milliseconds, the old one seconds.
const (
	leaseDefault = int64(time.Hour / time.Millisecond)
	leaseLeast   = leaseDefault
	leaseMost    = int64(72 * time.Hour / time.Millisecond)
	// leaseNever asks for a notebook that does not stop by itself.
	leaseNever = int64(-1)

	autoStopDefault = int(time.Hour / time.Second)
)

// step is a part of a life that is under way.
type step struct {
	// Began and Due are when it began and when it ends, in milliseconds since 1970. Due is 0 when none is under way.
	Began int64 `json:"began,omitempty"`
	Due   int64 `json:"due,omitempty"`
	// Failing says that it will end badly.
	Failing bool `json:"failing,omitempty"`
}

func begin(now int64, delay time.Duration, failing bool) step {
	return step{Began: now, Due: max(1, now+delay.Milliseconds()), Failing: failing}
}

// quarter says how many quarters of the step are over, from 0 to 4.
func (s step) quarter(now int64) int {
	if s.Due <= s.Began || now >= s.Due {
		return 4
	}
	return int(4 * (max(now, s.Began) - s.Began) / (s.Due - s.Began))
}
