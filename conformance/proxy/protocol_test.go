package proxy_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/proxy"
)

func TestBothSidesSpeakBothProtocols(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Length", "12")
		io.WriteString(w, r.Proto+string(body))
	})
	var plain, clear2 http.Protocols
	plain.SetHTTP1(true)
	clear2.SetUnencryptedHTTP2(true)
	upstreams := map[string]func(*httptest.Server) (url string){
		"HTTP/1.1 by TLS": func(s *httptest.Server) string { s.StartTLS(); return s.URL },
		"HTTP/2.0 by TLS": func(s *httptest.Server) string { s.EnableHTTP2 = true; s.StartTLS(); return s.URL },
		"HTTP/1.1":        func(s *httptest.Server) string { s.Start(); return s.URL },
		"HTTP/2.0": func(s *httptest.Server) string {
			s.Config.Protocols = &clear2
			s.Start()
			return strings.Replace(s.URL, "http", "h2c", 1)
		},
	}
	for upstream, start := range upstreams {
		for client, protocols := range map[string]*http.Protocols{"HTTP/1.1": &plain, "HTTP/2.0": &clear2} {
			t.Run(client+" to "+upstream, func(t *testing.T) {
				server := httptest.NewUnstartedServer(handler)
				t.Cleanup(server.Close)
				target := start(server)
				roots := x509.NewCertPool()
				if server.Certificate() != nil {
					roots.AddCert(server.Certificate())
				}
				s := serve(t, target, setting{Options: proxy.Options{TLS: &tls.Config{RootCAs: roots}}})
				s.Client.Transport = &http.Transport{Protocols: protocols}
				response, text := s.do(t, "POST", "/", "four")
				require.Equal(t, client, response.Proto)
				require.Equal(t, upstream[:8]+"four", text)
				x := s.one(t)
				require.Equal(t, text, string(x.Response.Body.Bytes))
				require.Equal(t, "four", string(x.Request.Body.Bytes))
			})
		}
	}
}

func TestAnUpstreamThatNobodyVouchesForIsABadGateway(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	server.Config.ErrorLog = nil
	s := serve(t, server.URL, setting{Options: proxy.Options{TLS: &tls.Config{RootCAs: x509.NewCertPool()}}})
	response, _ := s.do(t, "GET", "/", "")
	require.Equal(t, http.StatusBadGateway, response.StatusCode)
	require.Equal(t, "validate; error=tls_certificate_error", response.Header.Get("Proxy-Status"))
}
