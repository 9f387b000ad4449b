package devenviron_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
)

const project = "43b37a202c114c95b8ab3b3c4a8b9f0e"

// answer makes an answer of a transport.
func answer(status int, body string, header ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// through makes a client over a transport of the test.
func through(t *testing.T, transport roundTripper, options ...devenviron.Option) *devenviron.Client {
	t.Helper()
	options = append([]devenviron.Option{
		devenviron.WithProject(project),
		devenviron.WithHTTPClient(&http.Client{Transport: transport}),
	}, options...)
	c, err := devenviron.New("cn-north-4", options...)
	require.NoError(t, err)
	return c
}

var byToken = devenviron.WithToken("the-token")

func TestRegionsAndURLsAreEndpoints(t *testing.T) {
	for endpoint, want := range map[string]string{
		"cn-north-4":                    "https://modelarts.cn-north-4.myhuaweicloud.com",
		"sa-brazil-1":                   "https://modelarts.sa-brazil-1.myhuaweicloud.com",
		"eu-west-101":                   "https://modelarts.eu-west-101.myhuaweicloud.eu",
		"eu-de":                         "https://modelarts.eu-de.otc.t-systems.com",
		"eu-ch2":                        "https://modelarts.eu-ch2.sc.otc.t-systems.com",
		"https://modelarts.example.com": "https://modelarts.example.com",
		"https://example.com/proxy/":    "https://example.com/proxy",
		"modelarts.example.com":         "https://modelarts.example.com",
		"http://localhost:8080":         "http://localhost:8080",
		"localhost:8080":                "https://localhost:8080",
		"http://[::1]:8080":             "http://[::1]:8080",
	} {
		c, err := devenviron.New(endpoint, devenviron.WithProject(project), byToken)
		require.NoError(t, err, endpoint)
		require.Equal(t, want, c.Endpoint())
		require.Equal(t, project, c.Project())
	}
}

func TestAClientThatCannotWorkIsNotMade(t *testing.T) {
	withProject := devenviron.WithProject(project)
	password := devenviron.Password{Domain: "d", User: "u", Password: "hidden"}
	for _, tt := range []struct {
		name, endpoint, want string
		options              []devenviron.Option
	}{
		{"no endpoint", "", "want a region such as cn-north-4", []devenviron.Option{withProject, byToken}},
		{"a region with a typing error", "cn-north", `got "cn-north", want a region`, []devenviron.Option{withProject, byToken}},
		{"another scheme", "ftp://example.com", `got scheme "ftp", want https`, []devenviron.Option{withProject, byToken}},
		{"a user in the URL", "https://u:hidden@example.com", "got a URL with a user", []devenviron.Option{withProject, byToken}},
		{"a query", "https://example.com?a=b", "got a URL with a query", []devenviron.Option{withProject, byToken}},
		{"no URL", "https://u:hidden@%zz", "got no URL", []devenviron.Option{withProject, byToken}},
		{"no project", "cn-north-4", "no project: give its ID by WithProject", []devenviron.Option{byToken}},
		{"a path as project", "cn-north-4", `got project ID "../x"`, []devenviron.Option{devenviron.WithProject("../x"), byToken}},
		{"no credentials", "cn-north-4", "got credentials 0 times", []devenviron.Option{withProject}},
		{"two credentials", "cn-north-4", "got credentials 2 times", []devenviron.Option{withProject, byToken, devenviron.WithPassword(password)}},
		{"an empty token", "cn-north-4", "got an empty token", []devenviron.Option{withProject, devenviron.WithToken("")}},
		{"no source", "cn-north-4", "got an empty token or a nil source", []devenviron.Option{withProject, devenviron.WithTokenSource(nil)}},
		{"half a key", "cn-north-4", "without ID or secret", []devenviron.Option{withProject, devenviron.WithAccessKey(devenviron.AccessKey{Secret: "hidden"})}},
		{"half a password", "cn-north-4", "without Domain, User or Password", []devenviron.Option{withProject, devenviron.WithPassword(devenviron.Password{Password: "hidden"})}},
		{"no identity service", "https://example.com", "no identity service", []devenviron.Option{withProject, devenviron.WithPassword(password)}},
		{"an identity service without host", "cn-north-4", "identity service: got", []devenviron.Option{withProject, devenviron.WithPassword(devenviron.Password{Domain: "d", User: "u", Password: "p", Identity: "https://"})}},
		{"a nil client", "cn-north-4", "got nil by WithHTTPClient", []devenviron.Option{withProject, byToken, devenviron.WithHTTPClient(nil)}},
		{"poll intervals the wrong way round", "cn-north-4", "got poll intervals", []devenviron.Option{withProject, byToken, devenviron.WithPollInterval(2, 1)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := devenviron.New(tt.endpoint, tt.options...)
			require.ErrorContains(t, err, "devenviron: ")
			require.ErrorContains(t, err, tt.want)
			require.NotContains(t, err.Error(), "hidden")
		})
	}
}

func TestRequestsSayWhoAsksForWhichProject(t *testing.T) {
	var sent *http.Request
	c := through(t, func(r *http.Request) (*http.Response, error) {
		sent = r
		return answer(200, `{"id":"1"}`), nil
	}, byToken, devenviron.WithUserAgent("tool/1.2"))

	_, err := c.ShowNotebook(t.Context(), "1")
	require.NoError(t, err)

	require.Equal(t, "https://modelarts.cn-north-4.myhuaweicloud.com/v1/"+project+"/notebooks/1", sent.URL.String())
	require.Equal(t, http.Header{
		"Content-Type": {"application/json"},
		"User-Agent":   {"tool/1.2 devenviron-contract"},
		"X-Auth-Token": {"the-token"},
		"X-Project-Id": {project},
	}, sent.Header)
}

func TestSecretsAreNotPrinted(t *testing.T) {
	for _, secret := range []any{
		devenviron.AccessKey{ID: "ID", Secret: "hidden", SecurityToken: "hidden"},
		&devenviron.AccessKey{ID: "ID", Secret: "hidden", SecurityToken: "hidden"},
		devenviron.Password{User: "u", Password: "hidden"},
		devenviron.Token{Value: "hidden"},
		through(t, nil, devenviron.WithToken("hidden")),
	} {
		encoded, _ := json.Marshal(secret)
		var log strings.Builder
		slog.New(slog.NewJSONHandler(&log, nil)).Info("got", "it", secret)
		slog.New(slog.NewTextHandler(&log, nil)).Info("got", "it", secret)
		require.NotContains(t, fmt.Sprintf("%v %+v %#v %s", secret, secret, secret, encoded)+log.String(), "hidden")
	}
}

func TestDoSendsWhatTheContractDoesNotHave(t *testing.T) {
	var paths []string
	c := through(t, func(r *http.Request) (*http.Response, error) {
		paths = append(paths, r.Method+" "+r.URL.Host+" "+r.URL.RequestURI()+" "+r.Header.Get("X-Auth-Token"))
		return answer(202, `{"id":"1"}`), nil
	}, byToken)
	for _, target := range []string{"/v1/p/images/a%2Fb/sync?x=1", c.Endpoint() + "/v1/p/images/a%2Fb/sync?x=1"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, target, nil)
		require.NoError(t, err)
		response, err := c.Do(r)
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.JSONEq(t, `{"id":"1"}`, string(body))
		require.Empty(t, r.Header, "the caller's request is changed")
	}
	want := "POST modelarts.cn-north-4.myhuaweicloud.com /v1/p/images/a%2Fb/sync?x=1 the-token"
	require.Equal(t, []string{want, want}, paths)
}

