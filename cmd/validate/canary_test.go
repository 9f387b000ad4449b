package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/report"
)

// canaryContract marks secrets in every part of an exchange.
const canaryContract = `
openapi: 3.0.3
info: {title: Vault, version: 1.0.0}
security: [{Key: []}, {Name: []}]
paths:
  /keys/{pin}:
    post:
      operationId: openKey
      parameters:
        - {name: pin, in: path, required: true, schema: {type: string, maxLength: 3, format: password}}
        - {name: limit, in: query, schema: {type: integer}}
        - {name: answer, in: query, schema: {type: string, maxLength: 3, x-sensitive: true}}
        - {name: X-Answer, in: header, schema: {type: string, maxLength: 3, x-sensitive: true}}
        - {name: answer, in: cookie, schema: {type: string, maxLength: 3, x-sensitive: true}}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Key'}}, application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Key'}}}}
      responses:
        '200':
          description: A key.
          headers: {X-Answer: {schema: {type: string, maxLength: 3, x-sensitive: true}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Key'}}, text/plain: {schema: {type: string, maxLength: 3}}}
components:
  securitySchemes:
    Key: {type: apiKey, in: query, name: door}
    Name: {type: apiKey, in: header, name: X-Door}
  schemas:
    Key:
      type: object
      properties:
        size: {type: integer}
        note: {type: string, maxLength: 3}
        answer: {type: string, maxLength: 3, x-sensitive: true}
        inner: {type: object, format: password, properties: {half: {type: string, maxLength: 3}}}
        list: {type: array, items: {type: string, maxLength: 3, format: password}}
`

// canary is a part of every secret, and jwt and pem have it where they are secret.
const canary = "c4n4ry5ecret"

var (
	canaryJWT = "eyJhbGciOiJub25lIn0." + canary + canary + ".c2ln"
	canaryPEM = "-----BEGIN PRIVATE KEY-----\n" + canary + "/" + canary + "\n-----END PRIVATE KEY-----\n"
)

// pairs are headers, cookies and the like.
type pairs []map[string]string

func pair(name, value string) pairs { return pairs{{"name": name, "value": value}} }

// canaryEntry is a HAR entry that deviates next to each of its secrets.
type canaryEntry struct {
	url               string
	request, answer   pairs
	cookies, query    pairs
	form              pairs
	sent, media       string
	received, answers string
	base64, noStatus  bool
	more              string
}

