package devenviron_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/gen/model/storages"
)

// inTurn answers with one body after the other, the last one for ever. A number is a status of a failure.
func inTurn(bodies ...string) roundTripper {
	next := 0
	return func(*http.Request) (*http.Response, error) {
		body := bodies[min(next, len(bodies)-1)]
		next++
		if body == "404" {
			return answer(400, `{"error_code":"ModelArts.6404","error_msg":"gone"}`), nil
		}
		return answer(200, body), nil
	}
}

// statuses are answers that show an instance with one status after the other.
func statuses(all ...string) []string {
	var bodies []string
	for _, status := range all {
		if status != "404" {
			status = `{"id":"1","name":"n","status":"` + status + `"}`
		}
		bodies = append(bodies, status)
	}
	return bodies
}

func TestWaitingEndsWithTheStatus(t *testing.T) {
	for _, tt := range []struct {
		want notebooks.NotebookStatus
		seen []string
	}{
		{"RUNNING", []string{"RUNNING"}},
		{"RUNNING", []string{"INIT", "CREATING", "RUNNING"}},
		{"RUNNING", []string{"STOPPED", "STARTING", "RUNNING"}}, // seen before the start has had effect
		{"RUNNING", []string{"SNAPSHOTTING", "RUNNING"}},
		{"RUNNING", []string{"BRAND_NEW", "RUNNING"}},
		{"STOPPED", []string{"RUNNING", "RUNNING", "STOPPING", "STOPPED"}},
		{"DELETED", []string{"START_FAILED", "DELETING", "DELETED"}},
		{"DELETED", []string{"DELETING", "404"}},
		{"CREATE_FAILED", []string{"CREATING", "CREATE_FAILED"}},
	} {
		t.Run(strings.Join(tt.seen, ", "), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var progress []string
				c := through(t, inTurn(statuses(tt.seen...)...), byToken)
				n, err := c.WaitForNotebook(t.Context(), "1", tt.want, func(n *notebooks.Notebook) { progress = append(progress, string(n.Status)) })
				require.NoError(t, err)
				require.Equal(t, tt.want, n.Status)
				require.Equal(t, "1", n.ID)
				require.Equal(t, strings.Split(strings.ReplaceAll(strings.Join(tt.seen, " "), "404", "DELETED"), " "), progress)
			})
		})
	}
}

func TestWaitingEndsWhenItIsHopeless(t *testing.T) {
	for _, tt := range []struct {
		want notebooks.NotebookStatus
		seen []string
	}{
		{"RUNNING", []string{"CREATING", "CREATE_FAILED"}},
		{"RUNNING", []string{"STARTING", "START_FAILED"}},
		{"RUNNING", []string{"ERROR"}},
		{"RUNNING", []string{"FROZEN"}},
		{"RUNNING", []string{"DELETED"}},
		{"RUNNING", []string{"DELETING"}},
		{"RUNNING", []string{"RESTART_FAILED"}}, // no status of today
		{"RUNNING", []string{"STARTING", "STOPPED"}},
		{"STOPPED", []string{"STOPPING", "RUNNING"}},
		{"DELETED", []string{"DELETING", "DELETE_FAILED"}},
	} {
		t.Run(fmt.Sprint(tt.want, tt.seen), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := through(t, inTurn(statuses(tt.seen...)...), byToken)
				n, err := c.WaitForNotebook(t.Context(), "1", tt.want, nil)
				require.Nil(t, n)
				e, ok := errors.AsType[*devenviron.StatusError](err)
				require.True(t, ok, "%v", err)
				last := tt.seen[len(tt.seen)-1]
				require.Equal(t, &devenviron.StatusError{What: "notebook", ID: "1", Status: last, Want: string(tt.want)}, e)
			})
		})
	}
}

