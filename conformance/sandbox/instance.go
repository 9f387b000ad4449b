package sandbox

import (
	"maps"
	"slices"
	"strconv"

	"github.com/oapi-codegen/nullable"

	"github.com/devenviron/contract/gen/model/demanager"
)

// instance is an instance of the old API with what is under way.
type instance struct {
	demanager.Instance
	// created is when it was, in milliseconds since 1970.
	created int64
	order   uint64
	step    step
	// token opens its notebook server.
	token string
}

// findInstance gives an instance by its ID.
func (p *project) findInstance(id string) (*instance, error) {
	i, ok := p.instances[id]
	if !ok {
		return nil, instanceNotFound.because("instance %q does not exist", id)
	}
	return i, nil
}

// owner is the ID of the user to whom an instance belongs.
func (i *instance) owner() string {
	if i.User == nil {
		return ""
	}
	return or(i.User.ID, "")
}

// addInstance takes an instance into the project and plans what is due.
func (p *project) addInstance(i *instance) {
	p.order++
	i.order = p.order
	p.instances[i.ID] = i
	p.instanceOrder.insert(i)
	p.instanceNames.insert(i)
	if i.queuing() {
		p.queues[*i.Flavor] = append(p.queues[*i.Flavor], i)
	}
	p.planInstance(i)
	p.planAutoStop(i)
}

// removeInstance forgets an instance.
func (p *project) removeInstance(i *instance) {
	p.leaveQueue(i)
	delete(p.instances, i.ID)
	p.instanceOrder.remove(i)
	p.instanceNames.remove(i)
}

func timestamp(at int64) *string { return new(strconv.FormatInt(at, 10)) }

// enterInstance begins a status that ends by itself.
func (p *project) enterInstance(i *instance, status demanager.InstanceStatus, s step) {
	i.changeStatus(status, s.Began)
	i.step = s
	p.planInstance(i)
}

// changeStatus begins a status. The times until it stops are there only while it runs.
func (i *instance) changeStatus(status demanager.InstanceStatus, at int64) {
	i.Status, i.step = status, step{}
	i.LatestUpdateTimestamp = timestamp(at)
	spec := *i.Spec
	timer := *spec.AutoStop
	timer.StopTimestamp = nil
	running := status == demanager.InstanceStatusRunning
	if running && or(timer.Enable, false) {
		timer.StopTimestamp = new(at + 1000*int64(or(timer.Duration, autoStopDefault)))
	}
	spec.AutoStop = &timer
	spec.Annotations = maps.Clone(spec.Annotations)
	spec.Annotations["url"] = ""
	if running {
		spec.Annotations["url"] = "https://authoring-modelarts.sandbox.example/" + i.ID + "/lab"
	}
	i.Spec = &spec
}

func (p *project) planInstance(i *instance) {
	if due := i.step.Due; due > 0 {
		p.timeline.plan(due, func(at int64) {
			if p.instances[i.ID] == i && i.step.Due == due {
				p.endInstanceStep(i, at)
			}
		})
	}
}

// endInstanceStep is what a status becomes that has ended.
func (p *project) endInstanceStep(i *instance, at int64) {
	failing := i.step.Failing
	switch i.Status {
	case demanager.InstanceStatusCreating:
		p.settleInstance(i, failing, demanager.InstanceStatusCreateFailed, at)
	case demanager.InstanceStatusStarting, demanager.InstanceStatusRestarting:
		p.settleInstance(i, failing, demanager.InstanceStatusStartFailed, at)
	case demanager.InstanceStatusStopping:
		i.changeStatus(demanager.InstanceStatusStopped, at)
	case demanager.InstanceStatusCreateQueuing, demanager.InstanceStatusStartQueuing:
		p.leaveQueue(i)
		i.changeStatus(demanager.InstanceStatusReadyToStart, at)
	}
}

func (p *project) settleInstance(i *instance, failing bool, bad demanager.InstanceStatus, at int64) {
	spec := *i.Spec
	spec.FailedReasons = nullable.NewNullNullable[demanager.FailedReasons]()
	i.ErrorCode = nil
	if failing {
		i.ErrorCode = new(serverErrorOfInstance)
		spec.FailedReasons = nullable.NewNullableWithValue(demanager.FailedReasons{
			Code: new(serverErrorOfInstance), Message: new("The sandbox was asked to let this fail."),
		})
	}
	i.Spec = &spec
	if failing {
		i.changeStatus(bad, at)
		return
	}
	i.changeStatus(demanager.InstanceStatusRunning, at)
	p.planAutoStop(i)
}

