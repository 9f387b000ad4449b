package recording_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

func TestEachLineOfNDJSONIsAnExchange(t *testing.T) {
	const post = `{"request":{"method":"POST","url":"/v1","postData":{"text":"{\"a\":\"\u00e9\"}"}},"response":{"status":200,"content":{"text":"eyJhIjpbMV19","encoding":"base64"}}}`
	for name, file := range map[string]string{
		"lines":                      anEntry + "\n" + post + "\n",
		"without the last line end":  anEntry + "\n" + post,
		"lines with returns":         anEntry + "\r\n" + post + "\r\n",
		"a byte order mark":          "\uFEFF" + anEntry + "\n" + post,
		"what recorders write too":   strings.Replace(anEntry, "{", `{"startedDateTime":"2026-01-01T00:00:00Z","_id":[1],`, 1) + "\n" + post,
		"a response before requests": `{` + emptyResponse + `,` + getRequest + `}` + "\n" + post,
	} {
		t.Run(name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(file))
			require.Empty(t, errs)
			require.Len(t, exchanges, 2)
			require.Equal(t, "x.har#1", exchanges[1].ID)
			x := &exchanges[1]
			require.Equal(t, `{"a":"é"}`, string(x.Request.Body.Bytes))
			require.Equal(t, placeOf(t, file, `\u00e9`), at(x, x.Request.Body.Offset(6)))
			require.Equal(t, `{"a":[1]}`, string(x.Response.Body.Bytes))
			require.Equal(t, placeOf(t, file, `MV19`), at(x, x.Response.Body.Offset(6)))
		})
	}
}

func TestEmptyLinesOfNDJSONArePassed(t *testing.T) {
	file := "\n\n" + anEntry + "\n \t\n\r\n" + anEntry + "\n\n"
	exchanges, errs := read(strings.NewReader(file))
	require.Empty(t, errs)
	require.Len(t, exchanges, 2)
	require.Equal(t, [2]int{3, 1}, at(&exchanges[0], 0))
	require.Equal(t, [2]int{6, 1}, at(&exchanges[1], 0))
}

func TestALineOfNDJSONThatCannotBeReadDoesNotKeepTheOthersFromBeingRead(t *testing.T) {
	for _, tt := range []struct{ name, line, want string }{
		{"broken", `{"request":`, "x.har:2:12: entry 1: got the end, want a value"},
		{"cut where a body begins", `{"request":{"postData":{"text":"`, "x.har:2:33: entry 1: got the end, want the closing '\"' of a string"},
		{"an array", `[1,2]`, "x.har:2:1: entry 1: got an array, want an object"},
		{"two values", anEntry + anEntry, "x.har:2:67: entry 1: got '{', want the end"},
		{"no response", `{` + getRequest + `}`, "x.har:2:1: entry 1: response: got nothing, want an object"},
		{"zeros", strings.Repeat("\x00", 100), "x.har:2:1: entry 1: got byte 0x00, want text"},
		{"zeros in a string", `{"a":"` + "\x00", "x.har:2:7: entry 1: got byte 0x00, want text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(anEntry + "\n" + tt.line + "\n" + anEntry))
			require.Equal(t, []string{tt.want}, errs)
			require.Len(t, exchanges, 2)
			require.Equal(t, "x.har#2", exchanges[1].ID)
		})
	}
}

func TestNDJSONThatIsCutIsAnErrorBehindTheLinesBefore(t *testing.T) {
	zip := gzipped(t, strings.Repeat(anEntry+"\n", 50_000))
	exchanges, errs := read(strings.NewReader(zip[:len(zip)/2]))
	require.NotEmpty(t, exchanges)
	last := len(errs) - 1
	require.Contains(t, errs[last], "got gzip that is cut, want the rest of it")
	require.LessOrEqual(t, last, 1, "only the line that is cut is another error")
	require.Greater(t, len(exchanges), 1000)
}

func TestALineBeyondTheLimitIsNotHeld(t *testing.T) {
	file := anEntry + "\n" + `{"a":"` + strings.Repeat("x", 300) + "\"}\n" + anEntry + "\n"
	var errs []string
	read := 0
	for x, err := range recording.ReadWithLimit("x", strings.NewReader(file), 200) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		require.NotEmpty(t, x.ID)
		read++
	}
	require.Equal(t, []string{"x:2:1: entry 1: got more than 200 bytes, want a smaller exchange"}, errs)
	require.Equal(t, 2, read)
}
