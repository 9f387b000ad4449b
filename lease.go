package devenviron

import (
	"context"
	"net/http"
	"time"

	"github.com/devenviron/contract/gen/model/notebooks"
)

// LeaseEnd is when a lease stops its notebook: its beginning plus its duration, which is not what is left but grows with
// each start and renewal. It gives false for a lease that does not stop the notebook, or does not say when.
func LeaseEnd(lease *notebooks.Lease) (time.Time, bool) {
	if lease == nil || lease.Duration == nil || *lease.Duration < 0 || lease.Enable != nil && !*lease.Enable {
		return time.Time{}, false
	}
	begin := lease.CreateAt
	if begin == nil {
		begin = lease.CreateTime
	}
	if begin == nil {
		return time.Time{}, false
	}
	return time.UnixMilli(*begin + *lease.Duration), true
}

// RemainingLease is how long a notebook may run on, by the clock of the service; 0 when its time is over. It gives false
// for a notebook that does not stop by itself.
func (c *Client) RemainingLease(ctx context.Context, id string) (time.Duration, bool, error) {
	response, err := c.notebooks.ShowNotebook(ctx, c.project, id, named("notebook", id))
	notebook, err := read[notebooks.Notebook](response, err)
	if err != nil {
		return 0, false, err
	}
	end, limited := LeaseEnd(notebook.Lease)
	if !limited {
		return 0, false, nil
	}
	return max(end.Sub(serviceTime(response, notebook)), 0), true, nil
}

// serviceTime is the clock of the service as the answer says it: to the millisecond in the notebook, or else to the
// second in a header.
func serviceTime(response *http.Response, notebook *notebooks.Notebook) time.Time {
	if notebook.CurrentTime != nil {
		return time.UnixMilli(*notebook.CurrentTime)
	}
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		return date
	}
	return time.Now()
}
