package devenviron_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/model/notebooks"
)

func TestALeaseEndsItsDurationAfterItsBeginning(t *testing.T) {
	begin, ms := int64(1638841805439), int64(6540099)
	end := time.UnixMilli(begin + ms)
	for _, tt := range []struct {
		name  string
		lease *notebooks.Lease
		want  time.Time
	}{
		{"enabled", &notebooks.Lease{CreateAt: &begin, Duration: &ms, Enable: new(true)}, end},
		{"not said whether enabled", &notebooks.Lease{CreateAt: &begin, Duration: &ms}, end},
		{"by the name of one page", &notebooks.Lease{CreateTime: &begin, Duration: &ms}, end},
		{"by both names", &notebooks.Lease{CreateAt: &begin, CreateTime: new(int64(1)), Duration: &ms}, end},
		{"disabled", &notebooks.Lease{CreateAt: &begin, Duration: &ms, Enable: new(false)}, time.Time{}},
		{"without end", &notebooks.Lease{CreateAt: &begin, Duration: new(int64(-1))}, time.Time{}},
		{"without duration", &notebooks.Lease{CreateAt: &begin}, time.Time{}},
		{"without beginning", &notebooks.Lease{Duration: &ms}, time.Time{}},
		{"none", nil, time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, limited := devenviron.LeaseEnd(tt.lease)
			require.Equal(t, tt.want, got)
			require.Equal(t, !tt.want.IsZero(), limited)
		})
	}
}

func TestWhatRemainsIsByTheClockOfTheService(t *testing.T) {
	const lease = `"lease":{"create_at":1638841800000,"duration":3600000,"enable":true}`
	for _, tt := range []struct {
		name, body, date string
		want             time.Duration
		limited          bool
	}{
		{"the notebook has the time", `{"id":"1",` + lease + `,"current_time":1638841805439}`, "Tue, 07 Dec 2021 02:00:00 GMT", 3594561 * time.Millisecond, true},
		{"a header has the time", `{"id":"1",` + lease + `}`, "Tue, 07 Dec 2021 01:51:00 GMT", 59 * time.Minute, true},
		{"its time is over", `{"id":"1",` + lease + `}`, "Tue, 07 Dec 2021 09:00:00 GMT", 0, true},
		{"no lease", `{"id":"1"}`, "Tue, 07 Dec 2021 01:51:40 GMT", 0, false},
		{"a lease that is not enabled", `{"id":"1","lease":{"create_at":1,"duration":1,"enable":false}}`, "", 0, false},
		// A bubble begins with the year 2000.
		{"nobody has the time", `{"id":"1","lease":{"create_at":946684800000,"duration":60000,"enable":true}}`, "", time.Minute, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := through(t, func(*http.Request) (*http.Response, error) { return answer(200, tt.body, "Date", tt.date), nil }, byToken)
				got, limited, err := c.RemainingLease(t.Context(), "1")
				require.NoError(t, err)
				require.Equal(t, tt.want, got)
				require.Equal(t, tt.limited, limited)
			})
		})
	}
	c := through(t, func(*http.Request) (*http.Response, error) { return answer(404, ""), nil }, byToken)
	_, _, err := c.RemainingLease(t.Context(), "1")
	require.ErrorIs(t, err, devenviron.ErrNotFound)
}
