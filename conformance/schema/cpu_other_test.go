//go:build !unix

package schema_test

import "time"

var started = time.Now()

// cpuTime is the time since the start, which on an idle machine is what a core had to do.
func cpuTime() time.Duration { return time.Since(started) }
