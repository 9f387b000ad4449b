package recording

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// generator is a file of any length that nobody holds: head, then n times part, then tail.
type generator struct {
	head, part, tail string
	n                int
	rest             string
}

func (g *generator) Read(p []byte) (int, error) {
	for g.rest == "" {
		switch {
		case g.head != "":
			g.rest, g.head = g.head, ""
		case g.n > 0:
			g.rest, g.n = g.part, g.n-1
		case g.tail != "":
			g.rest, g.tail = g.tail, ""
		default:
			return 0, io.EOF
		}
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}

func entryOfSize(size int) string {
	const entry = `{"request":{"method":"GET","url":"/"},"response":{"status":200,"content":{"text":"` + `"}}}`
	return strings.Replace(entry, `""}}}`, `"`+strings.Repeat("x", size-len(entry))+`"}}}`, 1)
}

func TestMemoryIsBoundedByTheEntryNotByTheFile(t *testing.T) {
	const limit = 16 << 20
	for _, tt := range []struct {
		name    string
		file    *generator
		entries int
	}{
		{"many entries", &generator{head: `{"log":{"entries":[`, n: 5_000, part: entryOfSize(10_000) + ",\n", tail: entryOfSize(100) + `]}}`}, 5_001},
		{"a long value that is skipped", &generator{head: `{"_":"`, n: 5_000, part: strings.Repeat(`\"é\\`, 2_000), tail: `","log":{"entries":[]}}`}, 0},
		{"a deep value that is skipped", &generator{head: `{"_":1`, n: 5_000, part: `,"_":` + strings.Repeat("[", 5_000) + strings.Repeat("]", 5_000), tail: `,"log":{"entries":[]}}`}, 0},
		{"white space", &generator{head: `{`, n: 5_000, part: strings.Repeat(" ", 10_000), tail: `"log":{"entries":[]}}`}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			peak, read := uint64(0), 0
			runtime.GC()
			before := heapInUse()
			in := meter{tt.file, func() { peak = max(peak, heapInUse()) }}
			for _, err := range exchanges(readEntries("x.har", in, maxEntry)) {
				require.NoError(t, err)
				read++
			}
			require.Equal(t, tt.entries, read)
			require.Less(t, peak, before+limit, "50 MB were read")
		})
	}
}

// meter calls measure at every hundredth read or so.
type meter struct {
	*generator
	measure func()
}

func (m meter) Read(p []byte) (int, error) {
	if m.n%100 == 0 {
		m.measure()
	}
	return m.generator.Read(p)
}

func heapInUse() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapInuse
}

func TestAnEntryBeyondTheLimitIsNotHeld(t *testing.T) {
	const limit = 1 << 20
	file := &generator{
		head: `{"log":{"entries":[` + entryOfSize(limit) + `,` + "\n" + `{"_":"`, n: 10_000,
		part: strings.Repeat("é", 5_000), tail: `"},` + entryOfSize(limit+1) + `,` + entryOfSize(100) + `]}}`,
	}
	var ids, errs []string
	s := newStream(file, limit)
	f := harFile{name: "x.har", stream: s, yield: func(e conformance.Entry) bool {
		x, err := e.Read()
		if err != nil {
			errs = append(errs, err.Error())
		} else {
			ids = append(ids, x.ID)
		}
		return true
	}}
	require.NoError(t, f.read())
	require.Equal(t, []string{"x.har#0", "x.har#3"}, ids)
	require.Equal(t, []string{
		"x.har:2:1: entry 1: got more than 1048576 bytes, want a smaller value",
		"x.har:2:50000010: entry 2: got more than 1048576 bytes, want a smaller value",
	}, errs)
	require.LessOrEqual(t, len(s.store.bytes), limit+windowSize)
}

func TestTheLimitIsThatOfTheEntryNotOfTheWindow(t *testing.T) {
	file := `{"log":{"entries":[` + entryOfSize(101) + `,` + entryOfSize(100) + `]}}`
	var errs []string
	for x, err := range exchanges(readEntries("x.har", strings.NewReader(file), 100)) {
		if err != nil {
			errs = append(errs, err.Error())
		} else {
			require.Equal(t, "x.har#1", x.ID)
		}
	}
	require.Equal(t, []string{"x.har:1:20: entry 0: got more than 100 bytes, want a smaller value"}, errs)
}

func TestAWindowHoldsNoMoreThanTheLimit(t *testing.T) {
	s := newStream(&generator{head: `"`, n: 1_000, part: strings.Repeat("x", 10_000), tail: `"`}, 300<<10)
	v, err := s.value()
	require.NoError(t, err)
	require.EqualError(t, v.err, "got more than 307200 bytes, want a smaller value")
	require.LessOrEqual(t, len(s.store.bytes), 300<<10+windowSize)
	require.NoError(t, s.end())
}
