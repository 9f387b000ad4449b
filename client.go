package devenviron

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	demanagerclient "github.com/devenviron/contract/gen/client/demanager"
	imagesclient "github.com/devenviron/contract/gen/client/images"
	notebooksclient "github.com/devenviron/contract/gen/client/notebooks"
	storagesclient "github.com/devenviron/contract/gen/client/storages"
	tagsclient "github.com/devenviron/contract/gen/client/tags"
)

// Client calls the operations of one project. Each operation of the contract is the method of its name; [Client.Do]
// sends any other request. A Client is safe for concurrent use.
type Client struct {
	endpoint *url.URL
	project  string
	http     *sender
	// credentials authorize the requests to the service.
	credentials credentials
	poll        poll

	demanager *demanagerclient.Client
	notebooks *notebooksclient.Client
	images    *imagesclient.Client
	storages  *storagesclient.Client
	tags      *tagsclient.Client
}

// New makes a client. The endpoint is the name of a region, such as cn-north-4 or eu-de, or a URL, such as
// https://modelarts.cn-north-4.myhuaweicloud.com or http://localhost:8080; without a scheme it is https.
// A client needs [WithProject] and one of [WithToken], [WithTokenSource], [WithPassword] and [WithAccessKey].
// New sends nothing.
func New(endpoint string, options ...Option) (*Client, error) {
	at, err := resolve(endpoint)
	if err != nil {
		return nil, fmt.Errorf("devenviron: %w", err)
	}
	set := settings{http: &http.Client{Timeout: attemptTimeout}, retries: defaultRetries, first: firstPoll, most: mostPoll}
	for _, option := range options {
		option(&set)
	}
	client, err := set.client(at)
	if err != nil {
		return nil, fmt.Errorf("devenviron: %w", err)
	}
	return client, nil
}

func (s *settings) client(at location) (*Client, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	c := &Client{
		endpoint: at.service,
		project:  s.project,
		http:     newSender(s.http, s.agent, s.retries),
		poll:     poll{first: s.first, most: s.most},
	}
	switch {
	case s.key != nil:
		c.credentials = s.key
	case s.password != nil:
		identity, err := s.password.identity(at)
		if err != nil {
			return nil, err
		}
		c.credentials = &tokens{source: s.password.source(c.http, identity, s.project)}
	default:
		c.credentials = &tokens{source: s.source, token: s.token}
	}
	return c, c.connect()
}

// check wants what no client can do without.
func (s *settings) check() error {
	if s.project == "" {
		return errors.New("no project: give its ID by WithProject; the console shows it below My Credentials")
	}
	if !plain(s.project) {
		return fmt.Errorf("got project ID %q, want letters, digits and any of -._~", s.project)
	}
	if s.credentials != 1 {
		return fmt.Errorf("got credentials %d times, want one of WithToken, WithTokenSource, WithPassword and WithAccessKey", s.credentials)
	}
	if s.http == nil {
		return errors.New("got nil by WithHTTPClient, want a client")
	}
	if s.first <= 0 || s.most < s.first {
		return fmt.Errorf("got poll intervals %v and %v, want a positive one and one that is not shorter", s.first, s.most)
	}
	switch {
	case s.token.Value == "" && s.source == nil && s.password == nil && s.key == nil:
		return errors.New("got an empty token or a nil source, want credentials")
	case s.password != nil:
		return s.password.check()
	case s.key != nil:
		return s.key.check()
	}
	return nil
}

// connect puts the generated clients on top of [Client.Do].
func (c *Client) connect() error {
	server := c.endpoint.String()
	var errs [5]error
	c.demanager, errs[0] = demanagerclient.NewClient(server, demanagerclient.WithHTTPClient(c))
	c.notebooks, errs[1] = notebooksclient.NewClient(server, notebooksclient.WithHTTPClient(c))
	c.images, errs[2] = imagesclient.NewClient(server, imagesclient.WithHTTPClient(c))
	c.storages, errs[3] = storagesclient.NewClient(server, storagesclient.WithHTTPClient(c))
	c.tags, errs[4] = tagsclient.NewClient(server, tagsclient.WithHTTPClient(c))
	return errors.Join(errs[:]...)
}

// Endpoint is the URL of the service, without a slash at its end.
func (c *Client) Endpoint() string { return c.endpoint.String() }

// Project is the ID of the project.
func (c *Client) Project() string { return c.project }

const (
	attemptTimeout = time.Minute
	defaultRetries = 4
	firstPoll      = time.Second
	mostPoll       = 10 * time.Second
)
