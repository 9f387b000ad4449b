package recording_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/conformance"
)

func TestInteractionsOfACassetteAreRead(t *testing.T) {
	s := sample{
		file: "cassette2.yaml",
		lines: []string{
			`POST https://modelarts.example.com/v1/p1/notebooks?limit=1 [Content-Type X-Auth-Token X-Auth-Token] "{\"name\": \"it's\"}" -> 201 [Content-Type] "{\n  \"id\": \"nö1\",\n\n  \"tags\": [\n]\n}\n"`,
			`GET https://modelarts.example.com/v1/p1/notebooks/n1 [] empty -> 200 [] "{\"a\":\"ü\"}"`,
			`testdata/formats/cassette2.yaml:52:9: entry 2: request.url: got nothing, want a URL`,
			`DELETE https://modelarts.example.com/v1/p1/notebooks/n2 [] not recorded -> 404 [] "{\"a\":\t\"b c\",\n \"folded\":\n1}"`,
			`PUT /v1 [Content-Type] "{\"folded\": [1],\n \"more\": 2}" -> 200 [Content-Length] not recorded`,
		},
		places: []place{
			{0, false, "'s", `''s`},
			{0, false, "s\"", `s"}'`},
			{0, true, "id", `id": "nö`},
			{0, true, "1\",", `1",` + "\n\n"},
			{0, true, "tags", `tags": [`},
			{0, true, "]", "]\n            }"},
			{1, true, "ü", `w7wi`},
			{1, true, "}", `fQ==`},
			{3, true, "a", `a\":\t`},
			{3, true, "\t", `\t\"b`},
			{3, true, "c", `c\",`},
			{3, true, "folded", `folded\"`},
			{3, true, "1", `1}"`},
			{4, false, "[1]", `[1],` + "\n"},
			{4, false, "more", `more": 2`},
		},
	}
	s.check(t)
}

func TestInteractionsOfACassetteOfVersion1AreRead(t *testing.T) {
	s := sample{
		file: "cassette1.yaml",
		lines: []string{
			`GET https://modelarts.example.com/v1/p1/notebooks [Accept] empty -> 200 [Content-Type] "{\"data\": [], \"total\": 0}"`,
			`GET /v2 [] not recorded -> 204 [] not recorded`,
		},
		places: []place{
			{0, true, "data", `data":`},
			{0, true, "total", `total":`},
		},
	}
	s.check(t)
}

