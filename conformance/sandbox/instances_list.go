package sandbox

import (
	"context"
	"strings"

	"github.com/devenviron/contract/gen/model/demanager"
	server "github.com/devenviron/contract/gen/server/demanager"
)

// ListInstances lists instances, all of them where limit is 0. An offset behind the last one gives none.
func (s *Sandbox) ListInstances(ctx context.Context, r server.ListInstancesRequestObject) (server.ListInstancesResponseObject, error) {
	q := &r.Params
	f := instanceFilters(callerOf(ctx), q)
	return read(s.store, r.ProjectID, func(p *project, now int64) (server.ListInstancesResponseObject, error) {
		rows := p.instanceNames.rows
		if or(q.Sortby, demanager.InstanceSortKeyName) == demanager.InstanceSortKeyCreationTimestamp {
			rows = p.instanceOrder.rows
		}
		rows = f.apply(rows)
		total := len(rows)
		if or(q.Order, demanager.SortOrderAsc) == demanager.SortOrderDesc {
			rows = backwards(rows)
		}
		rows = rows[min(or(q.Offset, 0), total):]
		if limit := or(q.Limit, 0); limit > 0 && limit < len(rows) {
			rows = rows[:limit]
		}
		ranks := p.ranks()
		found := make([]demanager.Instance, 0, len(rows))
		for _, i := range rows {
			found = append(found, p.view(i, ranks, now))
		}
		return server.ListInstances200JSONResponse{Body: demanager.InstancePage{TotalCount: total, Instances: found}}, nil
	})
}

// instanceFilters are the conditions of a request. Only the own instances are shown where nothing else is said.
func instanceFilters(caller *User, q *server.ListInstancesParams) filters[instance] {
	var f filters[instance]
	add(&f, q.Status, func(i *instance, want demanager.InstanceStatus) bool { return i.Status == want })
	add(&f, q.WorkspaceID, func(i *instance, want string) bool {
		return i.Workspace != nil && or(i.Workspace.ID, "") == want
	})
	add(&f, q.AIProject, func(i *instance, want string) bool {
		return i.AIProject != nil && or(i.AIProject.ID, "") == want
	})
	add(&f, q.PoolID, func(i *instance, want string) bool { return i.Pool != nil && or(i.Pool.ID, "") == want })
	if !strings.EqualFold(or(q.ShowSelf, "true"), "false") {
		f = append(f, func(i *instance) bool { return i.User != nil && or(i.User.ID, "") == caller.ID })
	}
	return f
}
