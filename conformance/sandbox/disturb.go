package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/devenviron/contract/conformance/schema"
)

// DisturbanceHeader disturbs one request, by words separated by commas:
//
//	latency=200ms            answers that much later
//	throttle, throttle=5     answers 429 with Retry-After, of 1 second or as many as it says
//	error                    answers 500
//	code=ModelArts.6360      answers with this code of the error table, in the status that the table has
//	drop                     closes the connection without an answer
//	fail                     lets what the request begins fail in the end, such as a start
//
// A word may end in a probability, as in drop@0.01; without one it is certain.
const DisturbanceHeader = "X-Sandbox-Disturb"

// disturbance is something that happens to a request.
type disturbance struct {
	kind    string
	latency time.Duration
	failure *failure
	chance  float64
}

// The kinds of disturbances.
const (
	disturbLatency  = "latency"
	disturbThrottle = "throttle"
	disturbError    = "error"
	disturbCode     = "code"
	disturbDrop     = "drop"
	disturbFail     = "fail"
)

var disturbanceKinds = []string{disturbLatency, disturbThrottle, disturbError, disturbCode, disturbDrop, disturbFail}

// longestLatency bounds how long a caller can keep a request waiting.
const longestLatency = time.Minute

func parseDisturbances(words string) ([]disturbance, error) {
	var found []disturbance
	for word := range strings.SplitSeq(words, ",") {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		d, err := parseDisturbance(word)
		if err != nil {
			return nil, fmt.Errorf("disturbance %q: %w", word, err)
		}
		found = append(found, d)
	}
	return found, nil
}

func parseDisturbance(word string) (disturbance, error) {
	rest, chance, hasChance := strings.Cut(word, "@")
	kind, value, _ := strings.Cut(rest, "=")
	d := disturbance{kind: kind, chance: 1}
	var err error
	if hasChance {
		if d.chance, err = strconv.ParseFloat(chance, 64); err != nil || !(d.chance >= 0 && d.chance <= 1) {
			return d, fmt.Errorf("got the probability %q, want a number from 0 to 1", chance)
		}
	}
	switch kind {
	case disturbLatency:
		if d.latency, err = time.ParseDuration(value); err != nil || d.latency < 0 || d.latency > longestLatency {
			return d, fmt.Errorf("got %q, want a duration such as 200ms, at most %s", value, longestLatency)
		}
	case disturbThrottle:
		d.failure = tooManyRequests.because("requests come too fast")
		d.failure.retryAfter = 1
		if value != "" {
			if d.failure.retryAfter, err = strconv.Atoi(value); err != nil || d.failure.retryAfter < 1 {
				return d, fmt.Errorf("got %q, want a number of seconds", value)
			}
		}
	case disturbError:
		d.failure = serverError.because("the sandbox was asked to fail")
	case disturbCode:
		d.failure, err = documented(value)
		return d, err
	case disturbDrop, disturbFail:
	default:
		if near, ok := schema.Nearest(kind, disturbanceKinds); ok {
			return d, fmt.Errorf("unknown; did you mean %s?", near)
		}
		return d, fmt.Errorf("unknown; want one of %s", strings.Join(disturbanceKinds, ", "))
	}
	return d, nil
}

// failingKey is the key under which a request's context says that what it begins is to fail.
type failingKey struct{}

func failing(ctx context.Context) bool { return ctx.Value(failingKey{}) != nil }

// disturbed disturbs requests, by the option and by the header.
func (s *Sandbox) disturbed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		words := r.Header.Get(DisturbanceHeader)
		if words == "" && len(s.disturbance) == 0 {
			next.ServeHTTP(w, r)
			return
		}
		asked, err := parseDisturbances(words)
		if err != nil {
			s.refuse(w, r, parameterInvalid.because("%s: %v", DisturbanceHeader, err))
			return
		}
		for _, list := range [][]disturbance{s.disturbance, asked} {
			for i := range list {
				d := &list[i]
				if d.chance < 1 && s.requests.chance() >= d.chance {
					continue
				}
				var over bool
				if r, over = s.disturb(w, r, d); over {
					return
				}
			}
		}
		next.ServeHTTP(w, r)
	})
}

// disturb does what a disturbance says. The request is over where it was answered, or cut off.
func (s *Sandbox) disturb(w http.ResponseWriter, r *http.Request, d *disturbance) (*http.Request, bool) {
	switch {
	case d.failure != nil:
		s.refuse(w, r, d.failure)
		return r, true
	case d.kind == disturbDrop:
		panic(http.ErrAbortHandler)
	case d.kind == disturbFail:
		return r.WithContext(context.WithValue(r.Context(), failingKey{}, true)), false
	}
	select {
	case <-time.After(d.latency):
		return r, false
	case <-r.Context().Done():
		panic(http.ErrAbortHandler) // The caller has gone, and an empty answer is none.
	}
}
