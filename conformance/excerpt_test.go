package conformance_test

import (
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
)

// vault has secrets of every kind next to what is none.
const vault = `
openapi: 3.0.3
info: {title: Vault, version: 1.0.0}
paths:
  /keys/{id}:
    get:
      operationId: showKey
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer}}
        - {name: pin, in: query, schema: {type: integer, format: password}}
        - {name: X-Limit, in: header, schema: {type: integer}}
        - {name: X-Pin, in: header, schema: {type: integer, x-sensitive: true}}
        - {name: session, in: cookie, schema: {type: integer}}
      responses:
        '200':
          description: A key.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Key'}
            application/x-www-form-urlencoded:
              schema: {type: object, properties: {size: {type: integer}, name: {type: string}}}
            text/plain:
              schema: {type: string, maxLength: 3}
components:
  schemas:
    Key:
      type: object
      properties:
        name: {type: string}
        size: {type: integer}
        token: {type: string, maxLength: 3, format: password}
        pair: {type: object, x-sensitive: true, properties: {half: {type: string}}}
        parts: {type: array, items: {$ref: '#/components/schemas/Key'}}
        labels: {type: object, additionalProperties: {type: string}}
        either: {oneOf: [{type: object, required: [a], properties: {a: {type: string}, both: {type: string}}}, {type: object, required: [b], properties: {b: {type: string, x-sensitive: true}, both: {type: string, x-sensitive: true}}}]}
`

var keyURL = &url.URL{Path: "/keys/1"}

// marked puts the evidence of an excerpt into brackets of its own.
func marked(e conformance.Excerpt) string {
	return e.Text[:e.Start] + "«" + e.Text[e.Start:e.End] + "»" + e.Text[e.End:]
}

// excerptsOf are the excerpts of what deviates in a key that is shown.
func excerptsOf(t *testing.T, c *conformance.Contract, target string, edit func(*conformance.Exchange)) []string {
	t.Helper()
	result := c.Check(exchange(t, target, func(x *conformance.Exchange) {
		x.Response.Body = body(`{}`)
		edit(x)
	}))
	var got []string
	for _, f := range result.Findings {
		if f.Rule != conformance.RuleSecretRecorded {
			got = append(got, marked(f.Excerpt))
		}
	}
	return got
}

func TestABodyIsShownAroundTheEvidenceWithoutSecrets(t *testing.T) {
	c := open(t, vault)
	tests := []struct{ name, body, want string }{
		{"a value", `{"name": "a", "size": "big"}`, `{"name": "a", "size": «"big"»}`},
		{"a secret in sight", `{"token": "abc", "size": "big"}`, `{"token": "xxx", "size": «"big"»}`},
		{"a secret that deviates", `{"token": "abcd", "size": 1}`, `{"token": «"xxxx"», "size": 1}`},
		{"a secret object", `{"pair": {"half": "abc"}, "size": "big"}`, `{"pair": {"half": "xxx"}, "size": «"big"»}`},
		{"a secret in a list", `{"parts": [{"token": "abc"}], "size": "big"}`, `{"parts": [{"token": "xxx"}], "size": «"big"»}`},
		{"a secret of an alternative", `{"either": {"a": "abc", "both": "abc"}, "size": "big"}`, `{"either": {"a": "abc", "both": "xxx"}, "size": «"big"»}`},
		{"what is not documented", `{"tokn": "abc"}`, `{«"tokn"»: (hidden)}`},
		{"members of any name", `{"labels": {"a": "b"}, "size": "big"}`, `{"labels": {"a": "b"}, "size": «"big"»}`},
		{"several lines", "{\n  \"name\": \"a  b\",\r\n\t\"size\": \"big\"\n}", `{ "name": "a  b", "size": «"big"» }`},
		{"control characters", "{\"name\": \"\u009b\u202e\", \"size\": \"\u007f\"}", `{"name": "\u009b\u202e", "size": «"\x7f"»}`},
		{"a long text", `{"name": "` + strings.Repeat("é", 100) + `", "size": "big", "labels": {"a": "` + strings.Repeat("b", 100) + `"}}`, `…` + strings.Repeat("é", 26) + `", "size": «"big"», "labels": {"a": "` + strings.Repeat("b", 19) + `…`},
		{"long evidence", `{"name": "a", "size": "` + strings.Repeat("b", 1000) + `"}`, `{"name": "a", "size": «"` + strings.Repeat("b", 57) + `»…`},
		{"the head of a long text", `{"size": "big", "name": "` + strings.Repeat("b", 100) + `"}`, `{"size": «"big"», "name": "` + strings.Repeat("b", 55) + `…`},
		{"the end of a long text", `{"name": "` + strings.Repeat("b", 100) + `", "size": "big"}`, `…` + strings.Repeat("b", 63) + `", "size": «"big"»}`},
		{"a broken body, before the breach", `{"token": "abc", "size": 12, "name": tru, "pair": "abc"}`, `{"token": (hidden), "size": (hidden), "name": «t»`},
		{"a broken string", "{\"token\": \"ab\x00c\"}", `{"token": (hidden)«\x00»`},
		{"a body that is cut off", `{"token": "abc`, `{"token": (hidden)«»`},
		{"bytes that are no text", "{\"name\": \"\xff\xfe\"}", `{"name": (hidden)«\xff»`},
		{"a body that is none", `<html>secret</html>`, `«<»`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := excerptsOf(t, c, "GET /keys/1", func(x *conformance.Exchange) { x.Response.Body = body(tt.body) })
			require.Equal(t, []string{tt.want}, got)
		})
	}
}

