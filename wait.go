package devenviron

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/devenviron/contract/gen/errorcode"
	"github.com/devenviron/contract/gen/model/demanager"
	"github.com/devenviron/contract/gen/model/images"
	"github.com/devenviron/contract/gen/model/notebooks"
	"github.com/devenviron/contract/gen/model/storages"
)

// StatusError is what WaitFor methods give when the status will not become the one that is waited for.
type StatusError struct {
	// What is "notebook", "instance", "image", "storage" or "volume of notebook", ID that of it.
	What, ID string
	// Status is what it has, Want what was waited for.
	Status, Want string
	// Reason is what the service says about a failure, "" when it says nothing.
	Reason string
}

// Error names what was waited for, its status, and the reason.
func (e *StatusError) Error() string {
	text := fmt.Sprintf("%s %s: got status %s, want %s", e.What, e.ID, e.Status, e.Want)
	if e.Reason != "" {
		text += ": " + oneLine(e.Reason, 500)
	}
	return text
}

// WaitForNotebook asks for a notebook until it has a status, and gives it. It gives up with a [*StatusError] when the
// notebook cannot get there by itself: it has failed, is frozen, is being deleted, or stayed in another status. A notebook
// that is gone has the status DELETED. Every answer is shown to progress, which may be nil. A service that is away for a
// moment is no reason to give up.
// The pauses are those of [WithPollInterval]; the context says when to give up.
func (c *Client) WaitForNotebook(ctx context.Context, id string, want notebooks.NotebookStatus, progress func(*notebooks.Notebook)) (*notebooks.Notebook, error) {
	return wait(ctx, c.poll, target[notebooks.Notebook]{
		what: "notebook", id: id, want: string(want),
		gone:     &notebooks.Notebook{ID: id, Status: notebooks.NotebookStatusDeleted},
		ask:      func() (*notebooks.Notebook, error) { return c.ShowNotebook(ctx, id) },
		look:     func(n *notebooks.Notebook) (string, string) { return string(n.Status), notebookFailure(n) },
		progress: progress,
	})
}

// notebookFailure is why a notebook failed, and in which step.
func notebookFailure(n *notebooks.Notebook) string {
	reasons := []string{value(n.FailReason)}
	for _, step := range n.ActionProgress {
		if value(step.Status) == notebooks.JobStatusFailed {
			reasons = append(reasons, fmt.Sprintf("step %d %s", value(step.Step), value(step.Description)+value(step.StepDescription)))
		}
	}
	return strings.Join(slices.DeleteFunc(reasons, func(r string) bool { return r == "" }), "; ")
}

// WaitForVolume asks for a notebook until its volume is not being made, resized, mounted or deleted any more, which it has
// to be before the next change, and gives the notebook. Otherwise it is as [Client.WaitForNotebook].
func (c *Client) WaitForVolume(ctx context.Context, id string, progress func(*notebooks.Notebook)) (*notebooks.Notebook, error) {
	return wait(ctx, c.poll, target[notebooks.Notebook]{
		what: "volume of notebook", id: id, want: settled,
		ask: func() (*notebooks.Notebook, error) { return c.ShowNotebook(ctx, id) },
		look: func(n *notebooks.Notebook) (string, string) {
			status := string(value(value(n.Volume).Status))
			if strings.HasSuffix(status, "ING") || strings.HasSuffix(status, "_FAILED") {
				return status, ""
			}
			return settled, ""
		},
		progress: progress,
	})
}

// WaitForInstance does for instances what [Client.WaitForNotebook] does for notebooks.
func (c *Client) WaitForInstance(ctx context.Context, id string, want demanager.InstanceStatus, progress func(*demanager.Instance)) (*demanager.Instance, error) {
	return wait(ctx, c.poll, target[demanager.Instance]{
		what: "instance", id: id, want: string(want),
		gone: &demanager.Instance{ID: id, Status: demanager.InstanceStatusDeleted},
		ask:  func() (*demanager.Instance, error) { return c.ShowInstance(ctx, id) },
		look: func(i *demanager.Instance) (string, string) {
			return string(i.Status), instanceFailure(i)
		},
		progress: progress,
	})
}

func instanceFailure(i *demanager.Instance) string {
	reasons, err := value(i.Spec).FailedReasons.Get()
	if err != nil {
		return "" // absent or null: nothing failed
	}
	return strings.TrimSpace(value(reasons.Code) + " " + value(reasons.Message))
}

