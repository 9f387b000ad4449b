package recording_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Larger ones of these are a matter of time alone, which grows as they do.
func TestHostileEntriesAreReadOrRefused(t *testing.T) {
	const many = 100_000
	get := func(members string) string {
		return `{"request":{"method":"GET","url":"/v1"` + members + `},` + emptyResponse + `}`
	}
	const gigantic = "1e1000000000"
	for _, tt := range []struct{ name, entry, want string }{
		{"many headers", get(`,"headers":[` + strings.Repeat(`{"name":"a","value":"b"},`, many) + `{"name":"z"}]`), ""},
		{"many headers, the last one broken", get(`,"headers":[` + strings.Repeat(`{},`, many) + `7]`), "request.headers[0].name"},
		{"many members of one name", get(strings.Repeat(`,"url":"/v1"`, many)), ""},
		{"many members that are skipped", get(strings.Repeat(`,"_":[]`, many)), ""},
		{"many fields of a form", get(`,"postData":{"params":[` + strings.Repeat(`{"name":"é"},`, many) + `{"name":"z"}]}`), ""},
		{"a query of many parameters", `{"request":{"method":"GET","url":"/v1?` + strings.Repeat(`a=\u0031&`, many) + `"},` + emptyResponse + `}`, ""},
		{"a body of brackets", get(`,"postData":{"text":"` + strings.Repeat("[", many) + `"}`), ""},
		{"a body of escapes", get(`,"postData":{"text":"` + strings.Repeat(`\u005b`, many) + `"}`), ""},
		{"brackets", get(`,"_":` + strings.Repeat("[", many) + strings.Repeat("]", many)), "got nesting deeper than 1000 levels"},
		{"a gigantic size", get(`,"bodySize":` + gigantic), ""},
		{"a gigantic number that is skipped", get(`,"_":` + gigantic), ""},
		{"a gigantic status", `{` + getRequest + `,"response":{"status":` + gigantic + `}}`, "response.status: got a number"},
		{"a gigantic number for a name", get(`,"headers":[{"name":` + gigantic + `}]`), "request.headers[0].name: got a number"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchanges, errs := read(strings.NewReader(harOf(anEntry, tt.entry, anEntry)))
			if tt.want == "" {
				require.Empty(t, errs)
				require.Len(t, exchanges, 3)
			} else {
				require.Len(t, errs, 1)
				require.Contains(t, errs[0], tt.want)
				require.Len(t, exchanges, 2)
			}
		})
	}
}
