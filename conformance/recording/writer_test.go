package recording_test

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// writers are the ways to write a recording.
var writers = map[string]func(io.Writer) *recording.Writer{
	"HAR": recording.NewHARWriter, "NDJSON": recording.NewNDJSONWriter,
}

// drawExchange draws an exchange that a recording can tell.
func drawExchange(t *rapid.T) conformance.Exchange {
	raw := "https://a.example/" + url.PathEscape(rapid.String().Draw(t, "path")) + "?q=" + url.QueryEscape(rapid.String().Draw(t, "query"))
	u, err := url.Parse(raw)
	require.NoError(t, err)
	x := conformance.Exchange{
		Request: conformance.Request{
			Method: rapid.SampledFrom([]string{"GET", "POST", "PURGE"}).Draw(t, "method"),
			URL:    u, RawURL: raw, Headers: drawHeaders(t), Body: drawBody(t),
		},
		Response: conformance.Response{
			Status: rapid.OneOf(rapid.Just(0), rapid.IntRange(100, 999)).Draw(t, "status"), Headers: drawHeaders(t),
		},
	}
	if x.Response.Status != 0 {
		x.Response.Body = drawBody(t)
	}
	x.Request.SomeHeaders, x.Response.SomeHeaders = rapid.Bool().Draw(t, "some headers"), rapid.Bool().Draw(t, "some response headers")
	return x
}

func drawHeaders(t *rapid.T) (headers []conformance.Header) {
	for range rapid.IntRange(0, 3).Draw(t, "headers") {
		headers = append(headers, conformance.Header{
			Name: rapid.StringMatching(`[A-Za-z-]{1,5}`).Draw(t, "name"), Value: rapid.String().Draw(t, "value"),
		})
	}
	return headers
}

func drawBody(t *rapid.T) (b conformance.Body) {
	b.MediaType = rapid.SampledFrom([]string{"", "application/json", `text/plain; a="b"`}).Draw(t, "media type")
	if b.Recorded = rapid.Bool().Draw(t, "recorded"); b.Recorded {
		b.Bytes = rapid.OneOf(rapid.SliceOf(rapid.Byte()), rapid.Map(rapid.String(), func(s string) []byte { return []byte(s) })).Draw(t, "body")
	}
	return b
}

func write(t require.TestingT, open func(io.Writer) *recording.Writer, exchanges []conformance.Exchange) []byte {
	var file bytes.Buffer
	w := open(&file)
	for i := range exchanges {
		require.NoError(t, w.Write(&exchanges[i]))
	}
	require.NoError(t, w.Close())
	return file.Bytes()
}

func TestWhatAWriterWritesIsReadAsTheSameExchanges(t *testing.T) {
	for name, open := range writers {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				want := rapid.SliceOfN(rapid.Custom(drawExchange), 1, 4).Draw(t, "exchanges")
				file := write(t, open, want)
				require.Equal(t, file, write(t, open, want), "the same exchanges give the same bytes")
				read := 0
				for x, err := range recording.Read("x", bytes.NewReader(file)) {
					require.NoError(t, err)
					require.Less(t, read, len(want))
					requireSameExchange(t, &want[read], &x)
					read++
				}
				require.Equal(t, len(want), read)
			})
		})
	}
}

func requireSameExchange(t require.TestingT, want, got *conformance.Exchange) {
	require.Equal(t, want.Request.Method, got.Request.Method)
	require.Equal(t, want.Request.RawURL, got.Request.RawURL)
	require.Equal(t, want.Request.URL, got.Request.URL)
	require.Equal(t, want.Response.Status, got.Response.Status)
	require.Equal(t, want.Request.SomeHeaders, got.Request.SomeHeaders)
	require.Equal(t, want.Response.SomeHeaders, got.Response.SomeHeaders)
	for _, m := range []struct{ want, got []conformance.Header }{
		{want.Request.Headers, got.Request.Headers}, {want.Response.Headers, got.Response.Headers},
	} {
		require.Len(t, m.got, len(m.want))
		for i := range m.want {
			require.Equal(t, m.want[i].Name, m.got[i].Name)
			require.Equal(t, m.want[i].Value, m.got[i].Value)
		}
	}
	for _, b := range []struct{ want, got conformance.Body }{
		{want.Request.Body, got.Request.Body}, {want.Response.Body, got.Response.Body},
	} {
		require.Equal(t, b.want.Recorded, b.got.Recorded)
		require.Equal(t, b.want.MediaType, b.got.MediaType)
		require.Equal(t, string(b.want.Bytes), string(b.got.Bytes))
	}
}

