package suite

import (
	"cmp"
	"strconv"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/suite/client"
)

// told holds what a client gave to its caller against what it got, nil where it got no answer.
func (o *operation) told(a *client.Answer, got *given) []fault {
	c := comparison{rule: conformance.RuleSuiteClientAnswer, subject: "client's answer", open: true}
	switch {
	case got == nil:
		if a.Error == nil {
			c.add("", "a success", "an error, as no answer came")
		}
	case got.status >= 300 && a.Error == nil:
		c.add("", "a success", "an error with "+statusOf(got.status))
	case got.status >= 300:
		c.failure(a.Error, got)
	case len(got.body) > 0 && decode(got.body) == nil && string(got.body) != "null":
		// What is no JSON cannot be read, and what a client makes of it is its own.
	case a.Error != nil:
		c.add("", "an error ("+words(a.Error)+")", "what came with "+statusOf(got.status))
	default:
		o.success(&c, a, got)
	}
	return c.faults
}

func (o *operation) success(c *comparison, a *client.Answer, got *given) {
	if a.Status != 0 && a.Status != got.status {
		c.add("", statusOf(a.Status), statusOf(got.status))
	}
	c.subject = "client's body"
	d := o.responseBody(got.status)
	sent, told := decode(got.body), decode(a.Body)
	switch {
	case sent == nil && told != nil:
		c.add("", show(told, true), "none")
	case sent != nil && told == nil && len(d) > 0:
		c.add("", "none", "a body")
	case sent != nil && told != nil:
		c.value("", told, sent, d, false)
	}
}

// failure compares status, error_code and error_msg. The last is error_message where the service says so.
func (c *comparison) failure(f *client.Failure, got *given) {
	c.subject = "client's error"
	if f.Status != got.status {
		has := statusOf(f.Status)
		if f.Message != "" {
			has += " (" + show(f.Message, true) + ")"
		}
		c.add("", has, statusOf(got.status))
	}
	root := decode(got.body)
	text := func(names ...string) string {
		for _, name := range names {
			if value, _ := at(root, "/"+name); value != nil {
				if text, ok := value.(string); ok {
					return text
				}
				return show(value, true)
			}
		}
		return ""
	}
	if want := text("error_code"); f.Code != want {
		c.add("/error_code", quotedOrNone(f.Code), quotedOrNone(want))
	}
	if want := text("error_msg", "error_message"); f.Msg != want && want != "" {
		c.add("/error_msg", quotedOrNone(f.Msg), quotedOrNone(want))
	}
}

// words are those of an error for people.
func words(f *client.Failure) string {
	return quotedOrNone(cmp.Or(f.Message, f.Msg, f.Code))
}

func statusOf(status int) string {
	if status == 0 {
		return "no status"
	}
	return "status " + strconv.Itoa(status)
}

func quotedOrNone(text string) string {
	if text == "" {
		return "none"
	}
	return show(text, true)
}
