package devenviron

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Password are the credentials of an IAM user, for which the identity service gives tokens of the client's project.
type Password struct {
	// Domain is the name of the account to which the user belongs.
	Domain string
	// User is the name of the user.
	User     string
	Password string `json:"-"`
	// Identity is the URL of the identity service. It may be "" where the client was made for a region.
	Identity string
}

// String does not show the password.
func (p Password) String() string { return "user " + p.User + " of " + p.Domain }

// GoString does not show the password.
func (p Password) GoString() string { return p.String() }

func (p *Password) check() error {
	if p.Domain == "" || p.User == "" || p.Password == "" {
		return errors.New("got a Password without Domain, User or Password, want all three")
	}
	return nil
}

// identity is where the identity service is.
func (p *Password) identity(at location) (*url.URL, error) {
	if p.Identity != "" {
		found, err := serviceURL(p.Identity)
		if err != nil {
			return nil, fmt.Errorf("identity service: %w", err)
		}
		found.Path = strings.TrimSuffix(found.Path, "/v3") // many have it from OS_AUTH_URL
		return found, nil
	}
	if at.region == "" {
		return nil, errors.New("no identity service: give its URL in Password, or make the client for a region")
	}
	return &url.URL{Scheme: "https", Host: host("iam", at.region)}, nil
}

// source asks the identity service for tokens of a project. To ask twice gives two tokens and does no harm.
func (p *Password) source(http *sender, identity *url.URL, project string) TokenSource {
	return func(ctx context.Context) (Token, error) {
		request, err := p.request(ctx, identity, project)
		if err != nil {
			return Token{}, fmt.Errorf("token: %w", err)
		}
		response, err := http.send(request, true, p)
		if err != nil {
			return Token{}, fmt.Errorf("token: %w", err)
		}
		token, err := readToken(response)
		if err != nil {
			return Token{}, fmt.Errorf("token: %s: %w", place(request), err)
		}
		return token, nil
	}
}

func (p *Password) request(ctx context.Context, identity *url.URL, project string) (*http.Request, error) {
	type object map[string]any
	body, err := json.Marshal(object{"auth": object{
		"identity": object{
			"methods": []string{"password"},
			"password": object{"user": object{
				"name": p.User, "password": p.Password, "domain": object{"name": p.Domain},
			}},
		},
		"scope": object{"project": object{"id": project}},
	}})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, identity.JoinPath("/v3/auth/tokens").String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	return request, nil
}

// readToken takes the token from a header; the body says when it ends.
func readToken(response *http.Response) (Token, error) {
	token := Token{Value: response.Header.Get("X-Subject-Token")}
	if token.Value == "" {
		return Token{}, fmt.Errorf("got status %d without the header X-Subject-Token, want a token", response.StatusCode)
	}
	var body struct {
		Token struct {
			ExpiresAt time.Time `json:"expires_at"`
		} `json:"token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		return Token{}, fmt.Errorf("expires_at: %w", err)
	}
	token.Expires = body.Token.ExpiresAt
	return token, nil
}

// authorize does nothing: the password is in the body.
func (p *Password) authorize(*http.Request) error { return nil }

func (p *Password) renew(*http.Request) bool { return false }

func (p *Password) secrets(*http.Request) []string { return []string{p.Password} }
