package sandbox

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/common"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
	server "github.com/devenviron/contract/gen/server/images"
	notebooksserver "github.com/devenviron/contract/gen/server/notebooks"
)

const imagesDefaultLimit = 200

var imageSortKeys = func() sortKeys[image] {
	created := func(a, b *image) int { return cmp.Compare(or(a.CreateAt, 0), or(b.CreateAt, 0)) }
	updated := func(a, b *image) int { return cmp.Compare(or(a.UpdateAt, 0), or(b.UpdateAt, 0)) }
	return sortKeys[image]{
		"name":      func(a, b *image) int { return cmp.Compare(or(a.Name, ""), or(b.Name, "")) },
		"create_at": created, "createTime": created, "update_at": updated, "updateTime": updated,
	}
}()

// ListImages lists the images of the project and of the provider.
func (s *Sandbox) ListImages(_ context.Context, r server.ListImagesRequestObject) (server.ListImagesResponseObject, error) {
	q := &r.Params
	var f filters[image]
	add(&f, q.Name, nameFilter(q.NameFuzzyMatch))
	add(&f, q.Namespace, func(i *image, want string) bool { return or(i.Namespace, "") == want })
	add(&f, q.Type, func(i *image, want images.ImageType) bool { return *i.Type == want })
	add(&f, q.ServiceType, func(i *image, want images.ImageServiceType) bool { return or(i.ServiceType, "") == want })
	add(&f, q.WorkspaceID, inWorkspace)
	add(&f, q.ShowName, func(i *image, want string) bool { return or(i.ShowName, "") == want })
	add(&f, q.ShowTag, func(i *image, want string) bool { return or(i.ShowTag, "") == want })
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ListImagesResponseObject, error) {
		rows := f.apply(p.imageRows())
		key := cmp.Or(or(q.SortKey, ""), "create_at")
		if err := imageSortKeys.sort(rows, key, or(q.SortDir, common.SortDirectionDescending)); err != nil {
			return nil, err
		}
		cut, err := cut(rows, or(q.Offset, 0), or(q.Limit, imagesDefaultLimit), false)
		if err != nil {
			return nil, err
		}
		body := images.ImagePage{
			Current: cut.current, Pages: cut.pages, Size: cut.size, Total: cut.total,
			Data: make([]images.Image, 0, len(cut.rows)),
		}
		for _, i := range cut.rows {
			body.Data = append(body.Data, *imageOf(i))
		}
		return server.ListImages200JSONResponse{Body: body}, nil
	})
}

// nameFilter wants a name, or a part of it where fuzzy is not false.
func nameFilter(fuzzy *bool) func(*image, string) bool {
	if or(fuzzy, true) {
		return func(i *image, want string) bool { return strings.Contains(or(i.Name, ""), want) }
	}
	return func(i *image, want string) bool { return or(i.Name, "") == want }
}

// inWorkspace wants an image of a workspace. Those of the provider are in each.
func inWorkspace(i *image, want string) bool {
	return *i.Type == images.ImageTypeBuiltIn || or(i.WorkspaceID, "") == want
}

// ShowImage shows an image.
func (s *Sandbox) ShowImage(_ context.Context, r server.ShowImageRequestObject) (server.ShowImageResponseObject, error) {
	return read(s.store, r.ProjectID, func(p *project, _ int64) (server.ShowImageResponseObject, error) {
		i, err := p.findImage(r.ID)
		if err != nil {
			return nil, err
		}
		return server.ShowImage200JSONResponse{Body: i.Image}, nil
	})
}

// RegisterImage makes an image known.
func (s *Sandbox) RegisterImage(_ context.Context, r server.RegisterImageRequestObject) (server.RegisterImageResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.RegisterImageResponseObject, error) {
		i, err := p.newImage(r.Body, now)
		if err != nil {
			return nil, err
		}
		p.addImage(i)
		return server.RegisterImage200JSONResponse{Body: i.Image}, nil
	})
}

