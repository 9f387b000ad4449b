package sandbox

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/flavors"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/gen/model/storages"
	"github.com/devenviron/contract/gen/model/tags"
)

// customFlavor is the flavor of notebooks whose machine is described in the place of a flavor.
const customFlavor = "custom.flavor.spec.code"

// newNotebook makes a notebook of what a caller asks for, without a status and without a place in the project.
func (p *project) newNotebook(owner *User, asked *notebooks.CreateNotebookRequest, now int64) (*notebook, error) {
	if most := p.limits.Notebooks; most > 0 && len(p.notebooks) >= most {
		return nil, notebookQuotaExhausted.because("the project may have %d notebooks, and has them", most)
	}
	workspace := or(asked.WorkspaceID, defaultWorkspace)
	if err := p.knowsWorkspace(workspace); err != nil {
		return nil, err
	}
	feature := or(asked.Feature, notebooks.NotebookFeatureNotebook)
	flavor, err := p.flavorFor(asked, feature)
	if err != nil {
		return nil, err
	}
	made, err := p.imageFor(asked.ImageID, asked.Endpoints)
	if err != nil {
		return nil, err
	}
	duration, kind := leaseDefault, notebooks.LeaseTypeTiming
	if asked.Lease != nil && asked.Duration == nil {
		duration, kind = or(asked.Lease.Duration, duration), or(asked.Lease.Type, kind)
	}
	duration = or(asked.Duration, duration)
	if err := checkLease(duration); err != nil {
		return nil, err
	}
	n := &notebook{Notebook: notebooks.Notebook{
		ID: unused(p.notebooks, p.ids.uuid), Name: asked.Name, Description: new(or(asked.Description, "")), Feature: &feature, Flavor: &flavor,
		Image: imageOf(made), Volume: newVolume(&asked.Volume), WorkspaceID: &workspace, CreateAt: new(now), UpdateAt: new(now),
		User: describe(owner), UserID: &owner.ID, Token: new(p.ids.secret()),
		BillingItems: []notebooks.BillingItem{notebooks.BillingItemCompute},
		Endpoints:    endpointsOf(asked.Endpoints), Tags: tagsOf(asked.Tags),
		CustomSpec: object(asked.CustomSpec), Affinity: object(asked.Affinity),
		RunUser: object(asked.RunUser), UserVpc: object(asked.UserVpc),
	}}
	if n.DataVolumes, err = p.newDataVolumes(asked.DataVolumes); err != nil {
		return nil, err
	}
	if asked.PoolID != nil {
		n.Pool = &notebooks.Pool{ID: asked.PoolID, Name: asked.PoolID}
	}
	n.renew(now, duration, kind)
	return n, nil
}

// flavorFor gives the name of the flavor that is asked for, if there is one to be had.
func (p *project) flavorFor(asked *notebooks.CreateNotebookRequest, feature notebooks.NotebookFeature) (string, error) {
	if asked.Flavor == nil {
		if asked.PoolID == nil {
			return "", flavorUnsupported.because("custom_spec is for dedicated pools only, and pool_id names none")
		}
		return customFlavor, nil
	}
	f, err := p.findFlavor(*asked.Flavor)
	if err != nil {
		return "", err
	}
	switch kind := strings.ToUpper(string(asked.Volume.Category)); {
	case or(f.SoldOut, false):
		return "", notebookFlavorSoldOut.because("flavor %s is sold out", *f.ID)
	case or(f.Feature, feature) != feature:
		return "", flavorFeatureMismatch.because("flavor %s is for notebooks of feature %s", *f.ID, *f.Feature)
	case !slices.Contains(f.Storages, flavors.FlavorStorage(strings.Replace(kind, "SFS", "EFS", 1))):
		return "", storageTypeUnsupported.because("flavor %s does not support storage %s", *f.ID, kind)
	}
	return *f.ID, nil
}

func (p *project) findFlavor(id string) (*flavors.Flavor, error) {
	i := slices.IndexFunc(p.flavors, func(f flavors.Flavor) bool { return or(f.ID, "") == id })
	if i < 0 {
		return nil, flavorUnsupported.because("there is no flavor %q; listFlavors has those that there are", id)
	}
	return &p.flavors[i], nil
}

