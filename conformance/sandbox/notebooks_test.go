package sandbox_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestANotebookLivesFromCreatingToNothing(t *testing.T) {
	w := newWorld(t)
	created := w.call("POST", "notebooks", aNotebook("first")).ok()
	require.Equal(t, "CREATING", created.str("status"))
	require.Equal(t, "PROCESSING", created.str("action_progress.0.status"))
	require.Empty(t, created.str("url"))
	path := "notebooks/" + created.str("id")

	w.clock.Advance(1500 * time.Millisecond)
	halfway := w.call("GET", path, nil).ok()
	require.Equal(t, "COMPLETED", halfway.str("action_progress.1.status"))
	require.Equal(t, "PROCESSING", halfway.str("action_progress.2.status"))

	w.clock.Advance(1500 * time.Millisecond)
	running := w.call("GET", path, nil).ok()
	require.Equal(t, "RUNNING", running.str("status"))
	require.NotEmpty(t, running.str("url"))
	require.NotEmpty(t, running.str("token"))

	w.call("POST", path+"/start", nil).refused(400, "ModelArts.6357")
	require.Equal(t, "STOPPING", w.call("POST", path+"/stop", "{}").ok().str("status"))
	w.call("POST", path+"/start", nil).refused(400, "ModelArts.6357")
	w.clock.Advance(2 * time.Second)
	stopped := w.call("GET", path, nil).ok()
	require.Equal(t, "STOPPED", stopped.str("status"))
	require.Empty(t, stopped.str("url"))

	require.Equal(t, "STARTING", w.call("POST", path+"/start?duration=7200000", nil).ok().str("status"))
	w.clock.Advance(3 * time.Second)
	require.Equal(t, "RUNNING", w.call("GET", path, nil).ok().str("status"))

	require.Equal(t, "DELETING", w.call("DELETE", path, nil).ok().str("status"))
	w.call("DELETE", path, nil).refused(400, "ModelArts.6357")
	w.clock.Advance(2 * time.Second)
	w.call("GET", path, nil).refused(400, "ModelArts.6404")
	w.call("DELETE", path, nil).refused(400, "ModelArts.6404")
}