// However YAML writes a text, it is read as it is from the whole file, and each letter is found where it stands.
func TestLettersOfABodyAreFoundThroughTheStylesOfYAML(t *testing.T) {
	styles := []yaml.Style{0, yaml.LiteralStyle, yaml.FoldedStyle, yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle}
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-z ]{0,50}\n{0,3}){0,5}`), rapid.StringMatching(`(\{"[a-z]{1,3}": ?"[é'a-z\n\t]*"\}){1,4}`))
	rapid.Check(t, func(t *rapid.T) {
		// The encoder writes the other ends of lines in a way that it does not read itself.
		body := strings.NewReplacer("\u0085", "", "\u2028", "", "\u2029", "").Replace(text.Draw(t, "text"))
		node := func(text string) *yaml.Node {
			style := rapid.SampledFrom(styles).Draw(t, "style")
			if style == yaml.SingleQuotedStyle && strings.Contains(text, "\n") {
				style = 0 // The encoder would not indent the quote at the end, which go-vcr never writes.
			}
			return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: style}
		}
		var file strings.Builder
		encoder := yaml.NewEncoder(&file)
		encoder.SetIndent(rapid.IntRange(2, 8).Draw(t, "indent"))
		type message struct {
			Body   *yaml.Node
			Code   int    `yaml:",omitempty"`
			Method string `yaml:",omitempty"`
			URL    string `yaml:",omitempty"`
		}
		type interaction struct{ Request, Response message }
		require.NoError(t, encoder.Encode(map[string][]interaction{"interactions": {
			{message{Body: node(body), Method: "PUT", URL: "/"}, message{Body: node("x"), Code: 200}},
			{message{Body: node("x"), Method: "PUT", URL: "/"}, message{Body: node(body), Code: 200}},
		}}))
		var whole struct {
			Interactions []struct{ Request, Response struct{ Body string } }
		}
		if yaml.Unmarshal([]byte(file.String()), &whole) != nil {
			t.Skip("the encoder does not take this text in this style")
		}
		exchanges, errs := read(strings.NewReader(file.String()))
		require.Empty(t, errs, file.String())
		require.Len(t, exchanges, 2)
		checkLetters(t, file.String(), whole.Interactions[0].Request.Body, &exchanges[0], &exchanges[0].Request.Body)
		checkLetters(t, file.String(), whole.Interactions[1].Response.Body, &exchanges[1], &exchanges[1].Response.Body)
	})
}

func checkLetters(t *rapid.T, file, want string, x *conformance.Exchange, body *conformance.Body) {
	require.Equal(t, want, string(body.Bytes), file)
	for index, c := range body.Bytes {
		if c >= 'a' && c <= 'z' {
			found := file[fileOffset([]byte(file), x, body.Offset(index)):]
			isThere := found[0] == c || strings.HasPrefix(found, fmt.Sprintf(`\x%02x`, c))
			require.True(t, isThere, "byte %d of %q in\n%s", index, want, file)
		}
	}
}

// cassetteOf is a cassette of these items, each without its first indentation.
func cassetteOf(items ...string) string {
	return "---\nversion: 2\ninteractions:\n" + strings.Join(items, "")
}

const anInteraction = "- request: {method: GET, url: /v1}\n  response: {code: 204}\n"

// In the items, @@ marks the place that the error names.
func TestReadSaysWhatIsWrongWithAnInteraction(t *testing.T) {
	response := func(lines string) string { return "- request: {method: GET, url: /v1}\n  response:\n" + lines }
	for _, tt := range []struct{ name, item, want string }{
		{"no mapping", "- @@s3cret\n", "got no mapping, want a mapping with request and response"},
		{"no request", "- @@response: {code: 200}\n", "request: got nothing, want a mapping"},
		{"no method", "- request: @@{url: /v1}\n  response: {code: 200}\n", "request.method: got nothing, want a method"},
		{"a method of two words", "- request: {url: /v1, method: @@A B}\n  response: {code: 200}\n", "request.method: got another string, want a method"},
		{"a URL that is a list", "- request: {method: GET, url: @@[s3cret]}\n  response: {code: 200}\n", "request.url: got a list or a mapping, want a scalar"},
		{"a relative URL", "- request: {method: GET, url: '@@s3cret'}\n  response: {code: 200}\n", "request.url: got another string, want an absolute URL or a path"},
		{"no code", "- request: {method: GET, url: /v1}\n  response:\n    @@body: s3cret\n", "response.code: got nothing, want a status code"},
		{"a code of words", response("    code: @@ok\n"), "response.code: got something else, want a status code of three digits"},
		{"headers that are a list", response("    code: 200\n    headers:\n    @@- A: s3cret\n"), "response.headers: got no mapping, want a mapping of names to lists"},
		{"broken base64", response("    code: 200\n    body: !!binary s3c@@!ret\n"), "response.body: got broken base64, want base64 of RFC 4648 with its padding"},
		{"broken YAML", "@@- request: {method: GET\n  response: s3cret: x\n", "got broken YAML, want an item of a list"},
		{"an unknown anchor", "@@- request: *s3cret\n", "got broken YAML, want an item of a list"},
		{"a byte that is no text", "- a: \"@@\x00\"\n", "got byte 0x00, want text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := cassetteOf(anInteraction, tt.item, anInteraction)
			before, _, _ := strings.Cut(file, "@@")
			exchanges, errs := read(strings.NewReader(strings.Replace(file, "@@", "", 1)))
			require.Len(t, errs, 1)
			line, column := placeIn(t, stringError(errs[0]))
			require.Equal(t, []int{strings.Count(before, "\n") + 1, len(before) - strings.LastIndex(before, "\n")}, []int{line, column}, errs[0])
			require.True(t, strings.HasSuffix(errs[0], ": entry 1: "+tt.want), errs[0])
			require.NotContains(t, errs[0], "s3cret")
			require.Len(t, exchanges, 2)
		})
	}
}

func TestACassetteThatIsNoneIsAnError(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"a list in one line", "interactions: [{}]\n", "x.har:1:1: not a go-vcr cassette: got a list in one line, want a list that has each interaction on lines of its own"},
		{"items that are none", "interactions:\n  request: {}\n", "x.har:2:1: not a go-vcr cassette: got a line that is indented like none, want an interaction, or a key of the cassette"},
		{"an item too far to the left", "interactions:\n  " + strings.ReplaceAll(anInteraction, "\n", "\n  ") + "\n" + anInteraction, "x.har:5:1: not a go-vcr cassette: got a line that is indented like none, want an interaction, or a key of the cassette"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, errs := read(strings.NewReader(tt.file))
			require.Equal(t, []string{tt.want}, errs)
		})
	}
}

func TestACassetteWithoutInteractionsHasNoExchanges(t *testing.T) {
	for _, file := range []string{"---\nversion: 2\ninteractions: []\n", "interactions:\n", "interactions: # none\nversion: 1\n"} {
		exchanges, errs := read(strings.NewReader(file))
		require.Empty(t, errs)
		require.Empty(t, exchanges)
	}
}

func TestAliasesDoNotExpandACassette(t *testing.T) {
	var item strings.Builder
	item.WriteString("- a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := range 40 {
		n := string(rune('0'+i/10)) + string(rune('0'+i%10))
		item.WriteString("  b" + n + ": &b" + n + " [*a0, *a0, *a0, *a0, *a0, *a0, *a0]\n")
	}
	_, errs := read(strings.NewReader(cassetteOf(item.String(), anInteraction)))
	require.Len(t, errs, 1)
}
