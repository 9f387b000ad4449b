package sandbox_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/sandbox"
)

func TestTheSandboxGoesOnWhereASnapshotWasTaken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	before := newWorld(t)
	notebook := "notebooks/" + before.runningNotebook("nb")
	before.call("POST", notebook+"/stop", nil).ok()
	before.call("POST", "images", object{"swr_path": "swr.example.com/org/name:tag"}).ok()
	instance := "demanager/instances/" + before.runningInstance("de")
	token := before.call("GET", instance+"/token", nil).ok().text
	queued := changed(changed(anInstance("q"), "flavor", "modelarts.vm.gpu.free"), "profile_id", "Multi-Engine 2.0 (python3)")
	waiting := "demanager/instances/" + before.call("POST", "demanager/instances", queued).ok().str("id")
	before.clock.Advance(-time.Second)
	require.NoError(t, before.SaveSnapshot(file))

	state, err := sandbox.ReadState(file)
	require.NoError(t, err)
	after := newWorld(t, sandbox.WithState(state), sandbox.WithClock(before.clock))
	after.clock = before.clock
	for _, path := range []string{notebook, instance, waiting, "images?type=DEDICATED", "notebooks", "demanager/instances?de_type=Notebook"} {
		require.JSONEq(t, before.call("GET", path, nil).ok().text, after.call("GET", path, nil).ok().text, path)
	}
	require.Equal(t, token, after.call("GET", instance+"/token", nil).ok().text)
	require.NotEqual(t, notebook, "notebooks/"+after.runningNotebook("new"), "the same seed gives no ID twice")
	require.Equal(t, "STOPPED", after.call("GET", notebook, nil).str("status"), "what was under way comes to its end")
	after.clock.Advance(2 * time.Hour)
	require.Equal(t, "STOPPED", after.call("GET", instance, nil).str("status"))
	require.Equal(t, "READY_TO_START", after.call("GET", waiting, nil).str("status"))

	again, err := json.Marshal(before.Snapshot())
	require.NoError(t, err)
	twice, err := json.Marshal(before.Snapshot())
	require.NoError(t, err)
	require.Equal(t, again, twice)
	leftovers, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*.partial"))
	require.NoError(t, err)
	require.Empty(t, leftovers)
}

func TestASnapshotThatCannotBeWrittenLeavesNothing(t *testing.T) {
	w := newWorld(t)
	require.Error(t, w.SaveSnapshot(filepath.Join(t.TempDir(), "none", "state.json")))
}

func TestChangesAreCounted(t *testing.T) {
	w := newWorld(t)
	start := w.Changes()
	w.call("GET", "notebooks", nil).ok()
	require.Equal(t, start, w.Changes())
	w.call("POST", "notebooks", aNotebook("nb")).ok()
	require.Equal(t, start+1, w.Changes())
	w.clock.Advance(3 * time.Second)
	require.Equal(t, start+2, w.Changes(), "what happens by itself is a change")
}

func TestTheSeedsOfTheRepositoryAreReadAndServed(t *testing.T) {
	files, err := filepath.Glob("../../testdata/sandbox/*")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		state, err := sandbox.ReadState(file)
		require.NoError(t, err)
		w := newWorld(t, sandbox.WithState(state))
		if len(state.Users) > 0 {
			w.header.Set("X-Auth-Token", state.Users[0].Token)
		}
		for id, p := range state.Projects {
			list := w.call("GET", "/v1/"+id+"/notebooks/all", nil).ok()
			require.Equal(t, len(p.Notebooks) > 0, list.num("total") > 0, file)
			w.call("GET", "/v1/"+id+"/demanager/instances?de_type=Notebook&show_self=false", nil).ok()
			w.call("GET", "/v1/"+id+"/images", nil).ok()
			for _, notebook := range list.at("data").([]any) {
				w.call("GET", "/v1/"+id+"/notebooks/"+notebook.(map[string]any)["id"].(string), nil).ok()
			}
		}
	}
}

func TestAStateThatIsWrongIsRefusedWithThePlace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.yaml")
	for text, want := range map[string]string{
		"projects: {p: {notebook: []}}":                                        `state.yaml:1:16: unknown key "notebook"; did you mean "notebooks"?`,
		"projects:\n  p:\n    notebooks:\n      - nam: x\n        colour: red": "state.yaml:4:9: unknown key \"nam\"; did you mean \"name\"?",
		"usres: []":   `state.yaml:1:1: unknown key "usres"; did you mean "users"?`,
		"colour: red": `unknown key "colour"; want one of flavors, images, instance_flavors, projects, users`,
		"projects: {p: {notebooks: [{count: many}]}}": "projects.notebooks.count: got a JSON string, want a int",
		"a: b: c": "mapping values are not allowed",
	} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		_, err := sandbox.ReadState(file)
		require.ErrorContains(t, err, want, text)
	}
	for text, want := range map[string]string{
		"projects: {p: {notebooks: [{}]}}":                                 "projects/p/notebooks/0: got no name, want one",
		"projects: {p: {notebooks: [{name: x, count: -1}]}}":               "count: got -1, want from 1 to 100000",
		"projects: {p: {notebooks: [{name: x, id: i}, {name: y, id: i}]}}": `projects/p/notebooks/1: id: got "i" twice`,
		"projects: {p: {images: [{name: x}]}}":                             "projects/p/images/0: ModelArts.6336: swr_path",
		"projects: {p: {instances: [{name: x, creation_timestamp: now}]}}": `creation_timestamp: got "now", want milliseconds`,
		"images: [{name: x}]":                                              "images/0: want id, type and status",
	} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		state, err := sandbox.ReadState(file)
		require.NoError(t, err)
		_, err = sandbox.New(sandbox.WithState(state))
		require.ErrorContains(t, err, want, text)
	}
	_, err := sandbox.ReadState(filepath.Join(t.TempDir(), "none"))
	require.ErrorContains(t, err, "none: no such file or directory")
}
