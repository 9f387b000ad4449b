package recording_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

const remedy = " (save one from the network panel of a browser, or with mitmproxy's option hardump)"

func TestReadSaysWhatItLookedForInAFileOfNoKnownFormat(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"nothing", "", "x.har:1:1: unknown format: got an empty file, "},
		{"white space", " \n ", "x.har:2:2: unknown format: got an empty file, "},
		{"a byte order mark", "\uFEFF", "x.har:1:1: unknown format: got an empty file, "},
		{"half a byte order mark", "\xEF\xBB", "x.har:1:1: unknown format: got something else, "},
		{"text", "PK\x03\x04", "x.har:1:1: unknown format: got something else, "},
		{"binary", "\x89PNG", "x.har:1:1: unknown format: got something else, "},
		{"zeros", "\x00\x00", "x.har:1:1: unknown format: got something else, "},
		{"UTF-16", "\xFF\xFE{\x00", "x.har:1:1: unknown format: got something else, "},
		{"an array", `[{"log":{"entries":[]}}]`, "x.har:1:1: unknown format: got something else, "},
		{"no log", "\n{}", "x.har:2:1: unknown format: got something else, "},
		{"a name without quotes", `{log:{}}`, "x.har:1:1: unknown format: got something else, "},
		{"a broken name", `{"l` + "\n" + `og":{}}`, "x.har:1:1: unknown format: got something else, "},
		{"another format", "openapi: 3.0.3\ninfo:\n  title: Pets\n", "x.har:1:1: unknown format: got something else, "},
		{"a long file", strings.Repeat("\x00", 1<<20), "x.har:1:1: unknown format: got something else, "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(tt.file))
			require.Empty(t, exchanges)
			require.Len(t, errs, 1)
			require.True(t, strings.HasPrefix(errs[0], tt.want+"want one of HAR 1.2"), errs[0])
		})
	}
}

func TestReadSaysWhatIsNoHARFile(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"no entries", `{"log":{"pages":[]},"entries":[]}`, "x.har:1:1: not a HAR file: got JSON without log.entries, want a HAR 1.2 log" + remedy},
		{"a log of another kind", `{"log":[]}`, "x.har:1:8: not a HAR file: got '[', want '{'" + remedy},
		{"entries of another kind", `{"log":{"entries":null}}`, "x.har:1:19: not a HAR file: got 'n', want '['"},
		{"a name without a value", `{"log"}`, "x.har:1:7: not a HAR file: got '}', want ':'" + remedy},
		{"no value", `{"log":{"version":,"entries":[]}}`, "x.har:1:19: not a HAR file: got ',', want a value" + remedy},
		{"a comma too many", "{\"log\":{\"entries\":[],\n}}", "x.har:2:1: not a HAR file: got '}', want a member name in quotes"},
		{"bytes behind", harOf() + "\n{", "x.har:2:1: not a HAR file: got '{', want the end"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(tt.file))
			require.Empty(t, exchanges)
			require.Equal(t, []string{tt.want}, errs)
		})
	}
}

func TestReadSaysWhereAFileIsCut(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"in a name", `{"lo`, "x.har:1:5: not a HAR file: got the end, want the closing '\"' of a string" + remedy},
		{"before a value", `{"log":`, "x.har:1:8: not a HAR file: got the end, want '{'" + remedy},
		{"before a value that is skipped", `{"x":`, "x.har:1:6: not a HAR file: got the end, want a value" + remedy},
		{"in a value that is skipped", `{"é":[{"a"`, "x.har:1:11: not a HAR file: got the end, want the rest of a value" + remedy},
		{"behind a number", `{"x":12`, "x.har:1:8: not a HAR file: got the end, want ',' or '}'" + remedy},
		{"before the entries", `{"log":{"entries":[` + "\n", "x.har:2:1: not a HAR file: got the end, want a value"},
		{"in an entry", "{\"log\":{\"entries\":[\n  {\"request\": {\n\"é\": \"", "x.har:3:7: not a HAR file: got the end, want the closing '\"' of a string"},
		{"at the end of an entry", `{"log":{"entries":[{"a":{}`, "x.har:1:27: not a HAR file: got the end, want ',' or '}'"},
		{"at the end of the file", "{\"log\":{\"entries\":[]\n}", "x.har:2:2: not a HAR file: got the end, want ',' or '}'"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(tt.file))
			require.Empty(t, exchanges)
			require.Equal(t, []string{tt.want}, errs)
		})
	}
}

