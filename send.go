package devenviron

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const (
	// maxRequest is how many bytes the body of a signed request may have.
	maxRequest = 12 << 20
	// maxAnswer is how many bytes of an answer are read; a list of all instances has some thousand bytes for each.
	maxAnswer = 64 << 20
	// maxFailure is how many bytes of the body of a failure are read.
	maxFailure = 64 << 10
)

// Do sends a request to the service as the operations do, for what the contract does not have. The URL may leave out
// scheme and host; another host than that of the service is refused, since it would get the credentials.
//
// An answer with a status of success is returned, with its body in memory; nothing is lost if it is not closed. Any other
// is an [*Error].
//
// A request that failed is sent again, up to the limit of [WithRetries], after a pause that doubles each time, is
// partly random, and is not shorter than Retry-After asks for:
//   - any request that was refused as too fast (429), or for which there was no connection;
//   - a request by GET, HEAD, OPTIONS, PUT or DELETE after status 408, 500, 502, 503 or 504, or when the connection was
//     lost. A DELETE that is sent again may find nothing left, and fail with [ErrNotFound].
//
// It is not sent again when the context ends before, or when Retry-After asks for more than two minutes. When the
// service refuses a token that can be renewed, that is done once, and does not count.
func (c *Client) Do(r *http.Request) (*http.Response, error) {
	target, err := c.target(r.URL)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", r.Method, r.URL.EscapedPath(), err)
	}
	r = r.Clone(r.Context())
	r.URL, r.Host = target, ""
	r.Header.Set("X-Project-Id", c.project)
	if r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/json") // mandatory by the provider's guide, even without a body
	}
	return c.http.send(r, idempotent(r), c.credentials)
}

func (c *Client) target(u *url.URL) (*url.URL, error) {
	if u.Host == "" && u.Scheme == "" && u.Opaque == "" && strings.HasPrefix(u.Path, "/") {
		whole, err := url.Parse(c.endpoint.String() + u.EscapedPath())
		if err != nil {
			return nil, err
		}
		whole.RawQuery = u.RawQuery
		return whole, nil
	}
	if u.Scheme != c.endpoint.Scheme || !strings.EqualFold(u.Host, c.endpoint.Host) {
		return nil, fmt.Errorf("got host %q, want a path alone, or %s", u.Host, c.endpoint)
	}
	return u, nil
}

// sender sends requests, again where that is safe.
type sender struct {
	http    http.Client
	agent   string
	retries int
}

func newSender(client *http.Client, agent string, retries int) *sender {
	s := &sender{http: *client, agent: strings.TrimSpace(agent + " devenviron-contract"), retries: retries}
	// Go's client takes X-Auth-Token and X-Security-Token along wherever a redirection leads.
	s.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return s
}

// credentials authorize requests: [*tokens], [*AccessKey] or, for tokens, [*Password].
type credentials interface {
	authorize(r *http.Request) error
	// renew takes back the credentials of a request that the service refused. It gives false where there are no others.
	renew(refused *http.Request) bool
	// secrets are what an error must not repeat after the request, even if the service does.
	secrets(r *http.Request) []string
}

// send gives an answer with a status of success, or an error. A request may be repeated where it does no harm that the
// service gets it twice.
func (s *sender) send(r *http.Request, repeatable bool, by credentials) (*http.Response, error) {
	body, err := takeBody(r)
	if err != nil {
		return nil, fmt.Errorf("%s: body: %w", place(r), err)
	}
	renewed := false
	for attempt := 0; ; attempt++ {
		again := r.Clone(r.Context())
		again.Header.Set("User-Agent", s.agent)
		if body != nil {
			setBody(again, body)
		}
		if err := by.authorize(again); err != nil {
			return nil, fmt.Errorf("%s: %w", place(r), err)
		}
		response, failure := s.attempt(again, by)
		if failure == nil {
			return response, nil
		}
		if !renewed && refused(failure) && by.renew(again) {
			renewed = true
			attempt--
			continue
		}
		wait, ok := pause(r.Context(), failure, attempt, repeatable)
		if !ok || attempt >= s.retries {
			return nil, failure
		}
		if sleep(r.Context(), wait) != nil {
			return nil, &interrupted{failure, context.Cause(r.Context())}
		}
	}
}

// attempt sends a request once, and reads the answer.
func (s *sender) attempt(r *http.Request, by credentials) (*http.Response, error) {
	response, err := s.http.Do(r)
	if err != nil {
		return nil, lost(r, err)
	}
	received := response.Body
	defer func() { _ = received.Close() }()
	if response.StatusCode/100 != 2 {
		// What is missing of the body does not make a success of the failure.
		text, _ := io.ReadAll(io.LimitReader(received, maxFailure))
		return nil, newError(r, response, text, by.secrets(r))
	}
	content, err := io.ReadAll(io.LimitReader(received, maxAnswer+1))
	if err != nil {
		return nil, lost(r, err)
	}
	if len(content) > maxAnswer {
		return nil, fmt.Errorf("%s: got an answer of more than %d bytes, want a smaller one; ask for pages", place(r), maxAnswer)
	}
	response.Body, response.Request = io.NopCloser(bytes.NewReader(content)), r
	return response, nil
}

// place names a request in errors, without query and headers.
func place(r *http.Request) string { return r.Method + " " + r.URL.EscapedPath() }
