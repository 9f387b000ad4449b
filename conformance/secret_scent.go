package conformance

import (
	"bytes"
	"slices"

	"github.com/devenviron/contract/conformance/prefilter"
)

// A scent tells whether a text may hold a secret, so that what holds none, which is nearly all, need not be taken apart.
type scent struct {
	parts []string
	set   *prefilter.Set
}

// shapeParts are found in every shape, and in every parameter of a query that is secret by its name.
var shapeParts = []string{
	"eyJ", "ATE KEY", "earer ", "://", `\/\/`, `\u00`,
	"nature=", "NATURE=", "ential=", "ENTIAL=", "yid=", "yId=", "yID=", "YID=", "y_id=", "y_Id=", "y_ID=", "Y_ID=", "y-id=", "y-Id=", "y-ID=", "Y-ID=",
	"sig=", "Sig=", "SIG=", "sign=", "Sign=", "SIGN=", "jwt=", "Jwt=", "JWT=", "oken=", "OKEN=",
}

// newScent looks for shapes, for the names of secrets, and for more names.
func newScent(more []string) *scent {
	parts := slices.Concat(shapeParts, secretMemberParts)
	for _, name := range more {
		parts = append(parts, `"`+name) // The quote behind it may have a backslash.
	}
	return &scent{parts, prefilter.New(parts...)}
}

// smells tells whether there may be a secret in a text.
func (s *scent) smells(text []byte, isName func(string) bool) bool {
	return s.set.Any(text, func(at, part int) bool {
		switch {
		case part >= len(shapeParts):
			return names(text, at, isName)
		case s.parts[part] == "://":
			return suspicious(text[at:])
		}
		return true
	})
}

// What is longer is taken for a secret, so that a text of nothing but beginnings costs no more than another.
const (
	maxSecretName = 128
	maxURL        = 4 << 10
)

// suspicious tells whether a URL, from its colon on, has a query, or a user who may be more than a name.
func suspicious(url []byte) bool {
	colon := false
	for i := len("://"); i < len(url); i++ {
		if i > maxURL {
			return true
		}
		switch url[i] {
		case '@':
			return colon || i > 16
		case '?':
			return true
		case ':':
			colon = true
		case '"', ' ', '\'', '<', '\n':
			return false
		}
	}
	return false
}

// names tells whether the word around an index is the name of a secret whose value is not masked.
func names(text []byte, i int, isName func(string) bool) bool {
	start, end := i, i
	if !isWordByte(text[i]) {
		start, end = i+1, i+1
	}
	first, last := max(0, i-maxSecretName), min(len(text), i+maxSecretName)
	for start > first && isWordByte(text[start-1]) {
		start--
	}
	for end < last && isWordByte(text[end]) {
		end++
	}
	if start > 0 && isWordByte(text[start-1]) || end < len(text) && isWordByte(text[end]) {
		return true
	}
	if !isName(string(text[start:end])) {
		return false
	}
	rest := bytes.TrimLeft(text[end:], "\"'\\ \t\r\n")
	if len(rest) == 0 || rest[0] != ':' && rest[0] != '=' {
		return false // a word of a sentence, or a value
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n")
	if len(rest) == 0 || rest[0] == '{' || rest[0] == '[' {
		return len(rest) > 0
	}
	if bytes.HasPrefix(rest, []byte(`\"`)) { // JSON that lies in a JSON string
		value, _, _ := bytes.Cut(rest[2:], []byte(`\"`))
		return !asNested.isMasked(value)
	}
	if rest[0] == '"' {
		end := 1
		for ; end < len(rest) && rest[end] != '"'; end++ {
			if rest[end] == '\\' {
				end++
			}
		}
		return !asNested.isMasked(rest[1:min(end, len(rest))])
	}
	after, found := bytes.CutPrefix(rest, []byte("null"))
	return !found || len(after) > 0 && bytes.IndexByte([]byte(",}]&\\ \t\r\n"), after[0]) < 0
}

func isWordByte(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c|' ' && c|' ' <= 'z'
}
