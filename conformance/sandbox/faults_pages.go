package sandbox

import (
	"net/http"
	"net/url"
	"strconv"
)

// pageFaults are wrong about some pages of a list only.
func pageFaults() []*Fault {
	lists := []string{opListNotebooks, opListAll}
	overlap := func(limit string) func(*http.Request) {
		return editingQuery(func(query url.Values) {
			if offset, _ := strconv.Atoi(query.Get("offset")); query.Get("limit") == limit && offset > 0 {
				query.Set("offset", strconv.Itoa(offset-1))
			}
		})
	}
	otherCode := func(a *answer) {
		a.edit(func(m members) {
			if m["error_code"] == payloadInvalid.code {
				m["error_code"] = serverError.code
			}
		})
	}
	return []*Fault{
		{
			Name: "list-pages-of-one-overlap", Summary: "pages of one notebook begin a row too early",
			Operations: lists, ask: overlap("1"),
		},
		{
			Name: "list-pages-of-two-overlap", Summary: "pages of two notebooks begin a row too early",
			Operations: lists, ask: overlap("2"),
		},
		{
			Name: "list-long-pages-drop-last", Summary: "the last item of every full page of more than one is missing",
			Operations: lists, answer: editing(func(m members) {
				if items := m.list("data"); len(items) > 1 && int64(len(items)) == m.number("size") {
					m["data"] = items[:len(items)-1]
				}
			}),
		},
		{
			Name: "list-third-without-id", Summary: "the third item of a list has no ID",
			Operations: []string{opListNotebooks}, answer: editing(func(m members) {
				if items := m.list("data"); len(items) > 2 {
					if third, ok := items[2].(map[string]any); ok {
						delete(third, "id")
					}
				}
			}),
		},
		{
			Name: "list-ignores-sort-by-name", Summary: "a list is sorted by age where it is to be sorted by name",
			Operations: lists, ask: editingQuery(func(query url.Values) {
				if query.Get("sort_key") == "name" {
					query.Del("sort_key")
				}
			}),
		},
		{
			Name: "list-past-end-other-code", Summary: "an offset behind the last row is refused with the code of a fault of the server",
			Operations: lists, answer: otherCode,
		},
		{
			Name: "create-unreadable-other-code", Summary: "a body that is not JSON is refused with the code of a fault of the server",
			Operations: []string{opCreateNotebook}, answer: otherCode,
		},
	}
}

// editingQuery is a request with its query changed.
func editingQuery(change func(url.Values)) func(*http.Request) {
	return func(r *http.Request) {
		query := r.URL.Query()
		change(query)
		r.URL.RawQuery = query.Encode()
	}
}