// In the entries, @@ marks the place that the error names.
func TestReadSaysWhatIsWrongWithAnEntry(t *testing.T) {
	request := func(members string) string { return `{"request":` + members + `,` + emptyResponse + `}` }
	response := func(members string) string { return `{` + getRequest + `,"response":` + members + `}` }
	postData := func(members string) string { return request(`{"method":"POST","url":"/","postData":` + members + `}`) }
	headers := func(members string) string { return request(`{"method":"GET","url":"/","headers":` + members + `}`) }
	content := func(members string) string { return response(`{"status":200,"content":` + members + `}`) }
	const wantStatus = "want a status code of three digits, or 0 if no response came"
	for _, tt := range []struct{ name, entry, want string }{
		{"no object", `@@"entry"`, `got a string, want an object`},
		{"no request", `@@{` + emptyResponse + `}`, `request: got nothing, want an object`},
		{"no response", `@@{` + getRequest + `}`, `response: got nothing, want an object`},
		{"response null", response(`@@null`), `response: got null, want an object`},
		{"no method", request(`@@{"url":"/"}`), `request.method: got nothing, want a method`},
		{"method empty", request(`@@{"method":"","url":"/"}`), `request.method: got nothing, want a method`},
		{"method true", request(`{"method":@@true,"url":"/"}`), `request.method: got a boolean, want a string`},
		{"no URL", request(`@@{"method":"GET"}`), `request.url: got nothing, want a URL`},
		{"URL a number", request(`{"method":"GET","url":@@-1.5e3}`), `request.url: got a number, want a string`},
		{"URL relative", request(`{"method":"GET","url":@@"v1?token=s3cret"}`), `request.url: got another string, want an absolute URL or a path`},
		{"URL broken", request(`{"method":"GET","url":@@"https://u:s3cret@h:x/"}`), `request.url: got another string, want an absolute URL or a path`},
		{"headers an object", headers(`@@{"a":"s3cret"}`), `request.headers: got an object, want an array`},
		{"header a string", headers(`[{"name":"a"},@@"s3cret"]`), `request.headers[1]: got a string, want an object`},
		{"header without a name", headers(`[@@{"value":"s3cret"}]`), `request.headers[0].name: got nothing, want a string`},
		{"header value a list", headers(`[{"name":"a","value":@@["s3cret"]}]`), `request.headers[0].value: got an array, want a string`},
		{"postData a string", postData(`@@"s3cret"`), `request.postData: got a string, want an object`},
		{"params a string", postData(`{"params":@@"s3cret"}`), `request.postData.params: got a string, want an array`},
		{"param a number", postData(`{"params":[{"name":"a","value":@@1},7]}`), `request.postData.params[0].value: got a number, want a string`},
		{"body text an object", postData(`{"text":@@{"a":"s3cret"}}`), `request.postData.text: got an object, want a string`},
		{"no status", response(`@@{}`), `response.status: got nothing, ` + wantStatus},
		{"status a string", response(`{"status":@@"200"}`), `response.status: got a string, ` + wantStatus},
		{"status out of range", response(`{"status":@@1000}`), `response.status: got a number, ` + wantStatus},
		{"status gigantic", response(`{"status":@@` + strings.Repeat("9", 1<<20) + `}`), `response.status: got a number, ` + wantStatus},
		{"status a fraction", response(`{"status":@@200.5}`), `response.status: got a number, ` + wantStatus},
		{"media type a number", content(`{"mimeType":@@1}`), `response.content.mimeType: got a number, want a string`},
		{"encoding unknown", content(`{"encoding":@@"s3cret"}`), `response.content.encoding: got another string, want "base64"`},
		{"base64 broken", content(`{"encoding":"base64","text":"s3c\/@@!ret"}`), `response.content.text: got broken base64, want base64 of RFC 4648 with its padding`},
		{"base64 cut", content(`{"text":"@@AAA","encoding":"base64"}`), `response.content.text: got broken base64, want base64 of RFC 4648 with its padding`},

		{"syntax", `{"a":[1,@@]}`, `got ']', want a value`},
		{"a literal", `@@tru`, `got 't', want true`},
		{"brackets crossed", `{"a":[@@}]`, `got '}', want a value`},
		{"an escape", `{"a":"é\@@x"}`, `got 'x', want an escape sequence`},
		{"a control character", "{\"a\":\n\"@@\t\"}", `got '\t', want control characters escaped`},
		{"not UTF-8", "{\"a\":\"é@@\xFF\xFE\"}", `got byte 0xFF, want UTF-8`},
		{"half of a surrogate pair", `{"a":"@@\ud83dx"}`, `got half of a surrogate pair, \uD83D, want a whole pair`},
		{"deep", `{"a":` + strings.Repeat("[", 999) + "@@" + strings.Repeat("[", 99_000) + strings.Repeat("]", 99_999) + `}`, `got nesting deeper than 1000 levels, want a flatter value`},
		{"deep in objects", strings.Repeat(`{"a":`, 1000) + "@@" + strings.Repeat(`{"a":`, 99_000) + "1" + strings.Repeat("}", 100_000), `got nesting deeper than 1000 levels, want a flatter value`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, after, marked := strings.Cut(harOf(anEntry, "\n"+tt.entry, anEntry), "@@")
			require.True(t, marked)
			lines := strings.Split(before, "\n")
			line, column := len(lines), utf8.RuneCountInString(lines[len(lines)-1])+1

			exchanges, errs := read(strings.NewReader(before + after))
			require.Equal(t, []string{fmt.Sprintf("x.har:%d:%d: entry 1: %s", line, column, tt.want)}, errs)
			require.Len(t, exchanges, 2, "the entries before and behind are read")
			require.Equal(t, "x.har#2", exchanges[1].ID)
		})
	}
}

