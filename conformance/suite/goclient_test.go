package suite_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"time"

	devenviron "github.com/devenviron/contract"
	"github.com/devenviron/contract/conformance/suite/client"
	"github.com/devenviron/contract/gen/client/demanager"
	"github.com/devenviron/contract/gen/client/images"
	"github.com/devenviron/contract/gen/client/notebooks"
	"github.com/devenviron/contract/gen/client/storages"
	"github.com/devenviron/contract/gen/client/tags"
	"github.com/devenviron/contract/openapi"
)

// goClient makes calls by the clients of gen/client: an operation is the method of its name.
type goClient struct {
	// paths are the parameters of paths in their order, by operation.
	paths map[string][]string
	http  *http.Client
}

func newGoClient() (*goClient, error) {
	documents, err := openapi.Embedded()
	if err != nil {
		return nil, err
	}
	g := &goClient{paths: map[string][]string{}, http: &http.Client{}}
	for _, document := range documents {
		for path, item := range document.Paths.Map() {
			for _, op := range item.Operations() {
				for _, part := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
					g.paths[op.OperationID] = append(g.paths[op.OperationID], part[1])
				}
			}
		}
	}
	return g, nil
}

// method finds the method of an operation in the client of its document.
func (g *goClient) method(c client.Call) (reflect.Value, error) {
	authorize := func(_ context.Context, r *http.Request) error {
		if c.Token != "" {
			r.Header.Set("X-Auth-Token", c.Token)
		}
		if c.AccessKey == nil {
			return nil
		}
		key := devenviron.AccessKey{ID: c.AccessKey.ID, Secret: c.AccessKey.Secret, SecurityToken: c.AccessKey.SecurityToken}
		return key.Sign(r, time.Now())
	}
	var found [5]any
	var errs [5]error
	found[0], errs[0] = demanager.NewClientWithResponses(c.BaseURL, demanager.WithHTTPClient(g.http), demanager.WithRequestEditorFn(authorize))
	found[1], errs[1] = notebooks.NewClientWithResponses(c.BaseURL, notebooks.WithHTTPClient(g.http), notebooks.WithRequestEditorFn(authorize))
	found[2], errs[2] = images.NewClientWithResponses(c.BaseURL, images.WithHTTPClient(g.http), images.WithRequestEditorFn(authorize))
	found[3], errs[3] = storages.NewClientWithResponses(c.BaseURL, storages.WithHTTPClient(g.http), storages.WithRequestEditorFn(authorize))
	found[4], errs[4] = tags.NewClientWithResponses(c.BaseURL, tags.WithHTTPClient(g.http), tags.WithRequestEditorFn(authorize))
	name := strings.ToUpper(c.Operation[:1]) + c.Operation[1:] + "WithResponse"
	for i, one := range found {
		if errs[i] != nil {
			return reflect.Value{}, errs[i]
		}
		if method := reflect.ValueOf(one).MethodByName(name); method.IsValid() {
			return method, nil
		}
	}
	return reflect.Value{}, fmt.Errorf("there is no method %s", name)
}

func (g *goClient) call(c client.Call) client.Answer {
	method, err := g.method(c)
	if err != nil {
		return skipped(err)
	}
	args := []reflect.Value{reflect.ValueOf(context.Background())}
	path := g.paths[c.Operation]
	for i := 1; i < method.Type().NumIn()-1; i++ { // the last are request editors
		argument := reflect.New(method.Type().In(i))
		if i <= len(path) {
			argument.Elem().SetString(fmt.Sprint(c.Parameters[path[i-1]]))
		} else if err := fill(argument.Interface(), &c); err != nil {
			return skipped(err)
		}
		args = append(args, argument.Elem())
	}
	results := method.Call(args)
	if err, failed := results[1].Interface().(error); failed {
		return client.Answer{Error: &client.Failure{Message: err.Error()}}
	}
	return answer(results[0].Elem())
}

// fill reads the query into a struct of parameters, or the body into that of a body. What has no place there is an
// error, and so is what has to be there.
func fill(into any, c *client.Call) error {
	switch kind := reflect.TypeOf(into).Elem().Kind(); {
	case kind == reflect.Pointer:
		text, err := json.Marshal(c.Parameters)
		if err != nil {
			return err
		}
		return json.Unmarshal(text, into)
	case c.Body == nil && kind == reflect.Map:
		return json.Unmarshal([]byte("{}"), into) // Else it would be sent as null.
	case c.Body == nil:
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(c.Body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	text, err := json.Marshal(into)
	if err != nil {
		return err
	}
	return leftOut(text, c.Body, "")
}

// leftOut is an error where a body lacks what its type cannot be without.
func leftOut(encoded, asked json.RawMessage, pointer string) error {
	var has, wants map[string]json.RawMessage
	if json.Unmarshal(encoded, &has) != nil || json.Unmarshal(asked, &wants) != nil {
		return nil
	}
	for name, member := range has {
		if _, ok := wants[name]; !ok {
			return fmt.Errorf("the type of the body cannot be without %s/%s", pointer, name)
		}
		if err := leftOut(member, wants[name], pointer+"/"+name); err != nil {
			return err
		}
	}
	return nil
}

func skipped(err error) client.Answer {
	return client.Answer{Skipped: new(err.Error())}
}

// answer is what a caller finds in a response: the body of its status as a type.
func answer(response reflect.Value) client.Answer {
	status := response.FieldByName("HTTPResponse").Interface().(*http.Response).StatusCode
	var body json.RawMessage
	for i := range response.NumField() {
		field := response.Field(i)
		if !strings.HasPrefix(response.Type().Field(i).Name, "JSON") || field.IsNil() {
			continue
		}
		text, err := json.Marshal(field.Interface())
		if err != nil {
			return client.Answer{Error: &client.Failure{Status: status, Message: err.Error()}}
		}
		body = text
	}
	if status < 300 {
		return client.Answer{Status: status, Body: body}
	}
	failure := client.Failure{Status: status}
	if body != nil {
		if err := json.Unmarshal(body, &failure); err != nil {
			failure.Message = err.Error()
		}
	}
	failure.Status = status
	return client.Answer{Error: &failure}
}
