package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/gen/model/common"
)

// serve takes a request through limits, routing, credentials and the contract to its handler.
func (s *Sandbox) serve(w http.ResponseWriter, r *http.Request) {
	if err := s.admit(w, r); err != nil {
		s.refuse(w, r, err)
		return
	}
	s.operations.ServeHTTP(w, r)
}

// admit says whether a request may go to its handler, and makes it ready for that.
func (s *Sandbox) admit(w http.ResponseWriter, r *http.Request) error {
	body, err := s.readBody(w, r)
	if err != nil {
		return err
	}
	if !clean(r.URL.Path) {
		return unknownPath.because("the path %s has empty segments or dots", r.URL.Path)
	}
	if isIdentityPath(r.URL.Path) {
		return nil
	}
	x := conformance.LiveExchange(r)
	x.Request.Body = conformance.Body{Bytes: body, Recorded: true}
	judged := s.contract.Check(&x)
	if judged.Verdict == conformance.Unmatched {
		return unknownPath.because("no operation has method %s and path %s", r.Method, r.URL.Path)
	}
	caller, err := s.identity.authenticate(r, body, projectOf(r.URL))
	if err != nil {
		return err
	}
	if caller.denies(judged.Operation) {
		return operationForbidden.because("user %s may not call %s", caller.Name, judged.Operation)
	}
	if err := refusalOf(&judged, body); err != nil {
		return err
	}
	*r = *r.WithContext(context.WithValue(r.Context(), callerKey{}, caller))
	canonicalQuery(r)
	return nil
}

// clean tells whether a path is as the router wants it, which redirects others.
func clean(p string) bool {
	return path.Clean(p) == strings.TrimSuffix(p, "/") || p == "/"
}

// readBody reads a body up to the limit, and leaves the request as if it was not read.
func (s *Sandbox) readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.maxBody))
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, bodyTooLarge.because("the body has more than %d bytes", tooLarge.Limit)
	}
	if err != nil {
		return nil, bodyUnreadable.because("the body could not be read to its end")
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// projectOf is the project in a path of the contract, /v1/{project_id}/...
func projectOf(u *url.URL) string {
	segments := strings.SplitN(u.EscapedPath(), "/", 4)
	project, _ := url.PathUnescape(segments[2])
	return project
}

// canonicalQuery gives parameters that have two names the one that the generated servers read.
func canonicalQuery(r *http.Request) {
	if r.URL.RawQuery == "" {
		return
	}
	alias, name := "workspace_id", "workspaceId"
	switch last := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]; last {
	case "instances":
		alias, name = "ai_project_id", "ai_project"
	case "notebooks", "all":
	default:
		return
	}
	query := r.URL.Query()
	if values, ok := query[alias]; ok {
		delete(query, alias)
		query[name] = values
		u := *r.URL
		u.RawQuery = query.Encode()
		r.URL = &u
	}
}

// refuse answers with a failure. Faults that are nobody's mistake are the sandbox's own.
func (s *Sandbox) refuse(w http.ResponseWriter, r *http.Request, err error) {
	f, ok := errors.AsType[*failure](err)
	if !ok {
		s.trouble(err)
		f = serverError.because("the sandbox is at fault")
	}
	status := f.status
	if f.missing {
		status = s.missing
	}
	// The old pages call the text error_message, clients read error_msg.
	body := common.ErrorResponse{ErrorCode: f.code, ErrorMsg: &f.text}
	if strings.Contains(r.URL.Path, "/demanager/") {
		body.ErrorMessage = &f.text
	}
	if f.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.retryAfter))
	}
	writeJSON(w, status, body)
}

// writeJSON answers with a JSON text. That the caller is gone is nobody's fault.
func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
