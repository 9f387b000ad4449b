package sandbox

import (
	"context"

	"github.com/devenviron/contract/gen/model/notebooks"
	server "github.com/devenviron/contract/gen/server/notebooks"
)

// UpdateNotebook changes a notebook. Its texts and end points can be changed while it runs, the rest cannot.
func (s *Sandbox) UpdateNotebook(_ context.Context, r server.UpdateNotebookRequestObject) (server.UpdateNotebookResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.UpdateNotebookResponseObject, error) {
		n, err := p.findNotebook(r.ID)
		if err == nil {
			err = n.idle()
		}
		if err == nil {
			err = p.updateNotebook(n, r.Body, now)
		}
		if err != nil {
			return nil, err
		}
		return server.UpdateNotebook200JSONResponse{Body: n.view(now)}, nil
	})
}

// updateNotebook changes all that is asked for, or nothing.
func (p *project) updateNotebook(n *notebook, asked *notebooks.UpdateNotebookRequest, now int64) error {
	changed := *n
	if asked.Name != nil {
		changed.Name = *asked.Name
	}
	if asked.Description != nil {
		changed.Description = asked.Description
	}
	if asked.Endpoints != nil {
		changed.Endpoints = endpointsOf(asked.Endpoints)
		if n.Status == notebooks.NotebookStatusRunning {
			changed.open()
		}
	}
	if err := p.updateMachine(&changed, asked); err != nil {
		return err
	}
	if err := p.updateStorage(&changed, asked, now); err != nil {
		return err
	}
	changed.UpdateAt = &now
	*n = changed
	if asked.StorageNewSize != nil {
		p.planVolume(n)
	}
	return nil
}

func (p *project) updateMachine(n *notebook, asked *notebooks.UpdateNotebookRequest) error {
	if asked.Flavor == nil && asked.ImageID == nil && asked.CustomSpec == nil && asked.Affinity == nil {
		return nil
	}
	if err := n.stopped("flavor, image_id, custom_spec and affinity"); err != nil {
		return err
	}
	if asked.Flavor != nil {
		f, err := p.findFlavor(*asked.Flavor)
		if err != nil {
			return err
		}
		if !p.switchable(n, f) {
			return flavorChangeUnsupported.because("notebook %q cannot change from flavor %s to %s", n.Name, or(n.Flavor, ""), *f.ID)
		}
		n.Flavor = f.ID
	}
	if asked.ImageID != nil {
		i, err := p.imageFor(*asked.ImageID, asked.Endpoints)
		if err != nil {
			return err
		}
		n.Image = imageOf(i)
	}
	if asked.CustomSpec != nil {
		n.CustomSpec = object(asked.CustomSpec)
	}
	if asked.Affinity != nil {
		n.Affinity = object(asked.Affinity)
	}
	return nil
}

func (p *project) updateStorage(n *notebook, asked *notebooks.UpdateNotebookRequest, now int64) (err error) {
	if asked.DataVolumes != nil {
		if err := n.stopped("data_volumes"); err != nil {
			return err
		}
		if n.DataVolumes, err = p.newDataVolumes(asked.DataVolumes); err != nil {
			return err
		}
	}
	if asked.StorageNewSize == nil && asked.DewSecretName == nil {
		return nil
	}
	volume := *n.Volume
	if asked.DewSecretName != nil {
		volume.DewSecretName = asked.DewSecretName
	}
	if size := asked.StorageNewSize; size != nil {
		switch {
		case n.volume > 0:
			return operationConflict.because("the disk of notebook %q is RESIZING; wait until that is over", n.Name)
		case or(volume.Category, "") != notebooks.VolumeCategoryEVS:
			return storageTypeUnsupported.because("notebook %q has a volume of category %s, and only EVS grows", n.Name, or(volume.Category, ""))
		case *size <= or(volume.Capacity, 0):
			return volumeSizeOutOfRange.because("storage_new_size: got %d, want more than the %d GB that the disk has", *size, or(volume.Capacity, 0))
		}
		volume.Capacity, volume.Status = size, new(notebooks.VolumeStatusResizing)
		n.volume = begin(now, p.delays.Resize, false).Due
	}
	n.Volume = &volume
	return nil
}

// stopped wants a notebook that stands still, for changes that need that.
func (n *notebook) stopped(what string) error {
	if n.Status == notebooks.NotebookStatusRunning {
		return propertyFixed.because("%s can be changed only while notebook %q is stopped", what, n.Name)
	}
	return nil
}
