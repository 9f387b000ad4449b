package recording_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

func FuzzRead(f *testing.F) {
	samples, err := filepath.Glob("testdata/*.har")
	require.NoError(f, err)
	require.NotEmpty(f, samples)
	for _, sample := range samples {
		text, err := os.ReadFile(sample)
		require.NoError(f, err)
		f.Add(text)
	}
	for _, text := range []string{
		"", "\uFEFF", "{", `{"log":{"entries":[`, harOf(), harOf(anEntry), harOf(`{"a":"\ud800"}`), harOf(`{"a":tru}`, `"`, anEntry),
		harOf(`{` + getRequest + `,"response":{"status":1e999}}`), harOf("\xFF", anEntry) + "\x80\x80",
		harOf(`{"request":{"method":"P","url":"/","postData":{"params":[{"name":"é"},{"name":"\n","value":"\u00e9"}]}},` + emptyResponse + `}`),
		harOf(`{` + getRequest + `,"response":{"status":200,"content":{"text":"YQ\n=\r=","encoding":"base64"}}}`),
		harOf(strings.Repeat(`{"a":[`, 2000)),
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		lines := bytes.Split(bytes.TrimPrefix(text, []byte("\uFEFF")), []byte("\n"))
		inside := func(line, column int) {
			require.True(t, 1 <= line && line <= len(lines), "line %d of %d", line, len(lines))
			require.True(t, 1 <= column && column <= len(lines[line-1])+1, "column %d of %q", column, lines[line-1])
		}
		var ids, errs []string
		for x, err := range recording.Read("x.har", bytes.NewReader(text)) {
			if err != nil {
				errs = append(errs, err.Error())
				inside(placeIn(t, err))
				continue
			}
			ids = append(ids, x.ID)
			checkPlaces(t, &x, inside)
		}

		var slowIDs, slowErrs []string
		for x, err := range recording.Read("x.har", iotest.OneByteReader(bytes.NewReader(text))) {
			if err != nil {
				slowErrs = append(slowErrs, err.Error())
			} else {
				slowIDs = append(slowIDs, x.ID)
			}
		}
		require.Equal(t, ids, slowIDs)
		require.Equal(t, errs, slowErrs)
	})
}

// placeIn is the place that an error names.
func placeIn(t *testing.T, err error) (line, column int) {
	t.Helper()
	require.True(t, utf8.ValidString(err.Error()))
	require.NotContains(t, err.Error(), "\n")
	fields := strings.SplitN(err.Error(), ":", 4)
	require.Len(t, fields, 4)
	line, lineErr := strconv.Atoi(fields[1])
	column, columnErr := strconv.Atoi(fields[2])
	require.NoError(t, lineErr)
	require.NoError(t, columnErr)
	return line, column
}

func checkPlaces(t *testing.T, x *conformance.Exchange, inside func(line, column int)) {
	t.Helper()
	require.NotEmpty(t, x.Request.Method)
	require.NotNil(t, x.Request.URL)
	offsets := []int{x.Offset, x.Request.MethodOffset, x.Response.StatusOffset}
	for _, h := range append(x.Request.Headers, x.Response.Headers...) {
		offsets = append(offsets, h.Offset)
	}
	for _, index := range []int{0, len(x.Request.RawURL) / 2, len(x.Request.RawURL)} {
		offsets = append(offsets, x.Request.URLOffset(index))
	}
	for _, b := range []conformance.Body{x.Request.Body, x.Response.Body} {
		if b.Offset != nil {
			offsets = append(offsets, b.Offset(0), b.Offset(len(b.Bytes)/2), b.Offset(len(b.Bytes)))
		}
	}
	for _, offset := range offsets {
		inside(x.Position(offset))
	}
}
