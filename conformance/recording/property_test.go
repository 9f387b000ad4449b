package recording_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// message is what a test writes into a HAR file, and wants to read from it.
type message struct {
	headers   []conformance.Header
	mediaType string
	body      []byte
	base64    bool
}

func drawMessage(t *rapid.T) message {
	m := message{mediaType: rapid.SampledFrom([]string{"", "application/json", "text/plain; a=\"b\""}).Draw(t, "media type")}
	for range rapid.IntRange(0, 3).Draw(t, "headers") {
		m.headers = append(m.headers, conformance.Header{
			Name: rapid.StringMatching(`[A-Za-z-]{1,5}`).Draw(t, "name"), Value: rapid.String().Draw(t, "value"),
		})
	}
	if m.base64 = rapid.Bool().Draw(t, "base64"); m.base64 {
		m.body = rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
	} else {
		m.body = []byte(rapid.String().Draw(t, "text"))
	}
	return m
}

// payload gives the message as a content or a postData, its text escaped at random.
func (m message) payload(t *rapid.T) map[string]any {
	text, p := string(m.body), map[string]any{"size": len(m.body), "mimeType": m.mediaType}
	if m.base64 {
		text, p["encoding"] = base64.StdEncoding.EncodeToString(m.body), "base64"
	}
	p["text"] = json.RawMessage(quote(t, text))
	return p
}

// quote writes a string with more escape sequences than it needs.
func quote(t *rapid.T, s string) string {
	var quoted strings.Builder
	quoted.WriteByte('"')
	for _, r := range s {
		switch {
		case rapid.IntRange(0, 3).Draw(t, "escape") == 0 && r <= 0xFFFF:
			fmt.Fprintf(&quoted, `\u%04x`, r)
		case r > 0xFFFF && rapid.Bool().Draw(t, "pair"):
			fmt.Fprintf(&quoted, `\u%04x\u%04X`, 0xD800+(r-0x10000)>>10, 0xDC00+(r-0x10000)&0x3FF)
		default:
			plain, _ := json.Marshal(string(r))
			quoted.Write(plain[1 : len(plain)-1])
		}
	}
	quoted.WriteByte('"')
	return quoted.String()
}

func (m message) headerList() []any {
	list := []any{map[string]any{"name": ":pseudo", "value": ""}}
	for _, h := range m.headers {
		list = append(list, map[string]any{"name": h.Name, "value": h.Value, "comment": ""})
	}
	return list
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type exchange struct {
			method, url       string
			status            int
			request, response message
		}
		var want []exchange
		var entries []any
		for range rapid.IntRange(1, 3).Draw(t, "entries") {
			x := exchange{
				method: rapid.SampledFrom([]string{"GET", "POST", "PURGE"}).Draw(t, "method"),
				url:    "https://a.example/" + url.PathEscape(rapid.String().Draw(t, "path")) + "?q=" + url.QueryEscape(rapid.String().Draw(t, "query")),
				status: rapid.IntRange(100, 999).Draw(t, "status"), request: drawMessage(t), response: drawMessage(t),
			}
			want = append(want, x)
			entries = append(entries, map[string]any{
				"request": map[string]any{
					"method": x.method, "url": json.RawMessage(quote(t, x.url)), "headers": x.request.headerList(),
					"postData": x.request.payload(t), "bodySize": len(x.request.body),
				},
				"response": map[string]any{
					"status": x.status, "headers": x.response.headerList(), "content": x.response.payload(t), "bodySize": -1,
				},
				rapid.String().Draw(t, "another member"): rapid.String().Draw(t, "value"),
			})
		}
		var file bytes.Buffer
		encoder := json.NewEncoder(&file)
		encoder.SetIndent(rapid.StringMatching(`[ \t]?`).Draw(t, "prefix"), rapid.StringMatching(`[ \t]{0,4}`).Draw(t, "indent"))
		require.NoError(t, encoder.Encode(map[string]any{"log": map[string]any{"entries": entries, "version": "1.2"}}))

		read := 0
		for x, err := range recording.Read("x.har", bytes.NewReader(file.Bytes())) {
			require.NoError(t, err)
			require.Less(t, read, len(want))
			w := want[read]
			require.Equal(t, w.method, x.Request.Method)
			require.Equal(t, w.url, x.Request.RawURL)
			require.Equal(t, w.url, x.Request.URL.String())
			checkTextPlaces(t, file.Bytes(), &x, conformance.Body{Bytes: []byte(w.url), Offset: x.Request.URLOffset})
			require.Equal(t, w.status, x.Response.Status)
			checkMessage(t, file.Bytes(), &x, w.request, x.Request.Headers, x.Request.Body)
			checkMessage(t, file.Bytes(), &x, w.response, x.Response.Headers, x.Response.Body)
			read++
		}
		require.Equal(t, len(want), read)
	})
}