func TestAFailureSaysWhyAndInWhichStep(t *testing.T) {
	c := through(t, inTurn(`{"id":"1","name":"n","status":"CREATE_FAILED","fail_reason":"no\ndisk",
		"action_progress":[{"step":1,"status":"COMPLETED"},{"step":2,"status":"FAILED","description":"Creating the machine"},{"step":3,"status":"WAITING"}]}`), byToken)
	_, err := c.WaitForNotebook(t.Context(), "1", "RUNNING", nil)
	require.EqualError(t, err, "notebook 1: got status CREATE_FAILED, want RUNNING: no disk; step 2 Creating the machine")
}

func TestWhatIsGoneIsNotFoundUnlessThatIsWaitedFor(t *testing.T) {
	c := through(t, inTurn("404"), byToken)
	_, err := c.WaitForNotebook(t.Context(), "1", "RUNNING", nil)
	require.ErrorIs(t, err, devenviron.ErrNotFound)
	_, err = c.WaitForVolume(t.Context(), "1", nil)
	require.ErrorIs(t, err, devenviron.ErrNotFound)
}

func TestAServiceThatIsAwayForAMomentDoesNotEndWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, tt := range []struct {
			name     string
			failures int
			failure  func() (*http.Response, error)
			asked    int
			want     error
		}{
			{"unavailable", 4, func() (*http.Response, error) { return answer(503, ""), nil }, 5, nil},
			{"no connection", 4, func() (*http.Response, error) { return nil, reset }, 5, nil},
			{"away for long", 5, func() (*http.Response, error) { return nil, reset }, 5, reset},
			{"forbidden", 1, func() (*http.Response, error) { return answer(403, ""), nil }, 1, devenviron.ErrForbidden},
		} {
			asked := 0
			c := through(t, func(*http.Request) (*http.Response, error) {
				if asked++; asked <= tt.failures {
					return tt.failure()
				}
				return answer(200, statuses("RUNNING")[0]), nil
			}, byToken, devenviron.WithRetries(0))
			_, err := c.WaitForNotebook(t.Context(), "1", "RUNNING", nil)
			require.ErrorIs(t, err, tt.want, tt.name)
			require.Equal(t, tt.asked, asked, tt.name)
		}
	})
}

func TestAPathThatTheGatewayDoesNotKnowDeletesNothing(t *testing.T) {
	c := through(t, func(*http.Request) (*http.Response, error) { return answer(404, `{"error_code":"APIGW.0101"}`), nil }, byToken)
	_, err := c.WaitForNotebook(t.Context(), "1", notebooks.NotebookStatusDeleted, nil)
	require.ErrorContains(t, err, "APIGW.0101")
}

func TestPollsAreMoreAndMoreApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		begin := time.Now()
		c := through(t, inTurn(statuses("CREATING", "CREATING", "CREATING", "CREATING", "CREATING", "RUNNING")...), byToken,
			devenviron.WithPollInterval(2*time.Second, 5*time.Second))
		_, err := c.WaitForNotebook(t.Context(), "1", "RUNNING", func(*notebooks.Notebook) { at = append(at, time.Since(begin)) })
		require.NoError(t, err)
		require.Equal(t, []time.Duration{0, 2 * time.Second, 5 * time.Second, 9500 * time.Millisecond, 14500 * time.Millisecond, 19500 * time.Millisecond}, at)
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		begin := time.Now()
		_, err := through(t, inTurn(statuses("CREATING")...), byToken).WaitForNotebook(ctx, "1", "RUNNING", nil)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualError(t, err, "notebook 1: got status CREATING, want RUNNING: context deadline exceeded")
		require.Equal(t, time.Hour, time.Since(begin))
	})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := through(t, func(r *http.Request) (*http.Response, error) { return nil, r.Context().Err() }, byToken).
		WaitForNotebook(ended, "1", "RUNNING", nil)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "notebook 1: got status none, want RUNNING: ")
}

