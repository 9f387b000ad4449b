package devenviron

import (
	"context"

	tagsclient "github.com/devenviron/contract/gen/client/tags"
	"github.com/devenviron/contract/gen/model/tags"
)

// Parameters of operations on tags, which name a workspace. Nil has none.
type (
	ShowNotebookTagsParams   = tagsclient.ShowNotebookTagsParams
	CreateNotebookTagsParams = tagsclient.CreateNotebookTagsParams
	DeleteNotebookTagsParams = tagsclient.DeleteNotebookTagsParams
)

// ShowNotebookTags gives the tags of all notebooks of the project, with their values.
func (c *Client) ShowNotebookTags(ctx context.Context, params *ShowNotebookTagsParams) (*tags.NotebookTags, error) {
	return read[tags.NotebookTags](c.tags.ShowNotebookTags(ctx, c.project, params))
}

// CreateNotebookTags adds tags to a notebook, and replaces the values of those that it has.
func (c *Client) CreateNotebookTags(ctx context.Context, notebook string, params *CreateNotebookTagsParams, add ...tags.TagRequest) error {
	body := tags.CreateNotebookTagsRequest{Tags: append([]tags.TagRequest{}, add...)}
	return done(c.tags.CreateNotebookTags(ctx, c.project, notebook, params, body, named("notebook", notebook)))
}

// DeleteNotebookTags removes tags from a notebook. Without a value the key alone decides.
func (c *Client) DeleteNotebookTags(ctx context.Context, notebook string, params *DeleteNotebookTagsParams, remove ...tags.TagRequest) error {
	body := tags.DeleteNotebookTagsRequest{Tags: append([]tags.TagRequest{}, remove...)}
	return done(c.tags.DeleteNotebookTags(ctx, c.project, notebook, params, body, named("notebook", notebook)))
}