func checkMessage(t *rapid.T, file []byte, x *conformance.Exchange, want message, headers []conformance.Header, body conformance.Body) {
	require.Len(t, headers, len(want.headers))
	for i, h := range headers {
		require.Equal(t, want.headers[i].Name, h.Name)
		require.Equal(t, want.headers[i].Value, h.Value)
		require.EqualValues(t, '"', file[fileOffset(file, x, h.Offset)-1])
	}
	require.True(t, body.Recorded)
	require.Equal(t, want.mediaType, body.MediaType)
	require.Equal(t, string(want.body), string(body.Bytes))
	if want.base64 {
		checkBase64Places(t, file, x, body)
	} else {
		checkTextPlaces(t, file, x, body)
	}
}

// fileOffset is the offset in the file of an offset of the exchange, by way of its line and column.
func fileOffset(file []byte, x *conformance.Exchange, offset int) int {
	line, column := x.Position(offset)
	at := 0
	for range line - 1 {
		at += bytes.IndexByte(file[at:], '\n') + 1
	}
	for range column - 1 {
		_, n := utf8.DecodeRune(file[at:])
		at += n
	}
	return at
}

// character decodes the character or escape sequence of a JSON string at a place, and gives where the next is.
func character(t *rapid.T, file []byte, at int) (text string, next int) {
	_, n := utf8.DecodeRune(file[at:])
	if file[at] == '\\' {
		n = 2
		if file[at+1] == 'u' {
			n = 6
		}
		if c := bytes.ToLower(file[at : at+4]); bytes.HasPrefix(c, []byte(`\ud`)) && c[3] >= '8' && c[3] < 'c' {
			n = 12
		}
	}
	require.NoError(t, json.Unmarshal([]byte(`"`+string(file[at:at+n])+`"`), &text))
	return text, at + n
}

// Every byte of a text lies where its character is, and each character behind the one before.
func checkTextPlaces(t *rapid.T, file []byte, x *conformance.Exchange, body conformance.Body) {
	next := fileOffset(file, x, body.Offset(0))
	require.EqualValues(t, '"', file[next-1])
	for index, r := range string(body.Bytes) {
		at := next
		var text string
		text, next = character(t, file, at)
		require.Equal(t, string(r), text)
		for i := range utf8.RuneLen(r) {
			require.Equal(t, at, fileOffset(file, x, body.Offset(index+i)), "byte %d", index+i)
		}
	}
	require.Equal(t, next, fileOffset(file, x, body.Offset(len(body.Bytes))))
	require.EqualValues(t, '"', file[next])
}

// Every byte lies where the character is that holds its highest bit, and not elsewhere.
func checkBase64Places(t *rapid.T, file []byte, x *conformance.Exchange, body conformance.Body) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	next := fileOffset(file, x, body.Offset(0))
	require.EqualValues(t, '"', file[next-1])
	for index, b := range body.Bytes {
		at := next
		var text string
		text, next = character(t, file, at)
		require.Equal(t, at, fileOffset(file, x, body.Offset(index)))
		sextet := strings.Index(alphabet, text)
		switch index % 3 {
		case 0:
			require.Equal(t, int(b>>2), sextet)
		case 1:
			require.Equal(t, int(b>>4), sextet&0xF)
		case 2:
			require.Equal(t, int(b>>6), sextet&0x3)
			_, next = character(t, file, next)
		}
	}
}
