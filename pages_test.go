package devenviron_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/errorcode"
)

// lists are all iterators, with where the service puts their items.
var lists = map[string]struct {
	shelf shelf
	limit string
	all   func(t *testing.T, c *devenviron.Client) []string
}{
	"instances": {shelf{member: "instances", count: "total_count"}, "100", func(t *testing.T, c *devenviron.Client) []string {
		return collect(t, c.Instances(t.Context(), nil))
	}},
	"notebooks": {shelf{member: "data", count: "total", otherwise: 10, strict: true}, "50", func(t *testing.T, c *devenviron.Client) []string {
		return collect(t, c.Notebooks(t.Context(), nil))
	}},
	"all notebooks": {shelf{member: "data", count: "total", otherwise: 10, strict: true}, "50", func(t *testing.T, c *devenviron.Client) []string {
		return collect(t, c.AllNotebooks(t.Context(), nil))
	}},
	"flavors": {shelf{member: "flavors", count: "total", otherwise: 100}, "", func(t *testing.T, c *devenviron.Client) []string {
		return collect(t, c.Flavors(t.Context(), nil))
	}},
	"switchable flavors": {shelf{member: "data", count: "total"}, "", func(t *testing.T, c *devenviron.Client) []string {
		return collect(t, c.SwitchableFlavors(t.Context(), "1", nil))
	}},
	"images": {shelf{member: "data", count: "total", otherwise: 200, strict: true}, "200", func(t *testing.T, c *devenviron.Client) []string {
		return collect(t, c.Images(t.Context(), nil))
	}},
	"image groups": {shelf{member: "data", count: "total"}, "200", func(t *testing.T, c *devenviron.Client) []string {
		return collect(t, c.ImageGroups(t.Context(), nil))
	}},
	"image groups below another name": {shelf{member: "groups", count: ""}, "200", func(t *testing.T, c *devenviron.Client) []string {
		return collect(t, c.ImageGroups(t.Context(), nil))
	}},
}

func TestListsAreReadToTheirEnd(t *testing.T) {
	for name, list := range lists {
		for _, total := range []int{0, 1, 50, 100, 200, 431} {
			for _, counted := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s/%d/%t", name, total, counted), func(t *testing.T) {
					s := list.shelf
					s.total = total
					if !counted {
						s.count = ""
						if list.limit == "" {
							s.otherwise = 0 // without limit and total, there is one page
						}
					}
					require.Equal(t, ids(total), list.all(t, through(t, s.serve, byToken)))
					for _, query := range s.queries {
						require.Equal(t, list.limit, query.Get("limit"))
					}
					require.Empty(t, s.queries[0].Get("offset"))
				})
			}
		}
	}
}

func TestEveryItemComesOnceWhateverTheServiceMakesOfLimit(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := shelf{
			total:  rapid.IntRange(0, 300).Draw(r, "total"),
			most:   rapid.IntRange(0, 60).Draw(r, "most"),
			strict: rapid.Bool().Draw(r, "strict"),
			member: "data",
			count:  rapid.SampledFrom([]string{"total", ""}).Draw(r, "count"),
		}
		start := rapid.IntRange(0, 310).Draw(r, "start")
		params := devenviron.ListNotebooksParams{Limit: new(rapid.IntRange(1, 70).Draw(r, "limit")), Offset: &start}
		got := collect(t, through(t, s.serve, byToken).Notebooks(t.Context(), &params))
		require.Equal(r, ids(s.total)[min(start, s.total):], got)
	})
}

func TestAListWithoutTotalEndsWhenNothingNewComes(t *testing.T) {
	c := through(t, func(*http.Request) (*http.Response, error) {
		return answer(200, `{"groups":[{"id":"1"},{"id":"2"}]}`), nil
	}, byToken)
	require.Equal(t, []string{"1", "2"}, collect(t, c.ImageGroups(t.Context(), nil)))
}

func TestTenThousandNotebooksAreListedPageByPage(t *testing.T) {
	s := shelf{member: "data", count: "total", total: 10_000, strict: true}
	require.Len(t, collect(t, through(t, s.serve, byToken).Notebooks(t.Context(), nil)), 10_000)
	require.Len(t, s.queries, 200)
}

