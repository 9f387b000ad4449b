package recording_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

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
	return identifier.ReplaceAllStringFunc(v.encode(tb, e), func(text string) string {
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
	return v.encode(tb, sampleEntry{
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

func (v variation) encode(tb testing.TB, e sampleEntry) string {
	tb.Helper()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if !v.isNDJSON {
		encoder.SetIndent("      ", "  ")
	}
	require.NoError(tb, encoder.Encode(e))
	return strings.TrimSpace(text.String())
}
