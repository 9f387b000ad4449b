package conformance_test

import (
	"bytes"
	"encoding/base64"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

const unreadable = "testdata/unreadable"

// levels is how deep the deepest inputs nest.
const levels = 100_000

func TestEveryUnreadableRecordingGivesItsErrorAndNoOther(t *testing.T) {
	t.Chdir("..")
	for _, want := range table(t, unreadable+"/errors.tsv") {
		t.Run(want["file"], func(t *testing.T) {
			file := unreadable + "/" + want["file"]
			read, errs := 0, []string{}
			for _, err := range recording.ReadFile(file) {
				if err != nil {
					errs = append(errs, err.Error())
				} else {
					read++
				}
			}
			require.Equal(t, []string{file + ":" + want["line"] + ":" + want["column"] + ": " + want["error"]}, errs)
			require.Equal(t, want["read"], strconv.Itoa(read))
		})
	}
}

func TestARecordingThatNestsDeepIsALocatedError(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"the file", strings.Repeat("[", levels), "deep.har:1:1: unknown format: got something else, want one of HAR 1.2"},
		{"an entry", `{"log": {"entries": [` + strings.Repeat("[", levels) + strings.Repeat("]", levels) + `]}}`, "deep.har:1:1022: entry 0: got nesting deeper than 1000 levels"},
		{"an entry that never ends", `{"log": {"entries": [` + strings.Repeat(`{"a":`, levels), "deep.har:1:5022: not a HAR file: got nesting deeper than 1000 levels"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var errs []string
			for _, err := range recording.Read("deep.har", strings.NewReader(tt.text)) {
				require.Error(t, err)
				errs = append(errs, err.Error())
			}
			require.Len(t, errs, 1)
			require.True(t, strings.HasPrefix(errs[0], tt.want), errs[0])
		})
	}
}

func TestARecordingCutAnywhereIsALocatedError(t *testing.T) {
	text, err := os.ReadFile("../testdata/recordings/showNotebook/showNotebook-200-sample.har")
	require.NoError(t, err)
	whole := bytes.TrimSpace(text)
	for end := range whole {
		var errs []string
		for _, err := range recording.Read("cut.har", bytes.NewReader(whole[:end])) {
			if err != nil {
				errs = append(errs, err.Error())
			}
		}
		require.Len(t, errs, 1, "cut at byte %d", end)
		require.Regexp(t, `^cut\.har:[1-9][0-9]*:[1-9][0-9]*: `, errs[0])
	}
}

func TestHostileBodiesGiveOneLocatedFinding(t *testing.T) {
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	const page = `{"current": 0, "data": [], "pages": 0, "size": 10, "total": `
	tests := []struct {
		name, body string
		rule       conformance.RuleID
		// at is the byte of the body that deviates.
		at int
	}{
		{"empty", "", conformance.RuleBodyMissing, 0},
		{"blank", " \r\n\t", conformance.RuleBodySyntax, 4},
		{"truncated", page, conformance.RuleBodySyntax, len(page)},
		{"binary", "\x00\x01\x02\xfe\xff", conformance.RuleBodySyntax, 0},
		{"compressed", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", conformance.RuleBodySyntax, 0},
		{"UTF-16", "\xff\xfe{\x00}\x00", conformance.RuleBodySyntax, 0},
		{"Latin-1", page + `0, "name": "caf` + "\xe9" + `"}`, conformance.RuleBodyEncoding, len(page + `0, "name": "caf`)},
		{"overlong UTF-8", page + `0, "name": "` + "\xc0\xaf" + `"}`, conformance.RuleBodyEncoding, len(page + `0, "name": "`)},
		{"half of a surrogate pair", page + `0, "name": "\udc00"}`, conformance.RuleBodyEncoding, len(page + `0, "name": "`)},
		{"raw control character", page + `0, "name": "` + "\x00" + `"}`, conformance.RuleBodySyntax, len(page + `0, "name": "`)},
		{"number of many digits", page + strings.Repeat("9", levels) + "}", conformance.RuleFormat, len(page)},
		{"number of a gigantic exponent", page + "1e999999999999999999999}", conformance.RuleFormat, len(page)},
		{"fraction of a gigantic exponent", page + "1e-999999999999999999999}", conformance.RuleType, len(page)},
		{"deep arrays", strings.Repeat("[", levels) + strings.Repeat("]", levels), conformance.RuleBodyDepth, 1000},
		{"deep objects", strings.Repeat(`{"a":`, levels) + "0" + strings.Repeat("}", levels), conformance.RuleBodyDepth, 5 * 1000},
		{"deep and truncated", strings.Repeat("[", levels), conformance.RuleBodyDepth, 1000},
		{"another type", `"` + strings.Repeat("x", levels) + `"`, conformance.RuleType, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			const head = `{"log": {"entries": [{"request": {"method": "GET", "url": "/v1/p/notebooks/all", "headers": []}, ` +
				`"response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", "encoding": "base64", "text": "`
			encoded := base64.StdEncoding.EncodeToString([]byte(tt.body))
			column := len(head) + 1 + len(encoded)
			if tt.at < len(tt.body) {
				// Three bytes lie in four characters; byte n of the three begins in character n of the four.
				column = len(head) + 1 + tt.at/3*4 + tt.at%3
			}
			har := head + encoded + `"}}}]}}`
			read := 0
			for x, err := range recording.Read("hostile.har", strings.NewReader(har)) {
				require.NoError(t, err)
				found := contract.Check(&x).Findings
				require.Len(t, found, 1)
				require.Equal(t, tt.rule, found[0].Rule, found[0].Message())
				require.Equal(t, "hostile.har:1:"+strconv.Itoa(column), found[0].Evidence.String())
				require.Less(t, len(found[0].Message()), 300)
				read++
			}
			require.Equal(t, 1, read)
		})
	}
}
