package recording_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRequestsWithTheirResponsesAreRead(t *testing.T) {
	s := sample{
		file: "requests.http",
		lines: []string{
			`GET /v1/p1/notebooks?limit=1&name=a%20b [Accept] empty -> 200 [Content-Type] "{\"data\": [], \"total\": 0}"`,
			`POST https://modelarts.example.com/v1/p1/notebooks [Content-Type X-Auth-Token] "{\n  \"name\": \"über\"\n}" -> 201 [Content-Type Content-Length] "{\"id\": \"nö\"}"`,
			`PUT https://modelarts.example.com/v1/p1/file [Content-Type] not recorded -> 204 [] empty`,
			`testdata/formats/requests.http:45:38: entry 3: request.url: got a variable, want its value`,
			`testdata/formats/requests.http:52:1: entry 4: response: got nothing, want a status line, such as HTTP/1.1 200 OK`,
			`PATCH https://modelarts.example.com/v1/p1/notebooks/n1 [Content-Type X-Auth-Token] application/x-www-form-urlencoded "{\"name\": \"it's ü\"}" -> 200 [content-type] "{\"ok\": true}"`,
			`POST https://modelarts.example.com/v1/p1/login [Authorization] application/x-www-form-urlencoded "a=1&b=2 3" -> 302 [location] empty`,
			`HEAD https://modelarts.example.com/v1/p1/login [] empty -> 200 [content-length] not recorded`,
			`testdata/formats/requests.http:69:1: entry 8: request: got nothing, want a request line or a curl command before the response (curl -i prints neither; curl -v does)`,
		},
		places: []place{
			{0, true, "total", `total": 0`},
			{1, false, "ü", `über"` + "\n}"},
			{1, true, "nö", `nö"}`},
			{5, false, "'s", `\'s`},
			{5, false, "ü", `\u00fc`},
			{5, false, "\"}", `"}' |`},
			{5, true, "ok", `ok":`},
			{6, false, "b=", `b=2 3`},
		},
	}
	s.check(t)
}

// The transcript is one that curl wrote into a file, so that the bodies come behind all notes.
func TestTranscriptsOfCurlAreRead(t *testing.T) {
	s := sample{
		file: "curl-v.txt",
		lines: []string{
			`GET /v1/p/notebooks?limit=1 [Host User-Agent Accept] empty -> 200 [Server Date Content-Type Content-Length] "{\"data\":[],\"total\":0}"`,
			`POST /a [Host User-Agent Accept Content-Type Content-Length] not recorded -> 200 [Server Date Content-Type Content-Length] "{\"data\":[],\"total\":0}"`,
			`POST /b [Host User-Agent Accept Content-Type Content-Length] not recorded -> 200 [Server Date Content-Type Content-Length] "{\"data\":[],\"total\":0}"`,
		},
		places: []place{
			{0, true, "data", "data\":[],\"total\":0}*   Trying"},
			{1, true, "total", "total\":0}* Found bundle"},
		},
	}
	s.check(t)
}

const (
	rawGet = "GET /v1 HTTP/1.1\r\nHost: a.example\r\n\r\n"
	rawOK  = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
)

func TestMessagesWithoutSeparatorsAreToldApart(t *testing.T) {
	for name, file := range map[string]string{
		"one behind the other": rawGet + rawOK + "\n" + rawGet + rawOK,
		"in lines":             strings.ReplaceAll(rawGet+rawOK+"\n\n"+rawGet+rawOK+"\n", "\r\n", "\n"),
		"with a continue":      rawGet + "HTTP/1.1 100 Continue\r\n\r\n" + rawOK + "\n" + rawGet + rawOK,
		"through a proxy":      rawGet + "HTTP/1.1 200 Connection established\r\n\r\n" + rawOK + "\n" + rawGet + rawOK,
	} {
		t.Run(name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(file))
			require.Empty(t, errs)
			require.Len(t, exchanges, 2)
			for _, x := range exchanges {
				require.Equal(t, `GET /v1 [Host] empty -> 200 [Content-Type Content-Length] "ok"`, oneLine(&x))
			}
		})
	}
}

