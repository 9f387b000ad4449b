package sandbox

import (
	"context"
	"strings"

	"github.com/devenviron/contract/gen/model/demanager"
	server "github.com/devenviron/contract/gen/server/demanager"
)

// ListInstances lists the instances of the caller, or of everyone where show_self says so: all of them where limit is 0. An offset behind the last one gives none.
func (s *Sandbox) ListInstances(ctx context.Context, r server.ListInstancesRequestObject) (server.ListInstancesResponseObject, error) {
	q := &r.Params
	f := instanceFilters(q)
	caller := callerOf(ctx).ID
	return read(s.store, r.ProjectID, func(p *project, now int64) (server.ListInstancesResponseObject, error) {
		order := &p.instanceNames
		if or(q.Sortby, demanager.InstanceSortKeyName) == demanager.InstanceSortKeyCreationTimestamp {
			order = &p.instanceOrder
		}
		rows := order.of(caller)
		if strings.EqualFold(or(q.ShowSelf, "true"), "false") {
			rows = order.rows
		}
		rows = f.apply(rows)
		total := len(rows)
		from, to := min(or(q.Offset, 0), total), total
		if limit := or(q.Limit, 0); limit > 0 && limit < to-from {
			to = from + limit
		}
		rows = part(rows, from, to, or(q.Order, demanager.SortOrderAsc) == demanager.SortOrderDesc)
		ranks := p.ranks()
		found := make([]demanager.Instance, 0, len(rows))
		for _, i := range rows {
			found = append(found, p.view(i, ranks, now))
		}
		return server.ListInstances200JSONResponse{Body: demanager.InstancePage{TotalCount: total, Instances: found}}, nil
	})
}

// instanceFilters are the conditions of a request.
func instanceFilters(q *server.ListInstancesParams) filters[instance] {
	var f filters[instance]
	add(&f, q.Status, func(i *instance, want demanager.InstanceStatus) bool { return i.Status == want })
	add(&f, q.WorkspaceID, func(i *instance, want string) bool {
		return i.Workspace != nil && or(i.Workspace.ID, "") == want
	})
	add(&f, q.AIProject, func(i *instance, want string) bool {
		return i.AIProject != nil && or(i.AIProject.ID, "") == want
	})
	add(&f, q.PoolID, func(i *instance, want string) bool { return i.Pool != nil && or(i.Pool.ID, "") == want })
	return f
}
