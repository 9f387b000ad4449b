package devenviron

import (
	"net/http"
	"time"
)

// Option sets up a [Client].
type Option func(*settings)

type settings struct {
	project     string
	http        *http.Client
	agent       string
	retries     int
	first, most time.Duration

	token    Token
	source   TokenSource
	password *Password
	key      *AccessKey
	// credentials counts those that were given.
	credentials int
}

// WithProject names the project whose instances are meant, by its ID of 32 hexadecimal digits.
func WithProject(id string) Option { return func(s *settings) { s.project = id } }

// WithToken authorizes requests by a token that the caller has. It cannot be renewed: once the service refuses it,
// operations fail with [ErrUnauthorized].
func WithToken(token string) Option {
	return func(s *settings) { s.token, s.credentials = Token{Value: token}, s.credentials+1 }
}

// WithTokenSource authorizes requests by tokens of the caller's making. A token is kept until shortly before it
// expires, or until the service refuses it; however many calls wait for the next one, the source is asked once. If it fails, a
// token that has not expired is used on.
func WithTokenSource(source TokenSource) Option {
	return func(s *settings) { s.source, s.credentials = source, s.credentials+1 }
}

// WithPassword authorizes requests by tokens of the identity service, which it gives for a user's password. They are
// renewed as those of [WithTokenSource] are.
func WithPassword(password Password) Option {
	return func(s *settings) { s.password, s.credentials = &password, s.credentials+1 }
}

// WithAccessKey signs requests.
func WithAccessKey(key AccessKey) Option {
	return func(s *settings) { s.key, s.credentials = &key, s.credentials+1 }
}

// WithHTTPClient sends requests by a client of the caller's, for proxies, certificates or other timeouts; the default
// gives each attempt a minute. It is copied, and its copy follows no redirection, which would carry credentials away.
func WithHTTPClient(client *http.Client) Option { return func(s *settings) { s.http = client } }

// WithUserAgent names the program in front of the name of this package in the header User-Agent, as in "tool/1.2".
func WithUserAgent(agent string) Option { return func(s *settings) { s.agent = agent } }

// WithRetries says how often a request is sent again at most, 4 times unless it is said. 0 sends none again.
// See [Client.Do] for what is sent again.
func WithRetries(most int) Option { return func(s *settings) { s.retries = max(most, 0) } }

// WithPollInterval says how long to wait before WaitFor methods ask again: first at the beginning, then longer each
// time, and most at last. The defaults are 1 and 10 seconds.
func WithPollInterval(first, most time.Duration) Option {
	return func(s *settings) { s.first, s.most = first, most }
}