func TestCredentialsGoToNoOtherHost(t *testing.T) {
	c := through(t, func(*http.Request) (*http.Response, error) {
		require.Fail(t, "a request was sent")
		return nil, nil
	}, byToken)
	for _, target := range []string{"https://example.com/v1", "http://modelarts.cn-north-4.myhuaweicloud.com/v1", "//example.com/v1", "v1"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
		require.NoError(t, err)
		_, err = c.Do(r)
		require.ErrorContains(t, err, "want a path alone, or https://modelarts.cn-north-4.myhuaweicloud.com", target)
	}
}

func TestARedirectionIsAnErrorAndNotFollowed(t *testing.T) {
	var followed atomic.Bool
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Store(true) }))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusFound))
	defer server.Close()
	c, err := devenviron.New(server.URL, devenviron.WithProject(project), byToken)
	require.NoError(t, err)

	_, err = c.ShowNotebook(t.Context(), "1")

	var e *devenviron.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, http.StatusFound, e.Status)
	require.False(t, followed.Load())
}

func TestAnswersThatCannotBeReadAreErrors(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"HTML", "<html>", `status 200: body of type "application/json": invalid character '<'`},
		{"half an object", `{"id":`, "unexpected EOF"},
		{"another type", `{"id":7}`, "cannot unmarshal number"},
		{"more than fits", strings.Repeat(" ", 64<<20+1), "more than 67108864 bytes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := through(t, func(*http.Request) (*http.Response, error) { return answer(200, tt.body), nil }, byToken)
			_, err := c.ShowNotebook(t.Context(), "1")
			require.ErrorContains(t, err, "GET /v1/"+project+"/notebooks/1: ")
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestWhatTheContractDoesNotKnowIsRead(t *testing.T) {
	c := through(t, func(*http.Request) (*http.Response, error) {
		return answer(202, `{"id":"1","status":"BRAND_NEW","new":{},"action_progress":[{"step":9}]}`, "Content-Type", "text/plain", "Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"), nil
	}, byToken)
	n, err := c.ShowNotebook(t.Context(), "1")
	require.NoError(t, err)
	require.EqualValues(t, "BRAND_NEW", n.Status)
}

// slow is a body that can be read as long as the request lasts.
type slow struct{ ctx context.Context }

func (s slow) Read([]byte) (int, error) { <-s.ctx.Done(); return 0, s.ctx.Err() }
func (s slow) Close() error             { return nil }

func TestTheContextEndsAnAnswerThatDoesNot(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	c := through(t, func(r *http.Request) (*http.Response, error) {
		response := answer(200, "")
		response.Body = slow{r.Context()}
		return response, nil
	}, byToken)
	_, err := c.ShowNotebook(ctx, "1")
	require.True(t, errors.Is(err, context.DeadlineExceeded), "%v", err)
}
