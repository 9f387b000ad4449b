package sandbox_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// settled are the statuses in which nothing is under way.
var settled = []notebooks.NotebookStatus{
	notebooks.NotebookStatusRunning, notebooks.NotebookStatusStopped, notebooks.NotebookStatusCreateFailed,
	notebooks.NotebookStatusStartFailed, notebooks.NotebookStatusDeleteFailed, notebooks.NotebookStatusError,
}

// Whatever callers do, in whatever order and at whatever time, every answer conforms (the sandbox judges itself), and
// what lives keeps to its rules.
func TestWhateverCallersDoTheSandboxKeepsToItsRules(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(r)
		w.client = &http.Client{Transport: direct{w.Sandbox}}
		made := 0
		name := func() string {
			made++
			return fmt.Sprintf("n%d", made)
		}
		pick := func(kind string) string {
			state := w.Snapshot().Projects[project]
			ids := []string{"none"}
			switch kind {
			case "notebook":
				for _, n := range state.Notebooks {
					ids = append(ids, n.ID)
				}
			case "instance":
				for _, i := range state.Instances {
					ids = append(ids, i.ID)
				}
			case "image":
				for _, i := range state.Images {
					ids = append(ids, *i.ID)
				}
			}
			return rapid.SampledFrom(ids).Draw(r, kind)
		}
		ending := func() []string {
			if rapid.IntRange(0, 4).Draw(r, "failing") == 0 {
				return []string{"X-Sandbox-Disturb", "fail"}
			}
			return nil
		}
		r.Repeat(map[string]func(*rapid.T){
			"": func(*rapid.T) { requireRules(r, w) },
			"wait": func(r *rapid.T) {
				w.clock.Advance(time.Duration(rapid.Int64Range(1, 2*hour).Draw(r, "milliseconds")) * time.Millisecond)
			},
			"look": func(r *rapid.T) {
				w.call("GET", rapid.SampledFrom([]string{"images", "images/group", "notebooks/tags", "notebooks/flavors"}).Draw(r, "list"), nil).ok()
			},
			"wait a little":   func(*rapid.T) { w.clock.Advance(time.Second) },
			"create notebook": func(*rapid.T) { w.call("POST", "notebooks", aNotebook(name()), ending()...).ok() },
			"create instance": func(r *rapid.T) {
				request := changed(anInstance(name()), "profile_id", "Multi-Engine 2.0 (python3)")
				flavor := rapid.SampledFrom([]string{"modelarts.vm.cpu.2u", "modelarts.vm.gpu.free"}).Draw(r, "flavor")
				w.call("POST", "demanager/instances", changed(request, "flavor", flavor), ending()...).ok()
			},
			"open":            func(*rapid.T) { w.call("POST", "notebooks/open", nil).ok() },
			"start":           func(*rapid.T) { w.call("POST", "notebooks/"+pick("notebook")+"/start", nil, ending()...) },
			"stop":            func(*rapid.T) { w.call("POST", "notebooks/"+pick("notebook")+"/stop", nil, ending()...) },
			"delete notebook": func(*rapid.T) { w.call("DELETE", "notebooks/"+pick("notebook"), nil, ending()...) },
			"renew":           func(*rapid.T) { w.call("PATCH", "notebooks/"+pick("notebook")+"/lease?duration=7200000", nil) },
			"save": func(*rapid.T) {
				w.call("POST", "notebooks/"+pick("notebook")+"/create-image", object{"name": name(), "namespace": "org"}, ending()...)
			},
			"grow": func(r *rapid.T) {
				size := rapid.IntRange(1, 500).Draw(r, "size")
				w.call("PUT", "notebooks/"+pick("notebook"), object{"storage_new_size": size})
			},
			"attach": func(*rapid.T) {
				w.call("POST", "notebooks/"+pick("notebook")+"/storage", object{"mount_path": "/data/" + name() + "/", "uri": "obs://b/d/"}, ending()...)
			},
			"tag": func(*rapid.T) {
				w.call("POST", "notebooks/"+pick("notebook")+"/tags/create", object{"tags": []object{{"key": name(), "value": "v"}}})
			},
			"delete image": func(*rapid.T) { w.call("DELETE", "images/"+pick("image"), nil) },
			"manage": func(r *rapid.T) {
				action := rapid.SampledFrom([]string{"start", "stop", "restart", "queue", "dequeue"}).Draw(r, "action")
				w.call("POST", "demanager/instances/"+pick("instance")+"/action", object{"action": action}, ending()...)
			},
			"delete instance": func(*rapid.T) { w.call("DELETE", "demanager/instances/"+pick("instance"), nil) },
		})
	})
}

// requireRules looks at everything through the operations, and at the state behind them.
func requireRules(t tester, w *world) {
	t.Helper()
	now := w.clock.Now().UnixMilli()
	state := w.Snapshot().Projects[project]
	require.Equal(t, int64(len(state.Notebooks)), w.call("GET", "notebooks/all?limit=50", nil).ok().num("total"))
	require.Equal(t, int64(len(state.Instances)), w.call("GET", "demanager/instances?de_type=Notebook", nil).ok().num("total_count"))
	for _, n := range state.Notebooks {
		require.Equal(t, slices.Contains(settled, n.Status), n.Step == nil, "%s: a status ends by itself or not", n.Status)
		require.Equal(t, n.Status == notebooks.NotebookStatusRunning, n.URL != nil && (n.Step == nil), "%s: what runs has an address", n.Status)
		if n.Step != nil {
			require.Greater(t, n.Step.Due, now, "what was due has happened")
		}
		if n.Status == notebooks.NotebookStatusRunning && *n.Lease.Enable {
			require.Greater(t, *n.Lease.CreateAt+*n.Lease.Duration, now, "no lease is over")
		}
		require.Equal(t, string(n.Status), w.call("GET", "notebooks/"+n.ID, nil).ok().str("status"))
	}
	for _, i := range state.Instances {
		timer := i.Spec.AutoStop
		require.Equal(t, i.Status == demanager.InstanceStatusRunning, timer.StopTimestamp != nil, "what runs says when it stops")
		if timer.StopTimestamp != nil {
			require.Greater(t, *timer.StopTimestamp, now)
		}
		queuing := i.Status == demanager.InstanceStatusCreateQueuing || i.Status == demanager.InstanceStatusStartQueuing
		require.Equal(t, queuing, i.QueuingInfo != nil, "what waits has a place in the queue")
		w.call("GET", "demanager/instances/"+i.ID, nil).ok()
	}
}
