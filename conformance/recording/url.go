package recording

import (
	"net/url"
	"strings"
)

// parseURL is [url.Parse], into memory that is there already for the URLs that need no more than to be cut.
func parseURL(memory *url.URL, raw string) (*url.URL, error) {
	if parsePlainURL(memory, raw) {
		return memory, nil
	}
	return url.Parse(raw)
}

// parsePlainURL takes an http or https URL of a host, a path and perhaps a query, all in characters that stand for
// themselves. Any other it leaves alone. Nothing but such a URL may be in the memory of u.
func parsePlainURL(u *url.URL, raw string) bool {
	scheme := "https"
	rest, found := strings.CutPrefix(raw, "https://")
	if !found {
		scheme = "http"
		rest, found = strings.CutPrefix(raw, "http://")
	}
	slash := strings.IndexByte(rest, '/')
	if !found || slash <= 0 || !isAll(rest[:slash], inHost) {
		return false
	}
	path, query, hasQuery := strings.Cut(rest[slash:], "?")
	if hasQuery && query == "" || !isAll(path, inPath) || !isAll(query, inQuery) {
		return false
	}
	u.Scheme, u.Host, u.Path, u.RawQuery = scheme, rest[:slash], path, query
	return true
}

// characters of a URL that stand for themselves.
type characters byte

const (
	inHost characters = 1 << iota
	inPath
	inQuery
)

var plainCharacters = func() (table [256]characters) {
	for where, all := range map[characters]string{
		inHost:  "abcdefghijklmnopqrstuvwxyz0123456789-.",
		inPath:  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/",
		inQuery: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/=&%+,:;@!*()?",
	} {
		for _, c := range []byte(all) {
			table[c] |= where
		}
	}
	return table
}()

// isAll tells whether all characters of text are those of a part of a URL.
func isAll(text string, part characters) bool {
	for i := range len(text) {
		part &= plainCharacters[text[i]]
	}
	return part != 0
}
