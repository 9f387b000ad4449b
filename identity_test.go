package devenviron_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract"
)

func TestAPasswordGivesTokensOfTheProject(t *testing.T) {
	var asked string
	identity := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		require.Empty(t, r.Header.Get("X-Auth-Token"))
		asked = r.Method + " " + r.URL.Path + " " + string(body)
		w.Header().Set("X-Subject-Token", "from-identity")
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"token":{"expires_at":"2026-11-22T09:05:22.701000Z"}}`)
	}))
	defer identity.Close()
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"id":"`+r.Header.Get("X-Auth-Token")+`"}`)
	}))
	defer service.Close()
	c, err := devenviron.New(service.URL, devenviron.WithProject(project),
		devenviron.WithPassword(devenviron.Password{Domain: "account", User: "user", Password: `pass"word`, Identity: identity.URL}))
	require.NoError(t, err)

	n, err := c.ShowNotebook(t.Context(), "1")

	require.NoError(t, err)
	require.Equal(t, "from-identity", n.ID)
	require.Equal(t, `POST /v3/auth/tokens {"auth":{"identity":{"methods":["password"],"password":{"user":`+
		`{"domain":{"name":"account"},"name":"user","password":"pass\"word"}}},"scope":{"project":{"id":"`+project+`"}}}}`, asked)
}

func TestIdentityServicesAreThoseOfTheRegionOrTheCaller(t *testing.T) {
	for _, tt := range []struct{ region, identity, want string }{
		{"cn-north-4", "", "https://iam.cn-north-4.myhuaweicloud.com/v3/auth/tokens"},
		{"eu-de", "", "https://iam.eu-de.otc.t-systems.com/v3/auth/tokens"},
		{"eu-de", "https://iam.example.com", "https://iam.example.com/v3/auth/tokens"},
		{"eu-de", "https://iam.example.com/v3/", "https://iam.example.com/v3/auth/tokens"},
		{"https://example.com", "http://localhost:1/identity", "http://localhost:1/identity/v3/auth/tokens"},
	} {
		var asked string
		c, err := devenviron.New(tt.region, devenviron.WithProject(project), devenviron.WithRetries(0),
			devenviron.WithPassword(devenviron.Password{Domain: "account", User: "user", Password: "p", Identity: tt.identity}),
			devenviron.WithHTTPClient(&http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
				asked = r.URL.String()
				return answer(503, ""), nil
			})}))
		require.NoError(t, err)
		_, err = c.ShowNotebook(t.Context(), "1")
		require.Error(t, err)
		require.Equal(t, tt.want, asked)
	}
}

func TestAPasswordThatIsRefusedIsAnErrorWithoutIt(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		answer     *http.Response
	}{
		{"wrong", "status 401: user [redacted] is wrong", answer(401, `{"error":{"code":401,"message":"user s3cret-Pässwörd is wrong","title":"Unauthorized"}}`)},
		{"no token", "got status 201 without the header X-Subject-Token", answer(201, `{}`)},
		{"no end", "expires_at: ", answer(201, `{"token":{"expires_at":"soon"}}`, "X-Subject-Token", "t")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sent := 0
			c := through(t, func(*http.Request) (*http.Response, error) { sent++; return tt.answer, nil },
				devenviron.WithPassword(devenviron.Password{Domain: "account", User: "user", Password: "s3cret-Pässwörd"}))
			_, err := c.ShowNotebook(t.Context(), "1")
			require.ErrorContains(t, err, "token: POST /v3/auth/tokens: "+tt.want)
			require.Equal(t, 1, sent)
			require.NotContains(t, err.Error(), "s3cret")
		})
	}
}
