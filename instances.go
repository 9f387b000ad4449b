package devenviron

import (
	"context"
	"slices"

	demanagerclient "github.com/devenviron/contract/gen/client/demanager"
	"github.com/devenviron/contract/gen/errorcode"
	"github.com/devenviron/contract/gen/model/demanager"
)

// ListInstancesParams are the filters of [Client.ListInstances] and [Client.Instances].
type ListInstancesParams = demanagerclient.ListInstancesParams

// CreateInstance starts to create an instance. [Client.WaitForInstance] waits until it runs.
func (c *Client) CreateInstance(ctx context.Context, instance demanager.CreateInstanceRequest) (*demanager.Instance, error) {
	return read[demanager.Instance](c.demanager.CreateInstance(ctx, c.project, instance))
}

// ListInstances gives the instances that match the filters, of which nil has none: all, or as many as Limit says.
// DeType may be left out. [Client.Instances] goes through all pages.
func (c *Client) ListInstances(ctx context.Context, params *ListInstancesParams) (*demanager.InstancePage, error) {
	asked := value(params)
	if asked.DeType == "" {
		asked.DeType = demanager.EnvironmentTypeNotebook
	}
	return read[demanager.InstancePage](c.demanager.ListInstances(ctx, c.project, &asked))
}

// ShowInstance gives an instance.
func (c *Client) ShowInstance(ctx context.Context, id string) (*demanager.Instance, error) {
	return read[demanager.Instance](c.demanager.ShowInstance(ctx, c.project, id, named("instance", id)))
}

// UpdateInstance changes the description or the timer of an instance.
func (c *Client) UpdateInstance(ctx context.Context, id string, changes demanager.UpdateInstanceRequest) (*demanager.Instance, error) {
	return read[demanager.Instance](c.demanager.UpdateInstance(ctx, c.project, id, changes, named("instance", id)))
}

// ManageInstance begins an action on an instance, and gives the status before it and now. To start or stop an instance
// that is where it is to go, or on its way there, is no error: then both are the status that it has.
func (c *Client) ManageInstance(ctx context.Context, id string, action demanager.InstanceAction) (*demanager.InstanceTransition, error) {
	goal := instanceGoals[action]
	sent := ctx
	if goal != nil {
		sent = repeatable(ctx)
	}
	body := demanager.ManageInstanceRequest{Action: action}
	done, err := read[demanager.InstanceTransition](c.demanager.ManageInstance(sent, c.project, id, body, named("instance", id)))
	if !hasCode(err, idleCodes...) || goal == nil {
		return done, err
	}
	now, again := c.ShowInstance(ctx, id)
	if again != nil || !slices.Contains(goal, now.Status) {
		return nil, err
	}
	return &demanager.InstanceTransition{CurrentStatus: now.Status, PreviousState: now.Status}, nil
}

// DeleteInstance deletes an instance, which has to be stopped. One that is gone already gives [ErrNotFound].
func (c *Client) DeleteInstance(ctx context.Context, id string) (*demanager.DeletedInstance, error) {
	return read[demanager.DeletedInstance](c.demanager.DeleteInstance(ctx, c.project, id, named("instance", id)))
}

// ShowInstanceToken gives the token with which an instance is opened, a secret.
func (c *Client) ShowInstanceToken(ctx context.Context, id string) (*demanager.InstanceToken, error) {
	return read[demanager.InstanceToken](c.demanager.ShowInstanceToken(ctx, c.project, id, named("instance", id)))
}

// instanceGoals are the statuses to which actions lead.
var instanceGoals = map[demanager.InstanceAction][]demanager.InstanceStatus{
	demanager.InstanceActionStart: {demanager.InstanceStatusRunning, demanager.InstanceStatusStarting},
	demanager.InstanceActionStop:  {demanager.InstanceStatusStopped, demanager.InstanceStatusStopping},
}

// idleCodes refuse to start or stop what is where it is to go, or busy.
var idleCodes = []string{
	errorcode.InstanceAlreadyRunning, errorcode.InstanceStarting, errorcode.InstanceAlreadyStopped,
	errorcode.InstanceStopping, errorcode.OperationConflict,
}