func TestInstancesImagesAndStoragesAreWaitedForAsWell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := t.Context()
		instance, err := through(t, inTurn(statuses("CREATE_QUEUING", "CREATING", "RUNNING")...), byToken).
			WaitForInstance(ctx, "1", demanager.InstanceStatusRunning, nil)
		require.NoError(t, err)
		require.Equal(t, demanager.InstanceStatusRunning, instance.Status)
		_, err = through(t, inTurn(`{"id":"1","name":"n","status":"START_FAILED","spec":{"failed_reasons":{"code":"C.1","message":"no machine"}}}`), byToken).
			WaitForInstance(ctx, "1", demanager.InstanceStatusRunning, nil)
		require.EqualError(t, err, "instance 1: got status START_FAILED, want RUNNING: C.1 no machine")
		_, err = through(t, inTurn(`{"id":"1","name":"n","status":"READY_TO_START","spec":{"failed_reasons":null}}`), byToken).
			WaitForInstance(ctx, "1", demanager.InstanceStatusRunning, nil)
		require.EqualError(t, err, "instance 1: got status READY_TO_START, want RUNNING")
		instance, err = through(t, inTurn("404"), byToken).WaitForInstance(ctx, "1", demanager.InstanceStatusDeleted, nil)
		require.NoError(t, err)
		require.Equal(t, demanager.InstanceStatusDeleted, instance.Status)

		image, err := through(t, inTurn(statuses("INIT", "CREATING", "ACTIVE")...), byToken).WaitForImage(ctx, "1", nil)
		require.NoError(t, err)
		require.Equal(t, images.ImageStatusActive, *image.Status)
		_, err = through(t, inTurn(`{"id":"1","status":"CREATE_FAILED","status_message":"too large"}`), byToken).WaitForImage(ctx, "1", nil)
		require.EqualError(t, err, "image 1: got status CREATE_FAILED, want ACTIVE: too large")

		storage, err := through(t, inTurn(statuses("MOUNTING", "MOUNTED")...), byToken).WaitForStorage(ctx, "n", "1", storages.DataVolumeStatusMounted, nil)
		require.NoError(t, err)
		require.Equal(t, storages.DataVolumeStatusMounted, *storage.Status)
		_, err = through(t, inTurn(`{"id":"1","status":"MOUNT_FAILED","failure_reason":"no bucket"}`), byToken).WaitForStorage(ctx, "n", "1", storages.DataVolumeStatusMounted, nil)
		require.EqualError(t, err, "storage 1: got status MOUNT_FAILED, want MOUNTED: no bucket")
		storage, err = through(t, inTurn(statuses("UNMOUNTING", "404")...), byToken).WaitForStorage(ctx, "n", "1", storages.DataVolumeStatusUnmounted, nil)
		require.NoError(t, err)
		require.Equal(t, storages.DataVolumeStatusUnmounted, *storage.Status)
	})
}

func TestAVolumeIsWaitedForUntilItCanBeChanged(t *testing.T) {
	volume := func(status string) string {
		return `{"id":"1","name":"n","status":"STOPPED","volume":{"category":"EVS","status":"` + status + `"}}`
	}
	for name, tt := range map[string]struct {
		answers []string
		want    string
	}{
		"resized":         {[]string{volume("RESIZING"), volume("RESIZING"), volume("IN_USE")}, ""},
		"made":            {[]string{volume("INITIALIZING"), volume("MOUNTED")}, ""},
		"deleted":         {[]string{volume("DELETING"), volume("DELETED")}, ""},
		"without status":  {[]string{`{"id":"1","name":"n","status":"STOPPED","volume":{}}`}, ""},
		"without volume":  {statuses("STOPPED"), ""},
		"failed to mount": {[]string{volume("MOUNTING"), volume("MOUNT_FAILED")}, "volume of notebook 1: got status MOUNT_FAILED, want settled"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked := 0
				_, err := through(t, inTurn(tt.answers...), byToken).WaitForVolume(t.Context(), "1", func(*notebooks.Notebook) { asked++ })
				require.Equal(t, len(tt.answers), asked)
				if tt.want == "" {
					require.NoError(t, err)
				} else {
					require.EqualError(t, err, tt.want)
				}
			})
		})
	}
}
