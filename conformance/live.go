package conformance

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

// LiveExchange is the exchange that a request begins: the request as it stands before it is sent or handled, with a
// body that is not recorded, and no response. Header fields are in the order of their names, credentials are left out
// of the URL, and one of a server gets the host that the request is for.
func LiveExchange(r *http.Request) Exchange {
	u := *r.URL
	u.User = nil // credentials
	if u.Host == "" {
		u.Host, u.Scheme = r.Host, "http"
		if r.TLS != nil {
			u.Scheme = "https"
		}
	}
	return Exchange{
		Offset: NoOffset,
		Request: Request{
			Method: cmp.Or(r.Method, http.MethodGet), MethodOffset: NoOffset, URL: &u, Headers: liveHeaders(r.Header),
		},
		Response: Response{StatusOffset: NoOffset},
	}
}

// liveHeaders gives header fields in a fixed order.
func liveHeaders(header http.Header) []Header {
	var out []Header
	for name, values := range header {
		for _, value := range values {
			out = append(out, Header{Name: name, Value: value, Offset: NoOffset})
		}
	}
	slices.SortStableFunc(out, func(a, b Header) int { return strings.Compare(a.Name, b.Name) })
	return out
}
