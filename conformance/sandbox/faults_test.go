package sandbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/sandbox"
	"github.com/devenviron/contract/openapi"
)

// tour goes once through everything that a fault can touch, and gives what was answered, in order. Without a fault
// it is the same every time.
func tour(t *testing.T, options ...sandbox.Option) []string {
	quiet := func(conformance.Result) {}
	w := newWorld(t, append([]sandbox.Option{sandbox.WithJudge(quiet)}, options...)...)
	var log []string
	call := func(method, path string, body any, headers ...string) *reply {
		r := w.call(method, path, body, headers...)
		log = append(log, fmt.Sprintf("%s %s: %d %v %v %s", method, path, r.status,
			r.header.Get("Retry-After"), r.header.Get("X-Request-Id") != "", r.text))
		return r
	}
	tourNotebooks(w, call)
	tourLists(w, call)
	tourInstances(w, call)
	tourResources(w, call)
	call("GET", "notebooks/none", nil)
	call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "throttle=7")
	w.header.Del("X-Auth-Token")
	call("GET", "notebooks", nil)
	return log
}

type caller func(method, path string, body any, headers ...string) *reply

// idOf is the ID of what was made, whatever a fault has done to the answer.
func idOf(w *world, kind string) string {
	w.t.Helper()
	state := w.Snapshot().Projects[project]
	if kind == "instance" {
		return state.Instances[len(state.Instances)-1].ID
	}
	return state.Notebooks[len(state.Notebooks)-1].ID
}

func tourNotebooks(w *world, call caller) {
	call("POST", "notebooks", changed(changed(aNotebook("first"), "description", "text"), "tags", []object{{"key": "k", "value": "v"}}))
	path := "notebooks/" + idOf(w, "notebook")
	w.clock.Advance(3 * time.Second)
	call("GET", path, nil)
	call("POST", path+"/start", nil)
	w.clock.Advance(20 * time.Minute)
	call("PATCH", path+"/lease", object{"duration": 2 * hour})
	call("GET", path+"/lease", nil)
	call("PUT", path, object{"description": "other"})
	call("POST", path+"/stop", nil)
	w.clock.Advance(2 * time.Second)
	call("GET", path, nil)
	call("POST", path+"/start?duration=7200000", nil)
	w.clock.Advance(3 * time.Second)
	call("GET", path, nil)
	call("DELETE", path, nil)
	w.clock.Advance(2 * time.Second)
	call("GET", path, nil)
}

func tourLists(w *world, call caller) {
	for i := range 12 {
		call("POST", "notebooks", aNotebook(fmt.Sprintf("nb-%02d", (5*i)%12)))
		w.clock.Advance(time.Second)
	}
	for _, query := range []string{
		"", "?offset=10", "?limit=5&offset=5", "?offset=99", "?name=nb-03", "?status=RUNNING", "?tags=k", "?sort_dir=ASC", "?sort_key=name",
	} {
		call("GET", "notebooks"+query, nil)
		call("GET", "notebooks/all"+query, nil)
	}
}

func tourInstances(w *world, call caller) {
	call("POST", "demanager/instances", anInstance("a"))
	path := "demanager/instances/" + idOf(w, "instance")
	w.clock.Advance(3 * time.Second)
	call("POST", "demanager/instances", anInstance("b"))
	call("POST", "demanager/instances", changed(anInstance("c"), "spec.storage", object{"type": "obs", "location": object{"path": "b/d"}}))
	call("GET", path, nil)
	call("DELETE", path, nil)
	call("POST", path+"/action", object{"action": "stop"})
	w.clock.Advance(2 * time.Second)
	for _, query := range []string{"", "&limit=1", "&limit=1&offset=1", "&order=desc"} {
		call("GET", "demanager/instances?de_type=Notebook"+query, nil)
	}
	call("DELETE", path, nil)
	call("GET", path, nil)
}

func tourResources(w *world, call caller) {
	call("POST", "images", object{"swr_path": "swr.example.com/org/name:tag"})
	call("GET", "images?name=nam", nil)
	call("GET", "images/group", nil)
	for id := range w.Snapshot().Projects[project].Images {
		call("DELETE", "images/"+*w.Snapshot().Projects[project].Images[id].ID, nil)
	}
	notebook := "notebooks/" + idOf(w, "notebook")
	w.clock.Advance(3 * time.Second)
	call("POST", notebook+"/storage", object{"category": "OBS", "mount_path": "/data/x/", "uri": "obs://b/d/"})
	call("GET", notebook+"/storage", nil)
	call("POST", notebook+"/tags/create", object{"tags": []object{{"key": "k", "value": "v"}}})
	call("DELETE", notebook+"/tags/delete", object{"tags": []object{{"key": "k"}}})
	call("GET", "notebooks/tags", nil)
	call("GET", "notebooks/flavors?category=GPU", nil)
	call("GET", notebook+"/flavors", nil)
}

func TestTheSameSeedAndClockGiveTheSameAnswers(t *testing.T) {
	require.Equal(t, tour(t), tour(t))
}

func TestEveryFaultIsSeen(t *testing.T) {
	faithful := tour(t)
	for _, f := range sandbox.Faults() {
		t.Run(f.Name, func(t *testing.T) {
			faulty := tour(t, sandbox.WithFault(f.Name))
			require.Len(t, faulty, len(faithful))
			require.NotEqual(t, faithful, faulty)
			require.NotContains(t, strings.Join(faulty, "\n"), "the sandbox is at fault")
		})
	}
}

func TestFaultsHaveNamesAndOperationsOfTheContract(t *testing.T) {
	faults := sandbox.Faults()
	require.GreaterOrEqual(t, len(faults), 25)
	operations := operationIDs(t)
	names := map[string]bool{}
	for _, f := range faults {
		require.Regexp(t, `^[a-z]+(-[a-z0-9]+)+$`, f.Name)
		require.False(t, names[f.Name], f.Name)
		names[f.Name] = true
		require.NotEmpty(t, f.Summary)
		require.NotEmpty(t, f.Operations)
		for _, operation := range f.Operations {
			require.Contains(t, operations, operation, f.Name)
		}
	}
	forgetful, err := sandbox.FaultNamed("forgets-request-id")
	require.NoError(t, err)
	require.ElementsMatch(t, operations, forgetful.Operations, "every operation")
	_, err = sandbox.FaultNamed("list-totals-of-page")
	require.EqualError(t, err, `unknown fault "list-totals-of-page"; did you mean list-total-of-page?`)
	_, err = sandbox.New(sandbox.WithFault("none"))
	require.ErrorContains(t, err, `unknown fault "none"; validate sandbox --faults lists`)
}

func operationIDs(t *testing.T) []string {
	t.Helper()
	documents, err := openapi.Embedded()
	require.NoError(t, err)
	var ids []string
	for _, document := range documents {
		for _, path := range document.Paths.Map() {
			for _, operation := range path.Operations() {
				ids = append(ids, operation.OperationID)
			}
		}
	}
	slices.Sort(ids)
	require.Len(t, ids, 33)
	return ids
}