// serverErrorOfInstance is the code of an instance that failed.
const serverErrorOfInstance = "ModelArts.6361"

func (p *project) planAutoStop(i *instance) {
	stop := i.Spec.AutoStop.StopTimestamp
	if stop == nil {
		return
	}
	p.timeline.plan(*stop, func(at int64) {
		if p.instances[i.ID] == i && i.Spec.AutoStop.StopTimestamp == stop {
			p.enterInstance(i, demanager.InstanceStatusStopping, begin(at, p.delays.Stop, false))
		}
	})
}

// queuing tells whether an instance waits in a queue.
func (i *instance) queuing() bool {
	return i.Status == demanager.InstanceStatusCreateQueuing || i.Status == demanager.InstanceStatusStartQueuing
}

// joinQueue begins to wait for a flavor, behind those that wait already.
func (p *project) joinQueue(i *instance, status demanager.InstanceStatus, now int64) {
	queue := p.queues[*i.Flavor]
	s := begin(now, p.delays.Queue, false)
	if n := len(queue); n > 0 {
		s.Due = max(queue[n-1].step.Due, now) + p.delays.Queue.Milliseconds()
	}
	p.queues[*i.Flavor] = append(queue, i)
	i.QueuingInfo = &demanager.QueuingInfo{
		ID: &i.ID, Name: &i.Name, DeType: new(demanager.EnvironmentTypeNotebook), Flavor: i.Flavor,
		Status: new(demanager.QueuingStatus(status)), BeginTimestamp: new(now), EndTimestamp: new(s.Due),
	}
	p.enterInstance(i, status, s)
}

func (p *project) leaveQueue(i *instance) {
	i.QueuingInfo = nil
	queue := p.queues[*i.Flavor]
	if at := slices.Index(queue, i); at >= 0 {
		p.queues[*i.Flavor] = slices.Delete(queue, at, at+1)
	}
}

// ranks are the places of all that wait, counted from 1.
func (p *project) ranks() map[*instance]int {
	ranks := map[*instance]int{}
	for _, queue := range p.queues {
		for at, i := range queue {
			ranks[i] = at + 1
		}
	}
	return ranks
}

// view is an instance as it is shown now. What depends on the clock is not kept.
func (p *project) view(i *instance, ranks map[*instance]int, now int64) demanager.Instance {
	shown := i.Instance
	shown.FlavorDetails = p.flavorDetails(*i.Flavor)
	if stop := i.Spec.AutoStop.StopTimestamp; stop != nil {
		spec := *i.Spec
		timer := *spec.AutoStop
		timer.RemainTime = new(seconds(*stop - now))
		spec.AutoStop = &timer
		shown.Spec = &spec
	}
	if i.QueuingInfo != nil {
		info := *i.QueuingInfo
		info.Rank, info.RemainTime = new(ranks[i]), new(seconds(i.step.Due-now))
		info.FlavorDetails = shown.FlavorDetails
		shown.QueuingInfo = &info
	}
	return shown
}

// seconds rounds milliseconds up, as the service does.
func seconds(milliseconds int64) int { return int((max(0, milliseconds) + 999) / 1000) }

// flavorDetails is a flavor as instances show it, nil when it is not known.
func (p *project) flavorDetails(name string) *demanager.FlavorDetails {
	known := p.findHardware(name)
	if known == nil {
		return nil
	}
	details := *known
	if waitable(known) {
		waiting := len(p.queues[name])
		details.QueuingNum = &waiting
		details.QueueLeftTime = new(seconds(p.delays.Queue.Milliseconds() * int64(waiting+1)))
	}
	return &details
}

func (s *store) findHardware(name string) *demanager.FlavorDetails {
	for i := range s.hardware {
		if or(s.hardware[i].Name, "") == name {
			return &s.hardware[i]
		}
	}
	return nil
}

// waitable tells whether a flavor has a queue: it is free, and there is none left.
func waitable(f *demanager.FlavorDetails) bool {
	return or(f.PromoType, "") == demanager.PromotionTypeFree && or(f.Status, "") == demanager.FlavorStatusSoldOut
}
