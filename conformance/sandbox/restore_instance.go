package sandbox

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/oapi-codegen/nullable"

	"github.com/devenviron/contract/gen/model/demanager"
)

func (p *project) restoreInstance(from InstanceState, owner *User, now int64) error {
	i := &instance{Instance: from.Instance, step: or(from.Step, step{}), token: cmp.Or(from.Token, p.ids.secret())}
	i.ID = cmp.Or(i.ID, unused(p.instances, p.ids.instance))
	fill(&i.Description, "")
	fill(&i.Flavor, "modelarts.vm.cpu.2u")
	fill(&i.CreationTimestamp, *timestamp(now))
	fill(&i.LatestUpdateTimestamp, *i.CreationTimestamp)
	var err error
	if i.created, err = strconv.ParseInt(*i.CreationTimestamp, 10, 64); err != nil {
		return fmt.Errorf("creation_timestamp: got %q, want milliseconds", *i.CreationTimestamp)
	}
	if p.instances[i.ID] != nil {
		return fmt.Errorf("id: got %q twice", i.ID)
	}
	if i.Workspace == nil {
		i.Workspace = &demanager.Workspace{ID: new(defaultWorkspace)}
	}
	if i.User == nil {
		i.User = &demanager.User{ID: &owner.ID, Name: &owner.Name}
	}
	p.restoreSpec(i, now)
	if i.step.Due == 0 {
		i.step = p.instanceStep(i.Status, now)
	}
	p.addInstance(i)
	return nil
}

// restoreSpec fills what an instance needs to live on. One without a status runs.
func (p *project) restoreSpec(i *instance, now int64) {
	spec := or(i.Spec, demanager.NotebookSpec{})
	if spec.AutoStop == nil {
		spec.AutoStop = newTimer(nil)
	}
	if spec.Storage == nil {
		spec.Storage = storageOf(&demanager.StorageRequest{Type: demanager.StorageTypeEvs})
	}
	if spec.Annotations == nil {
		spec.Annotations = map[string]string{}
	}
	if spec.Repository == nil {
		spec.Repository = nullable.NewNullNullable[demanager.Repository]()
	}
	i.Spec = &spec
	if i.Status == "" {
		i.changeStatus(demanager.InstanceStatusRunning, now)
	}
}

// instanceStep is what is under way in a status that ends by itself.
func (p *project) instanceStep(status demanager.InstanceStatus, now int64) step {
	switch status {
	case demanager.InstanceStatusCreating:
		return begin(now, p.delays.Create, false)
	case demanager.InstanceStatusStarting:
		return begin(now, p.delays.Start, false)
	case demanager.InstanceStatusRestarting:
		return begin(now, p.delays.Restart, false)
	case demanager.InstanceStatusStopping:
		return begin(now, p.delays.Stop, false)
	case demanager.InstanceStatusCreateQueuing, demanager.InstanceStatusStartQueuing:
		return begin(now, p.delays.Queue, false)
	}
	return step{}
}
