package recording_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

const aSecret = "5ca1ab1e-secret"

// secretEntry is an entry with a secret in a header, and with a text as the content of its response.
func secretEntry(content string) string {
	return `{"request": {"method": "GET", "url": "/?a=b", "headers": [{"name": "X-Auth-Token", "value": "` + aSecret + `"}]}, "response": {"status": 200, "content": {` + content + `}}}`
}

func TestRedactWritesOverTheSecretsWhereTheyStand(t *testing.T) {
	x := strings.Repeat("x", len(aSecret))
	encoded := base64.StdEncoding.EncodeToString
	lines := func(text string) string { return text[:8] + `\r\n` + text[8:] }
	for name, tt := range map[string]struct{ before, after string }{
		"as it is":             {`"text": "{\"password\": \"` + aSecret + `\"}"`, `"text": "{\"password\": \"` + x + `\"}"`},
		"escapes":              {`"text": "{\"password\": \"a\u0062\\\"c\\n\"}"`, `"text": "{\"password\": \"xx\\/x\\n\"}"`},
		"characters":           {`"text": "{\"password\": \"é研😀\"}"`, `"text": "{\"password\": \"×✗𝓍\"}"`},
		"base64":               {`"encoding": "base64", "text": "` + encoded([]byte(`{"password": "`+aSecret+`"}`)) + `"`, `"encoding": "base64", "text": "` + encoded([]byte(`{"password": "`+x+`"}`)) + `"`},
		"base64 in lines":      {`"encoding": "base64", "text": "` + lines(encoded([]byte(`{"password": "`+aSecret+`"}`))) + `"`, `"encoding": "base64", "text": "` + lines(encoded([]byte(`{"password": "`+x+`"}`))) + `"`},
		"base64 with escapes":  {`"encoding": "base64", "text": "` + strings.ReplaceAll(encoded([]byte(`{"password": "??>??>??"}`)), "/", `\/`) + `"`, `"encoding": "base64", "text": "` + encoded([]byte(`{"password": "xxxxxxxx"}`)) + `"`},
		"a number":             {`"text": "{\"apiKey\": 5, \"secret\": \"5\"}"`, `"text": "{\"apiKey\": 5, \"secret\": \"x\"}"`},
		"a copy nobody reads":  {`"_raw": "see ` + aSecret + `"`, `"_raw": "see ` + x + `"`},
		"no word that is like": {`"_raw": "see ` + aSecret[1:] + `"`, `"_raw": "see ` + aSecret[1:] + `"`},
	} {
		t.Run(name, func(t *testing.T) {
			before, after := harOf(secretEntry(tt.before)), strings.Replace(harOf(secretEntry(tt.after)), aSecret, x, 1)
			got, replaced, err := recording.Redact("x.har", []byte(before), nil)
			require.NoError(t, err)
			require.Equal(t, after, string(got))
			require.NotEmpty(t, replaced)

			again, replaced, err := recording.Redact("x.har", got, nil)
			require.NoError(t, err)
			require.Empty(t, replaced)
			require.Equal(t, string(got), string(again))
		})
	}
}

func TestWhatIsReplacedIsListedAtItsPlace(t *testing.T) {
	_, replaced, err := recording.Redact("x.har", []byte("\uFEFF"+harOf(anEntry, secretEntry(`"text": "{\"a\": [{\"password\": \"abc\"}]}"`))), nil)
	require.NoError(t, err)
	var got []string
	for _, r := range replaced {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s", r.Subject, r.At.Pointer)))
		require.Equal(t, "x.har", r.At.File)
		require.Positive(t, r.At.Column)
	}
	require.Equal(t, []string{`request header "X-Auth-Token"`, "response body /a/0/password"}, got)
}

func TestAnEntryThatCannotBeReadIsAnErrorAndTheRestIsRedacted(t *testing.T) {
	text := harOf(secretEntry(`"text": "a"`), `{"request": {"headers": [{"name": "Cookie", "value": "a=b"}]}}`)
	after, replaced, err := recording.Redact("x.har", []byte(text), nil)
	require.ErrorContains(t, err, "entry 1")
	require.ErrorContains(t, err, "its secrets cannot be told")
	require.Len(t, replaced, 1)
	require.NotContains(t, string(after), aSecret)
}

func TestAFileIsReplacedWholeAndStaysWhatItWas(t *testing.T) {
	folder := t.TempDir()
	text := harOf(secretEntry(`"text": "a"`))
	file, link, packed := filepath.Join(folder, "x.har"), filepath.Join(folder, "link.har"), filepath.Join(folder, "x.har.gz")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o640))
	require.NoError(t, os.Chmod(file, 0o640))
	require.NoError(t, os.Symlink("x.har", link))
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	w.Name = "inside"
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, os.WriteFile(packed, zipped.Bytes(), 0o600))

	for _, name := range []string{link, packed} {
		replaced, err := recording.RedactFile(name, nil, false)
		require.NoError(t, err)
		require.Len(t, replaced, 1)
	}
	untouched, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, text, string(untouched))

	for _, name := range []string{link, packed} {
		replaced, err := recording.RedactFile(name, nil, true)
		require.NoError(t, err)
		require.Len(t, replaced, 1)
	}
	want := strings.Replace(text, aSecret, strings.Repeat("x", len(aSecret)), 1)
	after, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, want, string(after))
	info, err := os.Lstat(link)
	require.NoError(t, err)
	require.NotZero(t, info.Mode()&os.ModeSymlink, "the link stays one")
	info, err = os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o640), info.Mode())
	in, err := os.Open(packed)
	require.NoError(t, err)
	defer in.Close()
	r, err := gzip.NewReader(in)
	require.NoError(t, err)
	require.Equal(t, "inside", r.Name)
	after, err = io.ReadAll(r)
	require.NoError(t, err)
	require.Equal(t, want, string(after))
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, left, 3, "no temporary file stays")
}

