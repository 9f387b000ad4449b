package suite

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// asked holds a request that a client sent against the one that it was asked for.
func (o *operation) asked(sent *passed, want *http.Request, body []byte) []fault {
	c := comparison{rule: conformance.RuleSuiteClientRequest}
	if sent.method != want.Method || !samePath(sent.url, want.URL) {
		c.subject = "request"
		c.add("", sent.method+" "+sent.url.EscapedPath(), want.Method+" "+want.URL.EscapedPath())
		return c.faults
	}
	o.query(&c, sent.url.Query(), want.URL.Query())
	c.subject = "request header " + tokenHeader
	switch got, token := sent.header.Get(tokenHeader), want.Header.Get(tokenHeader); {
	case got == token:
	case token == "":
		c.add("", "a token", "none")
	case got == "":
		c.add("", "none", "the token of the call")
	default:
		c.add("", "another token", "the token of the call")
	}
	c.subject = "request body"
	o.body(&c, sent.body, body)
	return c.faults
}

// samePath compares paths by what their segments mean: there is more than one way to escape.
func samePath(a, b *url.URL) bool {
	segments := func(u *url.URL) []string {
		parts := strings.Split(u.EscapedPath(), "/")
		for i, part := range parts {
			if plain, err := url.PathUnescape(part); err == nil {
				parts[i] = plain
			}
		}
		return parts
	}
	return slices.Equal(segments(a), segments(b))
}

func (o *operation) query(c *comparison, got, want url.Values) {
	names := slices.Concat(slices.Collect(maps.Keys(got)), slices.Collect(maps.Keys(want)))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		c.subject = fmt.Sprintf("query parameter %q", name)
		has, wants := got[name], want[name]
		switch {
		case slices.Equal(has, wants):
		case len(wants) == 0 && o.isDefault(name, has):
		case len(wants) == 0:
			c.add("", quoted(has), "none")
		case len(has) == 0:
			c.add("", "none", quoted(wants))
		default:
			c.add("", quoted(has), quoted(wants))
		}
	}
}

func quoted(values []string) string {
	items := make([]string, len(values))
	for i, v := range values {
		items[i] = show(v, true)
	}
	return strings.Join(items, " and ")
}

// isDefault says whether a parameter that nobody asked for has the value that it has anyway.
func (o *operation) isDefault(name string, values []string) bool {
	p := o.parameter(name)
	return p != nil && len(values) == 1 && of(p.Schema).isDefault(typed(p, values[0]))
}

func (o *operation) body(c *comparison, got, want []byte) {
	d := o.requestBody()
	wanted := decode(want)
	switch {
	case len(got) == 0 && len(want) == 0:
	case len(got) == 0:
		c.add("", "no body", show(wanted, true))
	case decode(got) == nil && string(got) != "null":
		c.add("", fmt.Sprintf("%d bytes that are not JSON", len(got)), "JSON")
	case len(want) == 0 && len(d) == 0:
		c.add("", show(decode(got), true), "no body")
	case len(want) == 0: // An object with nothing in it says as much as none.
		c.value("", decode(got), map[string]any{}, d, false)
	default:
		c.value("", decode(got), wanted, d, false)
	}
}
