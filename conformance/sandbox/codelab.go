package sandbox

import (
	"context"
	"slices"

	"github.com/devenviron/contract/gen/model/flavors"
	"github.com/devenviron/contract/gen/model/notebooks"
	server "github.com/devenviron/contract/gen/server/notebooks"
)

// OpenCodeLab opens the free notebook of the caller: the one that there is, started if it stands still, or a new one.
func (s *Sandbox) OpenCodeLab(ctx context.Context, r server.OpenCodeLabRequestObject) (server.OpenCodeLabResponseObject, error) {
	asked := server.OpenCodeLabJSONRequestBody{}
	if r.Body != nil {
		asked = *r.Body
	}
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.OpenCodeLabResponseObject, error) {
		n := p.freeNotebook(callerOf(ctx))
		switch {
		case n == nil:
			made, err := p.newFreeNotebook(callerOf(ctx), &asked, now)
			if err != nil {
				return nil, err
			}
			n = made
			n.Status, n.step = notebooks.NotebookStatusCreating, begin(now, s.delays.Create, failing(ctx))
			p.addNotebook(n)
		case n.startable() == nil:
			n.renew(now, leaseDefault, notebooks.LeaseTypeTiming)
			p.enterNotebook(n, notebooks.NotebookStatusStarting, begin(now, s.delays.Start, failing(ctx)))
		}
		return server.OpenCodeLab200JSONResponse{Body: n.view(now)}, nil
	})
}

// freeNotebook is the free notebook of a user, nil when there is none.
func (p *project) freeNotebook(owner *User) *notebook {
	i := slices.IndexFunc(p.notebookOrder.rows, func(n *notebook) bool {
		return or(n.Feature, "") == notebooks.NotebookFeatureDefault && or(n.UserID, "") == owner.ID
	})
	if i < 0 {
		return nil
	}
	return p.notebookOrder.rows[i]
}

func (p *project) newFreeNotebook(owner *User, asked *notebooks.OpenCodeLabRequest, now int64) (*notebook, error) {
	i := slices.IndexFunc(p.flavors, func(f flavors.Flavor) bool {
		return or(f.Free, false) && or(f.Feature, "") == notebooks.NotebookFeatureDefault
	})
	if i < 0 || len(p.builtIn) == 0 {
		return nil, notebookFlavorSoldOut.because("there is no free flavor, or no image of the provider")
	}
	return p.newNotebook(owner, &notebooks.CreateNotebookRequest{
		Name: "notebook_" + p.ids.hex()[:8], Feature: new(notebooks.NotebookFeatureDefault), Flavor: p.flavors[i].ID,
		ImageID: or(asked.ImageID, *p.builtIn[0].ID),
		Volume:  notebooks.VolumeRequest{Category: notebooks.VolumeCategoryRequestEVS, Ownership: notebooks.VolumeOwnershipRequestManaged},
	}, now)
}
