package sandbox

import (
	"sync"
	"time"
)

// Clock says what time it is for everything that lives in the sandbox.
type Clock interface {
	Now() time.Time
}

// SystemClock is the time of the machine.
func SystemClock() Clock { return systemClock{} }

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

// FastClock starts at the time of the machine and runs factor times as fast from then on.
func FastClock(factor float64) Clock { return fastClock{start: time.Now(), factor: factor} }

type fastClock struct {
	start  time.Time
	factor float64
}

func (c fastClock) Now() time.Time {
	return c.start.Add(time.Duration(float64(time.Since(c.start)) * c.factor))
}

// ManualClock moves when it is told to. It is safe for concurrent use.
type ManualClock struct {
	mu  sync.Mutex
	now time.Time
}

// NewManualClock gives a clock that stands at a time.
func NewManualClock(now time.Time) *ManualClock { return &ManualClock{now: now} }

// Now is where the clock stands.
func (c *ManualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on.
func (c *ManualClock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}
