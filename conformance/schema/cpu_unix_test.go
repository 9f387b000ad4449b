//go:build unix

package schema_test

import (
	"syscall"
	"time"
)

// cpuTime is the time that all threads of the process have had a core: on a busy machine it says more than a
// clock.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
