package sandbox

import "net/http"

func listFaults() []*Fault {
	lists := []string{opListNotebooks, opListAll}
	return []*Fault{
		{
			Name: "list-total-off-by-one", Summary: "the total of a list is one too many",
			Operations: lists, answer: editing(func(m members) { m["total"] = m.number("total") + 1 }),
		},
		{
			Name: "list-total-of-page", Summary: "the total of a list counts one page only",
			Operations: lists, answer: editing(func(m members) { m["total"] = len(m.list("data")) }),
		},
		{
			Name: "list-without-total", Summary: "a list has no total",
			Operations: lists, answer: dropping("total"),
		},
		{
			Name: "list-current-of-row", Summary: "the number of a page counts rows",
			Operations: lists, answer: editing(func(m members) { m["current"] = m.number("current") * max(1, m.number("size")) }),
		},
		{
			Name: "list-pages-rounded-down", Summary: "the number of pages leaves out the last one, which is not full",
			Operations: lists, answer: editing(func(m members) { m["pages"] = m.number("total") / max(1, m.number("size")) }),
		},
		{
			Name: "list-ignores-offset", Summary: "every page of a list is the first",
			Operations: lists, ask: withoutQuery("offset"),
		},
		{
			Name: "list-ignores-limit", Summary: "a page of a list has 10 items whatever was asked for",
			Operations: lists, ask: withoutQuery("limit"),
		},
		{
			Name: "list-drops-last", Summary: "the last item of every full page is missing",
			Operations: lists, answer: editing(func(m members) {
				if items := m.list("data"); len(items) > 0 && int64(len(items)) == m.number("size") {
					m["data"] = items[:len(items)-1]
				}
			}),
		},
		{
			Name: "list-repeats-first", Summary: "the first item of every page is there twice",
			Operations: lists, answer: editing(func(m members) {
				if items := m.list("data"); len(items) > 1 {
					items[1] = items[0]
				}
			}),
		},
		{
			Name: "list-past-end-empty", Summary: "an offset behind the last row is answered with an empty page, not refused",
			Operations: lists, answer: func(a *answer) {
				if a.status == http.StatusBadRequest {
					a.replace(http.StatusOK, members{"current": 0, "data": []any{}, "pages": 0, "size": 10, "total": 0})
				}
			},
		},
		{
			Name: "list-ignores-name", Summary: "a list is not filtered by name",
			Operations: lists, ask: withoutQuery("name"),
		},
		{
			Name: "list-ignores-status", Summary: "a list is not filtered by status",
			Operations: lists, ask: withoutQuery("status"),
		},
		{
			Name: "list-ignores-tags", Summary: "a list is not filtered by tags",
			Operations: lists, ask: withoutQuery("tags"),
		},
		{
			Name: "list-ignores-direction", Summary: "a list is sorted downwards whatever was asked for",
			Operations: lists, ask: withoutQuery("sort_dir"),
		},
		{
			Name: "list-ignores-sort-key", Summary: "a list is sorted by age whatever was asked for",
			Operations: lists, ask: withoutQuery("sort_key"),
		},
		{
			Name: "list-item-without-id", Summary: "the items of a list have no IDs",
			Operations: lists, answer: editing(func(m members) {
				for _, item := range m.list("data") {
					if o, ok := item.(map[string]any); ok {
						delete(o, "id")
					}
				}
			}),
		},
	}
}
