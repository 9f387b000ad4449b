package sandbox

import (
	"cmp"
	"context"
	"slices"

	"github.com/devenviron/contract/gen/model/common"
	"github.com/devenviron/contract/gen/model/flavors"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
	server "github.com/devenviron/contract/gen/server/notebooks"
)

var flavorSortKeys = sortKeys[flavors.Flavor]{
	"id":     func(a, b *flavors.Flavor) int { return cmp.Compare(*a.ID, *b.ID) },
	"name":   func(a, b *flavors.Flavor) int { return cmp.Compare(or(a.Name, ""), or(b.Name, "")) },
	"vcpus":  func(a, b *flavors.Flavor) int { return cmp.Compare(or(a.Vcpus, 0), or(b.Vcpus, 0)) },
	"memory": func(a, b *flavors.Flavor) int { return cmp.Compare(or(a.Memory, 0), or(b.Memory, 0)) },
}

// ListFlavors lists the flavors of notebooks.
func (s *Sandbox) ListFlavors(_ context.Context, r server.ListFlavorsRequestObject) (server.ListFlavorsResponseObject, error) {
	q := &r.Params
	var f filters[flavors.Flavor]
	add(&f, q.Category, func(v *flavors.Flavor, want images.ResourceCategory) bool { return or(v.Category, "") == want })
	add(&f, q.Feature, func(v *flavors.Flavor, want notebooks.NotebookFeature) bool { return or(v.Feature, "") == want })
	add(&f, q.FlavorType, func(v *flavors.Flavor, want string) bool { return v.Ascend != nil && or(v.Ascend.Type, "") == want })
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ListFlavorsResponseObject, error) {
		body, err := flavorPage(f.apply(p.flavorRows()), q.Offset, q.Limit, q.SortKey, q.SortDir)
		return server.ListFlavors200JSONResponse{Body: body}, err
	})
}

// ListSwitchableFlavors lists the flavors to which a notebook can change.
func (s *Sandbox) ListSwitchableFlavors(_ context.Context, r server.ListSwitchableFlavorsRequestObject) (server.ListSwitchableFlavorsResponseObject, error) {
	q := &r.Params
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ListSwitchableFlavorsResponseObject, error) {
		n, err := p.findNotebook(r.ID)
		if err != nil {
			return nil, err
		}
		f := filters[flavors.Flavor]{func(v *flavors.Flavor) bool { return p.switchable(n, v) }}
		body, err := flavorPage(f.apply(p.flavorRows()), q.Offset, q.Limit, q.SortKey, q.SortDir)
		return server.ListSwitchableFlavors200JSONResponse{Body: body}, err
	})
}

// switchable tells whether a notebook can change to a flavor: another one that is on sale, for the same feature and
// processor.
func (p *project) switchable(n *notebook, to *flavors.Flavor) bool {
	from, err := p.findFlavor(or(n.Flavor, ""))
	return err == nil && *from.ID != *to.ID && !or(to.SoldOut, false) &&
		or(from.Feature, "") == or(to.Feature, "") && or(from.Arch, "") == or(to.Arch, "")
}

func (s *store) flavorRows() []*flavors.Flavor {
	rows := make([]*flavors.Flavor, len(s.flavors))
	for i := range s.flavors {
		rows[i] = &s.flavors[i]
	}
	return rows
}

// flavorPage is a page of flavors. It counts pages from 1, unlike the lists of notebooks.
func flavorPage(rows []*flavors.Flavor, offset, limit *int, key *string, direction *common.SortDirection) (flavors.FlavorPage, error) {
	if list := or(key, ""); list != "" {
		if err := flavorSortKeys.sort(rows, list, or(direction, common.SortDirectionDescending)); err != nil {
			return flavors.FlavorPage{}, err
		}
	} else if or(direction, common.SortDirectionAscending) == common.SortDirectionDescending {
		slices.Reverse(rows)
	}
	cut, err := cut(rows, or(offset, 0), or(limit, max(1, len(rows))), false)
	if err != nil {
		return flavors.FlavorPage{}, err
	}
	found := make([]flavors.Flavor, 0, len(cut.rows))
	for _, f := range cut.rows {
		found = append(found, *f)
	}
	return flavors.FlavorPage{
		Current: new(cut.current + 1), Pages: &cut.pages, Size: &cut.size, Total: &cut.total, Data: found, Flavors: found,
	}, nil
}
