package sandbox_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const hour = int64(time.Hour / time.Millisecond)

// requireLease wants what holds in recordings: the duration counts from the creation, to the time asked for behind
// the last renewal.
func requireLease(t *testing.T, lease func(string) int64, asked int64) {
	t.Helper()
	require.Equal(t, lease("update_at")+asked, lease("create_at")+lease("duration"))
}

func TestTheDurationOfALeaseCountsFromItsCreation(t *testing.T) {
	w := newWorld(t)
	path := "notebooks/" + w.runningNotebook("nb")
	lease := w.call("GET", path+"/lease", nil).ok()
	requireLease(t, lease.num, hour)
	require.Equal(t, hour, lease.num("duration"))

	w.clock.Advance(20 * time.Minute)
	renewed := w.call("PATCH", path+"/lease", object{"duration": 2 * hour, "type": "timing"}).ok()
	requireLease(t, renewed.num, 2*hour)
	require.Equal(t, 2*hour+1203000, renewed.num("duration"), "the time until now is added")
	require.Equal(t, "TIMING", renewed.str("type"))

	shown := w.call("GET", path, nil).ok()
	require.Equal(t, renewed.num("duration"), shown.num("lease.duration"))
	require.Equal(t, 2*hour, shown.num("lease.create_at")+shown.num("lease.duration")-shown.num("current_time"))
}

func TestANotebookStopsWhenItsLeaseEnds(t *testing.T) {
	w := newWorld(t)
	path := "notebooks/" + w.call("POST", "notebooks", aNotebook("nb")).ok().str("id")
	w.clock.Advance(time.Hour - time.Millisecond)
	require.Equal(t, "RUNNING", w.call("GET", path, nil).str("status"))
	w.clock.Advance(time.Millisecond)
	stopping := w.call("GET", path, nil).ok()
	require.Equal(t, "STOPPING", stopping.str("status"))
	require.Equal(t, stopping.num("current_time"), stopping.num("update_at"))
	w.clock.Advance(24 * time.Hour)
	stopped := w.call("GET", path, nil).ok()
	require.Equal(t, "STOPPED", stopped.str("status"))
	require.Equal(t, stopping.num("update_at")+2000, stopped.num("update_at"), "it stopped when it did, not when someone looked")

	restarted := w.call("POST", path+"/start", nil).ok()
	require.Equal(t, restarted.num("current_time")+hour, restarted.num("lease.create_at")+restarted.num("lease.duration"))
}

func TestARenewedLeaseEndsLater(t *testing.T) {
	w := newWorld(t)
	path := "notebooks/" + w.runningNotebook("nb")
	w.clock.Advance(50 * time.Minute)
	w.call("PATCH", path+"/lease?duration=3600000", nil).ok()
	w.clock.Advance(59 * time.Minute)
	require.Equal(t, "RUNNING", w.call("GET", path, nil).str("status"))
	w.clock.Advance(2 * time.Minute)
	require.Equal(t, "STOPPED", w.call("GET", path, nil).str("status"))
	w.call("PATCH", path+"/lease", nil).refused(400, "ModelArts.6327")
}

func TestTheQueryOutweighsTheBodyOfARenewal(t *testing.T) {
	w := newWorld(t)
	path := "notebooks/" + w.runningNotebook("nb")
	lease := w.call("PATCH", path+"/lease?duration=7200000", object{"duration": hour, "type": "idle"}).ok()
	requireLease(t, lease.num, 2*hour)
	require.Equal(t, "TIMING", lease.str("type"))
}

func TestANotebookWithoutALeaseDoesNotStop(t *testing.T) {
	w := newWorld(t)
	id := w.call("POST", "notebooks", changed(aNotebook("nb"), "duration", -1)).ok().str("id")
	w.clock.Advance(1000 * time.Hour)
	shown := w.call("GET", "notebooks/"+id, nil).ok()
	require.Equal(t, "RUNNING", shown.str("status"))
	require.Equal(t, false, shown.at("lease.enable"))
}

func TestALeaseThatEndsWhileTheNotebookIsSavedStopsItAfterwards(t *testing.T) {
	w := newWorld(t)
	path := "notebooks/" + w.runningNotebook("nb")
	w.clock.Advance(time.Hour - 5*time.Second)
	w.call("POST", path+"/create-image", object{"name": "saved", "namespace": "org"}).ok()
	w.clock.Advance(4 * time.Second)
	require.Equal(t, "SNAPSHOTTING", w.call("GET", path, nil).str("status"))
	w.clock.Advance(time.Second)
	require.Equal(t, "STOPPING", w.call("GET", path, nil).str("status"))
}
