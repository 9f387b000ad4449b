package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/proxy"
)

// The values of --unrecorded.
const (
	unrecordedRefuse = "refuse"
	unrecordedPass   = "pass"
)

// recordFlags are those about the proxy and its recording.
type recordFlags struct {
	upstream    string
	listen      string
	folder      string
	form        choice
	sync        choice
	segmentSize uint
	unrecorded  choice
	bodyLimit   uint
	forwarded   bool
	cert, key   string
	caFile      string
	limits      proxy.Limits
	maxRequest  uint
}

func (r *recordFlags) flags(flags *pflag.FlagSet) {
	flags.StringVar(&r.upstream, "upstream", "", "send requests to `URL`: https://, http://, or h2c:// for HTTP/2 without TLS")
	flags.StringVar(&r.listen, "listen", "127.0.0.1:8080", "listen on `ADDR`; port 0 takes a free one")
	flags.StringVarP(&r.folder, "output", "o", "", "record into the directory `DIR`, next to what is there")
	flags.Var(r.form.of(string(proxy.NDJSON), string(proxy.HAR)), "form", "form of the recording")
	flags.Var(r.sync.of(string(proxy.SyncInterval), string(proxy.SyncAlways), string(proxy.SyncNever)), "fsync",
		"have the recording outlast a power cut: all but the last second, all, or as the system pleases")
	flags.UintVar(&r.segmentSize, "segment-size", 64, "begin another file of the recording after `MIB`")
	flags.Var(r.unrecorded.of(unrecordedRefuse, unrecordedPass), "unrecorded",
		"answer 503 while nothing can be recorded, or let exchanges pass and count them")
	flags.UintVar(&r.bodyLimit, "body-limit", 1024, "record no body of more than `KIB`; it passes all the same")
	flags.UintVar(&r.maxRequest, "max-request-body", 64, "answer 413 to a request body of more than `MIB`")
	flags.BoolVar(&r.forwarded, "forwarded", false, "add X-Forwarded-For, -Host and -Proto to requests")
	flags.StringVar(&r.cert, "cert", "", "serve by TLS with the certificates of `FILE`, in PEM")
	flags.StringVar(&r.key, "key", "", "private key `FILE` for --cert, in PEM")
	flags.StringVar(&r.caFile, "ca-file", "", "trust an upstream by the roots of `FILE`, in PEM, instead of those of the system")
	flags.DurationVar(&r.limits.Drain, "drain", proxy.DefaultDrain, "let exchanges go on for `TIME` when the command is to end")
	flags.DurationVar(&r.limits.Answer, "upstream-timeout", proxy.DefaultAnswer, "answer 504 when the upstream takes more than `TIME` to begin its answer")
}

func (r *recordFlags) check() error {
	switch {
	case r.upstream == "":
		return errors.New("record: no --upstream given; name the service, such as --upstream https://modelarts.example.com")
	case r.folder == "":
		return errors.New("record: no directory given; name where to record, such as -o traffic")
	case (r.cert == "") != (r.key == ""):
		return errors.New("record: got one of --cert and --key, want both or none")
	case r.segmentSize == 0 || r.bodyLimit == 0 || r.maxRequest == 0:
		return errors.New("record: --segment-size, --body-limit, --max-request-body: got 0, want at least 1")
	case r.limits.Drain <= 0 || r.limits.Answer <= 0:
		return errors.New("record: --drain, --upstream-timeout: got no time, want some, such as 10s")
	}
	return nil
}

// certificate is what to serve with, nil to serve without TLS.
func (r *recordFlags) certificate() (*tls.Certificate, error) {
	if r.cert == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(r.cert, r.key)
	if err != nil {
		return nil, fmt.Errorf("--cert, --key: %w", err)
	}
	return &pair, nil
}

func (r *recordFlags) recorder() (*proxy.Recorder, error) {
	recorder, err := proxy.NewRecorder(r.folder, proxy.RecorderOptions{
		Form: proxy.Form(r.form.value), Sync: proxy.Sync(r.sync.value), SegmentSize: int64(r.segmentSize) << 20,
	})
	if err != nil {
		return nil, fmt.Errorf("record: cannot record: %w", err)
	}
	return recorder, nil
}

func (r *recordFlags) proxy(contract *conformance.Contract, recorder *proxy.Recorder) (*proxy.Proxy, error) {
	upstream, err := url.Parse(r.upstream)
	if err != nil { // whose text may have a password
		return nil, errors.New("--upstream: got no URL, want one such as https://modelarts.example.com")
	}
	roots, err := r.roots()
	if err != nil {
		return nil, err
	}
	limits := r.limits
	limits.RequestBody = int64(r.maxRequest) << 20
	p, err := proxy.New(proxy.Options{
		Upstream: upstream, TLS: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, Recorder: recorder, Contract: contract,
		BodyLimit: int(r.bodyLimit) << 10, Forwarded: r.forwarded, PassUnrecorded: r.unrecorded.value == unrecordedPass, Limits: limits,
	})
	if err != nil {
		return nil, fmt.Errorf("--upstream: %w", err)
	}
	return p, nil
}

// roots are those by which an upstream is trusted, nil for those of the system.
func (r *recordFlags) roots() (*x509.CertPool, error) {
	if r.caFile == "" {
		return nil, nil
	}
	text, err := os.ReadFile(r.caFile)
	if err != nil {
		return nil, ofFile(r.caFile, err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("%s: got no certificate, want those to trust, in PEM", filepath.ToSlash(r.caFile))
	}
	return roots, nil
}
