package sandbox_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAnInstanceLivesFromCreatingToNothing(t *testing.T) {
	w := newWorld(t)
	created := w.call("POST", "demanager/instances", anInstance("de")).ok()
	require.Equal(t, "CREATING", created.str("status"))
	require.Regexp(t, `^DE-[0-9a-f-]{36}$`, created.str("id"))
	require.Nil(t, created.at("spec.auto_stop.stop_timestamp"), "it does not run yet")
	path := "demanager/instances/" + created.str("id")
	w.call("DELETE", path, nil).refused(400, "ModelArts.6357")

	w.clock.Advance(3 * time.Second)
	running := w.call("GET", path, nil).ok()
	require.Equal(t, "RUNNING", running.str("status"))
	require.NotEmpty(t, running.str("spec.annotations.url"))
	require.Equal(t, int64(3600), running.num("spec.auto_stop.remain_time"))
	require.NotEmpty(t, w.call("GET", path+"/token", nil).ok().str("token"))
	w.call("DELETE", path, nil).refused(400, "ModelArts.6304")

	action := func(name string) *reply { return w.call("POST", path+"/action", object{"action": name}) }
	action("start").refused(400, "ModelArts.6305")
	restarted := action("restart").ok()
	require.Equal(t, "RUNNING", restarted.str("previous_state"))
	require.Equal(t, "RESTARTING", restarted.str("current_status"))
	w.clock.Advance(3 * time.Second)
	require.Equal(t, "STOPPING", action("stop").ok().str("current_status"))
	action("start").refused(400, "ModelArts.6308")
	w.call("GET", path+"/token", nil).refused(400, "ModelArts.6327")
	w.clock.Advance(2 * time.Second)
	action("stop").refused(400, "ModelArts.6307")
	action("restart").refused(400, "ModelArts.6327")
	require.Equal(t, "STARTING", action("start").ok().str("current_status"))
	action("stop").refused(400, "ModelArts.6306")
	w.clock.Advance(3 * time.Second)
	action("stop").ok()
	w.clock.Advance(2 * time.Second)
	require.Equal(t, created.str("id"), w.call("DELETE", path, nil).ok().str("instance_id"))
	w.call("GET", path, nil).refused(400, "ModelArts.6309")
	require.NotEmpty(t, w.call("GET", path, nil).str("error_message"), "the old pages call the text so")
}

func TestAnInstanceStopsByItselfAndSaysWhen(t *testing.T) {
	w := newWorld(t)
	path := "demanager/instances/" + w.runningInstance("de")
	w.clock.Advance(334 * time.Second / 10)
	shown := w.call("GET", path, nil).ok()
	require.Equal(t, int64(3567), shown.num("spec.auto_stop.remain_time"), "3566.6 seconds, rounded up")
	changed := w.call("PUT", path, object{"description": "text", "spec": object{"auto_stop": object{"enable": true, "duration": 7200}}}).ok()
	require.Equal(t, "text", changed.str("description"))
	require.Equal(t, int64(7200), changed.num("spec.auto_stop.duration"))
	require.Equal(t, shown.num("spec.auto_stop.stop_timestamp"), changed.num("spec.auto_stop.stop_timestamp"), "it counts from the next start")

	w.clock.Advance(time.Hour)
	require.Equal(t, "STOPPED", w.call("GET", path, nil).str("status"))
	require.Nil(t, w.call("GET", path, nil).at("spec.auto_stop.remain_time"))
	w.call("POST", path+"/action", object{"action": "start"}).ok()
	w.clock.Advance(3 * time.Second)
	require.Equal(t, int64(7200), w.call("GET", path, nil).num("spec.auto_stop.remain_time"))
}

