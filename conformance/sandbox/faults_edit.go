package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// members is an object of a body.
type members map[string]any

// within gives an object inside the body, nil where there is none.
func (m members) within(path string) members {
	for name := range strings.SplitSeq(path, ".") {
		inner, ok := m[name].(map[string]any)
		if !ok {
			return nil
		}
		m = inner
	}
	return m
}

// list gives an array of the body.
func (m members) list(name string) []any {
	items, _ := m[name].([]any)
	return items
}

// number gives an integer of the body.
func (m members) number(name string) int64 {
	n, _ := m[name].(json.Number)
	value, _ := n.Int64()
	return value
}

// editing is an answer with a successful body changed.
func editing(change func(m members)) func(*answer) {
	return func(a *answer) {
		if a.ok() {
			a.edit(change)
		}
	}
}

// setting gives a member another value in successful answers that have it.
func setting(name string, value any) func(*answer) {
	return editing(func(m members) {
		if _, ok := m[name]; ok {
			m[name] = value
		}
	})
}

// dropping takes a member out of successful answers.
func dropping(name string) func(*answer) {
	return editing(func(m members) { delete(m, name) })
}

// withoutQuery is a request without parameters.
func withoutQuery(names ...string) func(*http.Request) {
	return func(r *http.Request) {
		query := r.URL.Query()
		for _, name := range names {
			query.Del(name)
		}
		r.URL.RawQuery = query.Encode()
	}
}

// editingBody is a request with a member of its body changed.
func editingBody(change func(m members)) func(*http.Request) {
	return func(r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		var body members
		if json.Unmarshal(text, &body) == nil {
			change(body)
			text, _ = json.Marshal(body)
		}
		r.Body = io.NopCloser(bytes.NewReader(text))
	}
}

// pretending answers with the resource as it is and does nothing, but says that its status is another.
func pretending(status string) func(http.Handler, http.ResponseWriter, *http.Request) {
	return func(next http.Handler, w http.ResponseWriter, r *http.Request) {
		shown := r.Clone(r.Context())
		shown.Method, shown.Body = http.MethodGet, http.NoBody
		for _, verb := range []string{"/stop", "/start", "/tags/delete"} {
			shown.URL.Path = strings.TrimSuffix(shown.URL.Path, verb)
		}
		shown.URL.RawPath, shown.URL.RawQuery = "", ""
		a := listen(next, w, shown)
		setting("status", status)(a)
		a.send(w)
	}
}
