package sandbox

import (
	"context"
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/images"
	server "github.com/devenviron/contract/gen/server/images"
)

// ListImageGroups lists the names of images with the number of their tags. Without a limit they are under another
// name, as the service was seen to do.
func (s *Sandbox) ListImageGroups(_ context.Context, r server.ListImageGroupsRequestObject) (server.ListImageGroupsResponseObject, error) {
	q := &r.Params
	var f filters[image]
	add(&f, q.Name, nameFilter(q.NameFuzzyMatch))
	add(&f, q.Namespace, func(i *image, want string) bool { return or(i.Namespace, "") == want })
	add(&f, q.Type, func(i *image, want images.ImageType) bool { return *i.Type == want })
	add(&f, q.WorkspaceID, inWorkspace)
	add(&f, q.SwrInstanceID, func(i *image, want string) bool {
		got, err := i.SwrInstanceID.Get()
		return err == nil && got == want
	})
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ListImageGroupsResponseObject, error) {
		cut, err := cut(groups(f.apply(p.imageRows())), or(q.Offset, 0), or(q.Limit, imagesDefaultLimit), false)
		if err != nil {
			return nil, err
		}
		body := images.ImageGroupPage{Current: new(cut.current + 1), Pages: &cut.pages, Size: &cut.size, Total: &cut.total}
		found := make([]images.ImageGroup, 0, len(cut.rows))
		for _, g := range cut.rows {
			found = append(found, *g)
		}
		if q.Limit == nil {
			body.Groups = found
		} else {
			body.Data = found
		}
		return server.ListImageGroups200JSONResponse{Body: body}, nil
	})
}

// groups puts images of one name and organization together, ordered by both. A group is as old as its oldest image,
// and was changed with the one changed last.
func groups(rows []*image) []*images.ImageGroup {
	byName := map[[2]string]*images.ImageGroup{}
	for _, i := range rows {
		key := [2]string{or(i.Namespace, ""), or(i.Name, "")}
		g, ok := byName[key]
		if !ok {
			g = &images.ImageGroup{
				Name: i.Name, Namespace: i.Namespace, CreateAt: i.CreateAt, UpdateAt: i.UpdateAt, VersionCount: new(0),
			}
			byName[key] = g
		}
		*g.VersionCount++
		g.CreateAt = new(min(or(g.CreateAt, 0), or(i.CreateAt, 0)))
		g.UpdateAt = new(max(or(g.UpdateAt, 0), or(i.UpdateAt, 0)))
	}
	found := make([]*images.ImageGroup, 0, len(byName))
	for _, g := range byName {
		found = append(found, g)
	}
	slices.SortFunc(found, func(a, b *images.ImageGroup) int {
		return strings.Compare(or(a.Namespace, "")+"/"+or(a.Name, ""), or(b.Namespace, "")+"/"+or(b.Name, ""))
	})
	return found
}
