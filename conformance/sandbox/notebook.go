package sandbox

import (
	"slices"
	"strings"

	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// notebook is a notebook with what is under way.
type notebook struct {
	notebooks.Notebook
	order uint64
	brief *encoded
	step  step
	// volume is when its disk has grown, storages when each storage is mounted or unmounted; 0 is never.
	volume   int64
	storages map[string]step
}

const workDirectory = "/home/ma-user/work/"

// addNotebook takes a notebook into the project and plans what is due.
func (p *project) addNotebook(n *notebook) {
	p.order++
	n.order, n.brief = p.order, &encoded{}
	p.notebooks[n.ID] = n
	p.notebookOrder.insert(n)
	p.planNotebook(n)
	p.planVolume(n)
	for id := range n.storages {
		p.planStorage(n, id)
	}
	p.planLease(n)
}

// removeNotebook forgets a notebook.
func (p *project) removeNotebook(n *notebook) {
	delete(p.notebooks, n.ID)
	p.notebookOrder.remove(n)
}

// owner is the ID of the user to whom a notebook belongs.
func (n *notebook) owner() string { return or(n.UserID, "") }

// has tells whether a notebook still lives.
func (p *project) has(n *notebook) bool { return p.notebooks[n.ID] == n }

// findNotebook gives a notebook by its ID.
func (p *project) findNotebook(id string) (*notebook, error) {
	n, ok := p.notebooks[id]
	if !ok {
		return nil, notebookNotFound.because("notebook %q does not exist", id)
	}
	return n, nil
}

// findRunning gives a notebook that runs while nothing is under way. For another one the mistake is of the caller's
// choice; words are the format of its text, for the name and the status.
func (p *project) findRunning(id string, otherwise mistake, words string) (*notebook, error) {
	n, err := p.findNotebook(id)
	if err == nil {
		err = n.idle()
	}
	if err == nil && n.Status != notebooks.NotebookStatusRunning {
		err = otherwise.because(words, n.Name, n.Status)
	}
	return n, err
}

// enterNotebook begins a status that ends by itself.
func (p *project) enterNotebook(n *notebook, status notebooks.NotebookStatus, s step) {
	n.Status, n.step = status, s
	n.UpdateAt = new(s.Began)
	p.planNotebook(n)
}

func (p *project) planNotebook(n *notebook) {
	if due := n.step.Due; due > 0 {
		p.timeline.plan(due, func(at int64) {
			if p.has(n) && n.step.Due == due {
				p.endNotebookStep(n, at)
			}
		})
	}
}

// endNotebookStep is what a status becomes that has ended.
func (p *project) endNotebookStep(n *notebook, at int64) {
	failing := n.step.Failing
	n.step = step{}
	n.UpdateAt = &at
	switch n.Status {
	case notebooks.NotebookStatusCreating:
		p.settleNotebook(n, failing, notebooks.NotebookStatusRunning, notebooks.NotebookStatusCreateFailed)
	case notebooks.NotebookStatusStarting:
		p.settleNotebook(n, failing, notebooks.NotebookStatusRunning, notebooks.NotebookStatusStartFailed)
	case notebooks.NotebookStatusStopping:
		p.settleNotebook(n, failing, notebooks.NotebookStatusStopped, notebooks.NotebookStatusError)
	case notebooks.NotebookStatusSnapshotting:
		n.Status = notebooks.NotebookStatusRunning
		p.planLease(n)
	case notebooks.NotebookStatusDeleting:
		if failing {
			p.settleNotebook(n, true, "", notebooks.NotebookStatusDeleteFailed)
			return
		}
		p.removeNotebook(n)
	}
}

func (p *project) settleNotebook(n *notebook, failing bool, good, bad notebooks.NotebookStatus) {
	n.Status, n.FailReason = good, nil
	if failing {
		n.Status = bad
		n.FailReason = new("The sandbox was asked to let this fail.")
	}
	if n.Status == notebooks.NotebookStatusRunning {
		n.open()
		p.planLease(n)
	} else {
		n.close()
	}
}

// open gives a notebook that runs its addresses.
func (n *notebook) open() {
	host := "authoring-modelarts.sandbox.example"
	n.URL = new("https://" + host + "/" + n.ID + "/lab")
	n.IP = new("192.0.2.17")
	if n.Volume != nil && n.Volume.Status == nil {
		volume := *n.Volume
		volume.Status = new(notebooks.VolumeStatusMounted)
		n.Volume = &volume
	}
	n.Endpoints = slices.Clone(n.Endpoints)
	for i, e := range n.Endpoints {
		uri := "https://" + host + "/" + n.ID
		if or(e.Service, "") == notebooks.EndpointServiceSSH {
			uri = "ssh://ma-user@" + host + ":30022"
		}
		n.Endpoints[i].URI = &uri
	}
}

func (n *notebook) close() {
	n.URL, n.IP = nil, nil
	n.Endpoints = slices.Clone(n.Endpoints)
	for i := range n.Endpoints {
		n.Endpoints[i].URI = nil
	}
}

// planLease plans the stop at the end of the lease.
func (p *project) planLease(n *notebook) {
	if n.Status != notebooks.NotebookStatusRunning || n.Lease == nil || !or(n.Lease.Enable, false) {
		return
	}
	lease := n.Lease
	p.timeline.plan(max(*lease.CreateAt+*lease.Duration, or(n.UpdateAt, 0)), func(at int64) {
		if p.has(n) && n.Lease == lease && n.Status == notebooks.NotebookStatusRunning {
			p.enterNotebook(n, notebooks.NotebookStatusStopping, begin(at, p.delays.Stop, false))
		}
	})
}

// renew lets the lease end when the time asked for is over, counted from now. What it says counts from its creation.
func (n *notebook) renew(now, duration int64, kind notebooks.LeaseType) {
	lease := notebooks.Lease{
		CreateAt: new(now), UpdateAt: new(now), Enable: new(duration != leaseNever),
		Type: new(strings.ToUpper(string(kind))),
	}
	if n.Lease != nil {
		lease.CreateAt = n.Lease.CreateAt
	}
	lease.Duration = new(now - *lease.CreateAt + max(0, duration))
	n.Lease = &lease
}

func checkLease(duration int64) error {
	if duration == leaseNever || duration >= leaseLeast && duration <= leaseMost {
		return nil
	}
	return durationOutOfRange.because("duration: got %d, want from %d to %d milliseconds, or -1 for a notebook that does not stop by itself",
		duration, leaseLeast, leaseMost)
}

// idle wants nothing to be under way, and nothing to be owed.
func (n *notebook) idle() error {
	switch {
	case n.Status == notebooks.NotebookStatusFrozen:
		return instanceFrozen.because("notebook %q is frozen until its bill is paid", n.Name)
	case n.step.Due > 0:
		return operationConflict.because("notebook %q is %s; wait until that is over", n.Name, n.Status)
	}
	return nil
}

// view is a notebook as it is shown now. What depends on the clock is not kept.
func (n *notebook) view(now int64) notebooks.Notebook {
	shown := n.Notebook
	shown.CurrentTime = &now
	switch n.Status {
	case notebooks.NotebookStatusCreating, notebooks.NotebookStatusStarting:
		shown.ActionProgress = progress(n.step.quarter(now))
	}
	return shown
}

var stepNames = [...]string{"Prepare the storage", "Prepare the machine", "Configure the network", "Start the notebook"}

// progress has the steps of a start, of which some are over.
func progress(over int) []notebooks.JobProgress {
	steps := make([]notebooks.JobProgress, len(stepNames))
	for i, name := range stepNames {
		status := notebooks.JobStatusWaiting
		switch {
		case i < over:
			status = notebooks.JobStatusCompleted
		case i == over:
			status = notebooks.JobStatusProcessing
		}
		steps[i] = notebooks.JobProgress{Step: new(notebooks.JobStep(i + 1)), Status: &status, Description: new(name)}
	}
	return steps
}

// imageOf is an image as a notebook shows it.
func imageOf(i *image) *images.Image {
	shown := i.Image
	shown.SupportResCategories = nil
	return &shown
}
