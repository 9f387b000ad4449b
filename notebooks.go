package devenviron

import (
	"context"
	"slices"

	notebooksclient "github.com/devenviron/contract/gen/client/notebooks"
	"github.com/devenviron/contract/gen/model/flavors"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// Parameters of operations on notebooks and flavors. Where a method takes a pointer to them, nil has none.
type (
	ListNotebooksParams         = notebooksclient.ListNotebooksParams
	ListAllNotebooksParams      = notebooksclient.ListAllNotebooksParams
	ListFlavorsParams           = notebooksclient.ListFlavorsParams
	ListSwitchableFlavorsParams = notebooksclient.ListSwitchableFlavorsParams
	StartNotebookParams         = notebooksclient.StartNotebookParams
)

// CreateNotebook starts to create a notebook. [Client.WaitForNotebook] waits until it runs.
func (c *Client) CreateNotebook(ctx context.Context, notebook notebooks.CreateNotebookRequest) (*notebooks.Notebook, error) {
	if network := notebook.UserVpc; network != nil && network.SecurityGroupIds == nil {
		filled := *network
		filled.SecurityGroupIds = []string{}
		notebook.UserVpc = &filled
	}
	return read[notebooks.Notebook](c.notebooks.CreateNotebook(ctx, c.project, notebook))
}

// ListNotebooks gives one page of the caller's notebooks. [Client.Notebooks] goes through all pages.
func (c *Client) ListNotebooks(ctx context.Context, params *ListNotebooksParams) (*notebooks.NotebookPage, error) {
	return read[notebooks.NotebookPage](c.notebooks.ListNotebooks(ctx, c.project, params))
}

// ListAllNotebooks gives one page of the notebooks of all users. [Client.AllNotebooks] goes through all pages.
func (c *Client) ListAllNotebooks(ctx context.Context, params *ListAllNotebooksParams) (*notebooks.NotebookPage, error) {
	return read[notebooks.NotebookPage](c.notebooks.ListAllNotebooks(ctx, c.project, params))
}

// ShowNotebook gives a notebook.
func (c *Client) ShowNotebook(ctx context.Context, id string) (*notebooks.Notebook, error) {
	return read[notebooks.Notebook](c.notebooks.ShowNotebook(ctx, c.project, id, named("notebook", id)))
}

// UpdateNotebook changes a notebook, which has to be stopped. What is absent stays as it is.
func (c *Client) UpdateNotebook(ctx context.Context, id string, changes notebooks.UpdateNotebookRequest) (*notebooks.Notebook, error) {
	return read[notebooks.Notebook](c.notebooks.UpdateNotebook(ctx, c.project, id, changes, named("notebook", id)))
}

// DeleteNotebook starts to delete a notebook; where the service answers without a body, what it gives is empty. One that
// is gone already gives [ErrNotFound].
func (c *Client) DeleteNotebook(ctx context.Context, id string) (*notebooks.Notebook, error) {
	return read[notebooks.Notebook](c.notebooks.DeleteNotebook(ctx, c.project, id, named("notebook", id)))
}

// StartNotebook starts a notebook. To start one that runs or is starting is no error: it is given as it is, with its old
// lease. [Client.WaitForNotebook] waits until it runs.
func (c *Client) StartNotebook(ctx context.Context, id string, params *StartNotebookParams) (*notebooks.Notebook, error) {
	started, err := read[notebooks.Notebook](c.notebooks.StartNotebook(repeatable(ctx), c.project, id, params, notebooks.EmptyRequest{}, named("notebook", id)))
	return c.unless(ctx, id, started, err, notebooks.NotebookStatusRunning, notebooks.NotebookStatusStarting)
}

// StopNotebook stops a notebook. To stop one that is stopped or stopping is no error: it is given as it is.
func (c *Client) StopNotebook(ctx context.Context, id string) (*notebooks.Notebook, error) {
	stopped, err := read[notebooks.Notebook](c.notebooks.StopNotebook(repeatable(ctx), c.project, id, notebooks.EmptyRequest{}, named("notebook", id)))
	return c.unless(ctx, id, stopped, err, notebooks.NotebookStatusStopped, notebooks.NotebookStatusStopping)
}

// unless gives an answer, unless it was refused for a notebook that is where it is to go: then it gives the notebook.
func (c *Client) unless(ctx context.Context, id string, answer *notebooks.Notebook, err error, goal ...notebooks.NotebookStatus) (*notebooks.Notebook, error) {
	if !hasCode(err, idleCodes...) {
		return answer, err
	}
	now, again := c.ShowNotebook(ctx, id)
	if again != nil || !slices.Contains(goal, now.Status) {
		return nil, err
	}
	return now, nil
}

// ShowLease gives the timer that stops a notebook. [Client.RemainingLease] says what is left.
func (c *Client) ShowLease(ctx context.Context, id string) (*notebooks.Lease, error) {
	return read[notebooks.Lease](c.notebooks.ShowLease(ctx, c.project, id, named("notebook", id)))
}

// RenewLease lets a running notebook run on, for a duration from now. Where the service answers without a body, what it
// gives is empty.
func (c *Client) RenewLease(ctx context.Context, id string, lease notebooks.LeaseRequest) (*notebooks.Lease, error) {
	return read[notebooks.Lease](c.notebooks.RenewLease(ctx, c.project, id, nil, lease, named("notebook", id)))
}

// SaveNotebookImage starts to save a running notebook as an image. [Client.WaitForImage] waits until it can be used.
func (c *Client) SaveNotebookImage(ctx context.Context, id string, image notebooks.SaveNotebookImageRequest) (*images.Image, error) {
	return read[images.Image](c.notebooks.SaveNotebookImage(ctx, c.project, id, image, named("notebook", id)))
}

// OpenCodeLab opens the free notebook of the caller.
func (c *Client) OpenCodeLab(ctx context.Context, what notebooks.OpenCodeLabRequest) (*notebooks.Notebook, error) {
	return read[notebooks.Notebook](c.notebooks.OpenCodeLab(ctx, c.project, what))
}

// ListFlavors gives the flavors, or one page of them. [Client.Flavors] goes through all pages.
func (c *Client) ListFlavors(ctx context.Context, params *ListFlavorsParams) (*flavors.FlavorPage, error) {
	return read[flavors.FlavorPage](c.notebooks.ListFlavors(ctx, c.project, params))
}

// ListSwitchableFlavors gives the flavors to which a notebook can change, or one page of them.
// [Client.SwitchableFlavors] goes through all pages.
func (c *Client) ListSwitchableFlavors(ctx context.Context, id string, params *ListSwitchableFlavorsParams) (*flavors.FlavorPage, error) {
	return read[flavors.FlavorPage](c.notebooks.ListSwitchableFlavors(ctx, c.project, id, params, named("notebook", id)))
}
