package schema_test

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A contender judges the bodies of a subject, all of them so many times, and tells how long that took a core.
type contender func(passes int) time.Duration

// by makes a contender of a judge.
func (s *subject) by(b *testing.B, judge judge) contender {
	b.Helper()
	for _, body := range s.bodies {
		require.True(b, judge(s, body))
	}
	return func(passes int) time.Duration {
		runtime.GC() // what is left of the one before is not counted
		start := cpuTime()
		for range passes {
			for _, body := range s.bodies {
				judge(s, body)
			}
		}
		return cpuTime() - start
	}
}

// A contender's time is the sum of several short turns, measured so many times. Turns are short so that a
// machine that is slower for a while is so for all.
const (
	measurements = 10
	turns        = 8
	turn         = 4 * time.Millisecond
)

// medians gives the median times of one pass.
func medians(contenders []contender) []time.Duration {
	passes := make([]int, len(contenders))
	for i, c := range contenders {
		for passes[i] = 1; c(passes[i]) < turn; passes[i] *= 2 {
		}
	}
	times := make([][measurements]time.Duration, len(contenders))
	for m := range measurements {
		for range turns {
			for i, c := range contenders {
				times[i][m] += c(passes[i])
			}
		}
	}
	out := make([]time.Duration, len(contenders))
	for i := range times {
		slices.Sort(times[i][:])
		out[i] = (times[i][measurements/2-1] + times[i][measurements/2]) / 2 / time.Duration(turns*passes[i])
	}
	return out
}
