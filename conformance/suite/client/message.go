// Package client speaks the protocol by which the suite drives a client in any language: a program that reads one call
// a line on its standard input, makes it, and writes one answer a line on its standard output. PROTOCOL.md in the folder
// above is its document, and call.schema.json and answer.schema.json have the form of the messages.
package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Call is what a client is asked to do.
type Call struct {
	// ID is that of the answer, from 1.
	ID int `json:"id"`
	// Case says for what the call is, for people.
	Case string `json:"case"`
	// Operation is an operationId of the contract.
	Operation string `json:"operation"`
	// BaseURL goes before the paths of the contract. It has no slash at its end.
	BaseURL string `json:"base_url"`
	// Token is that of the header X-Auth-Token, "" for none.
	Token string `json:"token,omitempty"`
	// AccessKey signs the request instead of a token, nil for none.
	AccessKey *AccessKey `json:"access_key,omitempty"`
	// Parameters are those of path, query and header, by name, as JSON values.
	Parameters map[string]any `json:"parameters"`
	// Body is the JSON value to send; nil sends none.
	Body json.RawMessage `json:"body,omitempty"`
}

// AccessKey is a key that signs requests (AK/SK).
type AccessKey struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
	// SecurityToken comes with a temporary key.
	SecurityToken string `json:"security_token,omitempty"`
}

// Answer is what a client gave to its caller. Without Error and Skipped it is a success.
type Answer struct {
	ID int `json:"id"`
	// Status is the HTTP status, 0 where the client does not tell it.
	Status int `json:"status,omitempty"`
	// Body is what the client made of the body, encoded again; nil where it gives nothing.
	Body json.RawMessage `json:"body,omitempty"`
	// Error is set where the client reports a failure.
	Error *Failure `json:"error,omitempty"`
	// Skipped is why the client cannot be asked to do this, such as a type that has no place for a value.
	Skipped *string `json:"skipped,omitempty"`
}

// Failure is what a client reports instead of an answer.
type Failure struct {
	// Status, Code and Msg are those of the server's answer, as far as the client tells them.
	Status int    `json:"status,omitempty"`
	Code   string `json:"error_code,omitempty"`
	Msg    string `json:"error_msg,omitempty"`
	// Message is the client's own text, for people.
	Message string `json:"message,omitempty"`
}

// readAnswer reads a line that a program wrote in answer to a call.
func readAnswer(line []byte, id int) (a Answer, err error) {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil {
		return a, fmt.Errorf("got %s, want an answer as a JSON object in a line: %w", excerpt(line), err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return a, fmt.Errorf("got %s, want one JSON object in a line", excerpt(line))
	}
	return a, a.check(id)
}

func (a *Answer) check(id int) error {
	gives := a.Status != 0 || a.Body != nil
	switch {
	case a.ID != id:
		return fmt.Errorf("got an answer with id %d, want %d, that of the call", a.ID, id)
	case a.Error != nil && gives || a.Skipped != nil && (gives || a.Error != nil):
		return errors.New("got an answer with two of success, error and skipped, want one of them")
	case a.Skipped != nil && *a.Skipped == "":
		return errors.New("got an empty text as skipped, want the reason")
	}
	return nil
}

// excerpt is the beginning of a line.
func excerpt(line []byte) string {
	const most = 80
	if len(line) > most {
		return fmt.Sprintf("%.*q...", most, line)
	}
	return fmt.Sprintf("%q", line)
}
