package sandbox

import (
	"context"
	"regexp"
	"strings"

	"github.com/oapi-codegen/nullable"

	"github.com/devenviron/contract/gen/model/demanager"
	server "github.com/devenviron/contract/gen/server/demanager"
)

// CreateInstance begins to create an instance. For a free flavor that is sold out it waits in the queue.
func (s *Sandbox) CreateInstance(ctx context.Context, r server.CreateInstanceRequestObject) (server.CreateInstanceResponseObject, error) {
	return write(s.store, r.ProjectID, func(p *project, now int64) (server.CreateInstanceResponseObject, error) {
		i, err := p.newInstance(callerOf(ctx), r.Body, now)
		if err != nil {
			return nil, err
		}
		wait := waitable(p.findHardware(*i.Flavor))
		if !wait {
			i.changeStatus(demanager.InstanceStatusCreating, now)
			i.step = begin(now, s.delays.Create, failing(ctx))
		}
		p.addInstance(i)
		if wait {
			p.joinQueue(i, demanager.InstanceStatusCreateQueuing, now)
		}
		return server.CreateInstance200JSONResponse{Body: p.view(i, p.ranks(), now)}, nil
	})
}

// newInstance makes an instance of what a caller asks for, without a status and without a place in the project.
func (p *project) newInstance(owner *User, asked *demanager.CreateInstanceRequest, now int64) (*instance, error) {
	if most := p.limits.Instances; most > 0 && len(p.instances) >= most {
		return nil, instanceLimitReached.because("the project may have %d instances, and has them", most)
	}
	for _, o := range p.instances {
		if o.Name == asked.Name {
			return nil, instanceExists.because("instance %q exists already", asked.Name)
		}
	}
	workspace := defaultWorkspace
	if asked.Workspace != nil {
		workspace = or(asked.Workspace.ID, workspace)
	}
	if err := p.knowsWorkspace(workspace); err != nil {
		return nil, err
	}
	profile, err := p.profileFor(asked)
	if err != nil {
		return nil, err
	}
	spec, err := newSpec(asked)
	if err != nil {
		return nil, err
	}
	i := &instance{created: now, token: p.ids.secret(), Instance: demanager.Instance{
		ID: unused(p.instances, p.ids.instance), Name: asked.Name, Description: new(or(asked.Description, "")), Flavor: &asked.Flavor,
		Profile: profile, Spec: spec, Workspace: &demanager.Workspace{ID: &workspace},
		User: &demanager.User{ID: &owner.ID, Name: &owner.Name}, Repository: nullable.NewNullNullable[demanager.Repository](),
		CreationTimestamp: timestamp(now), LatestUpdateTimestamp: timestamp(now),
	}}
	if asked.AIProject != nil {
		i.AIProject = &demanager.AIProject{ID: asked.AIProject.ID}
	}
	if asked.Pool != nil {
		i.Pool = p.poolOf(asked.Pool)
	}
	return i, nil
}

// poolOf is a pool as answers have it. One that is dedicated has an owner.
func (p *project) poolOf(asked *demanager.PoolRequest) *demanager.Pool {
	owner := p.id
	if asked.Owner != nil {
		owner = or(asked.Owner.ProjectID, owner)
	}
	return &demanager.Pool{
		ID: &asked.ID, Name: new(or(asked.Name, asked.ID)), Type: new(or(asked.Type, "USER_DEFINED")),
		Owner: &demanager.PoolOwner{ProjectID: &owner},
	}
}

