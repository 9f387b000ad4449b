package recording

import (
	"net/url"
	"strings"
)

// parseURL is [url.Parse] into memory that is there already, for the URLs that need no more than to be cut.
func parseURL(u *url.URL, raw string) error {
	if parsePlainURL(u, raw) {
		return nil
	}
	parsed, err := url.Parse(raw)
	if err == nil {
		*u = *parsed
	}
	return err
}

// parsePlainURL takes an http or https URL of a host, a path and perhaps a query, all in characters that stand for
// themselves. Any other it leaves alone.
func parsePlainURL(u *url.URL, raw string) bool {
	scheme, rest, found := strings.Cut(raw, "://")
	if !found || scheme != "http" && scheme != "https" {
		return false
	}
	slash := strings.IndexByte(rest, '/')
	if slash <= 0 || strings.TrimLeft(rest[:slash], hostCharacters) != "" {
		return false
	}
	path, query, hasQuery := strings.Cut(rest[slash:], "?")
	if hasQuery && query == "" || !isAll(path, inPath) || !isAll(query, inPath|inQuery) {
		return false
	}
	*u = url.URL{Scheme: scheme, Host: rest[:slash], Path: path, RawQuery: query}
	return true
}

const hostCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-."

// characters of a URL that stand for themselves.
type characters byte

const (
	inPath characters = 1 << iota
	inQuery
)

var plainCharacters = func() (table [256]characters) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/") {
		table[c] = inPath
	}
	for _, c := range []byte("=&%+,:;@!*()?") {
		table[c] = inQuery
	}
	return table
}()

func isAll(text string, allowed characters) bool {
	for _, c := range []byte(text) {
		if plainCharacters[c]&allowed == 0 {
			return false
		}
	}
	return true
}
