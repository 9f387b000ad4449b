package sandbox_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/sandbox"
	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/openapi/tables"
)

// mistake is a request that the sandbox refuses, with the code.
type mistake struct {
	name, method, path string
	body               any
	status             int
	code               string
}

func instanceMistakes() []mistake {
	create := func(name, path string, value any, code string) mistake {
		return mistake{name, "POST", "demanager/instances", changed(anInstance("de"), path, value), 400, "ModelArts." + code}
	}
	obs := func(path string) object {
		return object{"type": "obs", "location": object{"path": path}}
	}
	return []mistake{
		create("no name", "name", nil, "6335"),
		create("a name with a dot", "name", "a.b", "6334"),
		create("a description with a quote", "description", `"`, "6334"),
		create("a name that is a number", "name", 7, "6332"),
		create("a name that is too long", "name", strings.Repeat("n", 65), "6336"),
		create("an unknown member", "colour", "red", "6400"),
		create("no storage", "spec.storage", nil, "6316"),
		create("an unknown storage", "spec.storage.type", "disk", "6324"),
		create("obsfs without a pool", "spec.storage", object{"type": "obsfs", "location": object{"path": "bucket"}}, "6324"),
		create("obsfs on a directory", "spec.storage", object{"type": "obsfs", "location": object{"path": "bucket/a/"}}, "6336"),
		create("a further storage without a pool", "spec.extend_storage", []object{{"type": "obsfs", "location": object{"path": "bucket"}}}, "6324"),
		create("obs without a location", "spec.storage", object{"type": "obs"}, "6317"),
		create("obs without a path", "spec.storage", object{"type": "obs", "location": object{}}, "6317"),
		create("obs without a slash", "spec.storage", obs("/bucket/directory"), "6318"),
		create("obs on the root of a bucket", "spec.storage", obs("/bucket/"), "6358"),
		create("a disk that is too small", "spec.storage.location.volume_size", 4, "6331"),
		create("a timer without a duration", "spec.auto_stop.duration", nil, "6348"),
		create("a timer that is too short", "spec.auto_stop.duration", 60, "6349"),
		create("an unknown profile", "profile_id", "Fortran", "6336"),
		create("an unknown flavor", "flavor", "modelarts.vm.none", "6323"),
		create("a flavor that is sold out", "flavor", "modelarts.vm.gpu.p100", "6330"),
		create("an unknown workspace", "workspace", object{"id": "7"}, "0102"),
		create("a name that is there", "name", "running", "6301"),
		{
			"a flavor for its profile that is sold out", "POST", "demanager/instances",
			changed(changed(anInstance("de"), "flavor", "modelarts.vm.gpu.p100"), "profile_id", "Multi-Engine 1.0 (python3)-gpu"), 400, "ModelArts.6329",
		},
		{"an unknown instance", "GET", "demanager/instances/DE-none", nil, 400, "ModelArts.6309"},
		{"an unknown action", "POST", "demanager/instances/DE-none/action", object{"action": "jump"}, 400, "ModelArts.6336"},
	}
}

