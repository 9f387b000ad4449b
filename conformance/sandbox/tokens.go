package sandbox

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// isIdentityPath tells the paths of the identity service from those of the contract.
func isIdentityPath(path string) bool { return path == "/v3" || strings.HasPrefix(path, "/v3/") }

// tokenRequest is what the identity service is asked for: a token for a user by name and password, with the scope
// of a project.
type tokenRequest struct {
	Auth struct {
		Identity struct {
			Methods  []string `json:"methods"`
			Password struct {
				User struct {
					ID       string     `json:"id"`
					Name     string     `json:"name"`
					Password string     `json:"password"`
					Domain   namedThing `json:"domain"`
				} `json:"user"`
			} `json:"password"`
		} `json:"identity"`
		Scope struct {
			Project namedThing `json:"project"`
			Domain  namedThing `json:"domain"`
		} `json:"scope"`
	} `json:"auth"`
}

type namedThing struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// createToken is POST /v3/auth/tokens of the identity service. The token is in the header X-Subject-Token.
func (s *Sandbox) createToken(w http.ResponseWriter, r *http.Request) {
	var asked tokenRequest
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		refuseToken(w, http.StatusBadRequest, "The request body is not the JSON of a request for a token.")
		return
	}
	user := s.identity.byPassword(&asked)
	project := asked.Auth.Scope.Project.ID
	if project == "" {
		project = asked.Auth.Scope.Project.Name
	}
	if user == nil || project != "" && !user.mayEnter(project) {
		refuseToken(w, http.StatusUnauthorized, "The username or password is wrong, or the project is not the user's.")
		return
	}
	token := rand.Text()
	g := s.identity.issue(user, project, token)
	w.Header().Set("X-Subject-Token", token)
	writeJSON(w, http.StatusCreated, map[string]any{"token": g.describe(s.identity.life, r.Host)})
}

// byPassword is the user whom a request names with the right password, nil when there is none.
func (id *identity) byPassword(asked *tokenRequest) *User {
	identity := &asked.Auth.Identity
	given := &identity.Password.User
	if !slices.Contains(identity.Methods, "password") || given.Password == "" {
		return nil
	}
	for _, u := range id.users {
		named := given.ID == u.ID || given.ID == "" && given.Name == u.Name &&
			(given.Domain.Name == u.Domain || given.Domain == namedThing{} || given.Domain.ID == u.domainID())
		if named && u.Password == given.Password {
			return u
		}
	}
	return nil
}

// domainID is the ID of the account, made of its name.
func (u *User) domainID() string { return hashed([]byte(u.Domain))[:32] }

// identityTime is how the identity service writes a time.
const identityTime = "2006-01-02T15:04:05.000000Z"

// describe is a token in words. The catalog leads clients to the sandbox itself.
func (g grant) describe(life time.Duration, host string) map[string]any {
	domain := namedThing{ID: g.user.domainID(), Name: g.user.Domain}
	described := map[string]any{
		"methods":    []string{"password"},
		"expires_at": g.expires.UTC().Format(identityTime),
		"issued_at":  g.expires.Add(-life).UTC().Format(identityTime),
		"user":       map[string]any{"id": g.user.ID, "name": g.user.Name, "domain": domain},
		"roles":      []namedThing{{ID: "0", Name: "te_admin"}},
	}
	if g.project == "" {
		return described
	}
	described["project"] = map[string]any{"id": g.project, "name": g.project, "domain": domain}
	var catalog []any
	for _, service := range catalogTypes {
		catalog = append(catalog, map[string]any{
			"id": service, "name": service, "type": service,
			"endpoints": []any{map[string]any{
				"id": service, "interface": "public", "region": "sandbox", "region_id": "sandbox",
				"url": "http://" + host + "/v1/" + g.project,
			}},
		})
	}
	described["catalog"] = catalog
	return described
}

// catalogTypes are the types by which clients look for the service: the clients of OpenStack for this provider want
// one with the version in it.
var catalogTypes = []string{"modelarts", "modelartsv1"}

// showIdentityVersion is GET /v3, by which clients of OpenStack find the identity service.
func (s *Sandbox) showIdentityVersion(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{"version": map[string]any{
		"id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z",
		"links":       []any{map[string]string{"rel": "self", "href": "http://" + r.Host + "/v3/"}},
		"media-types": []any{map[string]string{"base": "application/json", "type": "application/vnd.openstack.identity-v3+json"}},
	}})
}

// refuseToken answers as the identity service does, which has errors of its own form.
func refuseToken(w http.ResponseWriter, status int, message string) {
	writeJSON(w, status, map[string]any{"error": map[string]any{
		"code": status, "message": message, "title": http.StatusText(status),
	}})
}
