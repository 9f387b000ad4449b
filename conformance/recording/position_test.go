package recording_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// placeOf is the place of a mark in a file: where its first byte is the first of the mark.
func placeOf(tb testing.TB, file, mark string) [2]int {
	tb.Helper()
	require.Equal(tb, 1, strings.Count(file, mark), "the mark %q has to be there once", mark)
	before, _, _ := strings.Cut(file, mark)
	lines := strings.Split(before, "\n")
	return [2]int{len(lines), len([]rune(lines[len(lines)-1])) + 1}
}

func at(x *conformance.Exchange, offset int) [2]int {
	line, column := x.Position(offset)
	return [2]int{line, column}
}

// layouts are ways to write one and the same file.
var layouts = map[string]func(har string) string{
	"in lines":              func(har string) string { return har },
	"in lines with returns": func(har string) string { return strings.ReplaceAll(har, "\n", "\r\n") },
	"in one line":           func(har string) string { return strings.ReplaceAll(har, "\n", "") },
	"behind a long comment": func(har string) string {
		return strings.Replace(har, "{", `{"c":"`+strings.Repeat("ü😀", 1<<18)+`",`, 1)
	},
	"behind many lines":    func(har string) string { return strings.Repeat("\n", 1<<19) + har },
	"behind non-ASCII":     func(har string) string { return strings.Replace(har, "{", `{"ключ": "é😀\n",`, 1) },
	"behind another entry": func(har string) string { return strings.Replace(har, "[", "["+anEntry+",", 1) },
	"with a long entry": func(har string) string {
		return strings.Replace(har, `{"_x":1`, `{"_x":"`+strings.Repeat("ü😀", 1<<18)+`"`, 1)
	},
	"with an entry in lines": func(har string) string {
		return strings.Replace(har, `{"_x":1`, `{"_x":`+strings.Repeat("\n", 1<<19)+`1`, 1)
	},
}

func TestPartsOfAnExchangeAreFoundInTheFile(t *testing.T) {
	const har = `{"log": {"entries": [
  {"_x":1, "request": {
    "method": "PATCH", "url": "https://a.example/ü?q=1",
    "headers": [{"name": "é", "value": "first"}, {"name": ":path", "value": "/"}, {"value": "second", "name": "B"}, {"name": "none"}],
    "postData": {"text": "dé\"f\u0041\ud83d\ude00g"}
  },
  "response": {"headers": null, "status": 418, "content": {"mimeType": "x", "text": "eyJhIjpbMV19", "encoding": "base64"}}}
]}}`
	for name, layout := range layouts {
		t.Run(name, func(t *testing.T) {
			file := layout(har)
			exchanges, errs := read(strings.NewReader(file))
			require.Empty(t, errs)
			x := &exchanges[len(exchanges)-1]
			require.Equal(t, placeOf(t, file, `{"_x"`), at(x, x.Offset))
			require.Equal(t, placeOf(t, file, `PATCH`), at(x, x.Request.MethodOffset))
			require.Equal(t, placeOf(t, file, `https`), at(x, x.Request.URLOffset(0)))
			require.Len(t, x.Request.Headers, 3)
			require.Equal(t, placeOf(t, file, `first`), at(x, x.Request.Headers[0].Offset))
			require.Equal(t, placeOf(t, file, `second`), at(x, x.Request.Headers[1].Offset))
			require.Equal(t, placeOf(t, file, `{"name": "none"`), at(x, x.Request.Headers[2].Offset))
			require.Equal(t, placeOf(t, file, `418`), at(x, x.Response.StatusOffset))

			body := x.Request.Body
			require.Equal(t, "dé\"fA😀g", string(body.Bytes))
			for index, mark := range map[int]string{
				0: `dé\"`, 1: `é\"`, 2: `é\"`, 3: `\"f`, 4: `f\u0041`, 5: `\u0041`, 6: `\ud83d`, 9: `\ud83d`, 10: `g"}`, 11: `"}` + lineEnd(file) + `  },`,
			} {
				require.Equal(t, placeOf(t, file, mark), at(x, body.Offset(index)), "byte %d", index)
			}

			body = x.Response.Body
			require.Equal(t, `{"a":[1]}`, string(body.Bytes))
			for index, mark := range []string{"eyJh", "yJh", "Jh", "IjpbM", "jpbM", "pbM", "MV19", "V19", "19", `", "encoding"`} {
				require.Equal(t, placeOf(t, file, mark), at(x, body.Offset(index)), "byte %d", index)
			}
		})
	}
}