// profiles are the known profiles with the hardware that they need; "" is any.
var profiles = map[string]demanager.HardwareType{
	"Ascend-Power-Engine 1.0(python3)": demanager.HardwareTypeAscend,
	"Multi-Engine 1.0 (python2)-cpu":   demanager.HardwareTypeCPU,
	"Multi-Engine 1.0 (python2)-gpu":   demanager.HardwareTypeGPU,
	"Multi-Engine 1.0 (python3)-cpu":   demanager.HardwareTypeCPU,
	"Multi-Engine 1.0 (python3)-gpu":   demanager.HardwareTypeGPU,
	"Multi-Engine 2.0 (python3)":       "",
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// profileFor gives the profile that is asked for, if it goes with a flavor that is to be had.
func (p *project) profileFor(asked *demanager.CreateInstanceRequest) (*demanager.Profile, error) {
	needs, known := profiles[asked.ProfileID]
	if !known && !uuidForm.MatchString(asked.ProfileID) {
		return nil, propertyValueInvalid.because("profile_id: there is no profile %q", asked.ProfileID)
	}
	flavor := p.findHardware(asked.Flavor)
	if flavor == nil {
		return nil, flavorUnsupported.because("flavor: there is no flavor %q", asked.Flavor)
	}
	has := or(flavor.Type, "")
	if needs != "" && !strings.EqualFold(string(needs), string(has)) {
		return nil, flavorProfileMismatch.because("profile %q needs %s, and flavor %s is %s", asked.ProfileID, needs, asked.Flavor, has)
	}
	if or(flavor.Status, "") == demanager.FlavorStatusSoldOut && !waitable(flavor) {
		return nil, flavorSoldOut.because("flavor %s is sold out", asked.Flavor)
	}
	return &demanager.Profile{
		ID: &asked.ProfileID, Name: &asked.ProfileID, DeType: new(demanager.EnvironmentTypeNotebook), FlavorType: &has,
		Provision: &demanager.Provision{
			Type:        new(demanager.ProvisionTypeDocker),
			Annotations: map[string]string{"category": "Multi-Engine", "type": "system"},
			Spec: &demanager.ProvisionSpec{Engine: new(demanager.DeploymentEngineCCE), Params: &demanager.DockerDeployment{
				Namespace: new("atelier"), ImageName: new("mul-kernel"), ImageTag: new("3.0.0"),
				Annotations: nullable.NewNullNullable[map[string]string](),
			}},
		},
	}, nil
}

func newSpec(asked *demanager.CreateInstanceRequest) (*demanager.NotebookSpec, error) {
	if asked.Spec.Storage.Type == demanager.StorageTypeObsfs && asked.Pool == nil {
		return nil, storageTypeUnsupported.because("storage of type obsfs is for dedicated pools, and pool names none")
	}
	spec := &demanager.NotebookSpec{
		Storage: storageOf(&asked.Spec.Storage), AutoStop: newTimer(asked.Spec.AutoStop),
		Annotations:   map[string]string{"target_domain": "https://authoring-modelarts.sandbox.example", "url": ""},
		ExtendStorage: nullable.NewNullNullable[[]demanager.Storage](), ExtendParams: nullable.NewNullNullable[map[string]string](),
		FailedReasons: nullable.NewNullNullable[demanager.FailedReasons](), Repository: nullable.NewNullNullable[demanager.Repository](),
	}
	var further []demanager.Storage
	for at := range asked.Spec.ExtendStorage {
		s := &asked.Spec.ExtendStorage[at]
		if s.Type != demanager.StorageTypeObsfs || asked.Pool == nil {
			return nil, storageTypeUnsupported.because("extend_storage/%d: want type obsfs, in a dedicated pool", at)
		}
		further = append(further, *storageOf(s))
	}
	if further != nil {
		spec.ExtendStorage = nullable.NewNullableWithValue(further)
	}
	return spec, nil
}

// storageOf is a storage as answers have it. A disk has the mount directory as its path.
func storageOf(asked *demanager.StorageRequest) *demanager.Storage {
	if asked.Location == nil {
		asked.Location = &demanager.StorageLocationRequest{}
	}
	from := asked.Location
	location := &demanager.StorageLocation{
		Path: from.Path, MountPath: from.MountPath, AccessModes: from.AccessModes, VolumeUnit: from.VolumeUnit, VolumeSize: from.VolumeSize,
	}
	if asked.Type == demanager.StorageTypeEvs {
		location.Path = new(strings.TrimSuffix(workDirectory, "/"))
		location.VolumeSize, location.VolumeUnit = new(or(from.VolumeSize, 5)), new("GB")
	}
	return &demanager.Storage{Type: &asked.Type, Location: location}
}

func newTimer(asked *demanager.AutoStopRequest) *demanager.AutoStop {
	if asked == nil {
		asked = &demanager.AutoStopRequest{}
	}
	return &demanager.AutoStop{Enable: new(or(asked.Enable, false)), Duration: asked.Duration, Prompt: new(or(asked.Prompt, true))}
}
