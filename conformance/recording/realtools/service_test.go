package realtools

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// call is a request to the service, with what the service answers.
type call struct {
	method, target, sent  string
	status                int
	mediaType, received   string
	isBinary, isForgotten bool
}

// calls have what is hard to record: characters beyond ASCII, quotes, ends of lines, bytes that are no text.
var calls = []call{
	{method: "GET", target: "/v1/p1/notebooks?limit=1&name=a%20b", status: 200, mediaType: "application/json", received: `{"data":[{"id":"nö1","name":"it's \"me\""}],"total":1}`},
	{method: "POST", target: "/v1/p1/notebooks", sent: "{\n  \"name\": \"über\",\n\n  \"tags\": []\n}\n", status: 201, mediaType: "application/json", received: "{\n  \"id\": \"n1\"\n}\n"},
	{method: "GET", target: "/v1/p1/text", status: 200, mediaType: "text/plain; charset=utf-8", received: "- a: b\n\n  # no comment\n\ttab 'quote' \"quote\" \u2028 \U0001F600\n\n"},
	{method: "GET", target: "/v1/p1/blob", status: 200, mediaType: "application/octet-stream", received: "\x89PNG\r\n\x1A\n\x00\xFF\xFE" + strings.Repeat("\x80", 200), isBinary: true},
	{method: "GET", target: "/v1/p1/long", status: 200, mediaType: "application/json", received: `{"a":"` + strings.Repeat("long words ", 100) + `"}`},
	{method: "DELETE", target: "/v1/p1/notebooks/n1", status: 204},
	{method: "GET", target: "/v1/p1/none", status: 404, mediaType: "application/json", received: `{"error_code":"ModelArts.6404","error_msg":"none"}`},
}

// serve starts the service.
func serve(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		for _, c := range calls {
			if r.Method == c.method && r.URL.RequestURI() == c.target {
				if c.mediaType != "" {
					w.Header().Set("Content-Type", c.mediaType)
				}
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.received)
				return
			}
		}
		http.Error(w, "unknown call", http.StatusTeapot)
	}))
	t.Cleanup(server.Close)
	return server
}

// send sends all calls through a client.
func send(t *testing.T, client *http.Client, base string) {
	t.Helper()
	for _, c := range calls {
		request, err := http.NewRequestWithContext(t.Context(), c.method, base+c.target, strings.NewReader(c.sent))
		require.NoError(t, err)
		if c.sent != "" {
			request.Header.Set("Content-Type", "application/json")
		}
		response, err := client.Do(request)
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, c.status, response.StatusCode)
		require.Equal(t, c.received, string(body))
	}
}

// requireCalls reads a recording, and requires the calls in it, all bodies included, and each byte of them in its place.
func requireCalls(t *testing.T, file string, want []call) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	t.Logf("%s: %d bytes", filepath.Base(file), len(text))
	read := 0
	for x, err := range recording.ReadFile(file) {
		require.NoError(t, err)
		if !strings.HasPrefix(x.Request.URL.Path, "/v1/") {
			continue // what a browser asks for by itself
		}
		require.Less(t, read, len(want))
		c := want[read]
		read++
		require.Equal(t, c.method+" "+c.target, x.Request.Method+" "+x.Request.URL.RequestURI())
		require.Equal(t, c.status, x.Response.Status)
		requireBody(t, text, &x, &x.Request.Body, c.sent, c.isForgotten)
		requireBody(t, text, &x, &x.Response.Body, c.received, false)
		if c.mediaType != "" {
			require.Equal(t, c.mediaType, mediaType(&x))
		}
	}
	require.Equal(t, len(want), read)
}

func mediaType(x *conformance.Exchange) string {
	for _, h := range x.Response.Headers {
		if strings.EqualFold(h.Name, "Content-Type") {
			return h.Value
		}
	}
	return x.Response.Body.MediaType
}

// requireBody requires the bytes of a body, and that each letter of a text lies where the file has that letter.
func requireBody(t *testing.T, file []byte, x *conformance.Exchange, body *conformance.Body, want string, isForgotten bool) {
	t.Helper()
	if isForgotten {
		require.False(t, body.Recorded)
		return
	}
	require.Equal(t, want, string(body.Bytes))
	if want == "" || bytes.IndexByte(body.Bytes, 0) >= 0 {
		return
	}
	lines := bytes.Split(file, []byte("\n"))
	for index, c := range body.Bytes {
		if (c|' ') < 'a' || (c|' ') > 'z' {
			continue
		}
		line, column := x.Position(body.Offset(index))
		require.Equal(t, string(c), string([]rune(string(lines[line-1]))[column-1]), fmt.Sprintf("byte %d of %q", index, want))
	}
}

// need skips a test, loudly, if a tool is not there; the tests that need it say how to get it.
func need(t *testing.T, tool string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	if err != nil {
		fmt.Fprintf(os.Stderr, "SKIP %s: %s is not installed\n", t.Name(), tool)
		t.Skipf("%s is not installed", tool)
	}
	return path
}

// run runs a tool in a folder of its own, and gives the folder.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	require.NoError(t, err, "%s %v: %s", name, args, out)
	return string(out)
}
