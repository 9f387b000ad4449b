package conformance_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
)

// store has properties with every keyword that a placeholder can obey. The names are none of a secret, so that only
// the marks, which stand for MARK, make one of them.
const store = `
openapi: 3.0.3
info: {title: Store, version: 1.0.0}
paths:
  /keys/{id}:
    get:
      operationId: showKey
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: pin, in: query, schema: {type: integer, MARK}}
        - {name: word, in: query, schema: {type: string, minLength: 3, maxLength: 5, MARK}}
        - {name: X-Code, in: header, schema: {type: string, pattern: '^[A-Z]{2}-[0-9]+$', MARK}}
      responses:
        '200':
          description: A key.
          content:
            application/json:
              schema:
                type: object
                properties:
                  plain: {type: string, maxLength: 4}
                  long: {type: string, minLength: 4, MARK}
                  short: {type: string, maxLength: 4, MARK}
                  uuid: {type: string, format: uuid, MARK}
                  byte: {type: string, format: byte, MARK}
                  code: {type: string, pattern: '^[A-Z][a-z]+[0-9]*$', MARK}
                  number: {type: integer, MARK}
                  many: {type: array, maxItems: 2, MARK, items: {type: string}}
                  inner: {type: object, required: [a], properties: {a: {type: string, MARK}}}
`

// Both judge the same; but the one has nothing to redact.
func TestRedactingKeepsWhatDeviatesAndWhere(t *testing.T) {
	marked, open := open(t, strings.ReplaceAll(store, "MARK", "x-sensitive: true")), open(t, strings.ReplaceAll(store, ", MARK", ""))
	text := rapid.OneOf(rapid.StringMatching(`[A-Z][a-z]{0,4}[0-9]{0,3}`), rapid.StringMatching(`[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-a[a-f0-9]{3}-[a-f0-9]{12}`),
		rapid.StringMatching(`([A-Za-z0-9+/]{4}){0,2}([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/][AQgw]==)?`), rapid.StringN(0, 8, -1))
	rapid.Check(t, func(t *rapid.T) {
		value := func(name string) string {
			switch rapid.IntRange(0, 5).Draw(t, name+" kind") {
			case 0:
				return fmt.Sprint(rapid.IntRange(-1e9, 1e9).Draw(t, name))
			case 1:
				return rapid.SampledFrom([]string{"null", "true", `["a", 1]`, `{"a": "b"}`, `{"a": 1}`, "1.5"}).Draw(t, name)
			}
			return quoted(text.Draw(t, name))
		}
		var members []string
		for _, name := range []string{"plain", "long", "short", "uuid", "byte", "code", "number", "many", "inner"} {
			if rapid.Bool().Draw(t, "has "+name) {
				members = append(members, quoted(name)+": "+value(name))
			}
		}
		query := url.Values{}
		for _, name := range []string{"pin", "word"} {
			if rapid.Bool().Draw(t, "has "+name) {
				query.Set(name, rapid.OneOf(text, rapid.StringMatching(`-?[1-9][0-9]{0,8}`)).Draw(t, name))
			}
		}
		x := &conformance.Exchange{ID: "s#0", File: "s", Request: conformance.Request{
			Method: "GET", URL: &url.URL{Path: "/keys/1", RawQuery: query.Encode()},
			Headers: []conformance.Header{{Name: "X-Code", Value: rapid.StringMatching(`[A-Z]{1,2}-[0-9]{1,3}`).Draw(t, "code")}},
		}, Response: conformance.Response{
			Status: 200, Headers: []conformance.Header{{Name: "Content-Type", Value: "application/json"}}, Body: body("{" + strings.Join(members, ", ") + "}"),
		}}
		require.Equal(t, deviations(open, x), deviations(marked, x), "%s", x.Response.Body.Bytes)

		redacted, _ := marked.Redact(x)
		again, secrets := marked.Redact(&redacted)
		require.Empty(t, secrets, "%s", redacted.Response.Body.Bytes)
		require.Equal(t, redacted.Response.Body.Bytes, again.Response.Body.Bytes)
		require.Len(t, redacted.Response.Body.Bytes, len(x.Response.Body.Bytes))
		require.Equal(t, utf8.RuneCount(x.Response.Body.Bytes), utf8.RuneCount(redacted.Response.Body.Bytes))
	})
}

func deviations(c *conformance.Contract, x *conformance.Exchange) []string {
	found := []string{}
	for _, f := range c.Check(x).Findings {
		if f.Rule != conformance.RuleSecretRecorded {
			found = append(found, fmt.Sprint(f.Rule, " ", f.Subject, " ", f.Evidence.Pointer))
		}
	}
	return found
}

func quoted(text string) string {
	plain, _ := json.Marshal(text) // a string never fails
	return string(plain)
}

// The first look at a body that lies in a JSON string of its recording has the escapes of both before it.
func TestABodyIsRedactedAlikeWhereverItLies(t *testing.T) {
	before := rapid.SampledFrom([]string{"", "\n", "\r\n", "\t", " ", "é", "中", "'", `{"`, `{\"`, ",", "?", "&", "&amp;", `\u0026`, "%41", `\`})
	name := rapid.SampledFrom([]string{"password", "Access-Token", "sk", "signature", "long", "plain"})
	sign := rapid.SampledFrom([]string{"=", ":", ": ", " = ", `":"`, `": "`, `\": \"`, `\\\":\\\"`, "':'", `":`})
	value := rapid.SampledFrom([]string{
		"a1b2c3", "xxxx", "null", "", `\"a1b2c3`, `\\\"a1b2c3\\\"`, "https://me:a1b2c3@h", `https:\/\/me:a1b2c3@h`, "eyJhbGciOiJub25lIn0.eyJzIjowfQ.", "Bearer 0123456789abcdef",
	})
	end := rapid.SampledFrom([]string{"", `"`, `\"`, "'", `"}`, "\n", "é"})
	escapes := strings.NewReplacer("/", `\/`, "é", `\u00e9`, "中", `\u4e2d`)
	contract := openMarked(t, "application/json")
	rapid.Check(t, func(t *rapid.T) {
		var joined strings.Builder
		for range rapid.IntRange(1, 3).Draw(t, "fields") {
			for _, piece := range []*rapid.Generator[string]{before, name, sign, value, end} {
				joined.WriteString(piece.Draw(t, "piece"))
			}
		}
		text := joined.String()
		mediaType := rapid.SampledFrom([]string{"application/json", "application/x-www-form-urlencoded", "text/plain"}).Draw(t, "type")
		var encoded bytes.Buffer
		encoder := json.NewEncoder(&encoded)
		encoder.SetEscapeHTML(rapid.Bool().Draw(t, "escaped for HTML"))
		require.NoError(t, encoder.Encode(text))
		quoted := strings.TrimSpace(encoded.String())
		if rapid.Bool().Draw(t, "escaped") {
			quoted = escapes.Replace(quoted)
		}
		there, _ := contract.Redact(formOf(mediaType, text))
		lying := formOf(mediaType, "")
		lying.Response.Body = pending(text, []byte(quoted[1:len(quoted)-1]))
		redacted, _ := contract.Redact(lying)
		require.NoError(t, redacted.Response.Body.Take())
		require.Equal(t, string(there.Response.Body.Bytes), string(redacted.Response.Body.Bytes))
	})
}
