package suite_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/devenviron/contract/conformance/suite/client"
)

// faultyClient is what is wrong with a client in one operation. Otherwise it is right.
type faultyClient struct {
	operation string
	call      func(*client.Call)
	send      func(*http.Request) error
	answer    func(*client.Answer)
}

// wrap puts the fault around a client.
func (f faultyClient) wrap(g *goClient) func(client.Call) client.Answer {
	var wrong bool
	g.http.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		r = r.Clone(r.Context())
		if wrong && f.send != nil {
			if err := f.send(r); err != nil {
				return nil, err
			}
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	return func(c client.Call) client.Answer {
		wrong = c.Operation == f.operation
		if wrong && f.call != nil {
			f.call(&c)
		}
		a := g.call(c)
		if wrong && f.answer != nil {
			f.answer(&a)
		}
		return a
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// body changes what a client gives as a body, whose numbers it reads as float64.
func body(change func(map[string]any)) func(*client.Answer) {
	return func(a *client.Answer) {
		var object map[string]any
		if json.Unmarshal(a.Body, &object) == nil {
			change(object)
			a.Body, _ = json.Marshal(object)
		}
	}
}

func failure(change func(*client.Failure)) func(*client.Answer) {
	return func(a *client.Answer) {
		if a.Error != nil {
			change(a.Error)
		}
	}
}

func query(name, value string) func(*http.Request) error {
	return func(r *http.Request) error {
		values := r.URL.Query()
		values.Set(name, value)
		r.URL.RawQuery = values.Encode()
		return nil
	}
}

// sent changes what is sent as a body.
func sent(change func(map[string]any)) func(*http.Request) error {
	return func(r *http.Request) error {
		var object map[string]any
		if err := json.NewDecoder(r.Body).Decode(&object); err != nil {
			return err
		}
		change(object)
		text, err := json.Marshal(object)
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
		return err
	}
}

var faultyClients = map[string]faultyClient{
	"":                  {},
	"loses a member":    {"showNotebook", nil, nil, body(func(b map[string]any) { delete(b, "name") })},
	"invents a member":  {"showNotebook", nil, nil, body(func(b map[string]any) { b["colour"] = "red" })},
	"changes a text":    {"showNotebook", nil, nil, body(func(b map[string]any) { b["name"] = "other" })},
	"loses an item":     {"listNotebooks", nil, nil, body(func(b map[string]any) { b["data"] = b["data"].([]any)[1:] })},
	"reads as float64":  {"showLease", nil, nil, body(func(map[string]any) {})},
	"gives no body":     {"showLease", nil, nil, func(a *client.Answer) { a.Body = nil }},
	"tells 201 for 200": {"showLease", nil, nil, func(a *client.Answer) { a.Status = 201 }},
	"drops a new value": {"showNotebook", nil, nil, body(func(b map[string]any) {
		if b["status"] == "HIBERNATING" {
			delete(b, "status")
		}
	})},
	"fails at a new value": {"showNotebook", nil, nil, func(a *client.Answer) {
		if bytes.Contains(a.Body, []byte("HIBERNATING")) {
			*a = client.Answer{Error: &client.Failure{Message: "HIBERNATING is no NotebookStatus"}}
		}
	}},
	"swallows an error":    {"showNotebook", nil, nil, func(a *client.Answer) { a.Error = nil }},
	"loses the status":     {"showNotebook", nil, nil, failure(func(f *client.Failure) { f.Status = 0 })},
	"loses the code":       {"showNotebook", nil, nil, failure(func(f *client.Failure) { f.Code = "" })},
	"loses the text":       {"showNotebook", nil, nil, failure(func(f *client.Failure) { f.Msg = "" })},
	"adds a parameter":     {"listNotebooks", nil, query("trace", "1"), nil},
	"adds a default":       {"listNotebooks", nil, query("offset", "0"), nil},
	"adds another default": {"listNotebooks", nil, query("offset", "1"), nil},
	"loses a parameter":    {"listNotebooks", func(c *client.Call) { delete(c.Parameters, "limit") }, nil, nil},
	"changes a parameter":  {"listNotebooks", nil, query("limit", "3"), nil},
	"escapes twice": {"showNotebook", func(c *client.Call) {
		c.Parameters["id"] = strings.ReplaceAll(fmt.Sprint(c.Parameters["id"]), "%", "%25")
	}, nil, nil},
	"loses the token":     {"showLease", func(c *client.Call) { c.Token = "" }, nil, nil},
	"sends another token": {"showLease", func(c *client.Call) { c.Token = "sandbox-token-of-another" }, nil, nil},
	"loses a body member": {"createNotebook", nil, sent(func(b map[string]any) { delete(b, "description") }), nil},
	"adds a body member":  {"createNotebook", nil, sent(func(b map[string]any) { b["feature"] = "DEFAULT" }), nil},
	"adds a body default": {"createNotebook", nil, sent(func(b map[string]any) { b["workspace_id"] = "0" }), nil},
	"shows its token":     {"listNotebooks", nil, query("token", firstToken), nil},
	"sends nothing":       {"showLease", nil, func(*http.Request) error { return errors.New("offline") }, nil},
	"invents an answer": {"showLease", nil, func(*http.Request) error { return errors.New("offline") }, func(a *client.Answer) {
		*a = client.Answer{Status: 200}
	}},
	"asks twice": {"showLease", nil, func(r *http.Request) error {
		response, err := http.DefaultTransport.RoundTrip(r.Clone(r.Context()))
		if err == nil {
			err = response.Body.Close()
		}
		return err
	}, nil},
	"skips what it sent": {"showLease", nil, nil, func(a *client.Answer) { *a = client.Answer{Skipped: new("no time")} }},
	"tells its token": {"showLease", func(c *client.Call) { fmt.Fprintln(os.Stderr, "token", c.Token) }, nil, func(a *client.Answer) {
		*a = client.Answer{Error: &client.Failure{Message: "refused: " + firstToken}}
	}},
	"ends in the middle": {"showNotebook", nil, nil, func(*client.Answer) { os.Exit(3) }},
	"never stops asking": {"showNotebook", nil, func(r *http.Request) error {
		for {
			if response, err := http.DefaultTransport.RoundTrip(r.Clone(r.Context())); err == nil {
				_ = response.Body.Close()
			}
		}
	}, nil},
	"skips": {"showNotebook", nil, func(*http.Request) error { return errors.New("offline") }, func(a *client.Answer) {
		*a = client.Answer{Skipped: new("there is no such method")}
	}},
}
