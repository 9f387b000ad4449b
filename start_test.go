package devenviron_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/model/demanager"
)

// busy refuses every POST with a code, and shows what is there.
func busy(code, shown string) roundTripper {
	return func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodPost {
			return answer(400, `{"error_code":"`+code+`","error_msg":"busy"}`), nil
		}
		if shown == "404" {
			return answer(404, ""), nil
		}
		return answer(200, shown), nil
	}
}

func TestToStartWhatRunsAndToStopWhatIsStoppedIsNoError(t *testing.T) {
	for _, tt := range []struct {
		code, status string
		start, stop  bool
	}{
		{"ModelArts.6357", "RUNNING", true, false},
		{"ModelArts.6357", "STARTING", true, false},
		{"ModelArts.6357", "STOPPED", false, true},
		{"ModelArts.6357", "STOPPING", false, true},
		{"ModelArts.6357", "SNAPSHOTTING", false, false},
		{"ModelArts.6357", "404", false, false},
		{"ModelArts.6305", "RUNNING", true, false},
		{"ModelArts.6306", "STARTING", true, false},
		{"ModelArts.6307", "STOPPED", false, true},
		{"ModelArts.6308", "STOPPING", false, true},
		{"ModelArts.6360", "RUNNING", false, false}, // refused for something else
	} {
		t.Run(tt.code+"/"+tt.status, func(t *testing.T) {
			c := through(t, busy(tt.code, statuses(tt.status)[0]), byToken)
			started, err := c.StartNotebook(t.Context(), "1", nil)
			require.Equal(t, tt.start, err == nil, "%v", err)
			stopped, stopErr := c.StopNotebook(t.Context(), "1")
			require.Equal(t, tt.stop, stopErr == nil, "%v", stopErr)
			if tt.start {
				require.EqualValues(t, tt.status, started.Status)
			}
			if tt.stop {
				require.EqualValues(t, tt.status, stopped.Status)
			}
			for _, err := range []error{err, stopErr} {
				if e, ok := errors.AsType[*devenviron.Error](err); ok {
					require.Equal(t, tt.code, e.Code, "the refusal, not what came after it")
				}
			}

			_, err = c.ManageInstance(t.Context(), "1", demanager.InstanceActionStart)
			require.Equal(t, tt.start, err == nil, "%v", err)
			moved, err := c.ManageInstance(t.Context(), "1", demanager.InstanceActionStop)
			require.Equal(t, tt.stop, err == nil, "%v", err)
			if tt.stop {
				require.EqualValues(t, tt.status, moved.CurrentStatus)
			}
			_, err = c.ManageInstance(t.Context(), "1", demanager.InstanceActionRestart)
			require.Error(t, err)
		})
	}
}
