package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
)

const (
	opCreateInstance = "createInstance"
	opListInstances  = "listInstances"
	opShowInstance   = "showInstance"
	opUpdateInstance = "updateInstance"
	opDeleteInstance = "deleteInstance"
	opManageInstance = "manageInstance"
)

func instanceFaults() []*Fault {
	shown := []string{opCreateInstance, opShowInstance, opUpdateInstance}
	timer := func(change func(timer members)) func(*answer) {
		return editing(func(m members) {
			if inner := m.within("spec.auto_stop"); inner != nil {
				change(inner)
			}
		})
	}
	return []*Fault{
		{
			Name: "instance-timer-in-milliseconds", Summary: "the timer of an instance counts milliseconds",
			Operations: shown, answer: timer(func(t members) { t["duration"] = 1000 * t.number("duration") }),
		},
		{
			Name: "instance-remain-time-off", Summary: "an instance says that it stops a minute later than it does",
			Operations: shown, answer: timer(func(t members) {
				if _, ok := t["remain_time"]; ok {
					t["remain_time"] = t.number("remain_time") + 60
				}
			}),
		},
		{
			Name: "instance-time-as-integer", Summary: "the time of creation is an integer, where the contract has a text",
			Operations: shown, answer: editing(func(m members) {
				if text, ok := m["creation_timestamp"].(string); ok {
					at, _ := strconv.ParseInt(text, 10, 64)
					m["creation_timestamp"] = at
				}
			}),
		},
		{
			Name: "instance-without-name", Summary: "an instance is shown without its name",
			Operations: shown, answer: dropping("name"),
		},
		{
			Name: "instance-path-without-slash", Summary: "an OBS path that does not end in a slash is not refused",
			Operations: []string{opCreateInstance}, answer: func(a *answer) {
				if a.status == http.StatusBadRequest {
					a.replace(http.StatusOK, members{"id": "DE-7d558ef8-c73d-11ea-964c-0255ac100033", "name": "notebook", "status": "CREATING"})
				}
			},
		},
		{
			Name: "instance-delete-running", Summary: "deleting an instance that runs is not refused",
			Operations: []string{opDeleteInstance}, answer: func(a *answer) {
				var body struct {
					Code string `json:"error_code"`
				}
				if json.Unmarshal(a.body, &body) == nil && body.Code == instanceNotStopped.code {
					a.replace(http.StatusOK, members{"instance_id": "DE-7d558ef8-c73d-11ea-964c-0255ac100033"})
				}
			},
		},
		{
			Name: "instance-forgets-delete", Summary: "deleting an instance is answered, and not done",
			Operations: []string{opDeleteInstance}, instead: func(next http.Handler, w http.ResponseWriter, r *http.Request) {
				shown := r.Clone(r.Context())
				shown.Method = http.MethodGet
				a := listen(next, w, shown)
				running := false
				a.edit(func(m members) { running = m["status"] == "RUNNING" })
				if running {
					next.ServeHTTP(w, r)
					return
				}
				if a.ok() {
					a.edit(func(m members) {
						id := m["id"]
						clear(m)
						m["instance_id"] = id
					})
				}
				a.send(w)
			},
		},
		{
			Name: "instance-action-swapped", Summary: "an action answers the statuses before and after in each other's place",
			Operations: []string{opManageInstance}, answer: editing(func(m members) {
				m["current_status"], m["previous_state"] = m["previous_state"], m["current_status"]
			}),
		},
		{
			Name: "instances-total-of-page", Summary: "the total of a list of instances counts one page only",
			Operations: []string{opListInstances}, answer: editing(func(m members) { m["total_count"] = len(m.list("instances")) }),
		},
		{
			Name: "instances-total-as-text", Summary: "the total of a list of instances is a text",
			Operations: []string{opListInstances}, answer: editing(func(m members) { m["total_count"] = strconv.FormatInt(m.number("total_count"), 10) }),
		},
		{
			Name: "instances-ignore-order", Summary: "a list of instances is sorted upwards whatever was asked for",
			Operations: []string{opListInstances}, ask: withoutQuery("order"),
		},
		{
			Name: "instances-ignore-offset", Summary: "every page of a list of instances is the first",
			Operations: []string{opListInstances}, ask: withoutQuery("offset"),
		},
		{
			Name: "instances-zero-limit-empty", Summary: "limit 0 gives no instances, not all",
			Operations: []string{opListInstances}, answer: func(a *answer) {
				if limit := a.request.URL.Query().Get("limit"); limit == "" || limit == "0" {
					setting("instances", []any{})(a)
				}
			},
		},
	}
}