func lineEnd(file string) string {
	switch {
	case strings.Contains(file, "\r\n"):
		return "\r\n"
	case strings.Contains(file, "\n"):
		return "\n"
	}
	return ""
}

func TestAURLIsFoundThroughItsEscapes(t *testing.T) {
	file := harOf(`{"request":{"method":"GET","url":"https:\/\/a.example\/v1\u002Fü\/x?limit=\u0031&sort=up"},` + emptyResponse + `}`)
	x := readOne(t, file)
	require.Equal(t, "https://a.example/v1/ü/x?limit=1&sort=up", x.Request.RawURL)
	require.Equal(t, "/v1/ü/x", x.Request.URL.Path)
	for text, mark := range map[string]string{
		"https": `https:`, "//a": `\/\/a`, "a.example": `a.example`, "/v1": `\/v1`, "/ü": `\u002F`, "ü": `ü`, "/x": `\/x`,
		"limit": `limit`, "1&": `\u0031`, "sort": `sort`, "up": `up"}`,
	} {
		index := strings.Index(x.Request.RawURL, text)
		require.Equal(t, placeOf(t, file, mark), at(&x, x.Request.URLOffset(index)), text)
	}
	require.Equal(t, placeOf(t, file, `"},"response`), at(&x, x.Request.URLOffset(len(x.Request.RawURL))))
}

func TestAFormIsFoundInItsParams(t *testing.T) {
	file := harOf(`{"request":{"method":"POST","url":"/","postData":{"params":[{"name":"one","value":"é é"},{"name":"two"}]}},` + emptyResponse + `}`)
	x := readOne(t, file)
	body := x.Request.Body
	require.Equal(t, "one=%C3%A9+%C3%A9&two=", string(body.Bytes))
	for index, mark := range map[int]string{
		0: `one"`, 3: `one"`, 4: `é é`, 16: `é é`, 17: `é é`, 18: `two"`, 21: `two"`, 22: `{"name":"two"`,
	} {
		require.Equal(t, placeOf(t, file, mark), at(&x, body.Offset(index)), "byte %d", index)
	}
}

func TestBase64InLinesIsFoundAsAWhole(t *testing.T) {
	file := harOf(`{` + getRequest + `,"response":{"status":200,"content":{"text":"eyJh\r\nIjoxfQ==","encoding":"base64"}}}`)
	x := readOne(t, file)
	require.Equal(t, `{"a":1}`, string(x.Response.Body.Bytes))
	require.Equal(t, placeOf(t, file, `eyJh`), at(&x, x.Response.Body.Offset(6)))
}

func TestPlacesAreInOrderThroughoutALongBody(t *testing.T) {
	body := bytes.Repeat([]byte(`{"a":"é\\"},`), 1<<16)
	quoted, err := json.Marshal(string(body))
	require.NoError(t, err)
	for name, content := range map[string]string{
		"escaped": `"text":` + string(quoted),
		"base64":  `"encoding":"base64","text":"` + base64.StdEncoding.EncodeToString(body) + `"`,
	} {
		t.Run(name, func(t *testing.T) {
			x := readOne(t, harOf(`{`+getRequest+`,"response":{"status":200,"content":{`+content+`}}}`))
			last := 0
			for index := 0; index < len(body); index += 250 {
				_, column := x.Position(x.Response.Body.Offset(index))
				require.Greater(t, column, last)
				last = column
			}
		})
	}
}

func TestCharactersOfALongEscapedTextAreFoundExactly(t *testing.T) {
	const count = 50_000
	file := harOf(`{` + getRequest + `,"response":{"status":200,"content":{"text":"x` + strings.Repeat(`\u00e9`, count) + `"}}}`)
	x := readOne(t, file)
	body := x.Response.Body
	require.Len(t, body.Bytes, 1+2*count)
	first := placeOf(t, file, `x\u00e9`)
	for index := 1; index < len(body.Bytes); index += 61 {
		require.Equal(t, [2]int{1, first[1] + 1 + (index-1)/2*len(`\u00e9`)}, at(&x, body.Offset(index)), "byte %d", index)
	}
}
