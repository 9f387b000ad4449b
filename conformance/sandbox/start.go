package sandbox

import (
	"context"
	"fmt"
	"net"

	"github.com/devenviron/contract/conformance"
)

// TB is what [Start] needs of a test; [testing.TB] has it.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Server is a sandbox that listens.
type Server struct {
	*Sandbox
	// URL is where it listens, such as http://127.0.0.1:41273.
	URL string
}

// Start starts a sandbox for a test, and stops it when the test is over. Every exchange is judged by the contract:
// an answer that deviates fails the test, unless the sandbox has faults. What the request did wrong does not.
func Start(t TB, options ...Option) *Server {
	t.Helper()
	cfg := config{}
	if err := cfg.apply(options); err != nil {
		t.Fatalf("sandbox: %v", err)
	}
	if len(cfg.faults) == 0 && cfg.judge == nil {
		options = append(options, WithJudge(func(r conformance.Result) {
			for _, line := range Deviations(&r) {
				t.Errorf("sandbox: %s", line)
			}
		}))
	}
	if cfg.trouble == nil {
		options = append(options, WithTrouble(func(err error) { t.Errorf("sandbox: %v", err) }))
	}
	s, err := New(options...)
	if err != nil {
		t.Fatalf("sandbox: %v", err)
	}
	return &Server{Sandbox: s, URL: serveTest(t, s)}
}

func serveTest(t TB, s *Sandbox) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("sandbox: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, listener, s, DefaultLimits()) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("sandbox: %v", err)
		}
	})
	return "http://" + listener.Addr().String()
}

// Deviations are the findings by which an exchange shows the sandbox itself at fault, a line each: a request that it
// should have refused, or an answer that the contract does not have, warnings included.
func Deviations(r *conformance.Result) []string {
	var lines []string
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Severity != conformance.Info {
			lines = append(lines, fmt.Sprintf("%s: %d: %s [%s]", r.Request, r.Status, f.Message(), f.Rule))
		}
	}
	return lines
}
