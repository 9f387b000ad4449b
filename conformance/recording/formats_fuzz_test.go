package recording_test

import (
	"bytes"
	"io"
	"iter"
	"os"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

func FuzzDetection(f *testing.F) {
	samples, err := os.ReadDir("testdata/formats")
	require.NoError(f, err)
	for _, sample := range samples {
		text, err := os.ReadFile("testdata/formats/" + sample.Name())
		require.NoError(f, err)
		f.Add(text)
		f.Add([]byte(gzipped(f, string(text[:len(text)/8]))))
		f.Add([]byte(zstandard(f, string(text[:len(text)/8]))))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		readsAlike(t, text, func(in io.Reader) iter.Seq2[conformance.Exchange, error] { return recording.Read("x", in) })
	})
}

func FuzzNDJSON(f *testing.F) {
	fuzzFormat(f, "NDJSON of HAR entries", "exchanges.ndjson")
}

func FuzzCassette(f *testing.F) {
	fuzzFormat(f, "a go-vcr cassette", "cassette1.yaml", "cassette2.yaml")
}

func FuzzDump(f *testing.F) {
	fuzzFormat(f, "HTTP messages (curl -v, curl -i behind its command, .http)", "requests.http", "curl-v.txt")
}

func FuzzWireMock(f *testing.F) { fuzzFormat(f, "WireMock mappings", "wiremock.json") }

func FuzzPostman(f *testing.F) { fuzzFormat(f, "a Postman collection 2.1", "postman.json") }

func FuzzPact(f *testing.F) { fuzzFormat(f, "a Pact of version 3 or 4", "pact3.json", "pact4.json") }

func FuzzHoverfly(f *testing.F) { fuzzFormat(f, "a Hoverfly simulation 5", "hoverfly.json") }

// fuzzFormat takes every text for a recording of a format: there is no panic, every place is inside the text, and what
// is read does not depend on how the text arrives.
func fuzzFormat(f *testing.F, format string, samples ...string) {
	for _, sample := range samples {
		text, err := os.ReadFile("testdata/formats/" + sample)
		require.NoError(f, err)
		f.Add(text)
		f.Add(text[:len(text)/2])
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		readAs := func(in io.Reader) iter.Seq2[conformance.Exchange, error] { return recording.ReadAs(format, "x", in) }
		lines := bytes.Split(bytes.TrimPrefix(text, []byte("\uFEFF")), []byte("\n"))
		inside := func(line, column int) {
			require.True(t, 1 <= line && line <= len(lines), "line %d of %d", line, len(lines))
			require.True(t, 1 <= column && column <= len(lines[line-1])+1, "column %d of %q", column, lines[line-1])
		}
		for x, err := range readAs(bytes.NewReader(text)) {
			if err != nil {
				inside(placeIn(t, err))
			} else {
				checkPlaces(t, &x, inside)
			}
		}
		readsAlike(t, text, readAs)
	})
}

func readsAlike(t *testing.T, text []byte, read func(io.Reader) iter.Seq2[conformance.Exchange, error]) {
	t.Helper()
	outcome := func(in io.Reader) (lines []string) {
		for x, err := range read(in) {
			if err != nil {
				lines = append(lines, err.Error())
			} else {
				lines = append(lines, x.ID+" "+oneLine(&x))
			}
		}
		return lines
	}
	require.Equal(t, outcome(bytes.NewReader(text)), outcome(iotest.OneByteReader(bytes.NewReader(text))))
}