func TestWhatIsNoFileIsNotRedacted(t *testing.T) {
	_, err := recording.RedactFile(t.TempDir(), nil, true)
	require.ErrorContains(t, err, "no regular file")
	_, err = recording.RedactFile(filepath.Join(t.TempDir(), "none.har"), nil, true)
	require.ErrorIs(t, err, os.ErrNotExist)
}

// The text around the secrets has none of the characters that they are made of.
func TestRedactChangesNoByteOutsideOfSecrets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := func(name string) string { return rapid.StringMatching(`[QZ5-8é]{1,20}`).Draw(t, name) }
		plain := func(name string) string { return rapid.StringMatching(`[a-e0-4]{1,9}`).Draw(t, name) }
		var entries []string
		for range rapid.IntRange(1, 4).Draw(t, "entries") {
			text, encoding := fmt.Sprintf(`{"password": "%s", "%s": ["%s"]}`, secret("member"), plain("name"), plain("value")), ""
			if rapid.Bool().Draw(t, "form") {
				text = "password=" + secret("field") + "&a=" + plain("field")
			}
			if rapid.Bool().Draw(t, "base64") {
				text, encoding = base64.StdEncoding.EncodeToString([]byte(text)), `, "encoding": "base64"`
			}
			quoted, err := json.Marshal(text)
			require.NoError(t, err)
			cookie := secret("cookie")
			entries = append(entries, fmt.Sprintf(`{"request": {"method": "GET", "url": "https://a:%s@h/%s?token=%s",
				"headers": [{"name": "Cookie", "value": "a=%s"}, {"name": "A", "value": "%s"}], "cookies": [{"name": "a", "value": "%s"}],
				"postData": {"text": %s%s, "mimeType": "%s"}}, "response": {"status": 200}}`,
				rapid.StringMatching(`[QZ5-8]{1,20}`).Draw(t, "user"), plain("path"), secret("query"), cookie, plain("header"), cookie, quoted, encoding,
				rapid.SampledFrom([]string{"application/json", "application/x-www-form-urlencoded"}).Draw(t, "type")))
		}
		before := []byte(harOf(entries...))
		after, replaced, err := recording.Redact("x.har", before, nil)
		require.NoError(t, err)
		require.NotEmpty(t, replaced)
		require.Len(t, after, len(before))
		want, got := exchangesIn(t, before), exchangesIn(t, after)
		require.Len(t, got, len(want))
		for i := range want {
			redacted, _ := (*conformance.Contract)(nil).Redact(&want[i])
			require.Equal(t, redacted.Request.URL.String(), got[i].Request.URL.String())
			require.Equal(t, redacted.Request.Headers, got[i].Request.Headers)
			require.Equal(t, string(redacted.Request.Body.Bytes), string(got[i].Request.Body.Bytes))
			require.NotRegexp(t, `[QZ5-8é]`, redacted.Request.URL.RawQuery+string(redacted.Request.Body.Bytes)+redacted.Request.Headers[0].Value)
		}
		for i := range before {
			if before[i] != after[i] && !bytes.Contains(before, []byte("base64")) {
				require.Contains(t, "QZ5678é", string(before[i:i+1]), "byte %d", i)
			}
		}
		again, replaced, err := recording.Redact("x.har", bytes.Clone(after), nil)
		require.NoError(t, err)
		require.Empty(t, replaced)
		require.Equal(t, string(after), string(again))
	})
}

func exchangesIn(t require.TestingT, text []byte) []conformance.Exchange {
	var found []conformance.Exchange
	for x, err := range recording.Read("x.har", bytes.NewReader(text)) {
		require.NoError(t, err)
		found = append(found, x)
	}
	return found
}

func FuzzRedact(f *testing.F) {
	samples, err := filepath.Glob("testdata/*.har")
	require.NoError(f, err)
	for _, sample := range samples {
		text, err := os.ReadFile(sample)
		require.NoError(f, err)
		f.Add(text)
	}
	for _, content := range []string{
		`"text": "{\"password\": \"a\u0062\\\"c\\n\"}"`, `"text": "{'token': 'abc'"`, `"encoding": "base64", "text": "eyJ0b2tlbiI6ImFiYyJ9"`,
		`"text": "-----BEGIN PRIVATE KEY-----\nab\\nc"`, `"mimeType": "application/x-www-form-urlencoded", "text": "password=%C3%A9+a&token=b"`,
		`"text": "eyJhbGciOiJub25lIn0.eyJzIjowfQ.", "_raw": "5ca1ab1e-secret Bearer 0123456789abcdef"`,
	} {
		f.Add([]byte(harOf(secretEntry(content))))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := 0
		for range recording.Read("x.har", bytes.NewReader(text)) {
			before++
		}
		after, replaced, err := recording.Redact("x.har", bytes.Clone(text), nil)
		if len(replaced) == 0 && err == nil {
			require.Equal(t, string(text), string(after))
		}
		if err != nil {
			return
		}
		again, replaced, err := recording.Redact("x.har", bytes.Clone(after), nil)
		require.NoError(t, err)
		require.Empty(t, replaced)
		require.Equal(t, string(after), string(again))
		require.Len(t, exchangesIn(t, after), before)
	})
}
