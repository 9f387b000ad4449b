package sandbox_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/sandbox"
	"github.com/devenviron/contract/openapi"
	"github.com/devenviron/contract/openapi/tables"
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
	tourRest(w, call)
	call("GET", "/v1/other/notebooks", nil)
	call("GET", "notebooks/none", nil)
	call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "throttle=7")
	w.header.Del("X-Auth-Token")
	call("GET", "notebooks", nil)
	return log
}

type caller func(method, path string, body any, headers ...string) *reply

// stateOf is the state of the project, or of the one in which a fault puts everything.
func stateOf(w *world) sandbox.ProjectState {
	projects := w.Snapshot().Projects
	if shared, ok := projects["shared"]; ok {
		return shared
	}
	return projects[project]
}

// idOf is the ID of what was made, whatever a fault has done to the answer.
func idOf(w *world, kind string) string {
	w.t.Helper()
	state := stateOf(w)
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
	for id := range stateOf(w).Images {
		call("DELETE", "images/"+*stateOf(w).Images[id].ID, nil)
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

// tourRest goes through the operations that the others leave out, and through every code.
func tourRest(w *world, call caller) {
	notebook := "notebooks/" + idOf(w, "notebook")
	call("PUT", notebook, object{"description": "changed"})
	storages := stateOf(w).Notebooks
	storage := notebook + "/storage/" + *storages[len(storages)-1].DataVolumes[0].ID
	call("GET", storage, nil)
	w.clock.Advance(time.Second)
	call("DELETE", storage, nil)
	w.clock.Advance(time.Second)
	call("GET", notebook+"/storage", nil)
	call("POST", notebook+"/tags/create", object{"tags": []object{{"key": "k", "value": "v"}}})
	call("GET", "notebooks/tags", nil)
	for _, query := range []string{"?limit=1&offset=1", "?limit=2&offset=2", "?limit=2"} {
		call("GET", "notebooks"+query, nil)
	}
	call("POST", notebook+"/create-image", object{"name": "n", "namespace": "s", "tag": "t"})
	call("GET", "images/"+sandbox.DefaultImage, nil)
	call("POST", "notebooks/open", nil)
	call("POST", notebook+"/stop", nil)
	w.clock.Advance(10 * time.Second)
	call("POST", notebook+"/stop", nil)
	w.clock.Advance(2 * time.Second)
	call("PUT", notebook, object{"flavor": "modelarts.vm.cpu.8u"})
	instance := "demanager/instances/" + idOf(w, "instance")
	call("GET", instance+"/token", nil)
	call("GET", instance, nil)
	call("PUT", instance, object{"description": "changed"})
	call("POST", instance+"/action", object{"action": "stop"})
	w.clock.Advance(2 * time.Second)
	call("POST", instance+"/action", object{"action": "start"})
	call("GET", instance, nil)
	codes, err := tables.Errors()
	require.NoError(w.t, err)
	for _, c := range codes {
		call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "code="+c.Code)
	}
	token := w.header.Get("X-Auth-Token")
	w.header.Del("X-Auth-Token")
	call("GET", "notebooks", nil, signedNow(w)...)
	w.header.Set("X-Auth-Token", token)
}

// signedNow are the headers of a signed request for the list of notebooks.
func signedNow(w *world) []string {
	date := time.Now().UTC().Format("20060102T150405Z")
	empty := sha256.Sum256(nil)
	digest := sha256.Sum256([]byte("GET\n/v1/" + project + "/notebooks/\n\nx-sdk-date:" + date + "\n\nx-sdk-date\n" + hex.EncodeToString(empty[:])))
	mac := hmac.New(sha256.New, []byte(sandbox.DefaultUser().SecretKey))
	mac.Write([]byte("SDK-HMAC-SHA256\n" + date + "\n" + hex.EncodeToString(digest[:])))
	return []string{
		"X-Sdk-Date", date,
		"Authorization", "SDK-HMAC-SHA256 Access=SANDBOXACCESSKEY, SignedHeaders=x-sdk-date, Signature=" + hex.EncodeToString(mac.Sum(nil)),
	}
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
