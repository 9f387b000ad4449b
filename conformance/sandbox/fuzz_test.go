package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/sandbox"
)

// Whatever is asked, the answer is one of the contract, or a refusal in JSON.
func FuzzRequests(f *testing.F) {
	notebook, err := json.Marshal(aNotebook("nb"))
	require.NoError(f, err)
	instance, err := json.Marshal(anInstance("de"))
	require.NoError(f, err)
	for _, seed := range [][3]string{
		{"POST", "notebooks", string(notebook)},
		{"POST", "demanager/instances", string(instance)},
		{"GET", "notebooks?limit=1&offset=9223372036854775807", ""},
		{"GET", "notebooks?limit=9223372036854775807&offset=1", ""},
		{"GET", "demanager/instances?de_type=Notebook&limit=9223372036854775807", ""},
		{"GET", "notebooks/../flavors", ""},
		{"GET", "notebooks/a%2Fb", ""},
		{"GET", "notebooks//lease", ""},
		{"GET", "notebooks/%zz", ""},
		{"GET", "notebooks/.", ""},
		{"GET", "images/group?limit=-1", ""},
		{"POST", "notebooks/x/start?duration=-9223372036854775808", "{}"},
		{"PATCH", "notebooks/x/lease", `{"duration":1e3}`},
		{"PUT", "notebooks/x", `{"endpoints":[{}]}`},
		{"GET", "notebooks?tags=%7C,", ""},
		{"POST", "notebooks/x/storage", `{"uri":"obs://b/","mount_path":"/data/x/"}`},
		{"POST", "notebooks/x/create-image", "{}"},
		{"DELETE", "notebooks/x/tags/delete", `{"tags":[{"key":"k"}]}`},
		{"POST", "images", `{"swr_path":"a/b/c:d"}`},
		{"HEAD", "notebooks", ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, method, path, body string) {
		u, err := url.Parse("/v1/" + project + "/" + path)
		if err != nil || strings.ContainsAny(method, " \r\n\t") {
			t.Skip()
		}
		s, err := sandbox.New(
			sandbox.WithSeed(1), sandbox.WithDelays(sandbox.Delays{}),
			sandbox.WithTrouble(func(err error) { t.Error(err) }),
			sandbox.WithJudge(func(r conformance.Result) { require.Empty(t, sandbox.Deviations(&r)) }),
			sandbox.WithState(&sandbox.State{Projects: map[string]sandbox.ProjectState{project: {Notebooks: fuzzed()}}}))
		require.NoError(t, err)
		r := &http.Request{
			Method: method, URL: u, Header: http.Header{"X-Auth-Token": {"sandbox-token"}, "Content-Type": {"application/json"}},
			Body: http.NoBody, Host: "sandbox",
		}
		if body != "" {
			r.Body = readAll{strings.NewReader(body)}
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r.WithContext(t.Context()))
		require.False(t, w.Code >= 300 && w.Code < 400, "%d for %s", w.Code, u)
		require.NotEqual(t, http.StatusInternalServerError, w.Code)
		if w.Code != http.StatusNoContent {
			require.True(t, json.Valid(w.Body.Bytes()), "%d %s", w.Code, w.Body)
		}
	})
}

// fuzzed are notebooks with one of the ID x.
func fuzzed() []sandbox.NotebookState {
	states := make([]sandbox.NotebookState, 2)
	states[0].Name, states[0].ID = "one", "x"
	states[1].Name = "two"
	return states
}

// readAll is a body without an end of its own.
type readAll struct{ *strings.Reader }

func (readAll) Close() error { return nil }
