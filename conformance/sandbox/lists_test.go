package sandbox_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/sandbox"
)

func TestNotebooksAreListedByPageFromTheYoungest(t *testing.T) {
	w := newWorld(t)
	for i := range 23 {
		w.runningNotebook(fmt.Sprintf("nb-%02d", i))
	}
	first := w.call("GET", "notebooks", nil).ok()
	require.Equal(t, []int64{0, 3, 10, 23}, []int64{first.num("current"), first.num("pages"), first.num("size"), first.num("total")})
	require.Equal(t, "nb-22", first.names("data")[0])
	last := w.call("GET", "notebooks/all?offset=20", nil).ok()
	require.Equal(t, int64(2), last.num("current"))
	require.Equal(t, []string{"nb-02", "nb-01", "nb-00"}, last.names("data"))
	require.Equal(t, "nb-00", w.call("GET", "notebooks?sort_dir=ASC", nil).ok().names("data")[0])
	require.Empty(t, w.call("GET", "notebooks?offset=23", nil).ok().names("data"))
	w.call("GET", "notebooks?offset=24", nil).refused(400, "ModelArts.6400")
	w.call("GET", "notebooks?limit=0", nil).refused(400, "ModelArts.0104")
}

func TestEveryNotebookIsOnOnePageOfTenThousand(t *testing.T) {
	state := &sandbox.State{Projects: map[string]sandbox.ProjectState{project: {Notebooks: make([]sandbox.NotebookState, 1)}}}
	many := &state.Projects[project].Notebooks[0]
	many.Name, many.Count = "nb", 10_000
	w := newWorld(t, sandbox.WithState(state))
	seen := map[string]bool{}
	for offset := 0; offset < 10_000; offset += 50 {
		page := w.call("GET", fmt.Sprintf("notebooks?limit=50&offset=%d", offset), nil).ok()
		require.Equal(t, int64(10_000), page.num("total"))
		for _, name := range page.names("data") {
			require.False(t, seen[name], name)
			seen[name] = true
		}
	}
	require.Len(t, seen, 10_000)
}

func TestNotebooksAreFiltered(t *testing.T) {
	w := newWorld(t)
	w.runningNotebook("alpha-one")
	beta := changed(changed(aNotebook("beta-one"), "description", "second of two"), "tags", []object{{"key": "purpose", "value": "course"}})
	id := w.call("POST", "notebooks", changed(beta, "pool_id", "pool7")).ok().str("id")
	for query, want := range map[string][]string{
		"name=one": {"beta-one", "alpha-one"}, "name=beta": {"beta-one"}, "name=other": {},
		"status=RUNNING": {"alpha-one"}, "status=CREATING": {"beta-one"}, "id=" + id: {"beta-one"},
		"feature=DEFAULT": {}, "feature=NOTEBOOK": {"beta-one", "alpha-one"},
		"workspaceId=0": {"beta-one", "alpha-one"}, "workspace_id=7": {}, "workspaceId=7": {},
		"flavor=modelarts.vm.cpu.2u": {"beta-one", "alpha-one"}, "flavor=other": {},
		"image_id=" + sandbox.DefaultImage: {"beta-one", "alpha-one"}, "swr_path=atelier": {"beta-one", "alpha-one"}, "swr_path=other": {},
		"pool_id=pool7": {"beta-one"}, "pool_name=ool": {"beta-one"}, "description=second": {"beta-one"},
		"ip=192.0.2.17": {"alpha-one"}, "username=sand": {"beta-one", "alpha-one"}, "username=other": {},
		"billing=COMPUTE": {"beta-one", "alpha-one"}, "billing=STORAGE": {}, "billing=ALL": {"beta-one", "alpha-one"},
		"tags=purpose%7Ccourse": {"beta-one"}, "tags=purpose": {"beta-one"}, "tags=purpose%7Cother": {},
		"owner=" + sandbox.DefaultUser().ID: {"beta-one", "alpha-one"}, "owner=00000000000000000000000000000000": {},
		"sort_key=name&sort_dir=ASC": {"alpha-one", "beta-one"}, "sort_key=": {"beta-one", "alpha-one"}, "sort_key=status,name": {"alpha-one", "beta-one"},
	} {
		require.Equal(t, want, w.call("GET", "notebooks/all?"+query, nil).ok().names("data"), query)
	}
	w.call("GET", "notebooks?sort_key=colour", nil).refused(400, "ModelArts.6303")
	w.call("GET", "notebooks?colour=red", nil).refused(400, "ModelArts.0104")
}

func TestTheOwnListHasOnlyTheOwnNotebooks(t *testing.T) {
	other := sandbox.User{ID: "00000000000000000000000000000001", Name: "other", Token: "other-token"}
	w := newWorld(t, sandbox.WithUsers(sandbox.DefaultUser(), other))
	w.runningNotebook("mine")
	w.header.Set("X-Auth-Token", "other-token")
	w.runningNotebook("theirs")
	require.Equal(t, []string{"theirs"}, w.call("GET", "notebooks", nil).ok().names("data"))
	require.Equal(t, []string{"theirs", "mine"}, w.call("GET", "notebooks/all", nil).ok().names("data"))
	w.runningInstance("instance")
	w.header.Set("X-Auth-Token", "sandbox-token")
	require.Empty(t, w.call("GET", "demanager/instances?de_type=Notebook", nil).ok().names("instances"))
	require.Len(t, w.call("GET", "demanager/instances?de_type=Notebook&show_self=false", nil).ok().names("instances"), 1)
}

func TestFlavorsAreListedAndSwitched(t *testing.T) {
	w := newWorld(t)
	all := w.call("GET", "notebooks/flavors", nil).ok()
	require.Equal(t, int64(6), all.num("total"))
	require.Equal(t, int64(1), w.call("GET", "notebooks/flavors?limit=2&offset=2&category=GPU", nil).ok().num("pages"))
	require.Equal(t, int64(2), w.call("GET", "notebooks/flavors?category=GPU", nil).ok().num("total"))
	require.Equal(t, "modelarts.vm.cpu.free", w.call("GET", "notebooks/flavors?feature=DEFAULT", nil).ok().str("data.0.id"))
	require.Equal(t, "modelarts.bm.snt9.xlarge.2", w.call("GET", "notebooks/flavors?sort_key=vcpus", nil).ok().str("data.0.id"))

	path := "notebooks/" + w.runningNotebook("nb")
	switchable := w.call("GET", path+"/flavors", nil).ok()
	require.Equal(t, int64(2), switchable.num("total"), "the same feature and processor, on sale, and another one")
	w.call("PUT", path, object{"flavor": "modelarts.vm.cpu.8u"}).refused(400, "ModelArts.6347")
	w.call("POST", path+"/stop", nil).ok()
	w.clock.Advance(2 * time.Second)
	w.call("PUT", path, object{"flavor": "modelarts.bm.snt9.xlarge.2"}).refused(400, "ModelArts.6792")
	require.Equal(t, "modelarts.vm.cpu.8u", w.call("PUT", path, object{"flavor": "modelarts.vm.cpu.8u"}).ok().str("flavor"))
}
