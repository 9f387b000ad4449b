package sandbox

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/common"
	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/gen/model/tags"
	server "github.com/devenviron/contract/gen/server/notebooks"
)

const notebooksDefaultLimit = 10

var notebookSortKeys = sortKeys[notebook]{
	"id":        func(a, b *notebook) int { return cmp.Compare(a.ID, b.ID) },
	"name":      func(a, b *notebook) int { return cmp.Compare(a.Name, b.Name) },
	"status":    func(a, b *notebook) int { return cmp.Compare(a.Status, b.Status) },
	"flavor":    func(a, b *notebook) int { return cmp.Compare(or(a.Flavor, ""), or(b.Flavor, "")) },
	"create_at": func(a, b *notebook) int { return cmp.Compare(*a.CreateAt, *b.CreateAt) },
	"update_at": func(a, b *notebook) int { return cmp.Compare(or(a.UpdateAt, 0), or(b.UpdateAt, 0)) },
}

// ListNotebooks lists the notebooks of the caller.
func (s *Sandbox) ListNotebooks(ctx context.Context, r server.ListNotebooksRequestObject) (server.ListNotebooksResponseObject, error) {
	caller := callerOf(ctx)
	params := server.ListAllNotebooksParams(r.Params)
	f := notebookFilters(caller, &params)
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ListNotebooksResponseObject, error) {
		return p.listNotebooks(f.apply(p.notebookOrder.of(caller.ID)), &params)
	})
}

// ListAllNotebooks lists the notebooks of all users.
func (s *Sandbox) ListAllNotebooks(ctx context.Context, r server.ListAllNotebooksRequestObject) (server.ListAllNotebooksResponseObject, error) {
	f := notebookFilters(callerOf(ctx), &r.Params)
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ListAllNotebooksResponseObject, error) {
		return p.listNotebooks(f.apply(p.notebookOrder.rows), &r.Params)
	})
}

func (p *project) listNotebooks(rows []*notebook, params *server.ListAllNotebooksParams) (notebookPage, error) {
	direction := or(params.SortDir, common.SortDirectionDescending)
	backwards := direction == common.SortDirectionDescending
	if key := or(params.SortKey, ""); key != "" {
		rows, backwards = slices.Clone(rows), false
		if err := notebookSortKeys.sort(rows, key, direction); err != nil {
			return notebookPage{}, err
		}
	}
	cut, err := cut(rows, or(params.Offset, 0), or(params.Limit, notebooksDefaultLimit), backwards)
	answer := notebookPage{page: cut, texts: make([][]byte, len(cut.rows))}
	for i, n := range cut.rows {
		var failed error
		answer.texts[i], failed = n.brief.get(p.changes, n.inList)
		err = errors.Join(err, failed)
	}
	return answer, err
}

// inList is a notebook as lists have it, without what is asked for one at a time.
func (n *notebook) inList() any {
	shown := n.Notebook
	shown.Token = nil
	return shown
}

// notebookFilters are the conditions of a request. What is not asked for is not filtered by, defaults included: the
// service's own answers do not heed them.
func notebookFilters(caller *User, q *server.ListAllNotebooksParams) filters[notebook] {
	var f filters[notebook]
	add(&f, q.ID, func(n *notebook, want string) bool { return n.ID == want })
	add(&f, q.Name, func(n *notebook, want string) bool { return strings.Contains(n.Name, want) })
	add(&f, q.Status, func(n *notebook, want notebooks.NotebookStatus) bool { return n.Status == want })
	add(&f, q.Feature, func(n *notebook, want notebooks.NotebookFeature) bool { return or(n.Feature, "") == want })
	add(&f, q.WorkspaceID, func(n *notebook, want string) bool { return or(n.WorkspaceID, "") == want })
	add(&f, q.Flavor, func(n *notebook, want string) bool { return or(n.Flavor, "") == want })
	add(&f, q.ImageID, func(n *notebook, want string) bool { return n.Image != nil && or(n.Image.ID, "") == want })
	add(&f, q.SwrPath, func(n *notebook, want string) bool {
		return n.Image != nil && strings.Contains(or(n.Image.SwrPath, ""), want)
	})
	add(&f, q.PoolID, func(n *notebook, want string) bool { return n.Pool != nil && or(n.Pool.ID, "") == want })
	add(&f, q.PoolName, func(n *notebook, want string) bool {
		return n.Pool != nil && strings.Contains(or(n.Pool.Name, ""), want)
	})
	add(&f, q.Description, func(n *notebook, want string) bool { return strings.Contains(or(n.Description, ""), want) })
	add(&f, q.IP, func(n *notebook, want string) bool { return or(n.IP, "") == want })
	add(&f, q.Username, func(n *notebook, want string) bool {
		return n.User != nil && strings.Contains(or(n.User.Name, ""), want)
	})
	add(&f, q.Billing, func(n *notebook, want notebooks.BillingItem) bool {
		return want == notebooks.BillingItemAll && len(n.BillingItems) > 0 || slices.Contains(n.BillingItems, want)
	})
	add(&f, q.Tags, func(n *notebook, want string) bool { return n.hasTags(want) })
	if !caller.Member {
		add(&f, q.Owner, func(n *notebook, want string) bool { return or(n.UserID, "") == want })
	}
	return f
}

// hasTags wants every tag of a list such as "purpose|course,owner|me".
func (n *notebook) hasTags(list string) bool {
	for pair := range strings.SplitSeq(list, ",") {
		key, value, valued := strings.Cut(pair, "|")
		if !slices.ContainsFunc(n.Tags, func(t tags.Tag) bool {
			return or(t.Key, "") == key && (!valued || or(t.Value, "") == value)
		}) {
			return false
		}
	}
	return true
}