// WaitForImage asks for an image until it is ACTIVE. Otherwise it is as [Client.WaitForNotebook].
func (c *Client) WaitForImage(ctx context.Context, id string, progress func(*images.Image)) (*images.Image, error) {
	return wait(ctx, c.poll, target[images.Image]{
		what: "image", id: id, want: string(images.ImageStatusActive),
		ask:      func() (*images.Image, error) { return c.ShowImage(ctx, id) },
		look:     func(i *images.Image) (string, string) { return string(value(i.Status)), value(i.StatusMessage) },
		progress: progress,
	})
}

// WaitForStorage asks for a storage of a notebook until it has a status, MOUNTED or UNMOUNTED. One that is gone is
// UNMOUNTED. Otherwise it is as [Client.WaitForNotebook].
func (c *Client) WaitForStorage(ctx context.Context, notebook, id string, want storages.DataVolumeStatus, progress func(*storages.DataVolume)) (*storages.DataVolume, error) {
	return wait(ctx, c.poll, target[storages.DataVolume]{
		what: "storage", id: id, want: string(want),
		gone:     &storages.DataVolume{ID: &id, Status: new(storages.DataVolumeStatusUnmounted)},
		ask:      func() (*storages.DataVolume, error) { return c.ShowStorage(ctx, notebook, id) },
		look:     func(v *storages.DataVolume) (string, string) { return string(value(v.Status)), value(v.FailureReason) },
		progress: progress,
	})
}

// poll says how long to wait between two questions.
type poll struct{ first, most time.Duration }

// target is what to wait for.
type target[T any] struct {
	what, id, want string
	ask            func() (*T, error)
	// look gives the status of an answer, and why it failed if it did.
	look func(*T) (status, reason string)
	// gone is what the answer that it does not exist stands for, nil for nothing.
	gone     *T
	progress func(*T)

	// status is the last one, moved whether one was seen that passes, failures how many questions failed since.
	status   string
	moved    bool
	failures int
}

// mostFailures is how many questions in a row may fail, each after its retries, before waiting ends.
const mostFailures = 5

func wait[T any](ctx context.Context, p poll, t target[T]) (*T, error) {
	for pause := p.first; ; pause = min(pause*3/2, p.most) {
		answer, err := t.show()
		switch {
		case err == nil:
			switch done, err := t.see(answer); {
			case err != nil:
				return nil, err
			case done:
				return answer, nil
			}
		case ctx.Err() != nil:
			return nil, t.late(ctx)
		default:
			if t.failures++; t.failures == mostFailures || !passing(err) {
				return nil, err
			}
		}
		if sleep(ctx, pause) != nil {
			return nil, t.late(ctx)
		}
	}
}

// see is whether an answer has the status that is waited for, or an error when it will not get it.
func (t *target[T]) see(answer *T) (bool, error) {
	status, reason := t.look(answer)
	t.failures, t.status = 0, status
	if t.progress != nil {
		t.progress(answer)
	}
	if status != t.want && (hopeless(status, t.want) || t.moved && stays(status)) {
		return false, &StatusError{What: t.what, ID: t.id, Status: status, Want: t.want, Reason: reason}
	}
	// A status that stays may be from before what the caller has just begun; not so after one that passes.
	t.moved = t.moved || !stays(status)
	return status == t.want, nil
}

// show asks once. What does not exist is the status that stands for it, where that is waited for; a path that the gateway
// does not know says nothing about what exists.
func (t *target[T]) show() (*T, error) {
	answer, err := t.ask()
	if t.gone == nil || !errors.Is(err, ErrNotFound) || hasCode(err, errorcode.APIGWNotFound) {
		return answer, err
	}
	if status, _ := t.look(t.gone); status != t.want {
		return nil, err
	}
	return t.gone, nil
}

// late says what was seen last when the context ended.
func (t *target[T]) late(ctx context.Context) error {
	return fmt.Errorf("%s %s: got status %s, want %s: %w", t.what, t.id, cmp.Or(t.status, "none"), t.want, context.Cause(ctx))
}

// stays is whether a status does not change by itself.
func stays(status string) bool {
	return slices.Contains([]string{"RUNNING", "STOPPED", "MOUNTED", "UNMOUNTED", "ACTIVE"}, status)
}

// settled stands for every status of a volume in which it can be changed.
const settled = "settled"

// hopeless is whether what has a status cannot get to another one without someone's help.
func hopeless(status, want string) bool {
	failed := strings.HasSuffix(status, "_FAILED")
	switch want {
	case string(notebooks.NotebookStatusDeleted):
		return status == string(notebooks.NotebookStatusDeleteFailed) // what failed otherwise can be deleted still
	case settled:
		return failed
	}
	return failed || slices.Contains([]string{"ERROR", "FROZEN", "UNAVAILABLE", "READY_TO_START", "DELETED", "DELETING"}, status)
}
