package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// neglectFaults answer that something is done, and do not do it.
func neglectFaults() []*Fault {
	running := func(m members) {
		if m["status"] == "RUNNING" {
			m["status"] = "CREATING"
		}
	}
	action := func(name, from, to string) func(http.Handler, http.ResponseWriter, *http.Request) {
		return func(next http.Handler, w http.ResponseWriter, r *http.Request) {
			asked := false
			editingBody(func(m members) { asked = m["action"] == name })(r)
			shown := r.Clone(r.Context())
			shown.Method, shown.Body = http.MethodGet, http.NoBody
			shown.URL.Path = strings.TrimSuffix(r.URL.Path, "/action")
			listen(next, w, shown).edit(func(m members) { asked = asked && m["status"] == from })
			if !asked {
				next.ServeHTTP(w, r)
				return
			}
			writeJSON(w, http.StatusOK, members{"current_status": to, "previous_state": from})
		}
	}
	return []*Fault{
		{
			Name: "update-shows-old-flavor", Summary: "a notebook whose flavor was changed is answered with the first of the flavors",
			Operations: []string{opUpdateNotebook}, answer: setting("flavor", "modelarts.vm.cpu.2u"),
		},
		{
			Name: "update-keeps-description", Summary: "a notebook keeps its description whatever it is changed to",
			Operations: []string{opUpdateNotebook}, ask: editingBody(func(m members) { delete(m, "description") }),
		},
		{
			Name: "list-all-empty", Summary: "the list of all notebooks is empty",
			Operations: []string{opListAll}, answer: setting("data", []any{}),
		},
		{
			Name: "instance-never-runs", Summary: "an instance that runs is shown as CREATING for ever",
			Operations: []string{opShowInstance}, answer: editing(running),
		},
		{
			Name: "instance-stop-does-nothing", Summary: "stopping an instance is answered, and not done",
			Operations: []string{opManageInstance}, instead: action("stop", "RUNNING", "STOPPING"),
		},
		{
			Name: "instance-start-does-nothing", Summary: "starting an instance is answered, and not done",
			Operations: []string{opManageInstance}, instead: action("start", "STOPPED", "STARTING"),
		},
		{
			Name: "instance-never-stops", Summary: "an instance that stands still is shown as STOPPING for ever",
			Operations: []string{opShowInstance}, answer: editing(func(m members) {
				if m["status"] == "STOPPED" {
					m["status"] = "STOPPING"
				}
			}),
		},
		{
			Name: "create-instance-other-name", Summary: "a new instance is answered with another name than was asked for",
			Operations: []string{opCreateInstance}, answer: setting("name", "other"),
		},
		{
			Name: "create-shows-no-description", Summary: "a new notebook is answered without its description",
			Operations: []string{opCreateNotebook}, answer: setting("description", ""),
		},
		{
			Name: "started-again-never-runs", Summary: "a notebook that was started again is shown as STARTING for ever",
			Operations: []string{opShowNotebook}, answer: editing(func(m members) {
				if lease := m.within("lease"); m["status"] == "RUNNING" && lease.number("update_at") > lease.number("create_at") {
					m["status"] = "STARTING"
				}
			}),
		},
		{
			Name: "shown-lease-in-seconds", Summary: "a lease of up to an hour is shown in seconds",
			Operations: []string{opShowLease}, answer: editing(func(m members) {
				if duration := m.number("duration"); duration <= leaseDefault {
					m["duration"] = duration / 1000
				}
			}),
		},
		{
			Name: "renewal-answers-an-hour", Summary: "renewing a lease for two hours or more is answered as an hour",
			Operations: []string{opRenewLease}, answer: editing(func(m members) {
				if m.number("duration") >= 2*leaseDefault {
					m["duration"] = leaseDefault
				}
			}),
		},
		{
			Name: "shown-lease-of-an-hour", Summary: "a lease is shown as an hour, however long it is",
			Operations: []string{opShowLease}, answer: setting("duration", leaseDefault),
		},
		{
			Name: "instance-update-does-nothing", Summary: "changing an instance is answered, and not done",
			Operations: []string{opUpdateInstance}, ask: editingBody(func(m members) { clear(m) }),
		},
		{
			Name: "detach-does-nothing", Summary: "unmounting a storage is answered, and not done",
			Operations: []string{"detachStorage"}, instead: func(next http.Handler, w http.ResponseWriter, r *http.Request) {
				shown := r.Clone(r.Context())
				shown.Method = http.MethodGet
				a := listen(next, w, shown)
				setting("status", "UNMOUNTING")(a)
				a.send(w)
			},
		},
		{
			Name: "tags-not-shown", Summary: "the tags of notebooks are said to be none",
			Operations: []string{"showNotebookTags"}, answer: setting("tags", []any{}),
		},
		{
			Name: "switchable-flavors-of-all", Summary: "a notebook is said to be able to change to its own flavor",
			Operations: []string{"listSwitchableFlavors"}, instead: func(next http.Handler, w http.ResponseWriter, r *http.Request) {
				all := r.Clone(r.Context())
				segments := strings.Split(r.URL.Path, "/")
				all.URL = &url.URL{Path: strings.Join(append(segments[:4:4], "flavors"), "/")}
				next.ServeHTTP(w, all)
			},
		},
		{
			Name: "signatures-refused", Summary: "right signatures are refused like wrong ones",
			Operations: everyOperation, answer: func(a *answer) {
				if a.ok() && strings.HasPrefix(a.request.Header.Get("Authorization"), signatureAlgorithm) {
					a.replace(signatureWrong.status, members{"error_code": signatureWrong.code, "error_msg": "the signature is not right"})
				}
			},
		},
		{
			Name: "projects-shared", Summary: "what is in one project is in all",
			Operations: everyOperation, ask: func(r *http.Request) {
				segments := strings.Split(r.URL.Path, "/")
				segments[2] = "shared"
				r.URL.Path, r.URL.RawPath = strings.Join(segments, "/"), ""
			},
		},
	}
}
