package recording_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// A corpus is a HAR file of any length, the same in every run. Its entries are the samples of the contract with
// other values; one in a hundred is a broken copy. They are repeated for as long as the file is to be.
type corpus struct {
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
}

var (
	calls          = corpusOptions{entries: 20_000, items: 4}
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
	c := &corpus{}
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
		c.entries = append(c.entries, corpusGap+entry)
		c.broken, c.images = append(c.broken, isBroken), append(c.images, isImage)
	}
	return c
}

// brokenCopies are the recordings with one fault each, worse than a remark, that the embedded contract finds.
func brokenCopies(tb testing.TB) []string {
	tb.Helper()
	table, err := os.ReadFile(testdata + "/broken/findings.tsv")
	require.NoError(tb, err)
	var files []string
	for line := range strings.Lines(string(table)) {
		if cells := strings.Split(line, "\t"); len(cells) > 4 && cells[2] == "-" && cells[4] != "info" {
			files = append(files, testdata+"/broken/"+cells[0])
		}
	}
	require.NotEmpty(tb, files)
	return files
}

// sampleEntry is a HAR entry with its members in the order in which browsers write them.
type sampleEntry struct {
	StartedDateTime string         `json:"startedDateTime"`
	Time            float64        `json:"time"`
	Request         sampleRequest  `json:"request"`
	Response        sampleResponse `json:"response"`
	Cache           struct{}       `json:"cache"`
	Timings         map[string]any `json:"timings"`
}

type sampleRequest struct {
	Method      string          `json:"method"`
	URL         string          `json:"url"`
	HTTPVersion string          `json:"httpVersion"`
	Cookies     []any           `json:"cookies"`
	Headers     []sampleHeader  `json:"headers"`
	QueryString []sampleHeader  `json:"queryString"`
	PostData    *samplePostData `json:"postData,omitempty"`
	HeadersSize int             `json:"headersSize"`
	BodySize    int             `json:"bodySize"`
}

type sampleResponse struct {
	Status      int            `json:"status"`
	StatusText  string         `json:"statusText"`
	HTTPVersion string         `json:"httpVersion"`
	Cookies     []any          `json:"cookies"`
	Headers     []sampleHeader `json:"headers"`
	Content     sampleContent  `json:"content"`
	RedirectURL string         `json:"redirectURL"`
	HeadersSize int            `json:"headersSize"`
	BodySize    int            `json:"bodySize"`
}

type sampleHeader struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type samplePostData struct {
	MimeType string  `json:"mimeType"`
	Text     string  `json:"text"`
	Encoding *string `json:"encoding,omitempty"`
}

type sampleContent struct {
	Size     int     `json:"size"`
	MimeType string  `json:"mimeType"`
	Text     *string `json:"text,omitempty"`
	Encoding *string `json:"encoding,omitempty"`
}

func sampleEntries(tb testing.TB, files []string) []sampleEntry {
	tb.Helper()
	var entries []sampleEntry
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(tb, err)
		var har struct {
			Log struct{ Entries []sampleEntry }
		}
		require.NoError(tb, json.Unmarshal(text, &har), file)
		entries = append(entries, har.Log.Entries...)
	}
	require.NotEmpty(tb, entries)
	return entries
}

type variation struct {
	*rand.Rand
	corpusOptions
}

// identifier is what differs from one call of an API to the next: ids, hashes, times in milliseconds.
var identifier = regexp.MustCompile(`[0-9a-f]{8,}`)

func (v variation) vary(tb testing.TB, e sampleEntry) string {
	tb.Helper()
	e.Request.Headers = append(slices.Clone(e.Request.Headers), v.moreHeaders("Sec-Ch-Ua-")...)
	e.Response.Headers = append(slices.Clone(e.Response.Headers), v.moreHeaders("X-Envoy-")...)
	if text := e.Response.Content.Text; text != nil && v.IntN(2) == 0 {
		var line bytes.Buffer
		if json.Compact(&line, []byte(*text)) == nil {
			compact := line.String()
			e.Response.Content.Text = &compact
		}
	}
	return identifier.ReplaceAllStringFunc(encodeEntry(tb, e), func(text string) string {
		id := []byte(text)
		for i, c := range id {
			switch {
			case c >= 'a':
				id[i] = 'a' + byte(v.IntN(6))
			case i > 0: // a number keeps its first digit
				id[i] = '0' + byte(v.IntN(10))
			}
		}
		return string(id)
	})
}

// longer repeats the last thing that an answer lists.
func (v variation) longer(e sampleEntry) sampleEntry {
	var page struct{ Data, Instances []json.RawMessage }
	if text := e.Response.Content.Text; v.items > 0 && text != nil && json.Unmarshal([]byte(*text), &page) == nil {
		if items := append(page.Data, page.Instances...); len(items) > 0 {
			last := string(items[len(items)-1])
			end := strings.LastIndex(*text, last) + len(last)
			longer := (*text)[:end] + strings.Repeat(","+last, v.IntN(v.items)) + (*text)[end:]
			e.Response.Content.Text = &longer
		}
	}
	return e
}

func (v variation) moreHeaders(prefix string) []sampleHeader {
	var headers []sampleHeader
	for i := range v.headers {
		value := strings.Repeat("value ", v.IntN(8)) + fmt.Sprintf("%016x", v.Uint64())
		headers = append(headers, sampleHeader{fmt.Sprint(prefix, i), value})
	}
	return headers
}

// image is an entry for a picture, which no operation of the contract gives.
func (v variation) image(tb testing.TB) string {
	tb.Helper()
	picture := make([]byte, 4_000+v.IntN(20_000))
	for i := range picture {
		picture[i] = byte(v.Uint32())
	}
	text, encoding := base64.StdEncoding.EncodeToString(picture), "base64"
	return encodeEntry(tb, sampleEntry{
		StartedDateTime: "2026-01-02T03:04:05.678Z",
		Request: sampleRequest{
			Method: "GET", URL: fmt.Sprintf("https://console.example.com/static/%016x.png", v.Uint64()),
			HTTPVersion: "HTTP/1.1", Headers: v.moreHeaders("Sec-Ch-Ua-"),
		},
		Response: sampleResponse{
			Status: 200, StatusText: "OK", HTTPVersion: "HTTP/1.1", Headers: v.moreHeaders("X-Envoy-"),
			Content: sampleContent{Size: len(picture), MimeType: "image/png", Text: &text, Encoding: &encoding},
		},
	})
}

func encodeEntry(tb testing.TB, e sampleEntry) string {
	tb.Helper()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("      ", "  ")
	require.NoError(tb, encoder.Encode(e))
	return strings.TrimSpace(text.String())
}

const (
	corpusHead = "{\n  \"log\": {\n    \"version\": \"1.2\",\n    \"entries\": [\n      "
	corpusGap  = ",\n      "
	corpusTail = "\n    ]\n  }\n}\n"
)

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
	return &corpusReader{corpus: c, total: entries, rest: corpusHead}
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
			r.rest = corpusTail
		case r.next == 0:
			r.rest = r.entries[0][len(corpusGap):]
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
