package devenviron

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// read reads the answer of a generated client. Any status of success will do, whether the contract has it or not, and
// an answer without a body gives the zero value.
func read[T any](response *http.Response, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	answer := new(T)
	err = json.NewDecoder(response.Body).Decode(answer)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: status %d: body of type %q: %w", place(response.Request), response.StatusCode, response.Header.Get("Content-Type"), err)
	}
	return answer, nil
}

// done is read for answers that say nothing.
func done(response *http.Response, err error) error {
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// named refuses IDs that would lead a request to another path: empty ones, dots, and those with slashes and the like.
// It is an editor of generated clients, which put any text into a path.
func named(what, id string) func(context.Context, *http.Request) error {
	return func(_ context.Context, r *http.Request) error {
		if !plain(id) {
			return fmt.Errorf("%s: got ID %.80q of a %s, want letters, digits and any of -._~", r.Method, id, what)
		}
		return nil
	}
}

// value is what a pointer leads to, or the zero value.
func value[T any](pointer *T) T {
	if pointer == nil {
		return *new(T)
	}
	return *pointer
}
