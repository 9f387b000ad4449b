package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/sandbox"
)

const project = "43b37a202c114c95b8ab3b3c4a8b9f0e"

// tester is a test, or one of the many of a property.
type tester interface {
	require.TestingT
	sandbox.TB
	Context() context.Context
}

// world is a sandbox with a clock that a test moves, and a caller with the default token. Every answer is judged.
type world struct {
	t tester
	*sandbox.Server
	clock  *sandbox.ManualClock
	header http.Header
	client *http.Client
}

// direct brings requests to a handler without a network between.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	if r.Body == nil {
		r.Body = http.NoBody
	}
	d.ServeHTTP(w, r)
	return w.Result(), nil
}

func newWorld(t tester, options ...sandbox.Option) *world {
	t.Helper()
	clock := sandbox.NewManualClock(time.UnixMilli(1767225600000))
	base := []sandbox.Option{sandbox.WithClock(clock), sandbox.WithSeed(1)}
	w := &world{t: t, clock: clock, client: http.DefaultClient, header: http.Header{"X-Auth-Token": {sandbox.DefaultUser().Token}}}
	w.Server = sandbox.Start(t, append(base, options...)...)
	return w
}

// reply is an answer: its status, its members, its headers.
type reply struct {
	t      tester
	status int
	header http.Header
	text   string
}

// call sends a request to a path below the project, or to one that starts with a slash. A body that is a text goes
// out as it is, any other as JSON.
func (w *world) call(method, path string, body any, headers ...string) *reply {
	w.t.Helper()
	if !strings.HasPrefix(path, "/") {
		path = "/v1/" + project + "/" + path
	}
	var content io.Reader
	if text, ok := body.(string); ok {
		content = strings.NewReader(text)
	} else if body != nil {
		encoded, err := json.Marshal(body)
		require.NoError(w.t, err)
		content = bytes.NewReader(encoded)
	}
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.URL+path, content)
	require.NoError(w.t, err)
	r.Header = w.header.Clone()
	if content != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := w.client.Do(r)
	require.NoError(w.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(w.t, err)
	return &reply{w.t, answer.StatusCode, answer.Header, string(text)}
}

func (r *reply) ok() *reply {
	r.t.Helper()
	require.Less(r.t, r.status, 300, r.text)
	return r
}

// refused wants a failure with a status and a code.
func (r *reply) refused(status int, code string) *reply {
	r.t.Helper()
	require.Equal(r.t, code, r.str("error_code"), r.text)
	require.Equal(r.t, status, r.status, r.text)
	require.NotEmpty(r.t, r.str("error_msg"))
	require.NotEmpty(r.t, r.header.Get("X-Request-Id"))
	return r
}

// at gives a value of the body: names and indexes, separated by dots. It is nil where there is none.
func (r *reply) at(path string) any {
	r.t.Helper()
	var value any
	decoder := json.NewDecoder(strings.NewReader(r.text))
	decoder.UseNumber()
	require.NoError(r.t, decoder.Decode(&value), r.text)
	for name := range strings.SplitSeq(path, ".") {
		switch container := value.(type) {
		case map[string]any:
			value = container[name]
		case []any:
			at := int(name[0] - '0')
			if at >= len(container) {
				return nil
			}
			value = container[at]
		default:
			return nil
		}
	}
	return value
}

func (r *reply) str(path string) string {
	r.t.Helper()
	text, _ := r.at(path).(string)
	return text
}

func (r *reply) num(path string) int64 {
	r.t.Helper()
	number, ok := r.at(path).(json.Number)
	require.True(r.t, ok, "%s in %s", path, r.text)
	value, err := number.Int64()
	require.NoError(r.t, err)
	return value
}

// names are those of the items of a list.
func (r *reply) names(list string) []string {
	r.t.Helper()
	items, _ := r.at(list).([]any)
	names := []string{}
	for _, item := range items {
		names = append(names, item.(map[string]any)["name"].(string))
	}
	return names
}

type object = map[string]any

// aNotebook is a request for a notebook that the sandbox grants.
func aNotebook(name string) object {
	return object{
		"name": name, "flavor": "modelarts.vm.cpu.2u", "image_id": sandbox.DefaultImage,
		"volume": object{"category": "EVS", "ownership": "MANAGED", "capacity": 50},
	}
}

// anInstance is a request for an instance that the sandbox grants.
func anInstance(name string) object {
	return object{
		"name": name, "flavor": "modelarts.vm.cpu.2u", "profile_id": "Multi-Engine 1.0 (python3)-cpu",
		"spec": object{
			"storage":   object{"type": "evs", "location": object{"volume_size": 5}},
			"auto_stop": object{"enable": true, "duration": 3600},
		},
	}
}

// changed is a copy of a request with one member set, or taken out where the value is nil.
func changed(request object, path string, value any) object {
	text, err := json.Marshal(request)
	if err != nil {
		panic(err)
	}
	var clone object
	if err := json.Unmarshal(text, &clone); err != nil {
		panic(err)
	}
	names := strings.Split(path, ".")
	target := clone
	for _, name := range names[:len(names)-1] {
		target = target[name].(object)
	}
	if value == nil {
		delete(target, names[len(names)-1])
	} else {
		target[names[len(names)-1]] = value
	}
	return clone
}

// runningNotebook creates a notebook and waits until it runs.
func (w *world) runningNotebook(name string) string {
	w.t.Helper()
	id := w.call("POST", "notebooks", aNotebook(name)).ok().str("id")
	w.clock.Advance(3 * time.Second)
	return id
}

// runningInstance creates an instance and waits until it runs.
func (w *world) runningInstance(name string) string {
	w.t.Helper()
	id := w.call("POST", "demanager/instances", anInstance(name)).ok().str("id")
	w.clock.Advance(3 * time.Second)
	return id
}
