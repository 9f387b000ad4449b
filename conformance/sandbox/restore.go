package sandbox

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// mostCopies bounds the count of a notebook or an instance in a state.
const mostCopies = 100_000

// restore begins with a state. What it leaves out is made up.
func (s *Sandbox) restore(state *State) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flavors, s.hardware = state.Flavors, state.InstanceFlavors
	if s.flavors == nil {
		s.flavors = defaultFlavors()
	}
	if s.hardware == nil {
		s.hardware = defaultHardware()
	}
	known := state.Images
	if known == nil {
		known = defaultImages()
	}
	for i := range known {
		if known[i].ID == nil || known[i].Type == nil || known[i].Status == nil {
			return fmt.Errorf("images/%d: want id, type and status", i)
		}
		s.builtIn = append(s.builtIn, &image{Image: known[i]})
	}
	now := s.clock.Now().UnixMilli()
	for _, id := range slices.Sorted(maps.Keys(state.Projects)) {
		from := state.Projects[id]
		if err := s.restoreProject(id, &from, now); err != nil {
			return fmt.Errorf("projects/%s/%w", id, err)
		}
	}
	s.planned()
	return nil
}

func (s *Sandbox) restoreProject(id string, from *ProjectState, now int64) error {
	p := s.project(id)
	for _, w := range from.Workspaces {
		if !slices.Contains(p.workspaces, w) {
			p.workspaces = append(p.workspaces, w)
		}
	}
	if from.Quota != nil {
		p.limits = *from.Quota
	}
	for at := range from.Images {
		if err := p.restoreImage(from.Images[at], now); err != nil {
			return fmt.Errorf("images/%d: %w", at, err)
		}
	}
	for at := range from.Notebooks {
		n := from.Notebooks[at]
		err := copies(n.Count, n.Name, func(name string) error {
			n.Name = name
			return p.restoreNotebook(n, s.identity.users[0], now)
		})
		if err != nil {
			return fmt.Errorf("notebooks/%d: %w", at, err)
		}
	}
	for at := range from.Instances {
		i := from.Instances[at]
		err := copies(i.Count, i.Name, func(name string) error {
			i.Name = name
			return p.restoreInstance(i, s.identity.users[0], now)
		})
		if err != nil {
			return fmt.Errorf("instances/%d: %w", at, err)
		}
	}
	return nil
}

// copies makes one thing of a name, or as many as count says, with numbers of equal width behind the name.
func copies(count int, name string, build func(name string) error) error {
	switch {
	case name == "":
		return fmt.Errorf("got no name, want one")
	case count == 0:
		return build(name)
	case count < 0 || count > mostCopies:
		return fmt.Errorf("count: got %d, want from 1 to %d", count, mostCopies)
	}
	width := len(strconv.Itoa(count))
	for i := range count {
		if err := build(fmt.Sprintf("%s-%0*d", name, width, i+1)); err != nil {
			return err
		}
	}
	return nil
}

func (p *project) restoreNotebook(from NotebookState, owner *User, now int64) error {
	n := &notebook{Notebook: from.Notebook, step: or(from.Step, step{}), volume: from.Growing, storages: from.Storages}
	n.ID = cmp.Or(n.ID, unused(p.notebooks, p.ids.uuid))
	n.Status = cmp.Or(n.Status, notebooks.NotebookStatusRunning)
	n.Token = orMade(n.Token, p.ids.secret)
	fill(&n.Description, "")
	fill(&n.Feature, notebooks.NotebookFeatureNotebook)
	fill(&n.Flavor, "modelarts.vm.cpu.2u")
	fill(&n.WorkspaceID, defaultWorkspace)
	fill(&n.CreateAt, now)
	fill(&n.UpdateAt, *n.CreateAt)
	if n.Image == nil && len(p.builtIn) > 0 {
		n.Image = imageOf(p.builtIn[0])
	}
	if n.Volume == nil {
		n.Volume = newVolume(&notebooks.VolumeRequest{
			Category: notebooks.VolumeCategoryRequestEVS, Ownership: notebooks.VolumeOwnershipRequestManaged,
		})
	}
	if n.User == nil {
		n.User, n.UserID = describe(owner), &owner.ID
	}
	if n.Lease == nil {
		n.renew(*n.CreateAt, leaseNever, notebooks.LeaseTypeTiming)
	}
	if n.Lease.CreateAt == nil || n.Lease.Duration == nil {
		return fmt.Errorf("lease: want create_at and duration")
	}
	if p.notebooks[n.ID] != nil {
		return fmt.Errorf("id: got %q twice", n.ID)
	}
	if n.Status == notebooks.NotebookStatusRunning && n.URL == nil {
		n.open()
	}
	if n.step.Due == 0 {
		n.step = p.notebookStep(n.Status, now)
	}
	p.addNotebook(n)
	return nil
}

// notebookStep is what is under way in a status that ends by itself.
func (p *project) notebookStep(status notebooks.NotebookStatus, now int64) step {
	switch status {
	case notebooks.NotebookStatusCreating:
		return begin(now, p.delays.Create, false)
	case notebooks.NotebookStatusStarting:
		return begin(now, p.delays.Start, false)
	case notebooks.NotebookStatusStopping:
		return begin(now, p.delays.Stop, false)
	case notebooks.NotebookStatusDeleting:
		return begin(now, p.delays.Delete, false)
	case notebooks.NotebookStatusSnapshotting:
		return begin(now, p.delays.Snapshot, false)
	}
	return step{}
}

func (p *project) restoreImage(from ImageState, now int64) error {
	address, err := parseSWRPath(or(from.SwrPath, ""))
	if err != nil {
		return err
	}
	made, err := p.newImage(&images.RegisterImageRequest{SwrPath: *from.SwrPath, WorkspaceID: from.WorkspaceID}, now)
	if err != nil {
		return err
	}
	i := &image{Image: from.Image, step: or(from.Step, step{})}
	fill(&i.ID, *made.ID)
	fill(&i.Name, address.name)
	fill(&i.Namespace, address.namespace)
	fill(&i.Tag, address.tag)
	fill(&i.Type, *made.Type)
	fill(&i.Status, *made.Status)
	fill(&i.Visibility, *made.Visibility)
	fill(&i.CreateAt, now)
	fill(&i.UpdateAt, *i.CreateAt)
	fill(&i.WorkspaceID, *made.WorkspaceID)
	p.addImage(i)
	return nil
}

// fill sets what is absent.
func fill[T any](target **T, value T) {
	if *target == nil {
		*target = &value
	}
}

func orMade(value *string, build func() string) *string {
	if value == nil {
		return new(build())
	}
	return value
}
