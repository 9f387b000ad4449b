package suite

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/suite/client"
)

// Account is a caller with a token, and the project that it is for.
type Account struct{ Project, Token string }

// Options says which server is driven, and how.
type Options struct {
	// Endpoint is what the paths of the contract are put behind.
	Endpoint *url.URL
	// Account is the caller. Without a token, Sign signs; without both, requests have no credentials.
	Account Account
	// Sign puts a signature (AK/SK) on a request whose body can be read again. Nil leaves out the cases about it.
	Sign func(*http.Request) error
	// Second is another caller with another project, nil where there is none.
	Second *Account
	// ReadOnly leaves out every case that sends more than GET requests.
	ReadOnly bool
	// Sandbox lets the cases run that only a sandbox can be driven through.
	Sandbox bool
	// Variables replace those of the suite, by name.
	Variables map[string]string
	// Prefix is how the names of all that is created begin; empty, a random one that begins with validate-suite-.
	Prefix string
	// Run names the cases to run; nil runs all.
	Run *regexp.Regexp
	// Timeout is for one request, Patience how long a poll goes on, Interval the time between two requests of it.
	Timeout, Patience, Interval time.Duration
	// Transport carries the requests, [http.DefaultTransport] when it is nil.
	Transport http.RoundTripper
	// Client is a program with its arguments that makes the calls of the cases, by the protocol of package client. Then
	// it is judged what it sends, and what it gives to its caller. Nil leaves the calls to the suite.
	Client []string
	// Key is that of Sign, for a client to sign with. Without Sandbox it is not used: a signature is for a host, and that
	// of the client is the proxy.
	Key client.AccessKey
	// ClientLog gets the lines of its standard error, without the secrets of the run.
	ClientLog func(line string)
	// Wait waits between two requests of a poll; nil waits in real time.
	Wait func(context.Context, time.Duration) error
	// Progress, which may be nil, is called before each request, with the case that it is for and the number of that case.
	Progress func(c *Case, number, all int)
	// Report gets what was found out about every exchange, in order. An error ends the run.
	Report func(*conformance.Result) error
}

// NamePrefix is how the names of all that a run creates begin, where no other prefix is asked for.
const NamePrefix = "validate-suite-"

// The defaults of [Options].
const (
	DefaultTimeout  = 30 * time.Second
	DefaultPatience = 10 * time.Minute
	DefaultInterval = 5 * time.Second
)

func (o *Options) complete() error {
	o.Timeout = cmp.Or(o.Timeout, DefaultTimeout)
	o.Patience = cmp.Or(o.Patience, DefaultPatience)
	o.Interval = cmp.Or(o.Interval, DefaultInterval)
	if o.Prefix == "" {
		o.Prefix = NamePrefix + strings.ToLower(rand.Text()[:6])
	}
	if o.Progress == nil {
		o.Progress = func(*Case, int, int) {}
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	switch {
	case o.Endpoint == nil || o.Endpoint.Host == "" || o.Endpoint.Scheme != "http" && o.Endpoint.Scheme != "https":
		return errors.New("endpoint: want a URL such as https://modelarts.example.com")
	case o.Account.Project == "":
		return errors.New("project: got none, want the ID of the project to work in")
	case o.Timeout < 0 || o.Patience < 0 || o.Interval < 0:
		return errors.New("timeout, patience and interval: want no negative duration")
	case len(o.Client) > 0 && o.Account.Token == "" && o.Sign != nil && !o.Sandbox:
		return errors.New("client: got an access key, want a token; " + onlySandboxSigned)
	case !prefixForm.MatchString(o.Prefix):
		return fmt.Errorf("prefix: got %.80q, want up to 40 letters, digits and hyphens", o.Prefix)
	}
	return nil
}

var prefixForm = regexp.MustCompile(`^[A-Za-z0-9-]{1,40}$`)

// attempts is how often a poll asks.
func (o *Options) attempts() int { return max(1, int(o.Patience/max(1, o.Interval))) }

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// State is what became of a case.
type State string

// The states of a case.
const (
	Passed State = "passed"
	Failed State = "failed"
	// Blocked is a case whose fixture could not be made, and Skipped one that the options do not allow for.
	Blocked State = "blocked"
	Skipped State = "skipped"
)

// Outcome is what became of one case.
type Outcome struct {
	Case  *Case
	State State
	// Reason says why it was blocked or skipped, or where it failed.
	Reason string
}
