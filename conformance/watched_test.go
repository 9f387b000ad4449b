package conformance_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

const clock = `
openapi: 3.0.3
info: {title: Clock, version: 1.0.0}
paths:
  /time:
    get:
      operationId: tell
      parameters: [{name: zone, in: query, schema: {type: string, maxLength: 3}}]
      responses:
        '200':
          description: The time.
          content:
            application/json: {schema: {type: object, required: [hour], properties: {hour: {type: integer}}}}
            text/event-stream: {schema: {type: string, minLength: 1}}
        '302': {description: Elsewhere.}
    head: {operationId: ask, responses: {'200': {description: The time.}}}
    put:
      operationId: set
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [hour], properties: {hour: {type: integer}}}}}
      responses: {'204': {description: Set.}, '400': {description: Refused.}}
`

// watched collects what a monitor hears.
type watched struct {
	conformance.Monitor
	mu        sync.Mutex
	results   []conformance.Result
	exchanges []conformance.Exchange
}

func watch(t *testing.T) *watched {
	t.Helper()
	w := &watched{}
	w.Contract = open(t, clock)
	w.Report = func(r conformance.Result) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.results = append(w.results, r)
	}
	w.Record = func(x conformance.Exchange) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.exchanges = append(w.exchanges, x)
	}
	return w
}

// one is the only exchange that was seen, with its rules.
func (w *watched) one(t *testing.T) (conformance.Exchange, []string) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	require.Len(t, w.results, 1)
	require.Len(t, w.exchanges, 1)
	rules := []string{}
	for _, f := range w.results[0].Findings {
		rules = append(rules, string(f.Rule))
	}
	return w.exchanges[0], rules
}

// sides are the two ways to watch an exchange: a client, and a handler behind a server.
var sides = map[string]func(t *testing.T, w *watched, handler http.HandlerFunc) (*http.Client, *httptest.Server){
	"a transport": func(t *testing.T, w *watched, handler http.HandlerFunc) (*http.Client, *httptest.Server) {
		server := httptest.NewServer(handler)
		t.Cleanup(server.Close)
		return &http.Client{Transport: &conformance.Transport{Monitor: &w.Monitor}}, server
	},
	"a handler": func(t *testing.T, w *watched, handler http.HandlerFunc) (*http.Client, *httptest.Server) {
		server := httptest.NewServer(&conformance.Handler{Next: handler, Monitor: &w.Monitor})
		t.Cleanup(server.Close)
		return server.Client(), server
	},
}

// answer answers with JSON.
func answer(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, text)
	}
}

func request(t *testing.T, method, url, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

// streamed is a body that can be read once, of unknown length.
func streamed(r *http.Request) *http.Request {
	r.Body, r.GetBody, r.ContentLength = io.NopCloser(io.MultiReader(r.Body)), nil, -1
	return r
}
