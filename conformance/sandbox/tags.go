package sandbox

import (
	"context"
	"maps"
	"slices"

	"github.com/devenviron/contract/gen/model/tags"
	server "github.com/devenviron/contract/gen/server/tags"
)

// ShowNotebookTags shows the tags of all notebooks, each label once.
func (s *Sandbox) ShowNotebookTags(_ context.Context, r server.ShowNotebookTagsRequestObject) (server.ShowNotebookTagsResponseObject, error) {
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ShowNotebookTagsResponseObject, error) {
		values := map[string]map[string]bool{}
		for _, n := range p.notebookOrder.rows {
			if r.Params.WorkspaceID != nil && or(n.WorkspaceID, "") != *r.Params.WorkspaceID {
				continue
			}
			for _, t := range n.Tags {
				if values[*t.Key] == nil {
					values[*t.Key] = map[string]bool{}
				}
				values[*t.Key][or(t.Value, "")] = true
			}
		}
		found := make([]tags.TagValues, 0, len(values))
		for _, key := range slices.Sorted(maps.Keys(values)) {
			found = append(found, tags.TagValues{Key: key, Values: slices.Sorted(maps.Keys(values[key]))})
		}
		return server.ShowNotebookTags200JSONResponse{Body: tags.NotebookTags{Tags: found}}, nil
	})
}

// mostTags is how many tags a notebook may have, as tag management has it for every resource.
const mostTags = 20

// CreateNotebookTags adds tags to a notebook. A label that is there gets the new value.
func (s *Sandbox) CreateNotebookTags(_ context.Context, r server.CreateNotebookTagsRequestObject) (server.CreateNotebookTagsResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, _ int64) (server.CreateNotebookTagsResponseObject, error) {
		n, err := p.findNotebook(r.ResourceID)
		if err != nil {
			return nil, err
		}
		given := slices.Clone(n.Tags)
		for _, t := range tagsOf(r.Body.Tags) {
			i := slices.IndexFunc(given, func(o tags.Tag) bool { return *o.Key == *t.Key })
			if i < 0 {
				given = append(given, t)
			} else {
				given[i] = t
			}
		}
		if len(given) > mostTags {
			return nil, propertyValueInvalid.because("tags: notebook %q would have %d, want at most %d", n.Name, len(given), mostTags)
		}
		n.Tags = given
		return server.CreateNotebookTags204Response{}, nil
	})
}

// DeleteNotebookTags deletes tags of a notebook. Without a value the label alone decides.
func (s *Sandbox) DeleteNotebookTags(_ context.Context, r server.DeleteNotebookTagsRequestObject) (server.DeleteNotebookTagsResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, _ int64) (server.DeleteNotebookTagsResponseObject, error) {
		n, err := p.findNotebook(r.ResourceID)
		if err != nil {
			return nil, err
		}
		n.Tags = slices.DeleteFunc(slices.Clone(n.Tags), func(t tags.Tag) bool {
			return slices.ContainsFunc(r.Body.Tags, func(asked tags.TagRequest) bool {
				return asked.Key == *t.Key && (asked.Value == nil || *asked.Value == or(t.Value, ""))
			})
		})
		return server.DeleteNotebookTags204Response{}, nil
	})
}
