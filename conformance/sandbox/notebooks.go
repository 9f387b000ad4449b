package sandbox

import (
	"context"

	"github.com/devenviron/contract/gen/model/notebooks"
	server "github.com/devenviron/contract/gen/server/notebooks"
)

// ShowNotebook shows a notebook.
func (s *Sandbox) ShowNotebook(_ context.Context, r server.ShowNotebookRequestObject) (server.ShowNotebookResponseObject, error) {
	return read(s.store, r.ProjectID, func(p *project, now int64) (server.ShowNotebookResponseObject, error) {
		n, err := p.findNotebook(r.ID)
		if err != nil {
			return nil, err
		}
		return server.ShowNotebook200JSONResponse{Body: n.view(now)}, nil
	})
}

// CreateNotebook begins to create a notebook.
func (s *Sandbox) CreateNotebook(ctx context.Context, r server.CreateNotebookRequestObject) (server.CreateNotebookResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.CreateNotebookResponseObject, error) {
		n, err := p.newNotebook(callerOf(ctx), r.Body, now)
		if err != nil {
			return nil, err
		}
		n.Status = notebooks.NotebookStatusCreating
		n.step = begin(now, s.delays.Create, failing(ctx))
		p.addNotebook(n)
		return server.CreateNotebook200JSONResponse{Body: n.view(now)}, nil
	})
}

// DeleteNotebook begins to delete a notebook.
func (s *Sandbox) DeleteNotebook(ctx context.Context, r server.DeleteNotebookRequestObject) (server.DeleteNotebookResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.DeleteNotebookResponseObject, error) {
		n, err := p.findNotebook(r.ID)
		if err != nil {
			return nil, err
		}
		if n.step.Due > 0 {
			return nil, operationConflict.because("notebook %q is %s; wait until that is over", n.Name, n.Status)
		}
		n.close()
		p.enterNotebook(n, notebooks.NotebookStatusDeleting, begin(now, s.delays.Delete, failing(ctx)))
		return server.DeleteNotebook200JSONResponse{Body: n.view(now)}, nil
	})
}

// StartNotebook begins to start a notebook that does not run.
func (s *Sandbox) StartNotebook(ctx context.Context, r server.StartNotebookRequestObject) (server.StartNotebookResponseObject, error) {
	duration := or(r.Params.Duration, leaseDefault)
	if err := checkLease(duration); err != nil {
		return nil, err
	}
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.StartNotebookResponseObject, error) {
		n, err := p.findNotebook(r.ID)
		if err == nil {
			err = n.startable()
		}
		if err != nil {
			return nil, err
		}
		n.renew(now, duration, or(r.Params.Type, notebooks.LeaseTypeTiming))
		p.enterNotebook(n, notebooks.NotebookStatusStarting, begin(now, s.delays.Start, failing(ctx)))
		return server.StartNotebook200JSONResponse{Body: n.view(now)}, nil
	})
}

func (n *notebook) startable() error {
	if err := n.idle(); err != nil {
		return err
	}
	switch n.Status {
	case notebooks.NotebookStatusStopped, notebooks.NotebookStatusStartFailed, notebooks.NotebookStatusError:
		return nil
	case notebooks.NotebookStatusRunning:
		return operationConflict.because("notebook %q runs already", n.Name)
	default:
		return operationConflict.because("notebook %q is %s and cannot be started", n.Name, n.Status)
	}
}

// StopNotebook begins to stop a notebook that runs.
func (s *Sandbox) StopNotebook(ctx context.Context, r server.StopNotebookRequestObject) (server.StopNotebookResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.StopNotebookResponseObject, error) {
		n, err := p.findRunning(r.ID, operationConflict, "notebook %q is %s and cannot be stopped")
		if err != nil {
			return nil, err
		}
		p.enterNotebook(n, notebooks.NotebookStatusStopping, begin(now, s.delays.Stop, failing(ctx)))
		return server.StopNotebook200JSONResponse{Body: n.view(now)}, nil
	})
}

// ShowLease shows the timer of a notebook.
func (s *Sandbox) ShowLease(_ context.Context, r server.ShowLeaseRequestObject) (server.ShowLeaseResponseObject, error) {
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ShowLeaseResponseObject, error) {
		n, err := p.findNotebook(r.ID)
		if err != nil {
			return nil, err
		}
		return server.ShowLease200JSONResponse{Body: *n.Lease}, nil
	})
}

// RenewLease lets a notebook run longer. The query outweighs the body.
func (s *Sandbox) RenewLease(_ context.Context, r server.RenewLeaseRequestObject) (server.RenewLeaseResponseObject, error) {
	duration, kind := leaseDefault, notebooks.LeaseTypeTiming
	if r.Body != nil {
		duration, kind = or(r.Body.Duration, duration), or(r.Body.Type, kind)
	}
	if r.Params.Duration != nil {
		duration, kind = *r.Params.Duration, notebooks.LeaseTypeTiming
	}
	if err := checkLease(duration); err != nil {
		return nil, err
	}
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.RenewLeaseResponseObject, error) {
		n, err := p.findRunning(r.ID, instanceNotRunning, "notebook %q is %s; only one that runs has a lease to renew")
		if err != nil {
			return nil, err
		}
		n.renew(now, duration, kind)
		p.planLease(n)
		return server.RenewLease200JSONResponse{Body: *n.Lease}, nil
	})
}