func (e canaryEntry) encode(t *testing.T) string {
	t.Helper()
	header := func(extra pairs, mediaType string) pairs { return append(pair("Content-Type", mediaType), extra...) }
	request := map[string]any{
		"method": "POST", "url": "https://h" + orElse(e.url, "/keys/abc?limit=x"), "headers": header(e.request, orElse(e.media, "application/json")),
		"cookies": append(pairs{}, e.cookies...), "queryString": append(pairs{}, e.query...),
	}
	post := map[string]any{"mimeType": orElse(e.media, "application/json"), "text": orElse(e.sent, `{"size": "x"}`)}
	if e.form != nil {
		post["params"] = e.form
		delete(post, "text")
	}
	request["postData"] = post
	content := map[string]any{"mimeType": orElse(e.answers, "application/json"), "text": orElse(e.received, `{"size": "x", "nte": 1}`)}
	if e.base64 {
		content["text"], content["encoding"] = base64.StdEncoding.EncodeToString([]byte(e.received)), "base64"
	}
	response := map[string]any{"status": 200, "headers": header(e.answer, orElse(e.answers, "application/json")), "cookies": pairs{}, "content": content}
	if e.noStatus {
		response["status"] = "none"
	}
	entry := map[string]any{"request": request, "response": response, "_more": e.more}
	text, err := json.Marshal(entry)
	require.NoError(t, err)
	return string(text)
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// canaryPlaces put a secret where only that place has it.
var canaryPlaces = map[string]canaryEntry{
	"a marked parameter of the path":    {url: "/keys/" + canary + "?limit=x"},
	"a path that is unknown":            {url: "/vault/" + canaryJWT},
	"a marked parameter of the query":   {url: "/keys/abc?answer=" + canary + "&limit=x", query: pair("answer", canary)},
	"a credential of the query":         {url: "/keys/abc?door=" + canary + "&limit=x", query: pair("door", canary)},
	"a signature":                       {url: "/keys/abc?X-Obs-Signature=" + canary + "&limit=x"},
	"an escaped parameter of the query": {url: "/keys/abc?acces%73_token=" + canary + "&limit=x"},
	"a token as the name of a query":    {url: "/keys/abc?" + canaryJWT + "=1"},
	"the user information":              {url: "@h/keys/abc?limit=x", more: ""},
	"the fragment":                      {url: "/keys/abc?limit=x#access_token=" + canary},
	"a header":                          {request: pair("X-Auth-Token", canary)},
	"a credential of a header":          {request: pair("X-Door", canary)},
	"a marked header":                   {request: pair("X-Answer", canary)},
	"a bearer token":                    {request: pair("Authorization", "Bearer "+canary)},
	"a proxy's":                         {request: pair("Proxy-Authorization", "Basic "+canary)},
	"a signed request":                  {request: pair("Authorization", `SDK-HMAC-SHA256 Access=`+canary+`, SignedHeaders=host, Signature="`+canary+`"`)},
	"a security token":                  {request: pair("X-Security-Token", canary)},
	"a cookie":                          {request: pair("Cookie", "answer="+canary+"; other="+canary), cookies: pair("other", canary)},
	"an unknown header":                 {request: pair("X-Note", canaryJWT)},
	"a header of the response":          {answer: pair("X-Subject-Token", canary)},
	"a cookie of the response":          {answer: pair("Set-Cookie", "sid="+canary+"; Path=/")},
	"a marked header of the response":   {answer: pair("X-Answer", canary)},
	"a redirect":                        {answer: pair("Location", "https://h/?token="+canary)},
	"a media type":                      {answers: "text/html; token=" + canaryJWT, received: "<p>"},
	"a marked member":                   {sent: `{"answer": "` + canary + `", "size": "x"}`},
	"a marked object":                   {sent: `{"inner": {"half": "` + canary + `", "size": 1}}`},
	"a marked list":                     {received: `{"list": ["` + canary + `"], "size": "x"}`},
	"an escaped member":                 {received: `{"an\u0073wer": "\u0063` + canary[1:] + `", "size": "x"}`},
	"a well-known name":                 {received: `{"adminPass": "` + canary + `", "size": "x"}`},
	"a token in a text":                 {received: `{"note": "see ` + canaryJWT + `"}`},
	"a token as a name":                 {received: `{"` + canaryJWT + `": 1}`},
	"a private key":                     {received: `{"note": ` + quoteJSON(canaryPEM) + `}`},
	"a URL in a text":                   {received: `{"note": "https://me:` + canary + `@h/"}`},
	"an echo":                           {request: pair("X-Auth-Token", canary), received: `{"note": "no ` + canary + `"}`},
	"a broken body":                     {received: `{"answer": "` + canary + `", "size": tru`},
	"a body of another notation":        {received: `{'answer': '` + canary + `', 'size': 1}`},
	"a body that is cut off":            {received: `{"size": 1, "answer": "` + canary},
	"a text":                            {answers: "text/plain", received: "password=" + canary},
	"a page":                            {answers: "text/html", received: `<input name=token value=x> token: "` + canary + `"`},
	"base64":                            {base64: true, received: `{"answer": "` + canary + `", "size": "x"}`},
	"a form":                            {media: "application/x-www-form-urlencoded", sent: "answer=" + canary + "&size=x"},
	"the fields of a form":              {media: "application/x-www-form-urlencoded", form: append(pair("answer", canary+"é/"), pair("size", "x")...)},
}

func quoteJSON(text string) string {
	quoted, _ := json.Marshal(text) // a string never fails
	return string(quoted)
}

// canaryRecording is a recording of entries. The user information is put before a host.
func canaryRecording(t *testing.T, entries ...canaryEntry) string {
	t.Helper()
	var texts []string
	for _, e := range entries {
		texts = append(texts, strings.ReplaceAll(e.encode(t), "https://h@h", "https://me:"+canary+"@h"))
	}
	file := filepath.Join(t.TempDir(), "x.har")
	require.NoError(t, os.WriteFile(file, []byte(`{"log": {"entries": [`+strings.Join(texts, ",\n")+`]}}`), 0o600))
	return file
}

// outputs runs the command with every form of its output, and gives all that it writes.
func outputs(t *testing.T, contract, file string) string {
	t.Helper()
	folder := t.TempDir()
	args := []string{"--contract", contract, "--rule", "undocumented-header=warning", "--format", "text"}
	for _, f := range report.Formats() {
		if f.Name != formatText {
			args = append(args, "--out", f.Name+"="+filepath.Join(folder, f.Name))
		}
	}
	for _, form := range []string{"text", "markdown", "json", "lcov"} {
		args = append(args, "--coverage="+form+"="+filepath.Join(folder, "coverage."+form))
	}
	var out bytes.Buffer
	code := run(append(args, file), strings.NewReader(""), &out, &out)
	require.NotEqual(t, exitConforms, code, "every entry deviates: %s", out.String())
	run([]string{"redact", "--check", "--contract", contract, file}, strings.NewReader(""), &out, &out)
	written, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(written), 10)
	for _, entry := range written {
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		require.NoError(t, err)
		require.NotEmpty(t, text)
		out.Write(text)
	}
	return out.String()
}

