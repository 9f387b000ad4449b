package devenviron

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Error is an answer of the service, or of the gateway in front of it, that is not a success. Use [errors.Is] with the
// kinds, such as [ErrNotFound], to decide by what went wrong.
type Error struct {
	// Method and Path are those of the request, without the query.
	Method, Path string
	// Status is the HTTP status. One code may come with several.
	Status int
	// Code is one of package errorcode, such as errorcode.InstanceNotFound, or another one; "" when the answer has none.
	Code string
	// Message is the text of the answer for people, in one line, or the beginning of a body that is not JSON.
	Message string
	// RequestID is what the provider's support asks for; "" when the answer has none.
	RequestID string
	// RetryAfter is how long the service asks to wait, 0 when it does not say.
	RetryAfter time.Duration
}

// Error names the request, the status, the code, the message and the ID of the request. It has no credentials.
func (e *Error) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s: status %d", e.Method, e.Path, e.Status)
	if e.Code != "" {
		text.WriteString(" " + e.Code)
	}
	if e.Message != "" {
		text.WriteString(": " + e.Message)
	}
	if e.RequestID != "" {
		text.WriteString(" (request " + e.RequestID + ")")
	}
	return text.String()
}

func newError(r *http.Request, response *http.Response, body []byte, secrets []string) *Error {
	now := time.Now()
	// A date is by the clock of the service.
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		now = date
	}
	code, message := parseFailure(body)
	// Before anything is cut, since a part of a secret would not be found.
	shown := func(text string, most int) string {
		for _, secret := range secrets {
			if secret != "" {
				text = strings.ReplaceAll(text, secret, "[redacted]")
			}
		}
		return oneLine(text, most)
	}
	return &Error{
		Method:     r.Method,
		Path:       r.URL.EscapedPath(),
		Status:     response.StatusCode,
		Code:       shown(code, 50),
		Message:    shown(message, 500),
		RequestID:  shown(response.Header.Get("X-Request-Id"), 100),
		RetryAfter: parseRetryAfter(response.Header.Get("Retry-After"), now),
	}
}

// failure is the body of an answer. The text has three names: the service's, that of the pages of the old API, and that
// of the identity service.
type failure struct {
	Code    word `json:"error_code"`
	Msg     word `json:"error_msg"`
	Message word `json:"error_message"`
	Error   struct {
		Message word `json:"message"`
	} `json:"error"`
}

// word is a text or a number. Anything else is nothing, so that one odd member does not cost the others.
type word string

// UnmarshalJSON never fails.
func (w *word) UnmarshalJSON(text []byte) error {
	var value any
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	if decoder.Decode(&value) == nil {
		switch value := value.(type) {
		case string:
			*w = word(value)
		case json.Number:
			*w = word(value)
		}
	}
	return nil
}

// parseFailure reads code and message of a body, whatever it holds.
func parseFailure(body []byte) (code, message string) {
	var read failure
	// An error is one member of a type that is not expected, or no JSON at all: what was read is kept.
	_ = json.Unmarshal(body, &read)
	code, message = string(read.Code), string(cmp.Or(read.Msg, read.Message, read.Error.Message))
	if code == "" && message == "" {
		message = string(body)
	}
	return code, message
}

// oneLine makes printable text of at most so many bytes.
func oneLine(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		if r != utf8.RuneError && unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= most {
		return text
	}
	end := most - len("...")
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}