func TestWhatIsWrittenAsNDJSONIsOfItsSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	schema, err := compiler.Compile("ndjson.schema.json")
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		file := write(t, recording.NewNDJSONWriter, rapid.SliceOfN(rapid.Custom(drawExchange), 1, 3).Draw(t, "exchanges"))
		for line := range bytes.Lines(file) {
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
			require.NoError(t, err)
			require.NoError(t, schema.Validate(value), "%s", line)
		}
	})
}

// The entries of recorders are lines of NDJSON as they are.
func TestTheSchemaOfNDJSONTakesTheEntriesOfRecorders(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("ndjson.schema.json")
	require.NoError(t, err)
	for _, file := range []string{"chrome.har", "firefox.har", "playwright.har", "mitmproxy.har", "charles.har"} {
		in, err := os.Open("testdata/" + file)
		require.NoError(t, err)
		defer in.Close()
		har, err := jsonschema.UnmarshalJSON(in)
		require.NoError(t, err)
		for _, entry := range har.(map[string]any)["log"].(map[string]any)["entries"].([]any) {
			require.NoError(t, schema.Validate(entry), file)
		}
	}
}

func TestTheSchemaOfNDJSONRefusesWhatTheReaderRefuses(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("ndjson.schema.json")
	require.NoError(t, err)
	for _, line := range []string{
		`7`, `{"request":{}}`, `{"request":{"method":"GET"},"response":{"status":200}}`, `{"request":{"method":"GET","url":"/"},"response":{"status":"200"}}`,
		`{"request":{"method":"GET","url":"/"},"response":{"status":99}}`, `{"request":{"method":"GET","url":"/","headers":{}},"response":{"status":200}}`,
		`{"request":{"method":"GET","url":"/"},"response":{"status":200,"content":{"encoding":"rot13"}}}`,
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		require.NoError(t, err)
		require.Error(t, schema.Validate(value), line)
		_, errs := read(strings.NewReader(anEntry + "\n" + line))
		require.Len(t, errs, 1, line)
	}
}

func TestAFileOfNoExchangesIsWritten(t *testing.T) {
	require.Equal(t, `{"log":{"version":"1.2","creator":{"name":"validate","version":"1"},"entries":[`+"\n\n]}}\n", string(write(t, recording.NewHARWriter, nil)))
	require.Empty(t, write(t, recording.NewNDJSONWriter, nil))
}

func TestHeadersThatAreNotUTF8AreWrittenAsISO88591(t *testing.T) {
	x := readOne(t, harOf(anEntry))
	x.Response.Headers = []conformance.Header{{Name: "X", Value: "caf\xE9"}}
	file := write(t, recording.NewNDJSONWriter, []conformance.Exchange{x})
	require.Equal(t, "café", readOne(t, string(file)).Response.Headers[0].Value)
}

func TestARecordingIsWholeWithTheEndingOfItsWriter(t *testing.T) {
	u, err := url.Parse("https://a.example/")
	require.NoError(t, err)
	x := conformance.Exchange{Request: conformance.Request{Method: "GET", URL: u}, Response: conformance.Response{Status: 204}}
	for name, open := range writers {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			w := open(&out)
			for count := range 4 {
				require.Equal(t, string(write(t, open, slices.Repeat([]conformance.Exchange{x}, count))), out.String()+w.Ending())
				require.NoError(t, w.Write(&x))
			}
		})
	}
}

func TestAWriterGoesOnFailing(t *testing.T) {
	full := errors.New("disk full")
	for _, open := range writers {
		x := readOne(t, harOf(anEntry))
		w := open(failing{full})
		require.ErrorIs(t, w.Write(&x), full)
		require.ErrorIs(t, w.Write(&x), full)
		require.ErrorIs(t, w.Close(), full)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
