package sandbox

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime/debug"

	"github.com/devenviron/contract/conformance"
	demanagerserver "github.com/devenviron/contract/gen/server/demanager"
	imagesserver "github.com/devenviron/contract/gen/server/images"
	notebooksserver "github.com/devenviron/contract/gen/server/notebooks"
	storagesserver "github.com/devenviron/contract/gen/server/storages"
	tagsserver "github.com/devenviron/contract/gen/server/tags"
)

// Sandbox is a server of the DevEnviron APIs, and of the tokens that they ask for. It is safe for concurrent use,
// and has no goroutines of its own.
type Sandbox struct {
	*store
	contract    *conformance.Contract
	identity    *identity
	mux         *http.ServeMux
	operations  http.Handler
	requests    *generator
	disturbance []disturbance
	missing     int
	maxBody     int64
	trouble     func(error)
	handler     http.Handler
}

var (
	_ demanagerserver.StrictServerInterface = (*Sandbox)(nil)
	_ imagesserver.StrictServerInterface    = (*Sandbox)(nil)
	_ notebooksserver.StrictServerInterface = (*Sandbox)(nil)
	_ storagesserver.StrictServerInterface  = (*Sandbox)(nil)
	_ tagsserver.StrictServerInterface      = (*Sandbox)(nil)
)

const defaultMaxBody = 12 << 20

// New makes a sandbox. It fails when an option or the state that it begins with is not right.
func New(options ...Option) (*Sandbox, error) {
	cfg := config{
		clock: SystemClock(), identity: SystemClock(), delays: DefaultDelays(), seed: rand.Uint64(),
		tokenLife: DefaultTokenLife,
		state:     &State{}, missing: http.StatusBadRequest, maxBody: defaultMaxBody,
		trouble: func(error) {},
	}
	if err := cfg.apply(options); err != nil {
		return nil, err
	}
	contract, err := conformance.Embedded()
	if err != nil {
		return nil, err
	}
	if _, err := errorTable(); err != nil {
		return nil, err
	}
	s := &Sandbox{
		store: newStore(), contract: contract, requests: newGenerator(^cfg.seed),
		disturbance: cfg.disturbance, missing: cfg.missing, maxBody: cfg.maxBody, trouble: cfg.trouble,
	}
	s.clock, s.delays, s.ids, s.quota = cfg.clock, cfg.delays, newGenerator(cfg.seed), cfg.quota
	if s.identity, err = newIdentity(&cfg); err != nil {
		return nil, err
	}
	if err := s.restore(cfg.state); err != nil {
		return nil, err
	}
	s.mux = s.routes()
	s.handler = s.chain(&cfg)
	return s, nil
}

// chain puts what surrounds the operations around them, the innermost first.
func (s *Sandbox) chain(cfg *config) http.Handler {
	s.operations = s.mux
	for _, f := range cfg.faults {
		s.operations = f.inside(s, s.operations)
	}
	h := s.disturbed(http.HandlerFunc(s.serve))
	for _, f := range cfg.faults {
		h = f.outside(s, h)
	}
	h = s.identified(h)
	if cfg.judge != nil {
		h = Judged(h, s.contract, cfg.judge)
	}
	return h
}

// ServeHTTP answers a request.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// identified gives every request an ID, and an answer even if its handler panics.
func (s *Sandbox) identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", s.requests.hex())
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(cause)
			}
			s.trouble(fmt.Errorf("%s %s: panic: %v\n%s", r.Method, r.URL.Path, cause, debug.Stack()))
			s.refuse(w, r, serverError.because("the sandbox is at fault"))
		}()
		next.ServeHTTP(w, r)
	})
}

// routes has the operations as the generated servers route them.
func (s *Sandbox) routes() *http.ServeMux {
	mux := http.NewServeMux()
	malformed := func(w http.ResponseWriter, r *http.Request, err error) {
		s.refuse(w, r, undecodable(err))
	}
	demanagerserver.HandlerWithOptions(demanagerserver.NewStrictHandlerWithOptions(s, nil, demanagerserver.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: malformed, ResponseErrorHandlerFunc: s.refuse,
	}), demanagerserver.StdHTTPServerOptions{BaseRouter: mux, ErrorHandlerFunc: malformed})
	notebooksserver.HandlerWithOptions(notebooksserver.NewStrictHandlerWithOptions(s, nil, notebooksserver.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: malformed, ResponseErrorHandlerFunc: s.refuse,
	}), notebooksserver.StdHTTPServerOptions{BaseRouter: mux, ErrorHandlerFunc: malformed})
	imagesserver.HandlerWithOptions(imagesserver.NewStrictHandlerWithOptions(s, nil, imagesserver.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: malformed, ResponseErrorHandlerFunc: s.refuse,
	}), imagesserver.StdHTTPServerOptions{BaseRouter: mux, ErrorHandlerFunc: malformed})
	storagesserver.HandlerWithOptions(storagesserver.NewStrictHandlerWithOptions(s, nil, storagesserver.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: malformed, ResponseErrorHandlerFunc: s.refuse,
	}), storagesserver.StdHTTPServerOptions{BaseRouter: mux, ErrorHandlerFunc: malformed})
	tagsserver.HandlerWithOptions(tagsserver.NewStrictHandlerWithOptions(s, nil, tagsserver.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: malformed, ResponseErrorHandlerFunc: s.refuse,
	}), tagsserver.StdHTTPServerOptions{BaseRouter: mux, ErrorHandlerFunc: malformed})
	mux.HandleFunc("POST /v3/auth/tokens", s.createToken)
	mux.HandleFunc("GET /v3", s.showIdentityVersion)
	mux.HandleFunc("GET /v3/{$}", s.showIdentityVersion)
	mux.HandleFunc("/v3/", func(w http.ResponseWriter, _ *http.Request) {
		refuseToken(w, http.StatusNotFound, "The resource could not be found.")
	})
	return mux
}