func notebookMistakes() []mistake {
	create := func(name, path string, value any, code string) mistake {
		return mistake{name, "POST", "notebooks", changed(aNotebook("nb"), path, value), 400, "ModelArts." + code}
	}
	volume := func(name string, volume object, code string) mistake { return create(name, "volume", volume, code) }
	return []mistake{
		create("no flavor", "flavor", nil, "6335"),
		create("no image", "image_id", nil, "6335"),
		create("an image that is no UUID", "image_id", "none", "6336"),
		create("an unknown image", "image_id", "00000000-0000-4000-8000-000000000000", "6797"),
		create("an image for SSH without SSH", "image_id", sandbox.SSHImage, "6768"),
		create("an unknown flavor", "flavor", "modelarts.vm.none", "6323"),
		create("a flavor that is sold out", "flavor", "modelarts.vm.gpu.p100", "6716"),
		create("a flavor of another feature", "flavor", "modelarts.vm.cpu.free", "6870"),
		create("a flavor without the storage", "flavor", "modelarts.bm.snt9.xlarge.2", "6324"),
		create("a lease that is too short", "duration", 1000, "6349"),
		create("an unknown workspace", "workspace_id", "7", "0102"),
		create("a disk that is too large", "volume.capacity", 5000, "6331"),
		create("a storage without a mount path", "data_volumes", []object{{"category": "OBSFS", "ownership": "DEDICATED", "uri": "obs://b/d/"}}, "6927"),
		create("a further disk", "data_volumes", []object{{"category": "EVS", "ownership": "MANAGED", "mount_path": "/data/x/"}}, "6702"),
		volume("a bucket that the service owns", object{"category": "OBS", "ownership": "MANAGED", "uri": "obs://b/d/", "dew_secret_name": "s"}, "6702"),
		volume("a bucket without a secret", object{"category": "OBS", "ownership": "DEDICATED", "uri": "obs://b/d/"}, "6967"),
		volume("a share without its ID", object{"category": "EFS", "ownership": "DEDICATED", "uri": "192.0.2.10:/"}, "6335"),
		{
			"a machine without a pool", "POST", "notebooks",
			changed(changed(aNotebook("nb"), "flavor", nil), "custom_spec", object{"cpu": 2, "memory": 1024}), 400, "ModelArts.6323",
		},
		{"no body", "POST", "notebooks", nil, 400, "ModelArts.6400"},
		{"a body that is not JSON", "POST", "notebooks", "{", 400, "ModelArts.6400"},
		{"a body with a member twice", "PUT", "notebooks/none", `{"name":"a","name":"b"}`, 400, "ModelArts.6400"},
		{"an unknown notebook", "GET", "notebooks/none", nil, 400, "ModelArts.6404"},
		{"an unknown parameter", "GET", "notebooks?colour=red", nil, 400, "ModelArts.0104"},
		{"a parameter of the wrong type", "GET", "notebooks?limit=ten", nil, 400, "ModelArts.0104"},
		{"a lease of an unknown type", "POST", "notebooks/none/start?type=forever", nil, 400, "ModelArts.0104"},
		{"an unknown path", "GET", "nootbooks", nil, 404, "APIGW.0101"},
		{"an unknown method", "PATCH", "notebooks", nil, 404, "APIGW.0101"},
		{"a path of nothing", "GET", "/", nil, 404, "APIGW.0101"},
		{"images of nothing", "GET", "images/none", nil, 400, "ModelArts.6797"},
	}
}

func TestEveryMistakeIsRefusedWithItsCode(t *testing.T) {
	w := newWorld(t)
	w.runningInstance("running")
	for _, m := range append(instanceMistakes(), notebookMistakes()...) {
		t.Run(m.name, func(t *testing.T) {
			r := w.call(m.method, m.path, m.body)
			r.t = t
			r.refused(m.status, m.code)
		})
	}
	require.Empty(t, w.call("GET", "notebooks", nil).ok().names("data"), "nothing was made by a mistake")
	require.Len(t, w.call("GET", "demanager/instances?de_type=Notebook", nil).ok().names("instances"), 1)
}

func TestWhatDoesNotExistCanBe404(t *testing.T) {
	w := newWorld(t, sandbox.WithNotFoundStatus(404))
	w.call("GET", "notebooks/none", nil).refused(404, "ModelArts.6404")
	w.call("GET", "demanager/instances/none", nil).refused(404, "ModelArts.6309")
	w.call("GET", "images/none", nil).refused(404, "ModelArts.6797")
	_, err := sandbox.New(sandbox.WithNotFoundStatus(410))
	require.EqualError(t, err, "status for what does not exist: got 410, want 400 or 404")
}

func TestQuotasAreKept(t *testing.T) {
	w := newWorld(t, sandbox.WithQuota(sandbox.Quota{Notebooks: 1, Instances: 1}))
	w.runningNotebook("nb")
	w.runningInstance("de")
	w.call("POST", "notebooks", aNotebook("more")).refused(400, "ModelArts.0113")
	w.call("POST", "demanager/instances", anInstance("more")).refused(400, "ModelArts.6302")
}

