package proxy

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
)

// Serve answers requests on a listener, by HTTP/1.1 and HTTP/2, until the context ends. Then no request is taken any
// more, exchanges may go on for a while, and what is left of them is cut off; they are recorded as far as they went.
// Serve returns when all of them are over. A nil certificate serves without TLS, where clients may speak HTTP/2 as well
// if they know that they can.
func (p *Proxy) Serve(ctx context.Context, l net.Listener, certificate *tls.Certificate) error {
	exchanges, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := p.server(exchanges)
	ended := make(chan error, 1)
	go func() {
		if certificate == nil {
			ended <- server.Serve(l)
			return
		}
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*certificate}, MinVersion: tls.VersionTLS12}
		ended <- server.ServeTLS(l, "", "")
	}()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		patience, stop := context.WithTimeout(exchanges, p.o.Limits.Drain)
		_ = server.Shutdown(patience) // An error says that some exchanges took longer.
		stop()
		err = <-ended
	}
	cut()
	server.Close()
	p.Close()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (p *Proxy) server(exchanges context.Context) *http.Server {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{
		Handler:           p,
		Protocols:         &protocols,
		ReadHeaderTimeout: p.o.Limits.HeaderTimeout,
		IdleTimeout:       p.o.Limits.Idle,
		MaxHeaderBytes:    p.o.Limits.Header,
		ErrorLog:          log.New(io.Discard, "", 0), // It would quote what clients sent.
		BaseContext:       func(net.Listener) context.Context { return exchanges },
	}
}
