package devenviron_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	demanagerclient "github.com/devenviron/contract/gen/client/demanager"
	imagesclient "github.com/devenviron/contract/gen/client/images"
	notebooksclient "github.com/devenviron/contract/gen/client/notebooks"
	storagesclient "github.com/devenviron/contract/gen/client/storages"
	tagsclient "github.com/devenviron/contract/gen/client/tags"
	demanagerserver "github.com/devenviron/contract/gen/server/demanager"
	imagesserver "github.com/devenviron/contract/gen/server/images"
	notebooksserver "github.com/devenviron/contract/gen/server/notebooks"
	storagesserver "github.com/devenviron/contract/gen/server/storages"
	tagsserver "github.com/devenviron/contract/gen/server/tags"
)

// service implements the generated servers: it keeps what it was asked, and gives the answer that a test prepared.
type service struct {
	asked  any
	answer any
}

var _ demanagerserver.StrictServerInterface = (*service)(nil)

func (s *service) CreateInstance(_ context.Context, r demanagerserver.CreateInstanceRequestObject) (demanagerserver.CreateInstanceResponseObject, error) {
	s.asked = r
	return s.answer.(demanagerserver.CreateInstanceResponseObject), nil
}

func (s *service) ListInstances(_ context.Context, r demanagerserver.ListInstancesRequestObject) (demanagerserver.ListInstancesResponseObject, error) {
	s.asked = r
	return s.answer.(demanagerserver.ListInstancesResponseObject), nil
}

func (s *service) ShowInstance(_ context.Context, r demanagerserver.ShowInstanceRequestObject) (demanagerserver.ShowInstanceResponseObject, error) {
	s.asked = r
	return s.answer.(demanagerserver.ShowInstanceResponseObject), nil
}

func (s *service) UpdateInstance(_ context.Context, r demanagerserver.UpdateInstanceRequestObject) (demanagerserver.UpdateInstanceResponseObject, error) {
	s.asked = r
	return s.answer.(demanagerserver.UpdateInstanceResponseObject), nil
}

func (s *service) ManageInstance(_ context.Context, r demanagerserver.ManageInstanceRequestObject) (demanagerserver.ManageInstanceResponseObject, error) {
	s.asked = r
	return s.answer.(demanagerserver.ManageInstanceResponseObject), nil
}

func (s *service) DeleteInstance(_ context.Context, r demanagerserver.DeleteInstanceRequestObject) (demanagerserver.DeleteInstanceResponseObject, error) {
	s.asked = r
	return s.answer.(demanagerserver.DeleteInstanceResponseObject), nil
}

func (s *service) ShowInstanceToken(_ context.Context, r demanagerserver.ShowInstanceTokenRequestObject) (demanagerserver.ShowInstanceTokenResponseObject, error) {
	s.asked = r
	return s.answer.(demanagerserver.ShowInstanceTokenResponseObject), nil
}

// wire has the generated clients at one end, and the service behind the generated servers at the other. It keeps the
// last exchange as the contract sees it, once its body is read.
type wire struct {
	t *testing.T
	service
	demanager *demanagerclient.ClientWithResponses
	notebooks *notebooksclient.ClientWithResponses
	images    *imagesclient.ClientWithResponses
	storages  *storagesclient.ClientWithResponses
	tags      *tagsclient.ClientWithResponses
	// server is the URL of the service.
	server   string
	exchange conformance.Exchange
	// edit changes requests before they leave, nil leaves them.
	edit func(*http.Request)
	// respond is a JSON text to answer with instead of the service, "" for none.
	respond string
}

func newWire(t *testing.T) *wire {
	t.Helper()
	w := &wire{t: t}
	mux := http.NewServeMux()
	demanagerserver.HandlerFromMux(demanagerserver.NewStrictHandler(&w.service, nil), mux)
	notebooksserver.HandlerFromMux(notebooksserver.NewStrictHandler(&w.service, nil), mux)
	imagesserver.HandlerFromMux(imagesserver.NewStrictHandler(&w.service, nil), mux)
	storagesserver.HandlerFromMux(storagesserver.NewStrictHandler(&w.service, nil), mux)
	tagsserver.HandlerFromMux(tagsserver.NewStrictHandler(&w.service, nil), mux)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.respond == "" {
			mux.ServeHTTP(rw, r)
			return
		}
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, w.respond)
	}))
	t.Cleanup(server.Close)
	w.server = server.URL
	var err error
	w.demanager, err = demanagerclient.NewClientWithResponses(server.URL, demanagerclient.WithHTTPClient(w))
	require.NoError(t, err)
	w.notebooks, err = notebooksclient.NewClientWithResponses(server.URL, notebooksclient.WithHTTPClient(w))
	require.NoError(t, err)
	w.images, err = imagesclient.NewClientWithResponses(server.URL, imagesclient.WithHTTPClient(w))
	require.NoError(t, err)
	w.storages, err = storagesclient.NewClientWithResponses(server.URL, storagesclient.WithHTTPClient(w))
	require.NoError(t, err)
	w.tags, err = tagsclient.NewClientWithResponses(server.URL, tagsclient.WithHTTPClient(w))
	require.NoError(t, err)
	return w
}

