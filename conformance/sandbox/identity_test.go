package sandbox_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/sandbox"
)

func TestCredentialsAreWanted(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		header, value string
		status        int
		code          string
	}{
		"none":                 {"X-Other", "x", 401, "ModelArts.0201"},
		"an unknown token":     {"X-Auth-Token", "none", 401, "ModelArts.0203"},
		"an unknown bearer":    {"Authorization", "Bearer none", 401, "ModelArts.0203"},
		"another algorithm":    {"Authorization", "Basic eDp5", 401, "ModelArts.0206"},
		"half a signature":     {"Authorization", "SDK-HMAC-SHA256 Access=a", 401, "ModelArts.0206"},
		"an unknown key":       {"Authorization", "SDK-HMAC-SHA256 Access=a, SignedHeaders=x-sdk-date, Signature=1", 403, "ModelArts.0206"},
		"a key without a date": {"Authorization", "SDK-HMAC-SHA256 Access=SANDBOXACCESSKEY, SignedHeaders=x-sdk-date, Signature=1", 401, "APIGW.0301"},
	} {
		w.header = http.Header{c.header: {c.value}}
		r := w.call("GET", "notebooks", nil).refused(c.status, c.code)
		require.NotContains(t, r.text, c.value, name)
	}
	w.header = http.Header{"Authorization": {"Bearer sandbox-token"}}
	w.call("GET", "notebooks", nil).ok()
	w.call("GET", "notebooks", nil, "X-Project-Id", "other").refused(403, "ModelArts.0210")
}

func TestAUserEntersOnlyItsProjects(t *testing.T) {
	mine := sandbox.User{ID: "00000000000000000000000000000001", Name: "one", Token: "one", Projects: []string{"p1"}, Deny: []string{"createNotebook"}}
	w := newWorld(t, sandbox.WithUsers(mine, sandbox.DefaultUser()))
	path := w.call("POST", "/v1/p1/notebooks", aNotebook("nb")).ok().str("id")
	w.call("GET", "/v1/p2/notebooks/"+path, nil).refused(400, "ModelArts.6404")
	w.header.Set("X-Auth-Token", "one")
	w.call("GET", "/v1/p1/notebooks/"+path, nil).ok()
	w.call("GET", "/v1/p2/notebooks/"+path, nil).refused(403, "ModelArts.0210")
	w.call("POST", "/v1/p1/notebooks", aNotebook("nb")).refused(403, "ModelArts.0108")
}

func tokenRequest(password string, scope object) object {
	return object{"auth": object{
		"identity": object{"methods": []string{"password"}, "password": object{"user": object{
			"name": "sandbox", "password": password, "domain": object{"name": "sandbox-domain"},
		}}},
		"scope": scope,
	}}
}

func TestATokenIsGivenForAPasswordAndExpires(t *testing.T) {
	identity := sandbox.NewManualClock(time.UnixMilli(1767225600000))
	w := newWorld(t, sandbox.WithIdentityClock(identity))
	scope := object{"project": object{"id": project}}
	given := w.call("POST", "/v3/auth/tokens", tokenRequest("sandbox-password", scope))
	require.Equal(t, 201, given.status)
	require.Equal(t, "2026-01-02T00:00:00.000000Z", given.str("token.expires_at"))
	require.Equal(t, project, given.str("token.project.id"))
	for at, service := range []string{"modelarts", "modelartsv1"} {
		require.Equal(t, service, given.str(fmt.Sprintf("token.catalog.%d.type", at)))
		require.Equal(t, w.URL+"/v1/"+project, given.str(fmt.Sprintf("token.catalog.%d.endpoints.0.url", at)))
	}
	token := given.header.Get("X-Subject-Token")
	require.NotContains(t, given.text, token)

	w.header.Set("X-Auth-Token", token)
	w.call("GET", "notebooks", nil).ok()
	w.call("GET", "/v1/other/notebooks", nil).refused(403, "ModelArts.0210")
	identity.Advance(24 * time.Hour)
	w.call("GET", "notebooks", nil).refused(401, "ModelArts.0202")

	require.Equal(t, 401, w.call("POST", "/v3/auth/tokens", tokenRequest("wrong", scope)).status)
	require.Equal(t, 400, w.call("POST", "/v3/auth/tokens", "{").status)
	unscoped := w.call("POST", "/v3/auth/tokens", tokenRequest("sandbox-password", nil))
	w.header.Set("X-Auth-Token", unscoped.header.Get("X-Subject-Token"))
	w.call("GET", "notebooks", nil).refused(401, "ModelArts.0212")
	require.Equal(t, "v3.14", w.call("GET", "/v3", nil).str("version.id"))
}