func TestNoSecretReachesAnyOutput(t *testing.T) {
	contract := filepath.Join(t.TempDir(), "vault.yaml")
	require.NoError(t, os.WriteFile(contract, []byte(canaryContract), 0o600))
	for name, place := range canaryPlaces {
		t.Run(name, func(t *testing.T) {
			file := canaryRecording(t, place)
			out := outputs(t, contract, file)
			require.NotContains(t, out, canary)
			require.NotContains(t, out, base64.StdEncoding.EncodeToString([]byte(canary)))
			if name != "a media type" {
				require.Contains(t, out, "secret-recorded")
			}
		})
	}
	t.Run("an entry that cannot be read", func(t *testing.T) {
		e := canaryPlaces["a header"]
		e.noStatus = true
		require.NotContains(t, outputs(t, contract, canaryRecording(t, e, canaryPlaces["a marked member"])), canary)
	})
}

func TestRedactLeavesNoSecretInAnyPlace(t *testing.T) {
	contract := filepath.Join(t.TempDir(), "vault.yaml")
	require.NoError(t, os.WriteFile(contract, []byte(canaryContract), 0o600))
	for name, place := range canaryPlaces {
		t.Run(name, func(t *testing.T) {
			if name == "a redirect" {
				place.more = "a copy in a comment: " + canary
			}
			file := canaryRecording(t, place)
			before, err := os.ReadFile(file)
			require.NoError(t, err)
			var out bytes.Buffer
			require.Equal(t, exitConforms, run([]string{"redact", "--contract", contract, file}, nil, &out, &out), out.String())
			after, err := os.ReadFile(file)
			require.NoError(t, err)
			plain := string(after)
			for i := range len(plain) {
				if decoded, err := base64.StdEncoding.DecodeString(plain[i:min(len(plain), i+16)]); err == nil {
					require.NotContains(t, string(decoded), canary[:8])
				}
			}
			require.NotContains(t, plain, canary)
			require.NotContains(t, plain, canary[1:], "behind an escape")
			require.Equal(t, outside(before), outside(after), "what is around the secrets")

			out.Reset()
			require.Equal(t, exitConforms, run([]string{"redact", "--check", "--contract", contract, file}, nil, &out, &out), out.String())
			require.Equal(t, "0 secrets in 1 recording to replace\n", out.String())
		})
	}
}

// outside is the skeleton of a recording: what no placeholder can stand for.
func outside(text []byte) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("{}[]:, \n", r) {
			return r
		}
		return -1
	}, string(text))
}
