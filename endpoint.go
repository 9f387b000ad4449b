package devenviron

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// location is where the services of a region are.
type location struct {
	service *url.URL
	// region is "" where a URL was given.
	region string
}

var regionForm = regexp.MustCompile(`^[a-z]{2}-[a-z]+-[0-9]+$`)

// domains are those of regions that are not below myhuaweicloud.com. Some of their names have another form.
var domains = map[string]string{
	"eu-de":       "otc.t-systems.com",
	"eu-nl":       "otc.t-systems.com",
	"eu-ch2":      "sc.otc.t-systems.com",
	"eu-west-101": "myhuaweicloud.eu",
}

// host is that of a service in a region.
func host(service, region string) string {
	domain, other := domains[region]
	if !other {
		domain = "myhuaweicloud.com"
	}
	return service + "." + region + "." + domain
}

func resolve(endpoint string) (location, error) {
	if _, other := domains[endpoint]; other || regionForm.MatchString(endpoint) {
		return location{service: &url.URL{Scheme: "https", Host: host("modelarts", endpoint)}, region: endpoint}, nil
	}
	service, err := serviceURL(endpoint)
	if err != nil {
		return location{}, fmt.Errorf("endpoint: %w", err)
	}
	return location{service: service}, nil
}

// serviceURL reads the URL of a service. What it refuses may be a URL with a password, so it is not repeated.
func serviceURL(text string) (*url.URL, error) {
	const want = "want a region such as cn-north-4, or a URL such as https://modelarts.cn-north-4.myhuaweicloud.com"
	if !strings.Contains(text, "://") {
		// A host alone has dots or a port; anything else is a region with a typing error.
		if !strings.ContainsAny(text, ".:") {
			return nil, fmt.Errorf("got %q, %s", text, want)
		}
		text = "https://" + text
	}
	parsed, err := url.Parse(strings.TrimRight(text, "/"))
	switch {
	case err != nil || parsed.Hostname() == "":
		return nil, fmt.Errorf("got no URL, %s", want)
	case parsed.Scheme != "https" && parsed.Scheme != "http":
		return nil, fmt.Errorf("got scheme %q, want https, or http for tests", parsed.Scheme)
	case parsed.User != nil:
		return nil, fmt.Errorf("got a URL with a user, want credentials as options")
	case parsed.RawQuery != "" || parsed.ForceQuery || parsed.Fragment != "":
		return nil, fmt.Errorf("got a URL with a query or a fragment, want neither")
	}
	return parsed, nil
}

var plainForm = regexp.MustCompile(`^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$`)

// plain is whether a text can stand in a path as it is, as one segment that is not dots.
func plain(text string) bool { return len(text) <= 256 && plainForm.MatchString(text) }
