package recording_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

// The readers work on one core here; the pipeline reads entries on all of them.
func BenchmarkReadNDJSON(b *testing.B) { benchmarkRead(b, "exchanges.ndjson", "", "") }

func BenchmarkReadCassette(b *testing.B) {
	benchmarkRead(b, "cassette2.yaml", "    - id: 0", "ignored: true")
}

// benchmarkRead reads the part of a sample between two texts again and again.
func benchmarkRead(b *testing.B, sample, begin, end string) {
	text, err := os.ReadFile("testdata/formats/" + sample)
	require.NoError(b, err)
	head, entries, tail := "", string(text), ""
	if begin != "" {
		i, j := strings.Index(entries, begin), strings.Index(entries, end)
		head, entries, tail = entries[:i], entries[i:j], entries[j:]
	}
	file := head + strings.Repeat(entries, 1+4<<20/len(entries)) + tail
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		for e := range recording.Entries("x", strings.NewReader(file)) {
			_, _ = e.Read()
			if e.Release != nil {
				e.Release()
			}
		}
	}
}