func TestTheBodyOfATranscriptEndsWhereCurlSpeaksAgain(t *testing.T) {
	const head = "> GET /v1 HTTP/1.1\r\n> Host: a.example\r\n> \r\n< HTTP/1.1 200 OK\r\n"
	const length = "< Content-Length: 8\r\n"
	for _, tt := range []struct{ name, file, want string }{
		{"by its length", head + length + "< \r\n* note\nab\n* cde* Connection #0 left intact\n", `"ab\n* cde"`},
		{"at the note in its line", head + "< \r\na body* Connection #0 to host a.example left intact\n", `"a body"`},
		{"at the note behind it", head + "< \r\na body\n* Closing connection 0\n", `"a body"`},
		{"behind all notes", head + "< \r\n{ [8 bytes data]\n* Connection #0 left intact\na body", `"a body"`},
		{"behind headers that are printed twice", head + "< \r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\na body", `"a body"`},
		{"thrown away", head + length + "< \r\n{ [8 bytes data]\n* Connection #0 left intact\n", `not recorded`},
		{"with blanks cut off by an editor", strings.ReplaceAll(head, "> \r", ">\r") + "<\r\na body", `"a body"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(tt.file))
			require.Empty(t, errs)
			require.Len(t, exchanges, 1)
			require.Equal(t, tt.want, bodyLine(exchanges[0].Response.Body))
		})
	}
}

func TestATranscriptWithoutAResponseIsAnExchangeWithoutOne(t *testing.T) {
	x := readOne(t, "> GET /v1 HTTP/1.1\r\n> Host: a.example\r\n> \r\n* Empty reply from server\ncurl: (52) Empty reply from server\n")
	require.Equal(t, "GET /v1 [Host] empty -> 0 [] not recorded", oneLine(&x))
}

func TestACurlCommandTellsTheRequest(t *testing.T) {
	for command, want := range map[string]string{
		`curl -i https://a.example/v1`:                                      `GET https://a.example/v1 [] empty`,
		`curl -sSi --url https://a.example/v1 -o x -L`:                      `GET https://a.example/v1 [] empty`,
		`curl -iXDELETE https://a.example/v1`:                               `DELETE https://a.example/v1 [] empty`,
		`curl -I "https://a.example/v1?a=b&c=\"d\""`:                        `HEAD https://a.example/v1?a=b&c="d" [] empty`,
		`curl -i -G https://a.example/v1?a=b -d c=d`:                        `GET https://a.example/v1?a=b&c=d [] empty`,
		`curl -i https://a.example/v1 -d @file`:                             `POST https://a.example/v1 [] not recorded`,
		`curl -i https://a.example/v1 -F a=b`:                               `POST https://a.example/v1 [] not recorded`,
		`curl -i -T file https://a.example/v1`:                              `PUT https://a.example/v1 [] not recorded`,
		`curl -i https://a.example/v1 --json '{"a":1}'`:                     `POST https://a.example/v1 [] application/json "{\"a\":1}"`,
		`curl -i https://a.example/v1 --json '{"a":' --json '1}'`:           `POST https://a.example/v1 [] application/json "{\"a\":1}"`,
		`curl -i a.example/v1 -H 'A: b' -H 'Accept:' -b c=d -A e`:           `GET http://a.example/v1 [A Cookie User-Agent] empty`,
		`curl -i https://a.example/v1 --oauth2-bearer t -u a:b`:             `GET https://a.example/v1 [Authorization Authorization] empty`,
		"curl -i $'https://a.example/\\x76\\u0031' \\\n  -X \\\r\n OPTIONS": `OPTIONS https://a.example/v1 [] empty`,
	} {
		x := readOne(t, command+"\nHTTP/1.1 204 No Content\n\n")
		request, _, _ := strings.Cut(oneLine(&x), " -> ")
		require.Equal(t, want, request, command)
	}
}

// In the files, @@ marks the place that the error names.
func TestReadSaysWhatIsWrongWithADump(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"a response alone", "@@HTTP/1.1 200 OK\n\nx", "request: got nothing, want a request line or a curl command before the response (curl -i prints neither; curl -v does)"},
		{"a transcript without its request", "@@< HTTP/1.1 200 OK\n< \nx", "request: got nothing, want the lines with > before those with <"},
		{"a request alone", "GET /v1 HTTP/1.1\n\n@@", "response: got nothing, want a status line, such as HTTP/1.1 200 OK"},
		{"a header that is none", "GET /v1 HTTP/1.1\n@@s3cret\n\nHTTP/1.1 200 OK\n\n", "request.headers: got a line that is none, want a header, or an empty line before the body"},
		{"a variable in the path", "GET https://a.example/@@{{s3cret}} HTTP/1.1\n\nHTTP/1.1 200 OK\n\n", "request.url: got a variable, want its value"},
		{"a broken URL", "GET @@http://u:s3cret@h:x/ HTTP/1.1\n\nHTTP/1.1 200 OK\n\n", "request.url: got another string, want an absolute URL or a path"},
		{"a command without a URL", "@@curl -i\nHTTP/1.1 200 OK\n\n", "request.url: got a curl command with none, or with more than one, want one URL"},
		{"a command with two", "@@curl -i http://a http://s3cret\nHTTP/1.1 200 OK\n\n", "request.url: got a curl command with none, or with more than one, want one URL"},
		{"a status of zeros", "GET /v1 HTTP/1.1\n\nHTTP/1.1 @@000 No\n\n", "response.status: got something else, want a status code of three digits"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, _, _ := strings.Cut(tt.file, "@@")
			_, errs := read(strings.NewReader(strings.Replace(tt.file, "@@", "", 1)))
			require.Len(t, errs, 1)
			line, column := placeIn(t, stringError(errs[0]))
			require.Equal(t, []int{strings.Count(before, "\n") + 1, len(before) - strings.LastIndex(before, "\n")}, []int{line, column}, errs[0])
			require.True(t, strings.HasSuffix(errs[0], ": entry 0: "+tt.want), errs[0])
			require.NotContains(t, errs[0], "s3cret")
		})
	}
}