func TestOtherPartsAreShownWithoutTheirNeighbours(t *testing.T) {
	c := open(t, vault)
	header := func(name, value string) func(*conformance.Exchange) {
		return func(x *conformance.Exchange) {
			x.Request.Headers = []conformance.Header{{Name: name, Value: value}, {Name: "Authorization", Value: "Bearer secret"}}
		}
	}
	media := func(contentType, text string) func(*conformance.Exchange) {
		return func(x *conformance.Exchange) { x.Response.Headers[0].Value, x.Response.Body = contentType, body(text) }
	}
	status := func(code int) func(*conformance.Exchange) {
		return func(x *conformance.Exchange) { x.Response.Status = code }
	}
	tests := []struct {
		name, target string
		edit         func(*conformance.Exchange)
		want         string
	}{
		{"a segment of the path", "GET https://user:secret@h/keys/x?limit=1", status(200), "GET /keys/«x» -> 200"},
		{"a parameter of the query", "GET /keys/1?pin=5&limit=x#secret", status(200), "limit=«x»"},
		{"an unknown parameter", "GET /keys/1?limit=1&key=secret", status(200), "«key»=(hidden)"},
		{"an unknown parameter without a value", "GET /keys/1?key", status(200), "«key»"},
		{"a parameter given twice", "GET /keys/1?limit=1&limit=secret", status(200), "«limit»=(hidden)"},
		{"a secret parameter", "GET /keys/1?pin=secret", status(200), "pin=«xxxxxx»"},
		{"a header", "GET /keys/1", header("x-limit", "x"), "X-Limit: «x»"},
		{"a secret header", "GET /keys/1", header("x-pin", "secret"), "X-Pin: «xxxxxx»"},
		{"a cookie", "GET /keys/1", header("Cookie", "session=secret; other=secret"), "«»"},
		{"the media type", "GET /keys/1", media("text/html", "secret"), "Content-Type: «text/html»"},
		{"a form", "GET /keys/1", media("application/x-www-form-urlencoded", "name=secret&size=x"), "size=«x»"},
		{"a text", "GET /keys/1", media("text/plain", "abcd"), "«abcd»"},
		{"the status", "GET /keys/1?pin=5", status(500), "GET /keys/1 -> «500»"},
		{"the method", "PUT /keys/1?pin=5", status(200), "«PUT» /keys/1 -> 200"},
		{"the path", "GET /key/1?pin=5", status(200), "GET «/key/1» -> 200"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, []string{tt.want}, excerptsOf(t, c, tt.target, tt.edit))
		})
	}
}

func TestExcerptsAreShortLinesWithoutTheSecret(t *testing.T) {
	c := open(t, vault)
	const canary = "c4n4ry"
	pieces := []string{
		`{`, `}`, `[`, `]`, `,`, `:`, `"token"`, `"name"`, `"tokn"`, `"size"`, `"parts"`, `\"`, `"`, "1", "true", " \n\t", "研究", "\xff", "\u202e",
		`"token": "` + canary + `",`, `"size": "x",`, `{"token":`,
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		if rapid.Bool().Draw(t, "closed") {
			text = `{"parts": [{"token": "` + canary + `"}, {"tokn": "` + canary + `"}], "size": "x"` + strings.Repeat(` `, rapid.IntRange(0, 400).Draw(t, "spaces")) + `, "token": "` + canary + `"}`
		}
		x := &conformance.Exchange{ID: "v#0", File: "v"}
		x.Request = conformance.Request{Method: "GET", URL: keyURL}
		x.Response = conformance.Response{Status: 200, Headers: []conformance.Header{{Name: "Content-Type", Value: "application/json"}}, Body: body(text)}
		for _, f := range c.Check(x).Findings {
			e := f.Excerpt
			require.LessOrEqual(t, utf8.RuneCountInString(e.Text), 82)
			require.True(t, utf8.ValidString(e.Text[:e.Start]) && utf8.ValidString(e.Text[e.Start:e.End]))
			require.NotContains(t, e.Text, canary)
			require.False(t, strings.ContainsFunc(e.Text, func(r rune) bool { return !unicode.IsPrint(r) }), "%q", e.Text)
		}
	})
}
