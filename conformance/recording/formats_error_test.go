package recording_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// In the files, @@ marks the place that the error names.
func TestReadSaysWhatIsWrongWithARecordingOfAnotherFormat(t *testing.T) {
	stub := func(request, response string) string {
		return `{"mappings":[{"request":` + request + `,"response":` + response + `}]}`
	}
	get := `{"method":"GET","url":"/v1"}`
	example := func(members string) string {
		return `{"info":{"schema":"v2.1.0"},"item":[{"item":[{"response":[` + members + `]}]}]}`
	}
	pact := func(members string) string { return `{"consumer":{},"interactions":[{` + members + `}]}` }
	pair := func(request, response string) string {
		return `{"data":{"pairs":[{"request":` + request + `,"response":` + response + `}]}}`
	}
	const path = `"path":[{"matcher":"exact","value":"/v1"}],"method":[{"matcher":"exact","value":"GET"}]`
	for _, tt := range []struct{ name, file, want string }{
		{"a stub that is none", `{"mappings":[@@7]}`, "entry 0: got a number, want an object"},
		{"a stub that is null", `{"mappings":[@@null]}`, "entry 0: got null, want an object"},
		{"a stub without a response", `{"mappings":[@@{"request":` + get + `}]}`, "entry 0: response: got nothing, want an object"},
		{"a stub for any method", stub(`{"method":@@"ANY","url":"/"}`, `{}`), "entry 0: request.method: got any method, want one"},
		{"a stub for a pattern", stub(`@@{"method":"GET","urlPattern":"/s3cret.*"}`, `{}`), "entry 0: request: got no url and no urlPath, want one of them (patterns stand for more than one request)"},
		{"a stub of a relative URL", stub(`{"method":"GET","url":"@@s3cret"}`, `{}`), "entry 0: request.url: got another string, want an absolute URL or a path"},
		{"a stub that is a proxy", stub(get, `{"proxyBaseUrl":@@"http://s3cret"}`), "entry 0: response.proxyBaseUrl: got a response of another server, want a response"},
		{"a status of four digits", stub(get, `{"status":@@2000}`), "entry 0: response.status: got something else, want a status code of three digits"},
		{"a header that is an object", stub(get, `{"headers":{"A":@@{"s3cret":1}}}`), "entry 0: response.headers.A: got an object, want a string"},
		{"a body that is a number", stub(get, `{"body":@@7}`), "entry 0: response.body: got a number, want a string"},
		{"broken base64", stub(get, `{"base64Body":"s3c@@!ret"}`), "entry 0: response.base64Body: got broken base64, want base64 of RFC 4648 with its padding"},
		{"a single stub, broken", `{"request":{"urlPath":"/","method":"GET"},"response":{"status":@@x}}`, "entry 0: got 'x', want a value"},
		{"mappings that are cut", `{"mappings":[@@`, "not WireMock mappings: got the end, want a value"},

		{"an example that is null", example(`@@null`), "entry 0: got null, want an object"},
		{"an example without its request", example(`@@{"code":200}`), "entry 0: originalRequest: got nothing, want the request of the example"},
		{"an example without a code", example(`@@{"originalRequest":{"method":"GET","url":"/v1"}}`), "entry 0: code: got nothing, want a status code"},
		{"an example with a variable", example(`{"originalRequest":{"method":"GET","url":"{{base}}/v1/@@{{s3cret}}/x"},"code":200}`), "entry 0: originalRequest.url: got a variable, want its value"},
		{"an example with a broken URL", example(`{"originalRequest":{"method":"GET","url":{"raw":"@@http://u:s3cret@h:x/"}},"code":200}`), "entry 0: originalRequest.url: got another string, want an absolute URL or a path"},
		{"headers that are no list", example(`{"originalRequest":{"method":"GET","url":"/","header":@@{"a":1}},"code":200}`), "entry 0: originalRequest.header: got an object, want an array"},
		{"items that are no list", `{"info":{},"item":@@{}}`, "not a Postman collection: got '{', want '['"},
		{"folders without end", `{"info":{},"item":` + strings.Repeat(`[{"item":`, 100) + `@@[]`, "not a Postman collection: got more than 100 folders in one another, want fewer"},

		{"an interaction that is null", `{"consumer":{},"interactions":[@@null]}`, "entry 0: got null, want an object"},
		{"a message", pact(`"type":@@"Asynchronous/Messages"`), "entry 0: type: got an interaction of another type, want Synchronous/HTTP"},
		{"an interaction without a path", pact(`"request":@@{"method":"GET"},"response":{}`), "entry 0: request.path: got nothing, want a path"},
		{"an encoding of a body", pact(`"type":"Synchronous/HTTP","request":{"method":"GET","path":"/"},"response":{"body":{"content":"s3cret","encoded":@@"rot13"}}`), `entry 0: response.body.encoded: got another encoding, want false, "base64" or "json"`},
		{"a header of numbers", pact(`"request":{"method":"GET","path":"/","headers":@@[1]},"response":{}`), "entry 0: request.headers: got an array, want an object"},

		{"a pair that is null", `{"data":{"pairs":[@@null]}}`, "entry 0: got null, want an object"},
		{"a simulation of version 1", pair(`{"method":@@"GET","path":"/"}`, `{}`), "entry 0: request.method: got a string, want an array"},
		{"a pair of patterns", pair(`@@{"path":[{"matcher":"regex","value":"s3cret"}],"method":[{"matcher":"exact","value":"GET"}]}`, `{}`), "entry 0: request: got patterns, want a method and a path that are matched exactly"},
		{"a pair without a status", pair(`{`+path+`}`, `@@{}`), "entry 0: response.status: got nothing, want a status code"},
		{"a pair with broken base64", pair(`{`+path+`}`, `{"status":200,"encodedBody":true,"body":"@@A"}`), "entry 0: response.body: got broken base64, want base64 of RFC 4648 with its padding"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			line, column := 1, len(tt.file[:strings.Index(tt.file, "@@")])+1
			_, errs := read(strings.NewReader(strings.Replace(tt.file, "@@", "", 1)))
			require.Len(t, errs, 1)
			gotLine, gotColumn := placeIn(t, stringError(errs[0]))
			require.Equal(t, []int{line, column}, []int{gotLine, gotColumn}, errs[0])
			_, text, _ := strings.Cut(errs[0], ": ")
			require.Equal(t, tt.want, text)
			require.NotContains(t, errs[0], "s3cret")
		})
	}
}

func TestAnEntryOfAnotherFormatThatCannotBeReadDoesNotKeepTheOthersFromBeingRead(t *testing.T) {
	const stub = `{"request":{"method":"GET","url":"/v1"},"response":{"status":200}}`
	exchanges, errs := read(strings.NewReader(`{"mappings":[` + stub + `,{"a":tru},` + stub + `]}`))
	require.Len(t, exchanges, 2)
	require.Equal(t, []string{"x.har:1:86: entry 1: got 't', want true"}, errs)
	require.Equal(t, "x.har#2", exchanges[1].ID)
}
