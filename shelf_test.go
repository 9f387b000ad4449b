package devenviron_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// shelf is a service with a list of items, which it cuts as the service does.
type shelf struct {
	total   int
	queries []url.Values
	// otherwise is how many items a page has without limit, 0 for all.
	otherwise int
	// member is where the items are, count where their number is, "" for nowhere.
	member, count string
	// strict refuses an offset that is behind the end or at it.
	strict bool
	// most is how many items a page has whatever limit says, 0 for no such number.
	most int
}

func (s *shelf) serve(r *http.Request) (*http.Response, error) {
	query := r.URL.Query()
	s.queries = append(s.queries, query)
	offset, _ := strconv.Atoi(query.Get("offset"))
	limit, _ := strconv.Atoi(query.Get("limit"))
	if limit == 0 {
		limit = s.otherwise
	}
	if limit == 0 {
		limit = s.total
	}
	if s.most > 0 {
		limit = min(limit, s.most)
	}
	if offset > 0 && offset >= s.total && s.strict {
		return answer(400, `{"error_code":"ModelArts.6400","error_msg":"fromIndex(200) > toIndex(33)"}`), nil
	}
	items := []map[string]any{}
	for i := offset; i < min(offset+limit, s.total); i++ {
		items = append(items, map[string]any{"id": fmt.Sprintf("id-%d", i), "name": "n", "status": "RUNNING"})
	}
	page := map[string]any{s.member: items}
	if s.count != "" {
		page[s.count] = s.total
	}
	body, err := json.Marshal(page)
	return answer(200, string(body)), err
}

// collect reads an iterator to its end, and gives the IDs of the items.
func collect[T any](t *testing.T, items iter.Seq2[T, error]) []string {
	t.Helper()
	ids := []string{}
	for item, err := range items {
		require.NoError(t, err)
		var has struct{ ID string }
		require.NoError(t, json.Unmarshal([]byte(encode(t, item)), &has))
		ids = append(ids, has.ID)
	}
	return ids
}

func ids(count int) []string {
	all := []string{}
	for i := range count {
		all = append(all, fmt.Sprintf("id-%d", i))
	}
	return all
}
