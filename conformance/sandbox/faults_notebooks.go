package sandbox

import (
	"encoding/json"
	"net/http"
)

const (
	opCreateNotebook = "createNotebook"
	opShowNotebook   = "showNotebook"
	opListNotebooks  = "listNotebooks"
	opListAll        = "listAllNotebooks"
	opUpdateNotebook = "updateNotebook"
	opDeleteNotebook = "deleteNotebook"
	opStartNotebook  = "startNotebook"
	opStopNotebook   = "stopNotebook"
	opShowLease      = "showLease"
	opRenewLease     = "renewLease"
)

func notebookFaults() []*Fault {
	return []*Fault{
		{
			Name: "create-accepted", Summary: "creating a notebook is answered with status 202, which the contract does not have",
			Operations: []string{opCreateNotebook},
			answer: func(a *answer) {
				if a.ok() {
					a.status = http.StatusAccepted
				}
			},
		},
		{
			Name: "create-other-name", Summary: "a new notebook gets another name than was asked for",
			Operations: []string{opCreateNotebook},
			ask:        editingBody(func(m members) { m["name"] = "other" }),
		},
		{
			Name: "create-forgets-description", Summary: "a new notebook does not keep its description",
			Operations: []string{opCreateNotebook},
			ask:        editingBody(func(m members) { delete(m, "description") }),
		},
		{
			Name: "create-forgets-volume-size", Summary: "a new notebook gets a disk of 5 GB whatever was asked for",
			Operations: []string{opCreateNotebook},
			ask:        editingBody(func(m members) { delete(m.within("volume"), "capacity") }),
		},
		{
			Name: "show-without-status", Summary: "a notebook is shown without its status",
			Operations: []string{opShowNotebook}, answer: dropping("status"),
		},
		{
			Name: "show-status-unknown", Summary: "a notebook that runs is shown with a status that the contract does not know",
			Operations: []string{opShowNotebook},
			answer: editing(func(m members) {
				if m["status"] == "RUNNING" {
					m["status"] = "ACTIVE"
				}
			}),
		},
		{
			Name: "show-other-id", Summary: "a notebook is shown with another ID than was asked for",
			Operations: []string{opShowNotebook}, answer: setting("id", "00000000-0000-4000-8000-000000000000"),
		},
		{
			Name: "show-time-as-text", Summary: "the time of creation is a text, where the contract has an integer",
			Operations: []string{opShowNotebook},
			answer: editing(func(m members) {
				if at, ok := m["create_at"].(json.Number); ok {
					m["create_at"] = at.String()
				}
			}),
		},
		{
			Name: "show-undocumented-member", Summary: "a notebook has a member that the contract does not document",
			Operations: []string{opShowNotebook}, answer: editing(func(m members) { m["instance_status"] = "ok" }),
		},
		{
			Name: "show-null-image", Summary: "a notebook has null for its image, where null is not allowed",
			Operations: []string{opShowNotebook}, answer: setting("image", nil),
		},
		{
			Name: "never-runs", Summary: "a notebook that runs is shown as CREATING for ever",
			Operations: []string{opShowNotebook},
			answer: editing(func(m members) {
				if m["status"] == "RUNNING" {
					m["status"] = "CREATING"
				}
			}),
		},
		{
			Name: "runs-without-address", Summary: "a notebook that runs has no url",
			Operations: []string{opShowNotebook}, answer: dropping("url"),
		},
		{
			Name: "stop-does-nothing", Summary: "stopping a notebook is answered, and not done",
			Operations: []string{opStopNotebook}, instead: pretending("STOPPING"),
		},
		{
			Name: "start-does-nothing", Summary: "starting a notebook is answered, and not done",
			Operations: []string{opStartNotebook}, instead: pretending("STARTING"),
		},
		{
			Name: "start-twice", Summary: "starting a notebook that runs is not refused",
			Operations: []string{opStartNotebook}, answer: func(a *answer) {
				if a.status == http.StatusBadRequest {
					a.replace(http.StatusOK, members{"id": "f9937afa-4451-42db-a76b-72d624749f66", "name": "notebook", "status": "RUNNING"})
				}
			},
		},
		{
			Name: "forgets-delete", Summary: "deleting a notebook is answered, and not done",
			Operations: []string{opDeleteNotebook}, instead: pretending("DELETING"),
		},
		{
			Name: "update-does-nothing", Summary: "changing a notebook is answered, and not done",
			Operations: []string{opUpdateNotebook}, ask: editingBody(func(m members) { clear(m) }),
		},
	}
}

func leaseFaults() []*Fault {
	shown := []string{opShowNotebook, opShowLease, opRenewLease, opStartNotebook}
	lease := func(change func(m members, lease members)) func(*answer) {
		return editing(func(m members) {
			if inner := m.within("lease"); inner != nil {
				change(m, inner)
			} else if _, ok := m["duration"]; ok {
				change(m, m)
			}
		})
	}
	return []*Fault{
		{
			Name: "lease-from-renewal", Summary: "the duration of a lease counts from its renewal, not from its creation",
			Operations: shown,
			answer: lease(func(_, l members) {
				l["duration"] = l.number("duration") - (l.number("update_at") - l.number("create_at"))
			}),
		},
		{
			Name: "lease-in-seconds", Summary: "the duration of a lease is in seconds",
			Operations: append([]string{opCreateNotebook}, shown...),
			answer:     lease(func(_, l members) { l["duration"] = l.number("duration") / 1000 }),
		},
		{
			Name: "lease-type-missing", Summary: "a lease does not say what it counts",
			Operations: []string{opShowLease}, answer: dropping("type"),
		},
		{
			Name: "renew-does-nothing", Summary: "renewing a lease is answered, and not done",
			Operations: []string{opRenewLease}, instead: func(next http.Handler, w http.ResponseWriter, r *http.Request) {
				shown := r.Clone(r.Context())
				shown.Method, shown.URL.RawQuery = http.MethodGet, ""
				next.ServeHTTP(w, shown)
			},
		},
		{
			Name: "renew-ignores-duration", Summary: "renewing a lease gives an hour whatever was asked for",
			Operations: []string{opRenewLease}, ask: func(r *http.Request) {
				withoutQuery("duration")(r)
				editingBody(func(m members) { delete(m, "duration") })(r)
			},
		},
		{
			Name: "start-ignores-duration", Summary: "starting a notebook gives an hour whatever was asked for",
			Operations: []string{opStartNotebook}, ask: withoutQuery("duration"),
		},
	}
}
