package conformance

import (
	"bytes"
	"regexp"

	"github.com/devenviron/contract/conformance/jsontext"
)

// A shape is what a secret looks like wherever it stands. The group "secret" of the expression is the secret.
type shape struct {
	expression *regexp.Regexp
	fill       fill
}

// shapes find private keys, JSON Web Tokens, what follows "Bearer", and the user information of URLs. JSON may write a
// line end as \n and a slash as \/.
var shapes = []shape{
	{regexp.MustCompile(`-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?P<secret>(?s:.*?))(?:-----END|\z)`), fillWords},
	{regexp.MustCompile(`\b(?P<secret>eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*){0,3})`), fillWords},
	{regexp.MustCompile(`\b[Bb]earer (?P<secret>[A-Za-z0-9._~+/-]{16,}=*)`), fillWords},
	{regexp.MustCompile(`:(?:\\*/){2}[^\s/?#@:"'<>\\]*:(?P<secret>[^\s/?#@"'<>\\]+)@`), fills[0]},
	{regexp.MustCompile(`:(?:\\*/){2}(?P<secret>[^\s/?#@:"'<>\\]{16,})@`), fills[0]}, // a token; a name such as git is none
}

// parameterName finds the names of the parameters of URLs. JSON may write an ampersand as \u0026, HTML as &amp;. The value
// is no part of it, because it may be a URL with parameters of its own.
var parameterName = regexp.MustCompile(`(?:[?&]|&amp;|\\u0026)([A-Za-z0-9._~-]+)=`)

// shapesIn finds the secrets that a text shows by their shape, and the secret parameters of the URLs in it.
func shapesIn(text []byte, w writing, found func(at jsontext.Span, f fill)) {
	visit := func(at jsontext.Span, f fill) {
		if !w.isMasked(text[at.Start:at.End]) {
			found(at, f)
		}
	}
	for _, s := range shapes {
		secret := s.expression.SubexpIndex("secret")
		for _, m := range s.expression.FindAllSubmatchIndex(text, -1) {
			visit(jsontext.Span{Start: m[2*secret], End: m[2*secret+1]}, s.fill)
		}
	}
	end := 0
	for _, m := range parameterName.FindAllSubmatchIndex(text, -1) {
		if m[0] >= end && isSecretQuery(text[m[2]:m[3]]) {
			end = m[1] + parameterLength(text[m[1]:])
			visit(jsontext.Span{Start: m[1], End: end}, fills[0])
		}
	}
}

// parameterLength is that of the value of a parameter at the head of a text.
func parameterLength(text []byte) int {
	if n := bytes.IndexAny(text, "&\"'<>#\\ \t\r\n\f"); n >= 0 {
		return n
	}
	return len(text)
}

// named finds the secrets in a text that is no JSON, or no longer: what follows a name of a secret and a colon or an
// equals sign, with quotes or without.
var named = regexp.MustCompile(`(?s)([A-Za-z0-9_-]+)\\?["']?\s*[:=]\s*(?:\\"((?:[^"\\]|\\[^"])*)|"((?:[^"\\]|\\.)*)|'((?:[^'\\]|\\.)*)|([^\s"',;&<>(){}\[\]\\]+))`)

// namedIn finds the texts that follow a name that is secret.
func namedIn(text []byte, secret func(name []byte) bool, found func(at jsontext.Span)) {
	for _, m := range named.FindAllSubmatchIndex(text, -1) {
		if !secret(text[m[2]:m[3]]) {
			continue
		}
		for group := 4; group < len(m); group += 2 {
			if m[group] < 0 || m[group] == m[group+1] {
				continue
			}
			value := text[m[group]:m[group+1]]
			isNull := group == len(m)-2 && string(value) == "null" // without quotes
			if !isNull && !asJSON.isMasked(value) {
				found(jsontext.Span{Start: m[group], End: m[group+1]})
			}
		}
	}
}

// RedactText puts placeholders over what looks like a secret in a text of which nothing else is known: private keys,
// tokens, and the user information and secret parameters of URLs. It gives where they are; the text keeps its length.
func RedactText(text []byte) []jsontext.Span {
	p := passage{text: text, writing: asNested}
	if !mayHoldSecret(text) {
		return nil
	}
	p.shapes(jsontext.Span{End: len(text)}, "")
	p.sorted()
	spans := make([]jsontext.Span, len(p.hits))
	for i, h := range p.hits {
		spans[i] = h.at
		copy(text[h.at.Start:], h.placeholder)
	}
	return spans
}
