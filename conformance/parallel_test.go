package conformance_test

import (
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// entries yields n entries of a size; every seventh cannot be read, every fifth deviates.
func entries(t *testing.T, n, size int) iter.Seq[conformance.Entry] {
	return func(yield func(conformance.Entry) bool) {
		for i := range n {
			read := func() (conformance.Exchange, error) {
				if i%7 == 0 {
					return conformance.Exchange{}, fmt.Errorf("entry %d: unreadable", i)
				}
				return *exchange(t, "GET /api/v1/items/1", func(x *conformance.Exchange) {
					x.ID = fmt.Sprint(i)
					if i%5 == 0 {
						x.Response.Body = body("{}")
					}
				}), nil
			}
			if !yield(conformance.Entry{Size: size, Read: read}) {
				return
			}
		}
	}
}

func TestCheckAllGivesTheSameForAnyNumberOfWorkers(t *testing.T) {
	c := open(t, shop)
	collect := func(workers, size int) (out []string) {
		for r, err := range c.CheckAll(entries(t, 1000, size), workers) {
			out = append(out, fmt.Sprint(r, err))
		}
		return out
	}
	want := collect(1, 100)
	require.Len(t, want, 1000)
	for _, workers := range []int{2, 3, 8} {
		for _, size := range []int{1, 5000, 1 << 20} {
			require.Equal(t, want, collect(workers, size))
		}
	}
}

func TestCheckAllEndsItsWorkersWhenTheCallerStops(t *testing.T) {
	c := open(t, shop)
	for _, after := range []int{1, 2, 500} {
		synctest.Test(t, func(t *testing.T) {
			seen := 0
			for range c.CheckAll(entries(t, 1000, 4096), 4) {
				if seen++; seen == after {
					break
				}
			}
			require.Equal(t, after, seen)
		}) // synctest fails when a goroutine is left behind
	}
}

func TestCheckAllReadsAheadOnlySoFar(t *testing.T) {
	c := open(t, shop)
	var handed atomic.Int64
	endless := func(yield func(conformance.Entry) bool) {
		for {
			handed.Add(1)
			read := func() (conformance.Exchange, error) { return conformance.Exchange{}, errors.New("unreadable") }
			if !yield(conformance.Entry{Size: 1 << 20, Read: read}) {
				return
			}
		}
	}
	synctest.Test(t, func(t *testing.T) {
		for range c.CheckAll(endless, 2) {
			synctest.Wait() // all that can run ahead has done so
			require.LessOrEqual(t, handed.Load(), int64(16))
			break
		}
	})
}
