package recording_test

import (
	"errors"
	"io"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

// BenchmarkPipeline judges whole recordings, from their bytes to the report, on one worker and on two. In each round
// they take turns on the same bytes, so that what else the machine does meets them alike: ms/ is the median time of
// each, and x-one-worker/ how many times faster than one worker two are. How other programs compare, the command race
// in the folder peers shows.
func BenchmarkPipeline(b *testing.B) {
	contract, err := conformance.Embedded()
	require.NoError(b, err)
	for _, tt := range []struct {
		name    string
		options corpusOptions
		entries func(*corpus) int
	}{
		{"20000 exchanges", calls, func(*corpus) int { return calls.entries }},
		{"325 MB with images", callsAndImages, func(c *corpus) int { return c.ofSize(325_000_000) }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			c := newCorpus(b, tt.options)
			entries := tt.entries(c)
			race(b, func() io.Reader { return c.reader(entries) }, []contender{
				{"one-worker", func(in io.Reader) error { return discard(contract, in, 1) }},
				{"two-workers", func(in io.Reader) error { return discard(contract, in, 2) }},
			})
		})
	}
}

type contender struct {
	name string
	run  func(io.Reader) error
}

// race runs the contenders in turns, and reports their times and how they compare to the first of them.
func race(b *testing.B, open func() io.Reader, contenders []contender) {
	times := make([][]time.Duration, len(contenders))
	for b.Loop() {
		for i, c := range contenders {
			runtime.GC()
			start := time.Now()
			require.NoError(b, c.run(open()))
			times[i] = append(times[i], time.Since(start))
		}
	}
	b.ReportMetric(0, "ns/op") // the sum of all says nothing
	for i, c := range contenders {
		b.ReportMetric(median(times[i]).Seconds()*1e3, "ms/"+c.name)
		if i > 0 {
			b.ReportMetric(float64(median(times[0]))/float64(median(times[i])), "x-"+contenders[0].name+"/"+c.name)
		}
	}
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// discard judges a recording for nobody.
func discard(contract *conformance.Contract, in io.Reader, workers int) error {
	unreadable, err := judge(contract, in, workers, report.NewText(io.Discard, report.Options{}))
	if err == nil && len(unreadable) > 0 {
		err = errors.New(unreadable[0])
	}
	return err
}
