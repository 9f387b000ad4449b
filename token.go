package devenviron

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// Token authorizes requests for some time.
type Token struct {
	Value string `json:"-"`
	// Expires is when it ends. The zero time means that this is not known: it is used until the service refuses it.
	Expires time.Time
}

// String does not show the value.
func (t Token) String() string { return "a token" }

// GoString does not show the value.
func (t Token) GoString() string { return t.String() }

// TokenSource gives a new token. The client asks for one when it has none, shortly before one expires, and once when
// the service refuses one. It asks from one goroutine at a time.
type TokenSource func(ctx context.Context) (Token, error)

const (
	// renewAhead is how long before its end a token is replaced: longer than a request with all its retries takes.
	renewAhead = 5 * time.Minute
	// renewAgain is when the source is asked again that had no token, while the old one is good.
	renewAgain = 10 * time.Second
)

// tokens keeps the current token. At most one caller renews it; those who come meanwhile share the outcome.
type tokens struct {
	source TokenSource // nil for a token that cannot be renewed

	mu      sync.Mutex
	token   Token
	ends    time.Time // when to renew, zero for never
	renewal *renewal
}

// renewal is a call of the source that is under way. Its outcome may be read once done is closed.
type renewal struct {
	done  chan struct{}
	token Token
	err   error
	// abandoned is whether it failed when the context of its caller had ended.
	abandoned bool
}

func (t *tokens) authorize(r *http.Request) error {
	token, err := t.get(r.Context())
	if err != nil {
		return err
	}
	r.Header.Set("X-Auth-Token", token)
	return nil
}

// renew drops a refused token, unless another one has taken its place.
func (t *tokens) renew(refused *http.Request) bool {
	if t.source == nil {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.token.Value == refused.Header.Get("X-Auth-Token") {
		t.token = Token{}
	}
	return true
}

func (t *tokens) secrets(r *http.Request) []string { return []string{r.Header.Get("X-Auth-Token")} }

// get gives the current token, or waits for a new one.
func (t *tokens) get(ctx context.Context) (string, error) {
	for {
		t.mu.Lock()
		if t.usable() {
			defer t.mu.Unlock()
			return t.token.Value, nil
		}
		current := t.renewal
		if current == nil {
			current = &renewal{done: make(chan struct{})}
			t.renewal = current
			t.mu.Unlock()
			t.ask(ctx, current)
			return current.token.Value, current.err
		}
		t.mu.Unlock()
		select {
		case <-ctx.Done():
			return "", context.Cause(ctx)
		case <-current.done:
		}
		// That the one who asked gave up is no reason for others to.
		if !current.abandoned {
			return current.token.Value, current.err
		}
	}
}

func (t *tokens) usable() bool {
	if t.source == nil {
		return true
	}
	return t.token.Value != "" && (t.ends.IsZero() || time.Now().Before(t.ends))
}

// ask asks the source, and hands its answer to all who wait.
func (t *tokens) ask(ctx context.Context, r *renewal) {
	defer func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		switch now := time.Now(); {
		case r.err == nil:
			t.token, t.ends = r.token, renewAt(r.token, now)
		case t.token.Value != "" && now.Before(t.token.Expires):
			// The old one is good still, so the source has time to come back.
			r.token, r.err, t.ends = t.token, nil, now.Add(renewAgain)
		}
		r.abandoned = r.err != nil && ctx.Err() != nil
		t.renewal = nil
		close(r.done)
	}()
	// It stands if the source panics, so that nobody waits forever.
	r.err = errors.New("token: the source panicked")
	r.token, r.err = t.source(ctx)
	if r.err == nil && r.token.Value == "" {
		r.err = errors.New("token: the source gave an empty one")
	}
}

// renewAt is when to replace a token that was got now: some time ahead, but not in the first half of its life.
func renewAt(token Token, now time.Time) time.Time {
	if token.Expires.IsZero() {
		return time.Time{}
	}
	return token.Expires.Add(-min(renewAhead, token.Expires.Sub(now)/2))
}
