package conformance

import (
	"bytes"
	"strings"
)

// What is longer is taken for a secret, so that a text of nothing but beginnings costs no more than another.
const (
	maxSecretName = 128
	maxURL        = 4 << 10
	maxSecret     = 4 << 10
)

// suspicious tells whether a URL, from its colon on, has a user who may be more than a name, or a parameter that is
// secret.
func suspicious(url []byte) bool {
	i := 1
	for range 2 { // slashes
		for i < len(url) && url[i] == '\\' {
			i++
		}
		if i == len(url) || url[i] != '/' {
			return false
		}
		i++
	}
	inUser, colon := true, false
	for start := i; i < len(url); i++ {
		if i > maxURL {
			return true
		}
		switch url[i] {
		case '@':
			if inUser && (colon || i-start >= 16) {
				return true
			}
			inUser = false
		case ':':
			colon = true
		case '/':
			inUser = false
		case '?':
			return hasOpenParameter(url[i+1:])
		case '"', ' ', '\'', '<', '\n':
			return false
		}
	}
	return false
}

// hasOpenParameter tells whether a query has a parameter that is secret and not masked.
func hasOpenParameter(query []byte) bool {
	start := 0
	for i, c := range query {
		switch {
		case i > maxURL:
			return true
		case c == '=' && isSecretQuery(query[start:i]) && isOpenField(query[i+1:min(len(query), i+1+maxSecret)]):
			return true
		case c == '"' || c == ' ' || c == '\'' || c == '<' || c == '\n':
			return false
		case !isWordByte[c]:
			start = i + 1
		}
	}
	return false
}

// isOpen tells whether a value, which stands behind the colon or the equals sign of a name, is there and not masked.
func isOpen(sign byte, value []byte) bool {
	value = bytes.TrimLeft(value, " \t\r\n")
	value = value[:min(len(value), maxSecret)]
	if len(value) == 0 || value[0] == '{' || value[0] == '[' {
		return len(value) > 0
	}
	depth := 0 // of JSON that lies in a JSON string
	for depth < len(value) && value[depth] == '\\' {
		depth++
	}
	if depth < len(value) && value[depth] == '"' {
		end := nestedEnd(value, depth+1, depth)
		return end == maxSecret || !asNested.isMasked(value[depth+1:end])
	}
	if sign == '=' {
		return isOpenField(value)
	}
	return !isNull(value)
}

// isNull tells whether a value without quotes is null, and not only begins like it.
func isNull(value []byte) bool {
	behind, found := bytes.CutPrefix(value, []byte("null"))
	if !found || len(behind) == 0 {
		return found
	}
	return strings.IndexByte(",;&\"'<>(){}[]\\ \t\r\n", behind[0]) >= 0 && !bytes.HasPrefix(behind, []byte(`\u`))
}

// isOpenField is isOpen of a value that has no quotes, of which maxSecret is there. Where it ends depends on what it is a
// field of.
func isOpenField(value []byte) bool {
	end := bytes.IndexAny(value, "&#\"<> \t\r\n'\\%,;(){}[]")
	if end < 0 {
		return len(value) == maxSecret || !asIs.isMasked(value)
	}
	return strings.IndexByte("'\\%,;(){}[]", value[end]) >= 0 || !asIs.isMasked(value[:end])
}