func TestReadEndsWhereEntriesCannotBeToldApart(t *testing.T) {
	for _, tt := range []struct {
		name, entry string
		want        []string
	}{
		{"a bracket missing", `{"a":{}`, []string{
			"x.har:3:1: entry 1: got '{', want a member name in quotes",
			"x.har:3:68: not a HAR file: got '}', want ',' or ']'",
		}},
		{"a bracket too many", anEntry + "}", []string{"x.har:2:67: not a HAR file: got '}', want ',' or ']'"}},
		{"a quote missing", `{"a":"}`, []string{`x.har:2:9: not a HAR file: got '\n', want control characters escaped`}},
		{"a string behind a number", `12"x"`, []string{
			"x.har:2:1: entry 1: got a number, want an object",
			`x.har:2:3: not a HAR file: got '"', want ',' or ']'`,
		}},
		{"a bracket behind a number", `12[]`, []string{
			"x.har:2:1: entry 1: got a number, want an object",
			"x.har:2:3: not a HAR file: got '[', want ',' or ']'",
		}},
		{"a comma missing", anEntry + "\n7", []string{"x.har:3:1: not a HAR file: got '7', want ',' or ']'"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(harOf(anEntry, "\n"+tt.entry, "\n"+anEntry)))
			require.Equal(t, tt.want, errs)
			require.NotEmpty(t, exchanges)
		})
	}
}