func TestAFrozenNotebookDoesNothing(t *testing.T) {
	frozen := sandbox.NotebookState{Notebook: notebooks.Notebook{ID: "cold", Name: "cold", Status: notebooks.NotebookStatusFrozen}}
	w := newWorld(t, sandbox.WithState(&sandbox.State{Projects: map[string]sandbox.ProjectState{project: {Notebooks: []sandbox.NotebookState{frozen}}}}))
	w.call("POST", "notebooks/cold/start", nil).refused(400, "ModelArts.6326")
	w.call("PUT", "notebooks/cold", object{"name": "warm"}).refused(400, "ModelArts.6326")
	w.call("DELETE", "notebooks/cold", nil).ok()
}

// The codes that the sandbox sends are in the source as a table; the table of the contract has to have them, with
// their statuses where it has any that an answer can end with.
func TestTheSandboxKeepsToTheErrorTable(t *testing.T) {
	source, err := os.ReadFile("errors.go")
	require.NoError(t, err)
	codes, err := tables.Errors()
	require.NoError(t, err)
	known := map[string][]int{}
	for _, c := range codes {
		known[c.Code] = c.Statuses
	}
	rows := regexp.MustCompile(`mistake\{code: "([^"]+)", status: (\d+)`).FindAllStringSubmatch(string(source), -1)
	require.Greater(t, len(rows), 50)
	for _, row := range rows {
		statuses, ok := known[row[1]]
		require.True(t, ok, row[1])
		if len(statuses) == 0 || statuses[0] < 400 {
			continue
		}
		status, err := strconv.Atoi(row[2])
		require.NoError(t, err)
		require.Contains(t, statuses, status, row[1])
	}
}

func TestEveryCodeOfTheErrorTableCanBeAskedFor(t *testing.T) {
	w := newWorld(t)
	codes, err := tables.Errors()
	require.NoError(t, err)
	for _, c := range codes {
		r := w.call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "code="+c.Code)
		require.Equal(t, c.Code, r.str("error_code"))
		if len(c.Statuses) > 0 && c.Statuses[0] >= 400 {
			require.Equal(t, c.Statuses[0], r.status, c.Code)
		}
	}
	w.call("GET", "notebooks", nil, sandbox.DisturbanceHeader, "code=ModelArts.1").refused(400, "ModelArts.0104")
}

func TestAFailingNotebookSaysWhy(t *testing.T) {
	w := newWorld(t)
	id := w.call("POST", "notebooks", aNotebook("nb"), sandbox.DisturbanceHeader, "fail").ok().str("id")
	w.clock.Advance(3 * time.Second)
	shown := w.call("GET", "notebooks/"+id, nil).ok()
	require.Equal(t, "CREATE_FAILED", shown.str("status"))
	require.NotEmpty(t, shown.str("fail_reason"))
	w.call("POST", "notebooks/"+id+"/start", nil).refused(400, "ModelArts.6357")

	second := "notebooks/" + w.runningNotebook("second")
	w.call("DELETE", second, nil, sandbox.DisturbanceHeader, "fail").ok()
	w.clock.Advance(2 * time.Second)
	require.Equal(t, "DELETE_FAILED", w.call("GET", second, nil).ok().str("status"))
}

func TestANumberThatIsTooLargeIsRefusedInTheWordsOfTheContract(t *testing.T) {
	w := newWorld(t)
	body := changed(aNotebook("nb"), "run_user", object{"uid": 1000, "gid": json.Number("12542345676518196248576")})
	require.Equal(t, "run_user.gid: got number 12542345676518196248576, want what fits into 64 bits",
		w.call("POST", "notebooks", body).refused(400, "ModelArts.0104").str("error_msg"))
	id := w.call("POST", "notebooks", aNotebook("nb")).ok().str("id")
	require.Equal(t, "got the number 970000440998582456156160, want one of 64 bits",
		w.call("GET", "notebooks/"+id+"/flavors?offset=970000440998582456156160", nil).refused(400, "ModelArts.0104").str("error_msg"))
}
