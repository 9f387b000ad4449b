package conformance

import (
	"strings"

	"github.com/devenviron/contract/conformance/schema"
)

// undocumentedHeaders notes the headers of a response that are neither declared nor standard.
func (k *check) undocumentedHeaders(declared *response) {
	if k.levels.Of(RuleUndocumentedHeader, k.operation.name) == Off {
		return
	}
	known := make([]string, len(declared.headers))
	for i, p := range declared.headers {
		known[i] = strings.ToLower(p.name)
	}
	noted := map[string]bool{}
	for _, name := range known {
		noted[name] = true
	}
	for i := range k.exchange.Response.Headers {
		h := &k.exchange.Response.Headers[i]
		name := strings.ToLower(h.Name)
		if noted[name] || standardHeader(name) {
			continue
		}
		noted[name] = true
		f := k.add(RuleUndocumentedHeader, "response header "+quote(h.Name), "an undeclared header", "a declared or a standard one",
			k.exchange.At(h.Offset), declared.at)
		if near, ok := schema.Nearest(name, known); ok {
			f.Hint = "did you mean " + quote(near) + "?"
		}
	}
}

// standardHeader tells whether a name, in lower case, is registered for responses (IANA, HTTP Field Name Registry),
// and so means the same everywhere and needs no documentation. The colon is that of pseudo-headers, which some
// recorders write down.
func standardHeader(name string) bool {
	for _, family := range []string{":", "accept-", "access-control-", "content-", "cross-origin-", "proxy-", "sec-"} {
		if strings.HasPrefix(name, family) {
			return true
		}
	}
	return strings.Contains(standardHeaders, " "+name+" ")
}

const standardHeaders = " age allow alt-svc authentication-info cache-control cache-status cdn-cache-control clear-site-data" +
	" connection date deprecation etag expires keep-alive last-modified link location nel origin-agent-cluster" +
	" permissions-policy pragma priority referrer-policy refresh report-to reporting-endpoints repr-digest retry-after" +
	" server server-timing set-cookie signature signature-input sourcemap strict-transport-security sunset" +
	" timing-allow-origin trailer transfer-encoding upgrade vary via want-content-digest want-repr-digest warning" +
	" www-authenticate x-content-type-options x-frame-options "
