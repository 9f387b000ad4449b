package proxy

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"
)

const schemeH2C = "h2c"

// newUpstream is what carries requests to the upstream.
func newUpstream(o *Options) *http.Transport {
	var protocols http.Protocols
	if o.Upstream.Scheme == schemeH2C {
		protocols.SetUnencryptedHTTP2(true)
	} else {
		protocols.SetHTTP1(true)
		protocols.SetHTTP2(true)
	}
	dialer := net.Dialer{Timeout: 10 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        o.TLS,
		TLSHandshakeTimeout:    10 * time.Second,
		Protocols:              &protocols,
		DisableCompression:     true, // Clients get what the upstream sends, byte for byte.
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    256,
		IdleConnTimeout:        o.Limits.Idle,
		ResponseHeaderTimeout:  o.Limits.Answer,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	}
}

// gateway answers in place of an upstream that does not. The header field Proxy-Status (RFC 9209) tells such an answer
// from one of the upstream, and says what went wrong.
type gateway struct {
	base        http.RoundTripper
	requestBody int64
}

func (g *gateway) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.ContentLength > g.requestBody {
		return tooLarge(r, g.requestBody), nil
	}
	response, err := g.base.RoundTrip(r)
	if err == nil || r.Context().Err() != nil { // The client has gone.
		return response, err
	}
	if long, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLarge(r, long.Limit), nil
	}
	status, kind := fault(err)
	words := strings.ReplaceAll(kind, "_", " ")
	return answer(r, status, kind, "the upstream did not answer: "+words), nil
}

// fault gives the status for an error of the upstream, and its type as RFC 9209 names it. The error itself may quote
// what the upstream sent.
func fault(err error) (status int, kind string) {
	if dns, ok := errors.AsType[*net.DNSError](err); ok && !dns.IsTimeout {
		return http.StatusBadGateway, "dns_error"
	}
	operation, _ := errors.AsType[*net.OpError](err)
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		if operation != nil && operation.Op == "dial" {
			return http.StatusGatewayTimeout, "connection_timeout"
		}
		return http.StatusGatewayTimeout, "http_response_timeout"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return http.StatusBadGateway, "tls_certificate_error"
	}
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return http.StatusBadGateway, "connection_refused"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return http.StatusBadGateway, "connection_terminated"
	case operation != nil:
		return http.StatusBadGateway, "destination_unavailable"
	}
	return http.StatusBadGateway, "http_protocol_error"
}

func tooLarge(r *http.Request, limit int64) *http.Response {
	return answer(r, http.StatusRequestEntityTooLarge, "http_request_error", fmt.Sprintf("got a request body of more than %d bytes", limit))
}

func unrecordedAnswer(r *http.Request) *http.Response {
	return answer(r, http.StatusServiceUnavailable, proxyError, unrecorded)
}

const (
	proxyError = "proxy_internal_error"
	unrecorded = "exchanges cannot be recorded at present"
)

// refuse answers a request that could not be recorded.
func refuse(w http.ResponseWriter) {
	w.Header().Set("Proxy-Status", proxyStatus(proxyError))
	w.Header().Set("Retry-After", "1")
	http.Error(w, "proxy: "+unrecorded, http.StatusServiceUnavailable)
}

func proxyStatus(kind string) string { return "validate; error=" + kind }

// answer is one that the proxy gives by itself.
func answer(r *http.Request, status int, kind, text string) *http.Response {
	text = "proxy: " + text + "\n"
	header := http.Header{"Content-Type": {"text/plain; charset=utf-8"}, "Proxy-Status": {proxyStatus(kind)}}
	return &http.Response{
		StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header, Request: r,
		Body: io.NopCloser(strings.NewReader(text)), ContentLength: int64(len(text)),
	}
}
