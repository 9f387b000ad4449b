package recording_test

import (
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// A corpus is a HAR file of any length, the same in every run. Its entries are the samples of the contract with
// other values; one in a hundred is a broken copy. They are repeated for as long as the file is to be.
type corpus struct {
	// head, gap and tail are what is before, between and behind the entries.
	head, gap, tail string
	// entries have what stands between two before them.
	entries []string
	// broken tells which entries have a fault, and images which ones hold a picture.
	broken, images []bool
}

// corpusOptions is what makes one corpus differ from another. The zero value is a log of API calls alone.
type corpusOptions struct {
	// entries is how many are made before they are repeated.
	entries int
	// headers is how many headers each message has besides its own.
	headers int
	// items is how many more items a list may have.
	items int
	// images asks for pictures that make up three tenths of the bytes.
	images bool
	// isNDJSON asks for lines instead of a HAR file.
	isNDJSON bool
}

var (
	calls          = corpusOptions{entries: 20_000, items: 4}
	linesOfCalls   = corpusOptions{entries: 20_000, items: 18, isNDJSON: true}
	callsAndImages = corpusOptions{entries: 5_000, headers: 4, items: 32, images: true}
)

const testdata = "../../testdata"

func newCorpus(tb testing.TB, o corpusOptions) *corpus {
	tb.Helper()
	conforming, err := filepath.Glob(testdata + "/recordings/*/*.har")
	require.NoError(tb, err)
	samples, faulty := sampleEntries(tb, conforming), sampleEntries(tb, brokenCopies(tb))
	answers := slices.DeleteFunc(slices.Clone(samples), func(e sampleEntry) bool { return e.Response.Status != 200 })
	v := variation{rand.New(rand.NewPCG(1, 2)), o}
	c := &corpus{head: "{\n  \"log\": {\n    \"version\": \"1.2\",\n    \"entries\": [\n      ", gap: ",\n      ", tail: "\n    ]\n  }\n}\n"}
	if o.isNDJSON {
		c.head, c.gap, c.tail = "", "\n", "\n"
	}
	size, pictures := 0, 0
	for len(c.entries) < o.entries {
		var entry string
		isBroken, isImage := false, o.images && pictures*7 < size*3
		switch {
		case isImage:
			entry = v.image(tb)
			pictures += len(entry)
		case v.IntN(100) == 0:
			isBroken = true
			entry = v.vary(tb, faulty[v.IntN(len(faulty))])
			size += len(entry)
		case v.IntN(10) > 0:
			entry = v.vary(tb, v.longer(answers[v.IntN(len(answers))]))
			size += len(entry)
		default:
			entry = v.vary(tb, samples[v.IntN(len(samples))])
			size += len(entry)
		}
		c.entries = append(c.entries, c.gap+entry)
		c.broken, c.images = append(c.broken, isBroken), append(c.images, isImage)
	}
	return c
}

// ofSize tells how many entries make a file of about that many bytes.
func (c *corpus) ofSize(bytes int) int {
	round := 0
	for _, e := range c.entries {
		round += len(e)
	}
	n := bytes / round * len(c.entries)
	for left := bytes % round; left > 0; n++ {
		left -= len(c.entries[n%len(c.entries)])
	}
	return n
}

// reader gives the corpus as a file of so many entries.
func (c *corpus) reader(entries int) io.Reader {
	return &corpusReader{corpus: c, total: entries, rest: c.head}
}

type corpusReader struct {
	*corpus
	next, total int
	rest        string
}

func (r *corpusReader) Read(p []byte) (int, error) {
	n := copy(p, r.rest)
	for r.rest = r.rest[n:]; r.rest == "" && r.next <= r.total; r.next++ {
		switch {
		case r.next == r.total:
			r.rest = r.tail
		case r.next == 0:
			r.rest = r.entries[0][len(r.gap):]
		default:
			r.rest = r.entries[r.next%len(r.entries)]
		}
		copied := copy(p[n:], r.rest)
		r.rest = r.rest[copied:]
		n += copied
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

var (
	corporaFolder = flag.String("corpora", "", "write generated recordings into the `folder`")
	corporaHuge   = flag.Bool("corpora.huge", false, "one of 5 GB among them")
)

// TestCorporaAreWritten makes the files that the race among programs is about, if it is told where.
func TestCorporaAreWritten(t *testing.T) {
	if *corporaFolder == "" {
		t.Skip("asked for with -args -corpora FOLDER")
	}
	write := func(name string, c *corpus, entries int) {
		t.Helper()
		file, err := os.Create(filepath.Join(*corporaFolder, name))
		require.NoError(t, err)
		_, err = io.Copy(file, c.reader(entries))
		require.NoError(t, errors.Join(err, file.Close()))
	}
	lines := newCorpus(t, linesOfCalls)
	write("50MB.ndjson", lines, linesOfCalls.entries)
	few := newCorpus(t, calls)
	write("50MB.har", few, calls.entries)
	write("500MB.har", few, few.ofSize(500_000_000))
	if *corporaHuge {
		write("5GB.har", few, few.ofSize(5_000_000_000))
	}
	mixed := newCorpus(t, callsAndImages)
	write("325MB.har", mixed, mixed.ofSize(325_000_000))
}

func TestTheCorpusHasTheFindingsOfItsBrokenCopies(t *testing.T) {
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	c := newCorpus(t, corpusOptions{entries: 3000, headers: 4, items: 16, images: true})
	i := 0
	for x, err := range recording.Read("corpus.har", c.reader(len(c.entries))) {
		require.NoError(t, err)
		result := contract.Check(&x)
		faulty := slices.ContainsFunc(result.Findings, func(f conformance.Finding) bool { return f.Severity > conformance.Info })
		require.Equal(t, c.broken[i] || c.images[i], faulty, "%s %v", c.entries[i], result.Findings)
		i++
	}
	require.Equal(t, len(c.entries), i)
}
