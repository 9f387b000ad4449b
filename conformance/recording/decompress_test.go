package recording_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

func gzipped(t testing.TB, text string) string {
	t.Helper()
	var out strings.Builder
	w := gzip.NewWriter(&out)
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.String()
}

func zstandard(t testing.TB, text string, options ...zstd.EOption) string {
	t.Helper()
	var out strings.Builder
	w, err := zstd.NewWriter(&out, options...)
	require.NoError(t, err)
	_, err = io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.String()
}

const threeEntries = "{\"log\":{\"entries\":[\n" + anEntry + ",\n" + anEntry + ",\n  " + anEntry + "]}}"

func TestACompressedRecordingIsReadAsWhatItStandsFor(t *testing.T) {
	for name, file := range map[string]string{
		"gzip":                gzipped(t, threeEntries),
		"gzip in two members": gzipped(t, threeEntries[:50]) + gzipped(t, threeEntries[50:]),
		"zstd":                zstandard(t, threeEntries),
		"zstd in two frames":  zstandard(t, threeEntries[:50]) + zstandard(t, threeEntries[50:]),
	} {
		t.Run(name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(file))
			require.Empty(t, errs)
			require.Len(t, exchanges, 3)
			require.Equal(t, [2]int{4, 3}, at(&exchanges[2], 0), "a place is that in the text")
		})
	}
}

func TestWhatIsWrongWithTheCompressionIsToldBehindTheEntriesBefore(t *testing.T) {
	long := `{"log":{"entries":[` + strings.Repeat(anEntry+",\n", 20_000) + anEntry + `]}}`
	zip, zst := gzipped(t, long), zstandard(t, long)
	broken := []byte(zip)
	broken[len(broken)-8] ^= 0xFF // in the checksum
	for _, tt := range []struct {
		name, file, want string
		reads            bool
	}{
		{"gzip that is cut", zip[:len(zip)*3/4], "got gzip that is cut, want the rest of it", true},
		{"gzip cut in its header", zip[:5], "unknown format: got gzip that is cut, want the rest of it", false},
		{"gzip of another sum", string(broken), "got broken gzip, want what gzip writes", true},
		{"gzip followed by something else", gzipped(t, threeEntries) + strings.Repeat("PK", 9), "got broken gzip, want what gzip writes", true},
		{"the magic of gzip before something else", "\x1F\x8B" + strings.Repeat("?", 20), "unknown format: got broken gzip, want what gzip writes", false},
		{"zstd that is cut", zst[:len(zst)*3/4], "got zstd that is cut, want the rest of it", true},
		{"the magic of zstd alone", "\x28\xB5\x2F\xFD", "unknown format: got zstd that is cut, want the rest of it", false},
		{"zstd of a large window", zstandard(t, long, zstd.WithWindowSize(64<<20)), "zstd with a window of more than 8 MiB, want a smaller one (compress again without --long and --ultra)", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(tt.file))
			require.Len(t, errs, 1)
			require.Contains(t, errs[0], tt.want)
			line, _ := placeIn(t, stringError(errs[0]))
			require.GreaterOrEqual(t, line, len(exchanges), "the place is behind what was read")
			require.Equal(t, tt.reads, len(exchanges) > 0)
		})
	}
}

type stringError string

func (e stringError) Error() string { return string(e) }

// bomb is gzip of a text that goes on for as long as it is read.
func bomb(head string, zeros int64) io.Reader {
	in, out := io.Pipe()
	go func() {
		w, _ := gzip.NewWriterLevel(out, gzip.BestSpeed)
		_, _ = io.WriteString(w, head)
		_, _ = io.CopyN(w, endless{}, zeros)
		out.CloseWithError(w.Close())
	}()
	return in
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestABombIsNotHeldInMemory(t *testing.T) {
	const size = 320 << 20
	for name, head := range map[string]string{
		"behind an entry":    `{"log":{"entries":[` + anEntry + `,`,
		"of no known format": "?",
	} {
		t.Run(name, func(t *testing.T) {
			before, peak := heap(), uint64(0)
			in := bomb(head, size)
			for _, err := range recording.Read("x.har.gz", in) {
				peak = max(peak, heap())
				if err != nil {
					require.ErrorContains(t, err, "x.har.gz:1:")
				}
			}
			require.Less(t, peak, before+16<<20)
			_ = in.(io.Closer).Close()
		})
	}
}

func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapInuse
}

func TestWhatExpandsBeyondReasonIsRefused(t *testing.T) {
	var zeros bytes.Buffer
	w, err := zstd.NewWriter(&zeros)
	require.NoError(t, err)
	_, err = io.WriteString(w, `{"log":{"entries":[`+anEntry+`,`)
	require.NoError(t, err)
	_, err = io.CopyN(w, endless{}, 320<<20)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	exchanges, errs := read(&zeros)
	require.Len(t, exchanges, 1)
	require.Len(t, errs, 1)
	require.Contains(t, errs[0], "got zstd that expands to more than 1000 times its size, want a recording (undo the compression first if it is one)")
}
