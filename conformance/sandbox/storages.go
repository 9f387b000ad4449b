package sandbox

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/gen/model/storages"
	server "github.com/devenviron/contract/gen/server/storages"
)

// ListStorages lists the storages that were mounted into a notebook while it runs.
func (s *Sandbox) ListStorages(_ context.Context, r server.ListStoragesRequestObject) (server.ListStoragesResponseObject, error) {
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ListStoragesResponseObject, error) {
		n, err := p.findNotebook(r.InstanceID)
		if err != nil {
			return nil, err
		}
		found := []storages.DataVolume{}
		for _, v := range n.DataVolumes {
			if or(v.MountType, "") == mountedWhileRunning {
				found = append(found, v)
			}
		}
		body := storages.DataVolumePage{Current: 1, Data: found, Pages: 1, Size: len(found), Total: int64(len(found))}
		return server.ListStorages200JSONResponse{Body: body}, nil
	})
}

// mountedWhileRunning is the mount type of storages that came after the start.
const mountedWhileRunning = "DYNAMIC"

// ShowStorage shows a storage of a notebook.
func (s *Sandbox) ShowStorage(_ context.Context, r server.ShowStorageRequestObject) (server.ShowStorageResponseObject, error) {
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ShowStorageResponseObject, error) {
		n, i, err := p.findStorage(r.InstanceID, r.StorageID)
		if err != nil {
			return nil, err
		}
		return server.ShowStorage200JSONResponse{Body: n.DataVolumes[i]}, nil
	})
}

func (p *project) findStorage(notebook, storage string) (*notebook, int, error) {
	n, err := p.findNotebook(notebook)
	if err != nil {
		return nil, 0, err
	}
	i := n.storage(storage)
	if i < 0 {
		return nil, 0, notebookNotFound.because("notebook %q has no storage %q", n.Name, storage)
	}
	return n, i, nil
}

// AttachStorage begins to mount a storage into a notebook that runs.
func (s *Sandbox) AttachStorage(ctx context.Context, r server.AttachStorageRequestObject) (server.AttachStorageResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.AttachStorageResponseObject, error) {
		n, err := p.findNotebook(r.InstanceID)
		if err != nil {
			return nil, err
		}
		if err := n.mountable(r.Body); err != nil {
			return nil, err
		}
		category := or(r.Body.Category, storages.DataVolumeCategoryOBS)
		if category == storages.DataVolumeCategoryOBS {
			category = storages.DataVolumeCategoryOBSFS // Only parallel file systems can be mounted, and the answer says so.
		}
		id := s.ids.uuid()
		for n.storage(id) >= 0 {
			id = s.ids.uuid()
		}
		v := storages.DataVolume{
			ID: &id, Category: &category, MountPath: r.Body.MountPath, URI: r.Body.URI, EfsID: r.Body.EfsID,
			MountType: new(mountedWhileRunning), Status: new(storages.DataVolumeStatusMounting),
		}
		n.DataVolumes = append(slices.Clone(n.DataVolumes), v)
		p.beginStorageStep(n, *v.ID, begin(now, s.delays.Mount, failing(ctx)))
		return server.AttachStorage200JSONResponse{Body: v}, nil
	})
}

func (p *project) beginStorageStep(n *notebook, id string, s step) {
	n.storages = maps.Clone(n.storages)
	if n.storages == nil {
		n.storages = map[string]step{}
	}
	n.storages[id] = s
	p.planStorage(n, id)
}

var bucketDirectory = regexp.MustCompile(`^obs://[^/]+/(.+/)?$`)

// mountable wants a storage that can be mounted into a notebook as it is now.
func (n *notebook) mountable(asked *storages.AttachStorageRequest) error {
	path, uri := or(asked.MountPath, ""), or(asked.URI, "")
	category := or(asked.Category, storages.DataVolumeCategoryOBS)
	switch {
	case n.Status != notebooks.NotebookStatusRunning:
		return notebookNotRunning.because("notebook %q is %s; storages are mounted only while it is RUNNING", n.Name, n.Status)
	case path == "":
		return mountPathInvalid.because("mount_path: got none, want a directory below /data/")
	case !strings.HasSuffix(path, "/"):
		return mountPathWithoutSlash.because("mount_path: got %q, want a slash at its end", path)
	case uri == "":
		return propertyRequired.because("uri: got none, want what is to be mounted")
	case category == storages.DataVolumeCategoryEFS && n.Pool == nil:
		return storageUnsupported.because("shares are for notebooks of dedicated pools, and notebook %q has none", n.Name)
	case category != storages.DataVolumeCategoryEFS && !bucketDirectory.MatchString(uri):
		return bucketUnavailable.because("uri: got %q, want obs://bucket/directory/", uri)
	case slices.ContainsFunc(n.DataVolumes, func(v storages.DataVolume) bool { return or(v.MountPath, "") == path }):
		return mountPathInvalid.because("mount_path: got %q, where a storage is mounted already", path)
	}
	return nil
}

// DetachStorage begins to unmount a storage.
func (s *Sandbox) DetachStorage(ctx context.Context, r server.DetachStorageRequestObject) (server.DetachStorageResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.DetachStorageResponseObject, error) {
		n, i, err := p.findStorage(r.InstanceID, r.StorageID)
		if err != nil {
			return nil, err
		}
		if _, busy := n.storages[r.StorageID]; busy {
			return nil, operationConflict.because("storage %q is %s; wait until that is over", r.StorageID, or(n.DataVolumes[i].Status, ""))
		}
		n.DataVolumes = slices.Clone(n.DataVolumes)
		n.DataVolumes[i].Status = new(storages.DataVolumeStatusUnmounting)
		p.beginStorageStep(n, r.StorageID, begin(now, s.delays.Mount, failing(ctx)))
		return server.DetachStorage200JSONResponse{Body: n.DataVolumes[i]}, nil
	})
}