func TestAListBeginsAndIsCutAsTheCallerSays(t *testing.T) {
	s := shelf{member: "data", count: "total", total: 33}
	params := devenviron.ListNotebooksParams{Offset: new(5), Limit: new(20), Name: new("n")}
	all := through(t, s.serve, byToken).Notebooks(t.Context(), &params)
	for range 2 { // an iterator can be read again
		s.queries = nil
		require.Equal(t, ids(33)[5:], collect(t, all))
		require.Len(t, s.queries, 2)
		require.Equal(t, url.Values{"offset": {"5"}, "limit": {"20"}, "name": {"n"}}, s.queries[0])
		require.Equal(t, url.Values{"offset": {"25"}, "limit": {"20"}, "name": {"n"}}, s.queries[1])
	}
	require.Equal(t, 5, *params.Offset, "what the caller gave is changed")
}

func TestPagesAreAskedForWhenTheyAreNeeded(t *testing.T) {
	s := shelf{member: "data", count: "total", total: 500}
	all := through(t, s.serve, byToken).Notebooks(t.Context(), nil)
	require.Empty(t, s.queries)
	for n, err := range all {
		require.NoError(t, err)
		if n.ID == "id-49" {
			break
		}
	}
	require.Len(t, s.queries, 1)
}

func TestAnOffsetBehindTheEndIsTheEnd(t *testing.T) {
	s := shelf{member: "data", count: "total", total: 33, strict: true}
	c := through(t, s.serve, byToken)
	require.Empty(t, collect(t, c.Notebooks(t.Context(), &devenviron.ListNotebooksParams{Offset: new(200)})))

	shrunk := through(t, func(r *http.Request) (*http.Response, error) {
		if r.URL.Query().Get("offset") == "" {
			return answer(200, `{"data":[{"id":"1"}],"total":99}`), nil
		}
		return answer(400, `{"error_code":"ModelArts.6400"}`), nil
	}, byToken)
	require.Equal(t, []string{"1"}, collect(t, shrunk.Notebooks(t.Context(), nil)))
}

func TestAFailureEndsAList(t *testing.T) {
	s := shelf{member: "data", count: "total", total: 99}
	c := through(t, func(r *http.Request) (*http.Response, error) {
		if r.URL.Query().Get("offset") == "" {
			return s.serve(r)
		}
		return answer(403, ""), nil
	}, byToken)
	var found, failed int
	for n, err := range c.Notebooks(t.Context(), nil) {
		if err != nil {
			require.ErrorIs(t, err, devenviron.ErrForbidden)
			require.Empty(t, n.ID)
			failed++
			continue
		}
		found++
	}
	require.Equal(t, []int{50, 1}, []int{found, failed})
}

func TestARefusedFirstPageIsAFailure(t *testing.T) {
	c := through(t, func(*http.Request) (*http.Response, error) {
		return answer(400, `{"error_code":"ModelArts.6400"}`), nil
	}, byToken)
	var last error
	for _, err := range c.Notebooks(t.Context(), nil) {
		last = err
	}
	e, ok := errors.AsType[*devenviron.Error](last)
	require.True(t, ok)
	require.Equal(t, errorcode.PayloadInvalid, e.Code)
}

func TestWhatMovesToTheNextPageComesOnce(t *testing.T) {
	pages := []string{`{"data":[{"id":"2"},{"id":"1"}],"total":3}`, `{"data":[{"id":"1"},{"id":"0"}],"total":4}`}
	c := through(t, func(*http.Request) (*http.Response, error) {
		page := pages[0]
		pages = pages[1:]
		return answer(200, page), nil
	}, byToken)
	require.Equal(t, []string{"2", "1", "0"}, collect(t, c.Notebooks(t.Context(), nil)))
}

func TestAServiceThatAlwaysGivesTheSamePageIsAnError(t *testing.T) {
	sent := 0
	c := through(t, func(*http.Request) (*http.Response, error) {
		sent++
		return answer(200, `{"data":[{"id":"1"},{"id":"2"}],"total":9000000000000000000}`), nil
	}, byToken)
	var last error
	for _, err := range c.Notebooks(t.Context(), nil) {
		last = err
	}
	require.ErrorContains(t, last, "the service does not heed offset")
	require.Equal(t, 3, sent)
}

func TestAListWithoutEndIsAnError(t *testing.T) {
	sent := 0
	c := through(t, func(*http.Request) (*http.Response, error) {
		sent++
		return answer(200, fmt.Sprintf(`{"data":[{"id":"%d"}],"total":9000000000000000000}`, sent)), nil
	}, byToken)
	var last error
	for _, err := range c.Notebooks(t.Context(), nil) {
		last = err
	}
	require.ErrorContains(t, last, "pages, and no end")
}