// imageFor gives the image that is asked for, if notebooks can be made from it.
func (p *project) imageFor(id string, endpoints []notebooks.EndpointRequest) (*image, error) {
	i, err := p.findImage(id)
	if err != nil {
		return nil, err
	}
	if status := or(i.Status, ""); status != images.ImageStatusActive {
		return nil, operationConflict.because("image %q is %s, want one that is ACTIVE", or(i.Name, ""), status)
	}
	onlySSH := slices.Equal(i.DevServices, []images.ImageService{images.ImageServiceSSH})
	if onlySSH && !slices.ContainsFunc(endpoints, func(e notebooks.EndpointRequest) bool {
		return or(e.Service, "") == notebooks.EndpointServiceSSH
	}) {
		return nil, sshMissing.because("image %q is for SSH only, and endpoints has none for SSH", or(i.Name, ""))
	}
	return i, nil
}

func newVolume(asked *notebooks.VolumeRequest) *notebooks.Volume {
	capacity := 5
	category := notebooks.VolumeCategory(strings.ToUpper(string(asked.Category)))
	if category == notebooks.VolumeCategorySFS {
		category = notebooks.VolumeCategoryEFS
	}
	if category == notebooks.VolumeCategoryEFS {
		capacity = 50
	}
	return &notebooks.Volume{
		Category: &category, Ownership: new(notebooks.VolumeOwnership(strings.ToUpper(string(asked.Ownership)))),
		Capacity: new(or(asked.Capacity, capacity)), MountPath: new(workDirectory), MountType: new("MAIN"),
		ReadOnly: new(or(asked.ReadOnly, false)), Usage: new(int64(-1)),
		ID: asked.ID, URI: asked.URI, DewSecretName: asked.DewSecretName,
	}
}

// newDataVolumes are the storages that a notebook is created with. Buckets of category OBS are accepted and never
// mounted, as the service was seen to do.
func (p *project) newDataVolumes(asked []notebooks.VolumeRequest) ([]storages.DataVolume, error) {
	var volumes []storages.DataVolume
	for i, v := range asked {
		if or(v.MountPath, "") == "" {
			return nil, mountPathInvalid.because("data_volumes/%d: a storage besides the volume needs mount_path", i)
		}
		category := storages.DataVolumeCategory(strings.ToUpper(string(v.Category)))
		switch category {
		case "EVS":
			return nil, storageUnsupported.because("data_volumes/%d: got category EVS, want EFS, OBS or OBSFS", i)
		case "SFS":
			category = storages.DataVolumeCategoryEFS
		}
		volume := storages.DataVolume{
			ID: new(p.ids.uuid()), Category: &category, MountPath: v.MountPath, URI: v.URI, MountType: new("STATIC"),
		}
		if category == storages.DataVolumeCategoryEFS {
			volume.EfsID = v.ID
		}
		if category != storages.DataVolumeCategoryOBS {
			volume.Status = new(storages.DataVolumeStatusMounted)
		}
		volumes = append(volumes, volume)
	}
	return volumes, nil
}

func endpointsOf(asked []notebooks.EndpointRequest) []notebooks.Endpoint {
	var endpoints []notebooks.Endpoint
	for _, e := range asked {
		endpoints = append(endpoints, notebooks.Endpoint{
			Service: e.Service, KeyPairNames: e.KeyPairNames, AllowedAccessIps: e.AllowedAccessIps,
		})
	}
	return endpoints
}

func tagsOf(asked []tags.TagRequest) []tags.Tag {
	var given []tags.Tag
	for _, t := range asked {
		given = append(given, tags.Tag{Key: new(t.Key), Value: new(or(t.Value, ""))})
	}
	return given
}

func describe(u *User) *notebooks.User {
	return &notebooks.User{ID: &u.ID, Name: &u.Name, Domain: &notebooks.UserDomain{ID: new(u.domainID()), Name: &u.Domain}}
}

// object gives a part of a request as answers have it, which is open there.
func object[T any](part *T) map[string]any {
	if part == nil {
		return nil
	}
	text, err := json.Marshal(part)
	if err != nil {
		panic(err) // A generated type that was decoded from JSON.
	}
	var members map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		panic(err)
	}
	return members
}
