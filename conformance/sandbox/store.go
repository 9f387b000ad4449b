package sandbox

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/flavors"
)

// store is all that lives. Readers hold the lock together, a writer alone.
//
// What the models of the contract point to is never changed once it is in the store, only replaced: a reader may
// encode a copy after it has let the lock go.
type store struct {
	clock  Clock
	delays Delays
	ids    *generator
	quota  Quota

	mu       sync.RWMutex
	timeline timeline
	// due is when the timeline has something to do, in milliseconds since 1970.
	due      atomic.Int64
	projects map[string]*project
	// nobody stands for projects of which nothing is known yet. Nothing is ever put into it.
	nobody  *project
	builtIn []*image
	flavors []flavors.Flavor
	// hardware are the flavors of the old API.
	hardware []demanager.FlavorDetails
	changes  uint64
}

// Quota says how many notebooks and instances a project may have. 0 is no limit.
type Quota struct {
	Notebooks int `json:"notebooks,omitempty"`
	Instances int `json:"instances,omitempty"`
}

// project is what lives in one project. No other project sees it.
type project struct {
	*store
	id         string
	workspaces []string
	limits     Quota
	// order counts what was added, to keep apart what has the same age.
	order uint64

	notebooks     map[string]*notebook
	notebookOrder shelf[notebook]
	instances     map[string]*instance
	instanceOrder shelf[instance]
	instanceNames shelf[instance]
	images        map[string]*image
	// queues has those that wait for a flavor, the first first.
	queues map[string][]*instance
}

func newStore() *store {
	s := &store{projects: map[string]*project{}}
	s.due.Store(math.MaxInt64)
	s.nobody = s.newProject("")
	return s
}

func (s *store) newProject(id string) *project {
	return &project{
		store: s, id: id, workspaces: []string{defaultWorkspace}, limits: s.quota,
		notebooks: map[string]*notebook{}, instances: map[string]*instance{}, images: map[string]*image{},
		queues: map[string][]*instance{},
		notebookOrder: newShelf((*notebook).owner, func(a, b *notebook) int {
			return cmp.Or(cmp.Compare(*a.CreateAt, *b.CreateAt), cmp.Compare(a.order, b.order))
		}),
		instanceOrder: newShelf((*instance).owner, func(a, b *instance) int {
			return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.order, b.order))
		}),
		instanceNames: newShelf((*instance).owner, func(a, b *instance) int {
			return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.order, b.order))
		}),
	}
}

// defaultWorkspace is the workspace that every project has.
const defaultWorkspace = "0"

// project gives the project with an ID, which begins to exist with the first look of a writer.
func (s *store) project(id string) *project {
	p, ok := s.projects[id]
	if !ok {
		p = s.newProject(id)
		s.projects[id] = p
	}
	return p
}

// read shows a project as it is now. What look gets may not be changed.
func read[T any](s *store, id string, look func(p *project, now int64) (T, error)) (T, error) {
	now := s.settle()
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, ok := s.projects[id]
	if !ok {
		p = s.nobody
	}
	return look(p, now)
}

// write changes a project.
func write[T any](s *store, id string, change func(p *project, now int64) (T, error)) (T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now().UnixMilli()
	s.advance(now)
	defer s.planned()
	s.changes++
	return change(s.project(id), now)
}

// settle lets happen what is due.
func (s *store) settle() (now int64) {
	now = s.clock.Now().UnixMilli()
	if s.due.Load() <= now {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.advance(now)
		s.planned()
	}
	return now
}

func (s *store) advance(now int64) {
	if at, ok := s.timeline.next(); ok && at <= now {
		s.changes++
		s.timeline.advance(now)
	}
}

// planned notes when the timeline has something to do. The lock is held.
func (s *store) planned() {
	at, ok := s.timeline.next()
	if !ok {
		at = math.MaxInt64
	}
	s.due.Store(at)
}

// knowsWorkspace wants a workspace to be one of the project's.
func (p *project) knowsWorkspace(id string) error {
	if slices.Contains(p.workspaces, id) {
		return nil
	}
	return workspaceNotFound.because("the project has no workspace %q", id)
}

// or gives what a pointer points to, or else a fallback.
func or[T any](p *T, fallback T) T {
	if p == nil {
		return fallback
	}
	return *p
}
