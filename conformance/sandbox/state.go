package sandbox

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/flavors"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// State is what a sandbox begins with, and what is kept of it: the form of a seed and of a snapshot. Notebooks,
// instances, images and flavors have the names of the contract's answers. Of what is absent a sandbox makes its own.
type State struct {
	// Users may come in. Without any, the default user does. A snapshot has none.
	Users []User `json:"users,omitempty"`
	// Flavors are those of notebooks, InstanceFlavors those of the old API; without any, those of the provider.
	Flavors         []flavors.Flavor          `json:"flavors,omitempty"`
	InstanceFlavors []demanager.FlavorDetails `json:"instance_flavors,omitempty"`
	// Images are those of the provider; without any, the built-in ones.
	Images []images.Image `json:"images,omitempty"`
	// Projects are by their IDs.
	Projects map[string]ProjectState `json:"projects,omitempty"`
}

// ProjectState is what lives in a project.
type ProjectState struct {
	// Workspaces besides 0, which every project has.
	Workspaces []string        `json:"workspaces,omitempty"`
	Quota      *Quota          `json:"quota,omitempty"`
	Notebooks  []NotebookState `json:"notebooks,omitempty"`
	Instances  []InstanceState `json:"instances,omitempty"`
	Images     []ImageState    `json:"images,omitempty"`
}

// NotebookState is a notebook. Its name suffices; it runs then.
type NotebookState struct {
	notebooks.Notebook
	// Count makes as many of it, with numbers behind the name.
	Count int `json:"count,omitempty"`
	// Step is what is under way, Volume when the disk has grown, Storages what is under way by storage.
	Step     *step           `json:"step,omitempty"`
	Growing  int64           `json:"growing,omitempty"`
	Storages map[string]step `json:"storages,omitempty"`
}

// InstanceState is an instance of the old API. Its name suffices; it runs then.
type InstanceState struct {
	demanager.Instance
	// Count makes as many of it, with numbers behind the name.
	Count int    `json:"count,omitempty"`
	Step  *step  `json:"step,omitempty"`
	Token string `json:"token,omitempty"`
}

// ImageState is an image of the project. Its swr_path suffices; it is active then.
type ImageState struct {
	images.Image
	Step *step `json:"step,omitempty"`
}

// Snapshot is the state of the sandbox as it is now.
func (s *Sandbox) Snapshot() *State {
	s.settle()
	s.mu.RLock()
	defer s.mu.RUnlock()
	state := &State{
		Flavors: s.flavors, InstanceFlavors: s.hardware, Projects: make(map[string]ProjectState, len(s.projects)),
	}
	for _, i := range s.builtIn {
		state.Images = append(state.Images, i.Image)
	}
	for id, p := range s.projects {
		state.Projects[id] = p.snapshot()
	}
	return state
}

func (p *project) snapshot() ProjectState {
	limits := p.limits
	state := ProjectState{Workspaces: p.workspaces, Quota: &limits}
	for _, n := range p.notebookOrder.rows {
		state.Notebooks = append(state.Notebooks, NotebookState{
			Notebook: n.Notebook, Step: kept(n.step), Growing: n.volume, Storages: n.storages,
		})
	}
	for _, i := range p.instanceOrder.rows {
		state.Instances = append(state.Instances, InstanceState{Instance: i.Instance, Step: kept(i.step), Token: i.token})
	}
	for _, id := range slices.Sorted(maps.Keys(p.images)) {
		i := p.images[id]
		state.Images = append(state.Images, ImageState{Image: i.Image, Step: kept(i.step)})
	}
	return state
}

func kept(s step) *step {
	if s == (step{}) {
		return nil
	}
	return &s
}

// encode gives the JSON text of a state, the same text for the same state.
func (s *State) encode() ([]byte, error) {
	text, err := json.MarshalIndent(s, "", " ")
	return append(text, '\n'), err
}
