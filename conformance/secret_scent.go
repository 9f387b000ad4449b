package conformance

import (
	"bytes"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance/prefilter"
)

// A scent tells whether a text may hold a secret, so that what holds none, which is nearly all, need not be taken apart.
type scent struct{ set *prefilter.Set }

// asciiEscape begins the escape sequence of a character of ASCII, which may be one of any shape or name. The digit behind
// it is no more than 7 then.
const asciiEscape = `\u00`

// shapeParts are found in the shapes that are no URLs, urlParts at the beginning of a URL, each / of which may be escaped.
var (
	shapeParts = []string{"eyJ", "ATE KEY", "earer ", asciiEscape}
	urlParts   = []string{"://", `:/\`, `:\/`, `:\\`}
)

// nameParts are found in every name that is secret in a member or a query, however it writes upper case and the joints
// of words. They are what a body is searched for before it is taken apart. The name of two letters is looked for where
// nothing but a name stands: three bytes alone are met by chance in a picture, and a script may have a variable sk.
var nameParts = []string{
	"oken", "ecret", "pass", "apik", "api_", "api-", "rivat", "orizat",
	`"sk`, `'sk`,
	"nature=", "ential=", "yid=", "y_id=", "y-id=", "sig=", "sign=", "jwt=",
}

// lineParts are found in the name of two letters that has no quotes, but has an equals sign and begins a line or a
// parameter, or has a value that is no word. With a colon it may also be the language in a list.
var lineParts = []string{"sk=", "sk =", "sk:"}

// newScent looks for shapes, for the names of secrets, and for more names.
func newScent(more []string) *scent {
	parts := slices.Concat(shapeParts, urlParts, lineParts, nameParts)
	for _, name := range more {
		if len(name) == 2 {
			name = `"` + name // The quote behind it may have a backslash.
		}
		parts = append(parts, name)
	}
	return &scent{prefilter.New(parts...)}
}

// hasNamePart tells whether what is found in every secret name is in this one too, so that it need not be looked for.
func hasNamePart(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(nameParts, func(part string) bool { return strings.Contains(name, part) })
}

// mayBeIn tells whether there may be a secret in a text.
func (m *secretMarks) mayBeIn(text []byte) bool {
	return m.unnamed || m.scent.set.Any(text, func(at, part int) bool {
		if part < len(shapeParts) {
			return isShape(text[at:], shapeParts[part])
		}
		if part -= len(shapeParts); part < len(urlParts) {
			return suspicious(text[at:])
		}
		if part -= len(urlParts); part < len(lineParts) && !isLine(text, at, lineParts[part]) {
			return false
		}
		return m.names(text, at)
	})
}

// isShape tells whether a text begins with a part in its case.
func isShape(text []byte, part string) bool {
	behind := text[len(part):]
	return string(text[:len(part)]) == part && (part != asciiEscape || len(behind) == 0 || behind[0] <= '7')
}

// isLine tells whether the name of two letters that has no quotes may be that of a secret.
func isLine(text []byte, at int, part string) bool {
	return part != "sk:" && begins(text[:at]) || isDistinctive(assigned(text[at+len("sk"):]))
}

// begins tells whether a line or a parameter begins behind a text, which may write a line end as \n.
func begins(before []byte) bool {
	if len(before) == 0 || strings.IndexByte("\n\r?&", before[len(before)-1]) >= 0 {
		return true
	}
	return slices.ContainsFunc([]string{`\n`, `\r`, "&amp;"}, func(end string) bool { return bytes.HasSuffix(before, []byte(end)) })
}

// assigned gives the first word of a value.
func assigned(value []byte) []byte {
	value = bytes.TrimLeft(value, ":= \"'\\")
	end := 0
	for end < len(value) && isWordByte[value[end]] {
		end++
	}
	return value[:end]
}

// names tells whether the word around an index is the name of a secret whose value is not masked.
func (m *secretMarks) names(text []byte, i int) bool {
	start, end := i, i
	if !isWordByte[text[i]] {
		start, end = i+1, i+1
	}
	first, last := max(0, i-maxSecretName), min(len(text), i+maxSecretName)
	for start > first && isWordByte[text[start-1]] {
		start--
	}
	for end < last && isWordByte[text[end]] {
		end++
	}
	if start > 0 && isWordByte[text[start-1]] || end < len(text) && isWordByte[text[end]] {
		return true
	}
	sign := end
	for sign < len(text) && strings.IndexByte("\"'\\ \t\r\n", text[sign]) >= 0 {
		sign++
	}
	if sign == len(text) || text[sign] != ':' && text[sign] != '=' {
		return false // a word of a sentence, or a value
	}
	name := text[start:end]
	// What stands behind an escape sequence, such as that of a line end, has some of its letters at its beginning.
	known := start > 0 && (text[start-1] == '\\' || text[start-1] == '%') || m.isName(name) || text[end] == '=' && isSecretQuery(name)
	return known && isOpen(text[sign], text[sign+1:])
}

// isWordByte has the bytes of a name.
var isWordByte = func() (is [256]bool) {
	for c := range is {
		lower := c | ' '
		is[c] = c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= lower && lower <= 'z'
	}
	return is
}()
