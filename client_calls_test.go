package devenviron_test

import (
	"context"
	"testing"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/gen/model/storages"
	"github.com/devenviron/contract/gen/model/tags"
)

// call calls the method of an operation with what a sample of a request has.
type call func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error)

// plainCall is for operations of the project itself, of which the rest of a request is the last argument.
func plainCall[P, A any](of func(*testing.T, request) P, method func(*devenviron.Client, context.Context, P) (A, error)) call {
	return func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return method(c, ctx, of(t, r))
	}
}

func fromBody[T any](t *testing.T, r request) T   { return decode[T](t, r.body) }
func fromQuery[T any](t *testing.T, r request) *T { return new(decode[T](t, r.query)) }

// calls are the methods of all operations, by their IDs.
var calls = map[string]call{
	"createInstance": plainCall(fromBody[demanager.CreateInstanceRequest], (*devenviron.Client).CreateInstance),
	"listInstances":  plainCall(fromQuery[devenviron.ListInstancesParams], (*devenviron.Client).ListInstances),
	"showInstance": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ShowInstance(ctx, r.path["instance_id"])
	},
	"updateInstance": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.UpdateInstance(ctx, r.path["instance_id"], fromBody[demanager.UpdateInstanceRequest](t, r))
	},
	"manageInstance": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ManageInstance(ctx, r.path["instance_id"], fromBody[demanager.ManageInstanceRequest](t, r).Action)
	},
	"deleteInstance": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.DeleteInstance(ctx, r.path["instance_id"])
	},
	"showInstanceToken": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ShowInstanceToken(ctx, r.path["instance_id"])
	},
	"createNotebook":   plainCall(fromBody[notebooks.CreateNotebookRequest], (*devenviron.Client).CreateNotebook),
	"listNotebooks":    plainCall(fromQuery[devenviron.ListNotebooksParams], (*devenviron.Client).ListNotebooks),
	"listAllNotebooks": plainCall(fromQuery[devenviron.ListAllNotebooksParams], (*devenviron.Client).ListAllNotebooks),
	"showNotebook": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ShowNotebook(ctx, r.path["id"])
	},
	"updateNotebook": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.UpdateNotebook(ctx, r.path["id"], fromBody[notebooks.UpdateNotebookRequest](t, r))
	},
	"deleteNotebook": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.DeleteNotebook(ctx, r.path["id"])
	},
	"startNotebook": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.StartNotebook(ctx, r.path["id"], fromQuery[devenviron.StartNotebookParams](t, r))
	},
	"stopNotebook": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.StopNotebook(ctx, r.path["id"])
	},
	"showLease": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ShowLease(ctx, r.path["id"])
	},
	"renewLease": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.RenewLease(ctx, r.path["id"], fromBody[notebooks.LeaseRequest](t, r))
	},
	"saveNotebookImage": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.SaveNotebookImage(ctx, r.path["id"], fromBody[notebooks.SaveNotebookImageRequest](t, r))
	},
	"openCodeLab": plainCall(fromBody[notebooks.OpenCodeLabRequest], (*devenviron.Client).OpenCodeLab),
	"listFlavors": plainCall(fromQuery[devenviron.ListFlavorsParams], (*devenviron.Client).ListFlavors),
	"listSwitchableFlavors": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ListSwitchableFlavors(ctx, r.path["id"], fromQuery[devenviron.ListSwitchableFlavorsParams](t, r))
	},
	"listImages":    plainCall(fromQuery[devenviron.ListImagesParams], (*devenviron.Client).ListImages),
	"registerImage": plainCall(fromBody[images.RegisterImageRequest], (*devenviron.Client).RegisterImage),
	"showImage": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ShowImage(ctx, r.path["id"])
	},
	"deleteImage": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.DeleteImage(ctx, r.path["id"], r.query["force"] == true)
	},
	"listImageGroups": plainCall(fromQuery[devenviron.ListImageGroupsParams], (*devenviron.Client).ListImageGroups),
	"attachStorage": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.AttachStorage(ctx, r.path["instance_id"], fromBody[storages.AttachStorageRequest](t, r))
	},
	"listStorages": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ListStorages(ctx, r.path["instance_id"])
	},
	"showStorage": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.ShowStorage(ctx, r.path["instance_id"], r.path["storage_id"])
	},
	"detachStorage": func(_ *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		return c.DetachStorage(ctx, r.path["instance_id"], r.path["storage_id"])
	},
	"showNotebookTags": plainCall(fromQuery[devenviron.ShowNotebookTagsParams], (*devenviron.Client).ShowNotebookTags),
	"createNotebookTags": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		body := fromBody[tags.CreateNotebookTagsRequest](t, r)
		return nil, c.CreateNotebookTags(ctx, r.path["resource_id"], fromQuery[devenviron.CreateNotebookTagsParams](t, r), body.Tags...)
	},
	"deleteNotebookTags": func(t *testing.T, ctx context.Context, c *devenviron.Client, r request) (any, error) {
		body := fromBody[tags.DeleteNotebookTagsRequest](t, r)
		return nil, c.DeleteNotebookTags(ctx, r.path["resource_id"], fromQuery[devenviron.DeleteNotebookTagsParams](t, r), body.Tags...)
	},
}
