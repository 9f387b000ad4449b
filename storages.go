package devenviron

import (
	"context"

	"github.com/devenviron/contract/gen/model/storages"
)

// AttachStorage starts to mount a storage into a running notebook. [Client.WaitForStorage] waits until it is mounted.
func (c *Client) AttachStorage(ctx context.Context, notebook string, storage storages.AttachStorageRequest) (*storages.DataVolume, error) {
	return read[storages.DataVolume](c.storages.AttachStorage(ctx, c.project, notebook, storage, named("notebook", notebook)))
}

// ListStorages gives the storages that were mounted into a notebook while it runs. It gives all of them: the answer has
// the form of a page, but no parameter asks for another.
func (c *Client) ListStorages(ctx context.Context, notebook string) (*storages.DataVolumePage, error) {
	return read[storages.DataVolumePage](c.storages.ListStorages(ctx, c.project, notebook, named("notebook", notebook)))
}

// ShowStorage gives a storage of a notebook.
func (c *Client) ShowStorage(ctx context.Context, notebook, id string) (*storages.DataVolume, error) {
	return read[storages.DataVolume](c.storages.ShowStorage(ctx, c.project, notebook, id, named("notebook", notebook), named("storage", id)))
}

// DetachStorage starts to unmount a storage from a notebook; what it holds stays where it is. Where the service answers
// without a body, what it gives is empty.
func (c *Client) DetachStorage(ctx context.Context, notebook, id string) (*storages.DataVolume, error) {
	return read[storages.DataVolume](c.storages.DetachStorage(ctx, c.project, notebook, id, named("notebook", notebook), named("storage", id)))
}
