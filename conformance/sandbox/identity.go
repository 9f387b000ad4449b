package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// User is who may come in, and with what. What is empty cannot be used.
type User struct {
	// ID has 32 lower-case letters and digits.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Domain is the account of the user.
	Domain   string `json:"domain,omitempty"`
	Password string `json:"password,omitempty"`
	// Token is one that never expires.
	Token string `json:"token,omitempty"`
	// AccessKey and SecretKey sign requests. A temporary access key has a SecurityToken as well.
	AccessKey     string `json:"access_key,omitempty"`
	SecretKey     string `json:"secret_key,omitempty"`
	SecurityToken string `json:"security_token,omitempty"`
	// Projects are those that the user may enter, by ID; without any the user may enter all.
	Projects []string `json:"projects,omitempty"`
	// Deny lists operations that the user may not call, by operationId.
	Deny []string `json:"deny,omitempty"`
	// Member says that the user does not administrate the account: the filter by owner is not heeded then.
	Member bool `json:"member,omitempty"`
}

// DefaultUser comes in where no users are named. Everyone may know its credentials.
func DefaultUser() User {
	return User{
		ID: "5a7d0b0c0a7e4d0f9d0c5a7d0b0c0a7e", Name: "sandbox", Domain: "sandbox-domain", Password: "sandbox-password",
		Token: "sandbox-token", AccessKey: "SANDBOXACCESSKEY", SecretKey: "sandbox-secret-key",
	}
}

// DefaultTokenLife is how long a token lives that was asked for.
const DefaultTokenLife = 24 * time.Hour

// WithTokenLife sets how long tokens live that are asked for; the default is [DefaultTokenLife].
func WithTokenLife(life time.Duration) Option {
	return func(cfg *config) error {
		if life <= 0 {
			return fmt.Errorf("life of tokens: got %s, want more than nothing", life)
		}
		cfg.tokenLife = life
		return nil
	}
}

// identity knows users, and the tokens that they were given.
type identity struct {
	clock Clock
	life  time.Duration
	open  bool
	users []*User

	mu     sync.Mutex
	issued map[string]grant
}

// grant is what a token stands for. Without a project it opens none.
type grant struct {
	user    *User
	project string
	expires time.Time
}

func newIdentity(cfg *config) (*identity, error) {
	users := slices.Concat(cfg.users, cfg.state.Users)
	if len(users) == 0 {
		users = []User{DefaultUser()}
	}
	id := &identity{clock: cfg.identity, life: cfg.tokenLife, open: cfg.open, issued: map[string]grant{}}
	for _, u := range users {
		if u.Name == "" || u.ID == "" {
			return nil, fmt.Errorf("users: got one with ID %q and name %q, want both", u.ID, u.Name)
		}
		if slices.ContainsFunc(id.users, func(o *User) bool { return o.ID == u.ID || o.Name == u.Name && o.Domain == u.Domain }) {
			return nil, fmt.Errorf("users: got %q twice, want each ID once, and each name once in a domain", u.Name)
		}
		id.users = append(id.users, &u)
	}
	return id, nil
}

// callerKey is the key of the caller in a request's context.
type callerKey struct{}

func callerOf(ctx context.Context) *User { return ctx.Value(callerKey{}).(*User) }

func (u *User) denies(operation string) bool { return slices.Contains(u.Deny, operation) }

func (u *User) mayEnter(project string) bool {
	return len(u.Projects) == 0 || slices.Contains(u.Projects, project)
}

// authenticate says who calls, and refuses who may not enter the project of the path.
func (id *identity) authenticate(r *http.Request, body []byte, project string) (*User, error) {
	if id.open {
		return id.users[0], nil
	}
	user, err := id.identify(r, body, project)
	if err != nil {
		return nil, err
	}
	if named := r.Header.Get("X-Project-Id"); named != "" && named != project {
		return nil, projectForeign.because("the header X-Project-Id names another project than the path")
	}
	if !user.mayEnter(project) {
		return nil, projectForeign.because("user %s may not enter project %s", user.Name, project)
	}
	return user, nil
}

func (id *identity) identify(r *http.Request, body []byte, project string) (*User, error) {
	if token := r.Header.Get("X-Auth-Token"); token != "" {
		return id.byToken(token, project)
	}
	switch authorization := r.Header.Get("Authorization"); {
	case authorization == "":
		return nil, tokenMissing.because("the request has neither X-Auth-Token nor a signature in Authorization")
	case strings.HasPrefix(authorization, "Bearer "):
		return id.byToken(strings.TrimPrefix(authorization, "Bearer "), project)
	default:
		return id.bySignature(r, body, authorization)
	}
}

func (id *identity) byToken(token, project string) (*User, error) {
	for _, u := range id.users {
		if u.Token != "" && u.Token == token {
			return u, nil
		}
	}
	id.mu.Lock()
	g, ok := id.issued[token]
	id.mu.Unlock()
	switch {
	case !ok:
		return nil, tokenInvalid.because("the token is not known")
	case !id.clock.Now().Before(g.expires):
		return nil, tokenExpired.because("the token has expired; ask for a new one")
	case g.project == "":
		return nil, tokenWithoutProject.because("the token was asked for without a project")
	case g.project != project:
		return nil, projectForeign.because("the token is for another project than the path")
	}
	return g.user, nil
}

// mostTokens bounds the memory for tokens.
const mostTokens = 100_000

// makeRoom forgets tokens that have expired, and where there are none the one that expires next.
func (id *identity) makeRoom(now time.Time) {
	var next string
	for token, g := range id.issued {
		if !now.Before(g.expires) {
			delete(id.issued, token)
		} else if next == "" || g.expires.Before(id.issued[next].expires) {
			next = token
		}
	}
	if len(id.issued) >= mostTokens {
		delete(id.issued, next)
	}
}

// issue gives a user a token for a project.
func (id *identity) issue(user *User, project, token string) grant {
	id.mu.Lock()
	defer id.mu.Unlock()
	now := id.clock.Now()
	if len(id.issued) >= mostTokens {
		id.makeRoom(now)
	}
	g := grant{user, project, now.Add(id.life)}
	id.issued[token] = g
	return g
}
