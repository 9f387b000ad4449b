package devenviron

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	firstPause = 500 * time.Millisecond
	mostPause  = 20 * time.Second
	// mostRetryAfter is how long a pause the service may ask for.
	mostRetryAfter = 2 * time.Minute
)

// repeatableKey marks the context of a request that may be repeated whatever its method is.
type repeatableKey struct{}

func repeatable(ctx context.Context) context.Context {
	return context.WithValue(ctx, repeatableKey{}, true)
}

// idempotent is whether it does no harm that the service gets a request twice.
func idempotent(r *http.Request) bool {
	methods := []string{"", http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodDelete}
	return slices.Contains(methods, r.Method) || r.Context().Value(repeatableKey{}) != nil
}

// connectionError is a failure without an answer. It repeats neither query nor headers of the request.
type connectionError struct {
	place string
	cause error
	// again says which requests may be repeated.
	again repetition
}

// repetition says which requests may be repeated after a failure.
type repetition int

const (
	neverAgain repetition = iota
	idempotentAgain
	alwaysAgain
)

func (e *connectionError) Error() string { return e.place + ": " + e.cause.Error() }
func (e *connectionError) Unwrap() error { return e.cause }

// lost tells apart why there is no answer.
func lost(r *http.Request, err error) error {
	failure := &connectionError{place: place(r), cause: err, again: idempotentAgain}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		failure.cause = wrapped.Err // the URL has the query
	}
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	dial, network := errors.AsType[*net.OpError](err)
	switch {
	case r.Context().Err() != nil:
		failure.cause, failure.again = context.Cause(r.Context()), neverAgain
	case certificate:
		failure.again = neverAgain
	case network && dial.Op == "dial":
		failure.again = alwaysAgain
	}
	return failure
}

// interrupted is a failure after which there was no time left for another attempt.
type interrupted struct{ failure, cause error }

func (e *interrupted) Error() string {
	return fmt.Sprintf("%v; no time for another attempt: %v", e.failure, e.cause)
}
func (e *interrupted) Unwrap() []error { return []error{e.failure, e.cause} }

// again says which requests may be repeated after this answer.
func (e *Error) again() repetition {
	if errors.Is(e, ErrThrottled) {
		return alwaysAgain
	}
	// A known code that blames the caller does so with every status.
	if kinds[e.Code] == nil && slices.Contains([]int{408, 500, 502, 503, 504}, e.Status) {
		return idempotentAgain
	}
	return neverAgain
}

// repetitionAfter says which requests may be repeated after a failure, and how long the service asks to wait.
func repetitionAfter(failure error) (again repetition, asked time.Duration) {
	if e, ok := errors.AsType[*connectionError](failure); ok {
		return e.again, 0
	}
	if e, ok := errors.AsType[*Error](failure); ok {
		return e.again(), e.RetryAfter
	}
	return neverAgain, 0
}

// passing is whether a failure may be gone with the next request.
func passing(failure error) bool {
	again, _ := repetitionAfter(failure)
	return again != neverAgain
}

// pause is how long to wait after an attempt, counted from 0, and whether another one makes sense.
func pause(ctx context.Context, failure error, attempt int, repeatable bool) (time.Duration, bool) {
	again, asked := repetitionAfter(failure)
	if again == neverAgain || again == idempotentAgain && !repeatable || asked > mostRetryAfter {
		return 0, false
	}
	wait := backoff(attempt)
	if asked > 0 {
		wait = asked + rand.N(firstPause) // those who were refused together do not come back together
	}
	end, limited := ctx.Deadline()
	return wait, !limited || time.Now().Add(wait).Before(end)
}

// backoff is a random pause that doubles with each attempt: at least half of what it is at most.
func backoff(attempt int) time.Duration {
	most := min(firstPause<<min(attempt, 16), mostPause)
	return most/2 + rand.N(most/2)
}

// sleep gives an error when the context ends first.
func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// parseRetryAfter reads a header Retry-After in either form: seconds, or a date that is held against now. It gives 0
// for what is past or cannot be read, and 24 hours at most.
func parseRetryAfter(text string, now time.Time) time.Duration {
	const most = 24 * time.Hour
	text = strings.TrimSpace(text)
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil {
		return time.Duration(min(seconds, uint64(most/time.Second))) * time.Second
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return min(max(date.Sub(now), 0), most)
}
