package sandbox

import (
	"maps"
	"slices"

	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/gen/model/storages"
)

// planVolume plans the end of a disk's growth.
func (p *project) planVolume(n *notebook) {
	due := n.volume
	if due == 0 {
		return
	}
	p.timeline.plan(due, func(int64) {
		if p.has(n) && n.volume == due {
			n.volume = 0
			volume := *n.Volume
			volume.Status = new(notebooks.VolumeStatusMounted)
			n.Volume = &volume
		}
	})
}

// planStorage plans the end of mounting or unmounting a storage.
func (p *project) planStorage(n *notebook, id string) {
	s := n.storages[id]
	p.timeline.plan(s.Due, func(int64) {
		if p.has(n) && n.storages[id] == s {
			n.endStorageStep(id, s.Failing)
		}
	})
}

func (n *notebook) endStorageStep(id string, failing bool) {
	n.storages = maps.Clone(n.storages)
	delete(n.storages, id)
	i := n.storage(id)
	changed := slices.Clone(n.DataVolumes)
	switch volume := &changed[i]; {
	case *volume.Status == storages.DataVolumeStatusMounting && failing:
		volume.Status = new(storages.DataVolumeStatusMountFailed)
		volume.FailureReason = new("The sandbox was asked to let this fail.")
	case *volume.Status == storages.DataVolumeStatusMounting:
		volume.Status = new(storages.DataVolumeStatusMounted)
	case failing:
		volume.Status = new(storages.DataVolumeStatusUnmountFailed)
	default:
		changed = slices.Delete(changed, i, i+1)
	}
	n.DataVolumes = changed
}

// storage is the place of a storage among those of a notebook, -1 where it has none with this ID.
func (n *notebook) storage(id string) int {
	return slices.IndexFunc(n.DataVolumes, func(v storages.DataVolume) bool { return or(v.ID, "") == id })
}
