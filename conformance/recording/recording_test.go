package recording_test

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// read gives the exchanges of a recording, and the texts of its errors.
func read(in io.Reader) (exchanges []conformance.Exchange, errs []string) {
	for x, err := range recording.Read("x.har", in) {
		if err != nil {
			errs = append(errs, err.Error())
		} else {
			exchanges = append(exchanges, x)
		}
	}
	return exchanges, errs
}

// readOne gives the only exchange of a recording.
func readOne(tb testing.TB, har string) conformance.Exchange {
	tb.Helper()
	exchanges, errs := read(strings.NewReader(har))
	require.Empty(tb, errs)
	require.Len(tb, exchanges, 1)
	return exchanges[0]
}

// harOf is a HAR file of these entries.
func harOf(entries ...string) string {
	return `{"log":{"version":"1.2","entries":[` + strings.Join(entries, ",") + `]}}`
}

const (
	getRequest    = `"request":{"method":"GET","url":"/v1"}`
	emptyResponse = `"response":{"status":204}`
	anEntry       = `{` + getRequest + `,` + emptyResponse + `}`
)

func TestReadFileReadsWhatRecordersWrite(t *testing.T) {
	for _, tt := range []struct {
		file string
		want []string
	}{
		{"chrome.har", []string{
			`GET https://modelarts.example.com/v1/p1/notebooks?limit=1 [accept] empty -> 200 [content-type] application/json "{\"data\":[],\"total\":0}\r\n"`,
			`GET https://console.example.com/evicted.png [] empty -> 200 [] image/png not recorded`,
			`DELETE https://modelarts.example.com/v1/p1/notebooks/n1 [] empty -> 204 [] empty`,
			`GET http://console.example.com/ [] empty -> 302 [Content-Length Location] not recorded`,
			`POST https://blocked.example.com/v1 [] application/json "{}" -> 0 [] not recorded`,
		}},
		{"firefox.har", []string{
			`POST https://console.example.com/login [Content-Type] application/x-www-form-urlencoded "user=anna&remember%20me=1" -> 200 [] text/html; charset=utf-8 "<p>ok</p>"`,
			`GET https://modelarts.example.com/v1/p1/notebooks [] empty -> 200 [] application/json not recorded`,
			`GET https://console.example.com/app.css [] empty -> 304 [] text/css not recorded`,
		}},
		{"playwright.har", []string{
			`POST https://modelarts.example.com/v1/p1/files [content-type] application/octet-stream not recorded -> 201 [content-type] application/octet-stream "\x00\xffA"`,
			`GET https://modelarts.example.com/v1/p1/notebooks [] not recorded -> 200 [] application/json not recorded`,
			`GET https://modelarts.example.com/v1/p1/slow [] not recorded -> 0 [] not recorded`,
		}},
		{"mitmproxy.har", []string{
			`POST https://modelarts.example.com/v1/p1/notebooks [content-type] application/json "{\"name\":\"über\"}" -> 400 [content-length] empty`,
			`GET https://modelarts.example.com/v1/p1/streamed [] empty -> 200 [] text/event-stream not recorded`,
			`GET https://down.example.com/ [] empty -> 0 [] not recorded`,
		}},
		{"charles.har", []string{
			`POST https://modelarts.example.com/v1/p1/notebooks [Content-Type] application/json "{\"name\":\"n\"}" -> 200 [] application/json "{\"a\":1}"`,
		}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			file := "testdata/" + tt.file
			var got []string
			for x, err := range recording.ReadFile(filepath.FromSlash(file)) {
				require.NoError(t, err)
				require.Equal(t, file, x.File)
				require.Equal(t, fmt.Sprintf("%s#%d", file, len(got)), x.ID)
				got = append(got, oneLine(&x))
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func oneLine(x *conformance.Exchange) string {
	return fmt.Sprintf("%s %s %s %s -> %d %s %s", x.Request.Method, x.Request.URL, names(x.Request.Headers), bodyLine(x.Request.Body),
		x.Response.Status, names(x.Response.Headers), bodyLine(x.Response.Body))
}

func names(headers []conformance.Header) []string {
	var names []string
	for _, h := range headers {
		names = append(names, h.Name)
	}
	return names
}

func bodyLine(b conformance.Body) string {
	line := fmt.Sprintf("%q", b.Bytes)
	if !b.Recorded {
		line = "not recorded"
	} else if len(b.Bytes) == 0 {
		line = "empty"
	}
	return strings.TrimSpace(b.MediaType + " " + line)
}

func TestReadFindsTheEntriesWhereverTheyStand(t *testing.T) {
	for _, tt := range []struct{ name, har string }{
		{"first", `{"log":{"entries":[` + anEntry + `],"version":"1.2","pages":[{"id":"]}"}]},"_more":[{}]}`},
		{"last", `{"_before":{"log":{"entries":[1]}},"log":{"_x":[["\\\"]"]],"pages":null,"n":-1.5e3,"entries":[` + anEntry + `]}}`},
		{"under an escaped name", `{"\u006cog":{"\u0065ntries":[` + anEntry + `]}}`},
		{"in a log that comes twice", `{"log":{"pages":[]},"log":{"entries":[` + anEntry + `]}}`},
		{"with the members of the entry turned round", harOf(`{` + emptyResponse + `,"_x":{"request":1},` + getRequest + `}`)},
		{"behind a byte order mark", "\uFEFF" + harOf(anEntry)},
		{"in white space", " \t\r\n" + strings.ReplaceAll(harOf(anEntry), ":", " : ") + "\n\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := readOne(t, tt.har)
			require.Equal(t, "x.har#0", x.ID)
			require.Equal(t, "GET", x.Request.Method)
			require.Equal(t, 204, x.Response.Status)
		})
	}
}

func TestReadYieldsNothingForAnEmptyLog(t *testing.T) {
	exchanges, errs := read(strings.NewReader(harOf()))
	require.Empty(t, exchanges)
	require.Empty(t, errs)
}

func TestReadNumbersEntriesThroughoutAFile(t *testing.T) {
	exchanges, errs := read(strings.NewReader(`{"log":{"entries":[` + anEntry + `,7],"entries":[` + anEntry + `]}}`))
	require.Equal(t, []string{"x.har:1:87: entry 1: got a number, want an object"}, errs)
	require.Len(t, exchanges, 2)
	require.Equal(t, "x.har#0", exchanges[0].ID)
	require.Equal(t, "x.har#2", exchanges[1].ID)
}

func TestReadStopsWhenNoMoreIsAskedFor(t *testing.T) {
	in := strings.NewReader(harOf(anEntry, anEntry) + strings.Repeat(" ", 1<<20))
	for _, err := range recording.Read("x.har", in) {
		require.NoError(t, err)
		break
	}
	require.NotZero(t, in.Len())
}

func TestReadGivesTheSameHoweverTheFileComes(t *testing.T) {
	har := harOf(anEntry, `{"broken":tru}`, `"\\\"é"`, `"\""`, `12`, anEntry) + "\r\n é"
	exchanges, errs := read(strings.NewReader(har))
	require.Len(t, errs, 5)
	for name, in := range map[string]io.Reader{
		"byte by byte":      iotest.OneByteReader(strings.NewReader(har)),
		"half of each read": iotest.HalfReader(strings.NewReader(har)),
		"data with the end": iotest.DataErrReader(strings.NewReader(har)),
	} {
		t.Run(name, func(t *testing.T) {
			gotExchanges, gotErrs := read(in)
			require.Equal(t, errs, gotErrs)
			require.Len(t, gotExchanges, len(exchanges))
			for i := range exchanges {
				require.Equal(t, exchanges[i].At(0), gotExchanges[i].At(0))
			}
		})
	}
}

func TestReadReportsAFailingDiskAsItself(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, head := range []string{"", `{"lo`, `{"log":{"entries":[{"a":`, `{"log":{"entries":[` + anEntry, harOf(anEntry)} {
		in := io.MultiReader(strings.NewReader(head), iotest.ErrReader(broken))
		var last error
		for _, err := range recording.Read("x.har", in) {
			last = err
		}
		require.ErrorIs(t, last, broken)
		require.EqualError(t, last, "x.har: disk on fire")
	}
}

func TestReadDoesNotWaitForAReaderThatGivesNothing(t *testing.T) {
	_, errs := read(nothing{})
	require.Equal(t, []string{"x.har: " + io.ErrNoProgress.Error()}, errs)
}

type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, nil }

func TestReadFileStopsWhenNoMoreIsAskedFor(t *testing.T) {
	for x, err := range recording.ReadFile("testdata/chrome.har") {
		require.NoError(t, err)
		require.Equal(t, "testdata/chrome.har#0", x.ID)
		break
	}
}

func TestReadFileNamesTheFileThatCannotBeOpened(t *testing.T) {
	for _, err := range recording.ReadFile("testdata/missing.har") {
		require.EqualError(t, err, "testdata/missing.har: no such file or directory")
	}
}
