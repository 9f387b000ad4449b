package sandbox

import (
	"crypto/rand"
	"net/http"
	"slices"

	"github.com/devenviron/contract/conformance"
)

// everyOperation names the operations of the contract.
var everyOperation = []string{
	opCreateNotebook, opShowNotebook, opListNotebooks, opListAll, opUpdateNotebook, opDeleteNotebook, opStartNotebook,
	opStopNotebook, opShowLease, opRenewLease, "saveNotebookImage", "listFlavors", "listSwitchableFlavors", "openCodeLab",
	opCreateInstance, opListInstances, opShowInstance, opUpdateInstance, opDeleteInstance, opManageInstance, "showInstanceToken",
	"listImages", "registerImage", "showImage", "deleteImage", "listImageGroups",
	"attachStorage", "listStorages", "showStorage", "detachStorage",
	"showNotebookTags", "createNotebookTags", "deleteNotebookTags",
}

// refusalFaults are about how requests are refused.
func refusalFaults() []*Fault {
	refused := func(change func(a *answer)) func(*answer) {
		return func(a *answer) {
			if a.status >= http.StatusBadRequest {
				change(a)
			}
		}
	}
	coded := func(codes []string, change func(a *answer)) func(*answer) {
		return refused(func(a *answer) {
			code := ""
			a.edit(func(m members) { code, _ = m["error_code"].(string) })
			if slices.Contains(codes, code) {
				change(a)
			}
		})
	}
	missing := []string{notebookNotFound.code, instanceNotFound.code, imageNotFound.code}
	return []*Fault{
		{
			Name: "refusal-without-code", Summary: "refusals have no error_code", Operations: everyOperation,
			answer: refused(func(a *answer) { a.edit(func(m members) { delete(m, "error_code") }) }),
		},
		{
			Name: "refusal-without-text", Summary: "refusals have no text", Operations: everyOperation,
			answer: refused(func(a *answer) {
				a.edit(func(m members) {
					delete(m, "error_msg")
					delete(m, "error_message")
				})
			}),
		},
		{
			Name: "refusal-as-page", Summary: "refusals are pages of HTML", Operations: everyOperation,
			answer: refused(func(a *answer) {
				a.header.Set("Content-Type", "text/html")
				a.body = []byte("<h1>Bad Request</h1>")
			}),
		},
		{
			Name: "refusal-with-success", Summary: "refusals come with status 200", Operations: everyOperation,
			answer: refused(func(a *answer) { a.status = http.StatusOK }),
		},
		{
			Name: "not-found-is-500", Summary: "what does not exist is a fault of the server", Operations: everyOperation,
			answer: coded(missing, func(a *answer) { a.status = http.StatusInternalServerError }),
		},
		{
			Name: "not-found-other-code", Summary: "what does not exist is refused with a code that means something else", Operations: everyOperation,
			answer: coded(missing, func(a *answer) {
				a.edit(func(m members) { m["error_code"] = operationConflict.code })
			}),
		},
		{
			Name: "not-found-is-empty", Summary: "a notebook that does not exist is answered as deleted, not refused",
			Operations: []string{opShowNotebook},
			answer: coded(missing, func(a *answer) {
				a.replace(http.StatusOK, members{"id": "f9937afa-4451-42db-a76b-72d624749f66", "name": "notebook", "status": "DELETED"})
			}),
		},
		{
			Name: "mistake-other-code", Summary: "every mistake in a request is refused with code 6400", Operations: everyOperation,
			answer: refused(func(a *answer) {
				if a.status == http.StatusBadRequest {
					a.edit(func(m members) { m["error_code"] = payloadInvalid.code })
				}
			}),
		},
		{
			Name: "unauthorized-is-403", Summary: "a request without credentials is refused with status 403", Operations: everyOperation,
			answer: refused(func(a *answer) {
				if a.status == http.StatusUnauthorized {
					a.status = http.StatusForbidden
				}
			}),
		},
		{
			Name: "everyone-may-enter", Summary: "credentials are not checked", Operations: everyOperation,
			credentials: func(s *Sandbox, r *http.Request) { s.letIn(r) },
		},
		{
			Name: "forgets-request-id", Summary: "answers have no X-Request-Id", Operations: everyOperation,
			answer: func(a *answer) { a.header.Del("X-Request-Id") },
		},
		{
			Name: "throttles-without-retry-after", Summary: "a refusal for too many requests does not say when to come again", Operations: everyOperation,
			answer: func(a *answer) { a.header.Del("Retry-After") },
		},
	}
}

// letIn gives a request a token of the first user that may enter its project.
func (s *Sandbox) letIn(r *http.Request) {
	if x := conformance.LiveExchange(r); s.contract.Check(&x).Verdict == conformance.Unmatched {
		return
	}
	project := projectOf(r.URL)
	for _, u := range s.identity.users {
		if u.mayEnter(project) {
			token := rand.Text()
			s.identity.issue(u, project, token)
			r.Header.Del("Authorization")
			r.Header.Set("X-Auth-Token", token)
			return
		}
	}
}
