package sandbox

import (
	"context"
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/demanager"
	server "github.com/devenviron/contract/gen/server/demanager"
)

// ShowInstance shows an instance.
func (s *Sandbox) ShowInstance(_ context.Context, r server.ShowInstanceRequestObject) (server.ShowInstanceResponseObject, error) {
	return read(s.store, r.ProjectID, func(p *project, now int64) (server.ShowInstanceResponseObject, error) {
		i, err := p.findInstance(r.InstanceID)
		if err != nil {
			return nil, err
		}
		return server.ShowInstance200JSONResponse{Body: p.view(i, p.ranks(), now)}, nil
	})
}

// ShowInstanceToken shows what opens the notebook server of an instance that runs.
func (s *Sandbox) ShowInstanceToken(_ context.Context, r server.ShowInstanceTokenRequestObject) (server.ShowInstanceTokenResponseObject, error) {
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ShowInstanceTokenResponseObject, error) {
		i, err := p.findInstance(r.InstanceID)
		if err != nil {
			return nil, err
		}
		if i.Status != demanager.InstanceStatusRunning {
			return nil, instanceNotRunning.because("instance %q is %s, and has a token only while it is RUNNING", i.Name, i.Status)
		}
		return server.ShowInstanceToken200JSONResponse{Body: demanager.InstanceToken{Token: i.token}}, nil
	})
}

// UpdateInstance changes the text about an instance and its timer. A timer that runs is not touched.
func (s *Sandbox) UpdateInstance(_ context.Context, r server.UpdateInstanceRequestObject) (server.UpdateInstanceResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.UpdateInstanceResponseObject, error) {
		i, err := p.findInstance(r.InstanceID)
		if err != nil {
			return nil, err
		}
		if r.Body.Description != nil {
			i.Description = r.Body.Description
		}
		if r.Body.Spec != nil && r.Body.Spec.AutoStop != nil {
			i.setTimer(r.Body.Spec.AutoStop)
		}
		i.LatestUpdateTimestamp = timestamp(now)
		return server.UpdateInstance200JSONResponse{Body: p.view(i, p.ranks(), now)}, nil
	})
}

func (i *instance) setTimer(asked *demanager.AutoStopRequest) {
	spec := *i.Spec
	timer := newTimer(asked)
	timer.StopTimestamp = spec.AutoStop.StopTimestamp
	if timer.Duration == nil {
		timer.Duration = spec.AutoStop.Duration
	}
	spec.AutoStop = timer
	i.Spec = &spec
}

// DeleteInstance deletes an instance that stands still.
func (s *Sandbox) DeleteInstance(_ context.Context, r server.DeleteInstanceRequestObject) (server.DeleteInstanceResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, _ int64) (server.DeleteInstanceResponseObject, error) {
		i, err := p.findInstance(r.InstanceID)
		if err != nil {
			return nil, err
		}
		switch {
		case i.Status == demanager.InstanceStatusRunning:
			return nil, instanceNotStopped.because("instance %q runs; stop it first", i.Name)
		case i.step.Due > 0 && !i.queuing():
			return nil, operationConflict.because("instance %q is %s; wait until that is over", i.Name, i.Status)
		}
		p.removeInstance(i)
		return server.DeleteInstance200JSONResponse{Body: demanager.DeletedInstance{InstanceID: i.ID}}, nil
	})
}

// ManageInstance begins an action.
func (s *Sandbox) ManageInstance(ctx context.Context, r server.ManageInstanceRequestObject) (server.ManageInstanceResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.ManageInstanceResponseObject, error) {
		i, err := p.findInstance(r.InstanceID)
		if err != nil {
			return nil, err
		}
		before := i.Status
		if err := p.manage(i, r.Body.Action, now, failing(ctx)); err != nil {
			return nil, err
		}
		return server.ManageInstance200JSONResponse{Body: demanager.InstanceTransition{CurrentStatus: i.Status, PreviousState: before}}, nil
	})
}

func (p *project) manage(i *instance, action demanager.InstanceAction, now int64, failing bool) error {
	if err := p.permit(i, action); err != nil {
		return err
	}
	switch action {
	case demanager.InstanceActionStart:
		p.leaveQueue(i)
		p.enterInstance(i, demanager.InstanceStatusStarting, begin(now, p.delays.Start, failing))
	case demanager.InstanceActionRestart:
		p.enterInstance(i, demanager.InstanceStatusRestarting, begin(now, p.delays.Restart, failing))
	case demanager.InstanceActionStop:
		p.enterInstance(i, demanager.InstanceStatusStopping, begin(now, p.delays.Stop, failing))
	case demanager.InstanceActionQueue:
		p.joinQueue(i, demanager.InstanceStatusStartQueuing, now)
	case demanager.InstanceActionDequeue:
		p.leaveQueue(i)
		i.changeStatus(demanager.InstanceStatusStopped, now)
	}
	return nil
}

// permissions says in which statuses an action may begin.
var permissions = map[demanager.InstanceAction][]demanager.InstanceStatus{
	demanager.InstanceActionStart: {
		demanager.InstanceStatusStopped, demanager.InstanceStatusStartFailed, demanager.InstanceStatusReadyToStart,
	},
	demanager.InstanceActionRestart: {demanager.InstanceStatusRunning},
	demanager.InstanceActionStop:    {demanager.InstanceStatusRunning, demanager.InstanceStatusReadyToStart},
	demanager.InstanceActionQueue:   {demanager.InstanceStatusStopped, demanager.InstanceStatusStartFailed},
	demanager.InstanceActionDequeue: {demanager.InstanceStatusCreateQueuing, demanager.InstanceStatusStartQueuing},
}

// conflicts are the codes for actions that a status does not allow; what is not here is another operation under way.
var conflicts = map[demanager.InstanceStatus]mistake{
	demanager.InstanceStatusRunning:    instanceAlreadyRunning,
	demanager.InstanceStatusStarting:   instanceStarting,
	demanager.InstanceStatusCreating:   instanceStarting,
	demanager.InstanceStatusRestarting: instanceStarting,
	demanager.InstanceStatusStopped:    instanceAlreadyStopped,
	demanager.InstanceStatusStopping:   instanceStopping,
}

// permit wants the status and the flavor of an instance to allow an action.
func (p *project) permit(i *instance, action demanager.InstanceAction) error {
	if slices.Contains(permissions[action], i.Status) {
		return p.permitFlavor(i, action)
	}
	m, ok := conflicts[i.Status]
	switch {
	case action == demanager.InstanceActionRestart && i.Status == demanager.InstanceStatusStopped:
		m = instanceNotRunning
	case !ok:
		m = operationConflict
	}
	return m.because("instance %q is %s and cannot %s", i.Name, i.Status, action)
}

func (p *project) permitFlavor(i *instance, action demanager.InstanceAction) error {
	flavor := p.findHardware(*i.Flavor)
	switch {
	case action == demanager.InstanceActionQueue && (flavor == nil || !strings.EqualFold(string(or(flavor.PromoType, "")), string(demanager.PromotionTypeFree))):
		return flavorUnsupported.because("flavor %s is not free, and has no queue", *i.Flavor)
	case action == demanager.InstanceActionStart && flavor != nil && waitable(flavor) && i.Status != demanager.InstanceStatusReadyToStart:
		return flavorSoldOut.because("flavor %s is sold out; wait for it with the action queue", *i.Flavor)
	}
	return nil
}
