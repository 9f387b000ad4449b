package conformance

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A placeholder stands where a secret was. It is made of the form of the secret alone, so that it is the same in every
// run and every recording, whatever else there is, and says nothing about the secret but its length: a hash could be
// guessed from, a keyed one needs a key that somebody has to keep, and a count depends on what was read before. It has
// as many bytes and as many characters as the secret, so that nothing around it moves and its length is judged as
// before.

// fill says what stands for a character.
type fill func(r rune) rune

func isAlphanumeric(r rune) bool {
	return r >= utf8.RuneSelf || '0' <= r && r <= '9' || 'a' <= r|' ' && r|' ' <= 'z'
}

// fillWords replaces letters and digits, and shows what joins them: for what has parts.
func fillWords(r rune) rune {
	if isAlphanumeric(r) {
		return 'x'
	}
	return r
}

func fillDigit(digit rune) fill {
	return func(r rune) rune {
		if isAlphanumeric(r) {
			return digit
		}
		return r
	}
}

// fills are tried from the one that tells least, until the contract judges the placeholder as it does the secret. What
// a fill tells more than the ones before it is what the contract says of the secret already.
var fills = []fill{
	func(rune) rune { return 'x' },
	fillWords,
	fillDigit('0'), // a UUID, a text of digits
	fillDigit('1'), // a number
	fillDigit('9'),
	fillDigit('A'), // base64, whose last character is bound to end in bits that are zero
	func(r rune) rune { // what a pattern may ask for
		switch {
		case '0' <= r && r <= '9':
			return '0'
		case 'A' <= r && r <= 'Z':
			return 'X'
		case isAlphanumeric(r):
			return 'x'
		}
		return r
	},
}

// overwrite puts a placeholder over a secret. Line ends, and bytes that are no text, stay.
func (w writing) overwrite(text []byte, f fill) {
	for len(text) > 0 {
		r, size := w.character(text)
		if out := f(r); out != r && r >= ' ' && (r != utf8.RuneError || size > 1) {
			w.put(text[:size], out)
		}
		text = text[size:]
	}
}

// over gives what a fill makes of a secret.
func (w writing) over(secret []byte, f fill) []byte {
	text := slices.Clone(secret)
	w.overwrite(text, f)
	return text
}

// placeholder gives what stands in for a secret: the first for which same holds, or else the one that tells least.
func (w writing) placeholder(secret []byte, same func(placeholder []byte) bool) []byte {
	var first []byte
	for _, f := range fills {
		text := w.over(secret, f)
		if same(text) {
			return text
		}
		if first == nil {
			first = text
		}
	}
	return first
}

// isMasked tells whether a text stands in for a secret already: by a placeholder of ours, or by what people and other
// tools write for one, such as ***, REDACTED or <token>.
func (w writing) isMasked(text []byte) bool {
	if w == asIs || bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, '%') < 0 {
		return isPlaceholder(string(text))
	}
	var plain strings.Builder
	for len(text) > 0 {
		r, size := w.character(text)
		plain.WriteRune(r)
		text = text[size:]
	}
	return isPlaceholder(plain.String())
}

// isPlaceholder is isMasked of a text without escapes.
func isPlaceholder(text string) bool {
	return isNamed(marking, text, "") || isFilled(text) || strings.Trim(text, "A=+/") == "" || isMark(text)
}

// isFilled tells whether a text is made by one of the fills, or of one sign alone.
func isFilled(text string) bool {
	var digits [10]bool
	filled, letters, signs := false, false, 0
	sign := rune(-1)
	for _, r := range text {
		switch {
		case strings.ContainsRune("xX×✗\U0001d4cd", r):
			filled, letters = true, true
		case '0' <= r && r <= '9':
			filled, digits[r-'0'] = true, true
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return false
		case r != sign:
			sign = r
			signs++
		}
	}
	if !filled {
		return signs <= 1
	}
	kinds := 0
	for _, used := range digits {
		if used {
			kinds++
		}
	}
	return sign < utf8.RuneSelf && (kinds == 0 || kinds == 1 && (digits[0] || !letters && (digits[1] || digits[9])))
}

// isMark tells whether a text is what people write in place of a secret: a name in brackets, or words of which one
// says so and none says anything else.
func isMark(text string) bool {
	for _, bracket := range []struct{ left, right string }{{"<", ">"}, {"{{", "}}"}, {"${", "}"}} {
		if inner, ok := strings.CutPrefix(text, bracket.left); ok {
			if inner, ok = strings.CutSuffix(inner, bracket.right); ok && !strings.ContainsAny(inner, bracket.left+bracket.right) {
				return true
			}
		}
	}
	says := false
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		mark := isNamed(marking, word, "") || strings.Trim(word, "xX0") == ""
		says = says || mark
		if !mark && !isNamed(marked, word, "") {
			return false
		}
	}
	return says
}

var (
	marking = setOf("redacted", "masked", "filtered", "hidden", "removed", "omitted", "sanitized", "scrubbed", "stripped",
		"deleted", "example", "placeholder", "dummy", "censored")
	marked = setOf("value", "token", "access", "refresh", "instance", "secret", "password", "passphrase", "key", "private",
		"public", "ssh", "begin", "end", "rsa", "other", "another", "header", "cookie", "session", "by", "recorder", "bearer", "basic", "not", "a", "an", "the")
)

// Overwrite puts the placeholder that tells least over a secret in a text of JSON or of no escapes.
func Overwrite(secret []byte) { asJSON.overwrite(secret, fills[0]) }
