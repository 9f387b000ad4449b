package realtools

import (
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

// wireMock starts a WireMock server, and gives its URL.
func wireMock(t *testing.T) string {
	t.Helper()
	java := need(t, "java")
	jars, err := filepath.Glob(needModule(t, "wiremock") + "/build/*.jar")
	require.NoError(t, err)
	require.Len(t, jars, 1)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())
	_, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	server := exec.CommandContext(t.Context(), java, "-jar", jars[0], "--port", port, "--root-dir", t.TempDir(), "--disable-banner")
	require.NoError(t, server.Start())
	t.Cleanup(func() { _ = server.Wait() }) // the context ends it
	base := "http://" + address
	require.Eventually(t, func() bool {
		response, err := http.Get(base + "/__admin/mappings")
		if err != nil {
			return false
		}
		return response.Body.Close() == nil
	}, time.Minute, 200*time.Millisecond)
	return base
}

func admin(t *testing.T, method, target, body string) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	var text json.RawMessage
	require.NoError(t, json.NewDecoder(response.Body).Decode(&text))
	require.Less(t, response.StatusCode, 300, "%s", text)
	return text
}

// WireMock records the calls that pass through it, the parameters of a query apart from the path.
func TestMappingsOfWireMock(t *testing.T) {
	service, mock := serve(t), wireMock(t)
	admin(t, "POST", mock+"/__admin/recordings/start", `{"targetBaseUrl":"`+service.URL+`"}`)
	send(t, http.DefaultClient, mock)
	admin(t, "POST", mock+"/__admin/recordings/stop", "")
	file := filepath.Join(t.TempDir(), "mappings.json")
	require.NoError(t, os.WriteFile(file, admin(t, "GET", mock+"/__admin/mappings", ""), 0o600))
	read := map[string]bool{}
	for x, err := range recording.ReadFile(file) {
		require.NoError(t, err)
		name := x.Request.Method + " " + x.Request.URL.Path + "?" + x.Request.URL.Query().Encode()
		for _, c := range calls {
			target, err := url.Parse(c.target)
			require.NoError(t, err)
			if c.method+" "+target.Path+"?"+target.Query().Encode() != name {
				continue
			}
			read[name] = true
			require.Equal(t, c.status, x.Response.Status)
			require.Equal(t, c.received, string(x.Response.Body.Bytes), name)
			if c.sent != "" {
				require.JSONEq(t, c.sent, string(x.Request.Body.Bytes))
			}
		}
	}
	require.Len(t, read, len(calls))
}
