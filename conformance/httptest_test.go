package conformance_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// subject is a test that is tested.
type subject struct {
	failed, logged []string
	cleanups       []func()
}

func (s *subject) Helper()          {}
func (s *subject) Cleanup(f func()) { s.cleanups = append(s.cleanups, f) }
func (s *subject) Logf(format string, args ...any) {
	s.logged = append(s.logged, fmt.Sprintf(format, args...))
}

func (s *subject) Errorf(format string, args ...any) {
	s.failed = append(s.failed, fmt.Sprintf(format, args...))
}

// end does what a test does when it ends.
func (s *subject) end() {
	for _, f := range slices.Backward(s.cleanups) {
		f()
	}
}

func get(t *testing.T, client *http.Client, url string) {
	t.Helper()
	response, err := client.Do(request(t, "GET", url, ""))
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
}

func TestATestFailsForWhatDeviates(t *testing.T) {
	contract := open(t, clock)
	tests := []struct {
		name, path, answer string
		failed, logged     []string
	}{
		{"but not for what conforms", "/time", `{"hour":9}`, nil, nil},
		{"such as a value", "/time", `{"hour":"nine"}`, []string{`live#0: error: response body /hour: got "nine", want an integer [type]`}, nil},
		{"but not for what is not documented", "/time", `{"hour":9,"zone":"UTC"}`, nil, []string{
			`live#0: warning: response body /zone: got property "zone", want a documented property [undocumented-property]`,
		}},
		{"and for what matches no operation", "/tiem", `{}`, []string{
			`live#0: warning: request: got "/tiem", want a path of the contract [operation-unknown]`,
		}, nil},
		{"in words that do a terminal no harm", "/time", "{\"hour\":9,\"\u009b2J\":1}", nil, []string{
			`live#0: warning: response body /` + "\ufffd" + `2J: got property "\u009b2J", want a documented property [undocumented-property]`,
		}},
	}
	for _, tt := range tests {
		t.Run("as a server, "+tt.name, func(t *testing.T) {
			s := &subject{}
			server := conformance.NewServer(s, contract, answer(tt.answer))
			get(t, http.DefaultClient, server.URL+tt.path)
			s.end()
			require.Equal(t, tt.failed, firstLines(s.failed))
			require.Equal(t, tt.logged, firstLines(s.logged))
			_, err := http.Get(server.URL)
			require.Error(t, err, "the server is closed")
		})
		t.Run("as a client, "+tt.name, func(t *testing.T) {
			s := &subject{}
			server := conformance.NewServer(t, nil, answer(tt.answer))
			get(t, conformance.NewClient(s, contract), server.URL+tt.path)
			require.Equal(t, tt.failed, firstLines(s.failed))
			require.Equal(t, tt.logged, firstLines(s.logged))
			s.end()
		})
	}
}

func firstLines(texts []string) []string {
	var out []string
	for _, text := range texts {
		first, _, _ := strings.Cut(text, "\n")
		out = append(out, first)
	}
	return out
}

// A test that has ended must not be failed: the testing package panics.
func TestWhatComesAfterATestIsNotHeard(t *testing.T) {
	s := &subject{}
	report := conformance.Fail(s)
	result := conformance.Result{Findings: []conformance.Finding{{Severity: conformance.Error}}}
	report(result)
	s.end()
	report(result)
	require.Len(t, s.failed, 1)
}

func TestWaivedFindingsFailNoTest(t *testing.T) {
	s := &subject{}
	conformance.Fail(s)(conformance.Result{Findings: []conformance.Finding{{Severity: conformance.Error, Waived: "known"}}})
	require.Empty(t, s.failed)
	require.Len(t, s.logged, 1)
}

func TestMustPanicsWithoutAContract(t *testing.T) {
	require.Panics(t, func() { conformance.Must(conformance.Open("missing.yaml")) })
	require.NotNil(t, conformance.Must(conformance.Embedded()))
}

const safe = `
openapi: 3.0.3
info: {title: Vault, version: 1.0.0}
security: [{Key: []}, {Query: []}]
paths:
  /key:
    post:
      parameters:
        - {name: X-Auth-Token, in: header, schema: {type: string, maxLength: 1}}
        - {name: X-Vault, in: header, schema: {type: string, maxLength: 1}}
        - {name: key, in: query, schema: {type: array, items: {type: string, maxLength: 1}}}
      requestBody: {content: {application/json: {schema: {type: object, properties: {password: {type: string, format: password, maxLength: 1}}}}}}
      responses:
        '200':
          description: The key.
          headers: {Set-Cookie: {schema: {type: string, maxLength: 1}}}
          content: {application/json: {schema: {type: object, properties: {secret: {type: string, x-sensitive: true, maxLength: 1}}}}}
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Vault}, Query: {type: apiKey, in: query, name: key}}
`

func TestSecretsOfLiveTrafficStayThere(t *testing.T) {
	const canary = "CANARY"
	for side, start := range sides {
		t.Run(side, func(t *testing.T) {
			s := &subject{}
			w := watch(t)
			w.Contract = open(t, safe)
			w.Report = conformance.Fail(s)
			client, server := start(t, w, func(w http.ResponseWriter, r *http.Request) {
				require.Equal(t, canary, r.Header.Get("X-Vault"), "the service gets what was sent")
				w.Header().Set("Set-Cookie", "session="+canary)
				answer(`{"secret":"`+canary+`"}`)(w, r)
			})
			r := request(t, "POST", strings.Replace(server.URL, "//", "//user:"+canary+"@", 1)+"/key?key="+canary+"&a="+"b", `{"password":"`+canary+`"}`)
			for _, name := range []string{"Authorization", "Cookie", "X-Auth-Token", "X-Vault"} {
				r.Header.Set(name, canary)
			}
			response, err := client.Do(r)
			require.NoError(t, err)
			text, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			require.Contains(t, string(text), canary, "the client gets what was sent")
			server.Close()

			require.Len(t, s.failed, 7, "every secret breaks the contract, and one parameter is unknown")
			require.NotContains(t, strings.Join(append(s.failed, s.logged...), "\n"), canary)
			require.Len(t, w.exchanges, 1)
			x := w.exchanges[0]
			require.NotContains(t, fmt.Sprint(x.Request, x.Response, string(x.Request.Body.Bytes), string(x.Response.Body.Bytes)), canary)
			require.Equal(t, "key=xxxxxx&a=b", x.Request.URL.RawQuery)
		})
	}
}