func (p *project) newImage(asked *images.RegisterImageRequest, now int64) (*image, error) {
	address, err := parseSWRPath(asked.SwrPath)
	if err != nil {
		return nil, err
	}
	workspace := or(asked.WorkspaceID, defaultWorkspace)
	if err := p.knowsWorkspace(workspace); err != nil {
		return nil, err
	}
	categories := []images.ResourceCategory{images.ResourceCategoryCPU, images.ResourceCategoryGPU}
	if asked.ResourceCategory != nil {
		categories = asked.ResourceCategory
	}
	services := []images.ImageService{images.ImageServiceNotebook, images.ImageServiceSSH}
	if asked.Services != nil {
		services = asked.Services
	}
	i := &image{Image: images.Image{
		ID: new(unused(p.images, p.ids.uuid)), Name: &address.name, Namespace: &address.namespace, Tag: &address.tag, SwrPath: &asked.SwrPath,
		Description: new(or(asked.Description, "")), FlavorType: asked.FlavorType,
		Arch:   new(images.Architecture(strings.ToLower(string(or(asked.Arch, images.ArchitectureX86))))),
		Origin: new(or(asked.Origin, images.ImageOriginCustomize)), ServiceType: new(or(asked.ServiceType, images.ImageServiceTypeUnknown)),
		Visibility: new(or(asked.Visibility, images.ImageVisibilityPrivate)), Type: new(images.ImageTypeDedicated),
		Status: new(images.ImageStatusActive), DevServices: services, ResourceCategories: categories, SupportResCategories: categories,
		Size: new(int64(3376133259)), CreateAt: &now, UpdateAt: &now, WorkspaceID: &workspace,
	}}
	return i, p.newTag(i)
}

// DeleteImage forgets an image, unless a notebook is made from it.
func (s *Sandbox) DeleteImage(_ context.Context, r server.DeleteImageRequestObject) (server.DeleteImageResponseObject, error) {
	force := or(r.Params.Force, false) || r.Body != nil && or(r.Body.IsForce, false)
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.DeleteImageResponseObject, error) {
		i, err := p.findImage(r.ID)
		if err == nil {
			err = p.deletableImage(i, force)
		}
		if err != nil {
			return nil, err
		}
		delete(p.images, r.ID)
		shown := i.Image
		shown.Status, shown.UpdateAt = new(images.ImageStatusDeleted), &now
		return server.DeleteImage200JSONResponse{Body: shown}, nil
	})
}

func (p *project) deletableImage(i *image, force bool) error {
	name := or(i.Name, "")
	switch {
	case *i.Type == images.ImageTypeBuiltIn:
		return operationForbidden.because("image %q is the provider's", name)
	case force && or(i.Visibility, "") != images.ImageVisibilityPrivate:
		return parameterInvalid.because("force: image %q is not private, and only private images are deleted from SWR", name)
	case i.step.Due > 0:
		return operationConflict.because("image %q is being saved; wait until that is over", name)
	}
	for _, n := range p.notebookOrder.rows {
		if n.Image != nil && or(n.Image.ID, "") == *i.ID {
			return operationConflict.because("notebook %q is made from image %q; delete it first", n.Name, name)
		}
	}
	return nil
}

// SaveNotebookImage begins to save a notebook that runs as an image.
func (s *Sandbox) SaveNotebookImage(ctx context.Context, r notebooksserver.SaveNotebookImageRequestObject) (notebooksserver.SaveNotebookImageResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (notebooksserver.SaveNotebookImageResponseObject, error) {
		n, err := p.findRunning(r.ID, instanceNotRunning, "notebook %q is %s; only one that runs can be saved")
		if err != nil {
			return nil, err
		}
		i, err := p.newSnapshot(n, r.Body, now)
		if err != nil {
			return nil, err
		}
		i.step = begin(now, s.delays.Snapshot, failing(ctx))
		p.addImage(i)
		p.enterNotebook(n, notebooks.NotebookStatusSnapshotting, begin(now, s.delays.Snapshot, false))
		return notebooksserver.SaveNotebookImage200JSONResponse{Body: i.Image}, nil
	})
}

func (p *project) newSnapshot(n *notebook, asked *notebooks.SaveNotebookImageRequest, now int64) (*image, error) {
	workspace := or(asked.WorkspaceID, or(n.WorkspaceID, defaultWorkspace))
	if err := p.knowsWorkspace(workspace); err != nil {
		return nil, err
	}
	if or(asked.Name, "") == "" || or(asked.Namespace, "") == "" {
		return nil, propertyRequired.because("name and namespace: got none, want both")
	}
	tag := or(asked.Tag, "latest")
	i := &image{Image: images.Image{
		ID: new(unused(p.images, p.ids.uuid)), Name: asked.Name, Namespace: asked.Namespace, Tag: &tag, Description: new(or(asked.Description, "")),
		SwrPath: new("swr.sandbox.example/" + *asked.Namespace + "/" + *asked.Name + ":" + tag),
		Origin:  new(images.ImageOriginImageSave), Type: new(images.ImageTypeDedicated), Visibility: new(images.ImageVisibilityPrivate),
		Status: new(images.ImageStatusInit), CreateAt: &now, UpdateAt: &now, WorkspaceID: &workspace,
	}}
	if from := n.Image; from != nil {
		i.Arch, i.DevServices, i.ServiceType = from.Arch, from.DevServices, from.ServiceType
		i.ResourceCategories = slices.Clone(from.ResourceCategories)
	}
	return i, p.newTag(i)
}