func TestInstancesOfAFreeFlavorThatIsSoldOutQueue(t *testing.T) {
	w := newWorld(t)
	free := func(name string) string {
		request := changed(changed(anInstance(name), "flavor", "modelarts.vm.gpu.free"), "profile_id", "Multi-Engine 1.0 (python3)-gpu")
		created := w.call("POST", "demanager/instances", request).ok()
		require.Equal(t, "CREATE_QUEUING", created.str("status"))
		return "demanager/instances/" + created.str("id")
	}
	first, second := free("first"), free("second")
	waiting := w.call("GET", second, nil).ok()
	require.Equal(t, int64(2), waiting.num("queuing_info.rank"))
	require.Equal(t, int64(60), waiting.num("queuing_info.remain_time"))
	require.Equal(t, int64(2), waiting.num("flavor_details.queuing_num"))
	require.Equal(t, int64(90), waiting.num("flavor_details.queue_left_time"))

	w.clock.Advance(30 * time.Second)
	require.Equal(t, "READY_TO_START", w.call("GET", first, nil).str("status"))
	require.Equal(t, int64(1), w.call("GET", second, nil).num("queuing_info.rank"))
	require.Equal(t, "STARTING", w.call("POST", first+"/action", object{"action": "start"}).ok().str("current_status"))

	require.Equal(t, "STOPPED", w.call("POST", second+"/action", object{"action": "dequeue"}).ok().str("current_status"))
	require.Nil(t, w.call("GET", second, nil).at("queuing_info"))
	w.call("POST", second+"/action", object{"action": "start"}).refused(400, "ModelArts.6329")
	require.Equal(t, "START_QUEUING", w.call("POST", second+"/action", object{"action": "queue"}).ok().str("current_status"))
	w.call("DELETE", second, nil).ok()

	paid := "demanager/instances/" + w.runningInstance("paid")
	w.call("POST", paid+"/action", object{"action": "stop"}).ok()
	w.clock.Advance(2 * time.Second)
	w.call("POST", paid+"/action", object{"action": "queue"}).refused(400, "ModelArts.6323")
}

func TestInstancesAreListedInOrderAndByPage(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"b", "c", "a"} {
		w.runningInstance(name)
	}
	list := func(query string) *reply {
		return w.call("GET", "demanager/instances?de_type=Notebook"+query, nil).ok()
	}
	require.Equal(t, []string{"a", "b", "c"}, list("").names("instances"))
	require.Equal(t, []string{"c", "b", "a"}, list("&order=desc").names("instances"))
	require.Equal(t, []string{"b", "c", "a"}, list("&sortby=creation_timestamp").names("instances"))
	page := list("&offset=1&limit=1")
	require.Equal(t, []string{"b"}, page.names("instances"))
	require.Equal(t, int64(3), page.num("total_count"))
	require.Equal(t, []string{"a"}, list("&offset=2&order=desc&limit=5").names("instances"))
	require.Empty(t, list("&offset=7").names("instances"), "an offset behind the end is no mistake here")
	require.Empty(t, list("&status=STOPPED").names("instances"))
	require.Len(t, list("&show_self=False&status=RUNNING").names("instances"), 3)
	require.Empty(t, list("&ai_project_id=other").names("instances"))
	require.Empty(t, list("&pool_id=other").names("instances"))
	require.Empty(t, list("&workspace_id=other").names("instances"))
	w.call("GET", "demanager/instances", nil).refused(400, "ModelArts.0104")
	w.call("GET", "demanager/instances?de_type=Notebook&sortby=status", nil).refused(400, "ModelArts.6303")
}

func TestAFailingStartLeavesAReason(t *testing.T) {
	w := newWorld(t)
	id := w.call("POST", "demanager/instances", anInstance("de"), "X-Sandbox-Disturb", "fail").ok().str("id")
	w.clock.Advance(3 * time.Second)
	shown := w.call("GET", "demanager/instances/"+id, nil).ok()
	require.Equal(t, "CREATE_FAILED", shown.str("status"))
	require.NotEmpty(t, shown.str("spec.failed_reasons.code"))
	w.call("DELETE", "demanager/instances/"+id, nil).ok()
}

func TestManyInstancesQueueInTheOrderOfTheirArrival(t *testing.T) {
	w := newWorld(t)
	for i := range 5 {
		request := changed(changed(anInstance(fmt.Sprintf("q%d", i)), "flavor", "modelarts.vm.gpu.free"), "profile_id", "Multi-Engine 2.0 (python3)")
		w.call("POST", "demanager/instances", request).ok()
	}
	for i := range 5 {
		w.clock.Advance(30 * time.Second)
		ready := w.call("GET", "demanager/instances?de_type=Notebook&status=READY_TO_START&sortby=name", nil).ok().names("instances")
		require.Len(t, ready, i+1)
		require.Equal(t, fmt.Sprintf("q%d", i), ready[i])
	}
}