// The signature of a request that was worked out by hand, line by line, from the description of the algorithm.
func TestASignedRequestComesIn(t *testing.T) {
	signedAt := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	identity := sandbox.NewManualClock(signedAt)
	w := newWorld(t, sandbox.WithIdentityClock(identity))
	host := strings.TrimPrefix(w.URL, "http://")
	body := `{"name":"renamed"}`
	digest := sha256.Sum256([]byte(body))
	canonical := "PUT\n" +
		"/v1/" + project + "/notebooks/a%20b/\n" +
		"\n" +
		"content-type:application/json\nhost:" + host + "\nx-sdk-date:20260101T000000Z\n\n" +
		"content-type;host;x-sdk-date\n" +
		hex.EncodeToString(digest[:])
	requestDigest := sha256.Sum256([]byte(canonical))
	mac := hmac.New(sha256.New, []byte("sandbox-secret-key"))
	mac.Write([]byte("SDK-HMAC-SHA256\n20260101T000000Z\n" + hex.EncodeToString(requestDigest[:])))
	signature := hex.EncodeToString(mac.Sum(nil))
	w.header = http.Header{
		"X-Sdk-Date":    {"20260101T000000Z"},
		"Authorization": {"SDK-HMAC-SHA256 Access=SANDBOXACCESSKEY, SignedHeaders=content-type;host;x-sdk-date, Signature=" + signature},
	}
	w.call("PUT", "notebooks/a%20b", body).refused(400, "ModelArts.6404")
	r := w.call("PUT", "notebooks/a%20b", `{"name":"changed"}`).refused(401, "APIGW.0301")
	require.NotContains(t, r.text, signature)
	identity.Advance(15*time.Minute + time.Second)
	w.call("PUT", "notebooks/a%20b", body).refused(401, "APIGW.0301")
	identity.Advance(-time.Minute)
	w.call("PUT", "notebooks/a%20b", body).refused(400, "ModelArts.6404")
}

// The official SDKs write the names of a query in lower case when they sign it.
func TestASignedQueryMayBeFolded(t *testing.T) {
	w := newWorld(t, sandbox.WithIdentityClock(sandbox.NewManualClock(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))))
	empty := sha256.Sum256(nil)
	for _, query := range []string{"name=a-b&workspaceid=0", "name=a-b&workspaceId=0"} {
		canonical := "GET\n/v1/" + project + "/notebooks/\n" + query + "\nx-sdk-date:20260101T000000Z\n\nx-sdk-date\n" + hex.EncodeToString(empty[:])
		digest := sha256.Sum256([]byte(canonical))
		mac := hmac.New(sha256.New, []byte("sandbox-secret-key"))
		mac.Write([]byte("SDK-HMAC-SHA256\n20260101T000000Z\n" + hex.EncodeToString(digest[:])))
		w.header = http.Header{
			"X-Sdk-Date":    {"20260101T000000Z"},
			"Authorization": {"SDK-HMAC-SHA256 Access=SANDBOXACCESSKEY, SignedHeaders=x-sdk-date, Signature=" + hex.EncodeToString(mac.Sum(nil))},
		}
		w.call("GET", "notebooks?workspaceId=0&name=a-b", nil).ok()
		w.call("GET", "notebooks?workspaceId=0&name=a-c", nil).refused(401, "APIGW.0301")
	}
}

func TestATemporaryKeyNeedsItsToken(t *testing.T) {
	user := sandbox.DefaultUser()
	user.SecurityToken = "temporary"
	w := newWorld(t, sandbox.WithUsers(user), sandbox.WithIdentityClock(sandbox.NewManualClock(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))))
	w.header = http.Header{
		"X-Sdk-Date":    {"20260101T000000Z"},
		"Authorization": {"SDK-HMAC-SHA256 Access=SANDBOXACCESSKEY, SignedHeaders=x-sdk-date, Signature=00"},
	}
	require.Contains(t, w.call("GET", "notebooks", nil).refused(401, "APIGW.0301").text, "X-Security-Token")
}

func TestUsersAreDistinct(t *testing.T) {
	_, err := sandbox.New(sandbox.WithUsers(sandbox.DefaultUser(), sandbox.DefaultUser()))
	require.ErrorContains(t, err, `got "sandbox" twice`)
	_, err = sandbox.New(sandbox.WithUsers(sandbox.User{Name: "nameless"}))
	require.ErrorContains(t, err, "want both")
	_, err = sandbox.New(sandbox.WithTokenLife(0))
	require.ErrorContains(t, err, "life of tokens")
}

func TestEveryoneMayBeLetIn(t *testing.T) {
	w := newWorld(t, sandbox.WithoutAuthentication())
	w.header = http.Header{}
	w.call("GET", "notebooks", nil).ok()
	answer, err := http.Post(w.URL+"/v1/p/notebooks/open", "application/json", bytes.NewReader(nil))
	require.NoError(t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Contains(t, string(text), sandbox.DefaultUser().ID)
}
