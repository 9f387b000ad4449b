package recording_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// entryPlace is what errors say of where an entry stands.
var entryPlace = regexp.MustCompile(`x:\d+:|entry \d+`)

// line is what is read from an entry of NDJSON: the parts that do not depend on where it stands, or the error.
type line struct {
	request, response []conformance.Header
	copies            []conformance.Copy
	form              string
	recorded          bool
	err               string
}

func readLines(entries ...string) (lines []line) {
	for x, err := range recording.Read("x", strings.NewReader(strings.Join(entries, "\n"))) {
		if err != nil {
			lines = append(lines, line{err: entryPlace.ReplaceAllString(err.Error(), "")})
			continue
		}
		l := line{request: x.Request.Headers, response: x.Response.Headers, form: string(x.Request.Body.Bytes), recorded: x.Request.Body.Recorded}
		if x.Copies != nil {
			l.copies = x.Copies()
		}
		lines = append(lines, l)
	}
	return lines
}

func TestAnEntryIsReadAsIfNoOtherWereBeforeIt(t *testing.T) {
	member := rapid.Custom(func(t *rapid.T) string {
		name := rapid.SampledFrom([]string{"name", "name", "value", "value", "fileName", "comment"}).Draw(t, "member")
		value := rapid.SampledFrom([]string{`"a"`, `"a"`, `"b"`, `"\""`, `"é"`, `":a"`, `""`, "null", "1", "[1]", `"\x"`}).Draw(t, "of")
		return `"` + name + `":` + value
	})
	field := rapid.OneOf(
		rapid.SampledFrom([]string{`{"name":"a","value":"x"}`, `{"name":"a","value":"y"}`, `{ "name" : "a" , "value" : "x" }`, `{"fileName":"f","name":"a","value":"x"}`, "1"}),
		rapid.Map(rapid.SliceOfN(member, 0, 4), func(members []string) string { return "{" + strings.Join(members, ",") + "}" }),
	)
	list := rapid.Map(rapid.SliceOfN(field, 0, 3), func(fields []string) string { return "[" + strings.Join(fields, ",") + "]" })
	rapid.Check(t, func(t *rapid.T) {
		entry := rapid.Custom(func(t *rapid.T) string {
			return `{"request":{"method":"POST","url":"/","headers":` + list.Draw(t, "headers") + `,"queryString":` + list.Draw(t, "query") +
				`,"postData":{"mimeType":"","params":` + list.Draw(t, "params") + `}},"response":{"status":200,"headers":` + list.Draw(t, "headers") + `}}`
		})
		entries := rapid.SliceOfN(entry, 1, 8).Draw(t, "entries")
		var alone []line
		for _, e := range entries {
			alone = append(alone, readLines(e)...)
		}
		require.Equal(t, alone, readLines(entries...))
	})
}