// prepare makes the service's next answer, and gives its headers. A body that is nil is none.
func (w *wire) prepare(kind, body any, withHeaders bool) (headers any) {
	answer := reflect.New(reflect.TypeOf(kind)).Elem()
	if target := answer.FieldByName("Body"); body != nil {
		decodeInto(w.t, body, target.Addr().Interface())
		require.JSONEq(w.t, encode(w.t, body), encode(w.t, target.Interface()), "the generated type holds the whole sample")
	}
	fields := answer.FieldByName("Headers")
	for i := 0; withHeaders && i < fields.NumField(); i++ {
		switch field := fields.Field(i).Addr().Interface().(type) {
		case **string:
			*field = new("5c2bd9ff62e8a2a5d1e7d1c0c0ffee00")
		case **int:
			*field = new(30)
		default:
			require.Fail(w.t, "a header has a new type", "%T", field)
		}
	}
	if status := answer.FieldByName("StatusCode"); status.IsValid() {
		status.SetInt(http.StatusServiceUnavailable)
	}
	w.answer = answer.Interface()
	return fields.Interface()
}

// requireAnswer wants a client's response to have what the service answered, in the fields of the status and no others.
func requireAnswer(t *testing.T, got any, status string, body, headers any) {
	t.Helper()
	suffix := strings.Replace(status, "default", "Default", 1)
	want := map[string]any{"Headers" + suffix: headers}
	response := reflect.ValueOf(got).Elem()
	if received := response.FieldByName("Body").Bytes(); body != nil {
		want["JSON"+suffix] = body
		require.JSONEq(t, encode(t, body), string(received))
	} else {
		require.Empty(t, received)
	}
	for i := range response.NumField() {
		name, field := response.Type().Field(i).Name, response.Field(i)
		if !strings.HasPrefix(name, "JSON") && !strings.HasPrefix(name, "Headers") {
			continue
		}
		if value, wanted := want[name]; wanted {
			require.JSONEq(t, encode(t, value), encode(t, field.Interface()), name)
			delete(want, name)
		} else {
			require.True(t, field.IsNil(), "%s is set", name)
		}
	}
	require.Empty(t, want, "the client lacks fields")
}

// Do sends a request.
func (w *wire) Do(r *http.Request) (*http.Response, error) {
	r.Header.Set("X-Auth-Token", "a token")
	if w.edit != nil {
		w.edit(r)
	}
	client := http.Client{Transport: &conformance.Transport{Monitor: &conformance.Monitor{
		Record: func(x conformance.Exchange) { w.exchange = x },
	}}}
	return client.Do(r)
}

// header is a header of the last response.
func (w *wire) header(name string) string {
	for _, header := range w.exchange.Response.Headers {
		if strings.EqualFold(header.Name, name) {
			return header.Value
		}
	}
	return ""
}

func setBody(r *http.Request, text string) {
	r.Body, r.GetBody, r.ContentLength = io.NopCloser(strings.NewReader(text)), nil, int64(len(text))
}

// findings are the rules that the last exchange breaks, each once.
func (w *wire) findings(contract *conformance.Contract) []string {
	result := contract.Check(&w.exchange)
	require.NotEmpty(w.t, result.Operation, w.exchange.Request.RawURL)
	rules := []string{}
	for _, finding := range result.Findings {
		w.t.Logf("%s [%s]", finding.Message(), finding.Rule)
		rules = append(rules, string(finding.Rule))
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// decode makes a generated type of a sample. A member that the type does not have is an error.
func decode[T any](t *testing.T, sample any) T {
	t.Helper()
	var value T
	decodeInto(t, sample, &value)
	return value
}

func decodeInto(t *testing.T, sample, target any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader([]byte(encode(t, sample))))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(target))
}

func encode(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}
