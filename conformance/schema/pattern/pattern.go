// Package pattern matches regular expressions of ECMA-262, the dialect of OpenAPI and JSON Schema. Text is
// matched by code point. An expression runs in linear time unless it looks around or refers back; then its
// effort is bounded.
package pattern

import (
	"regexp"
	"strings"
)

// Pattern is a compiled expression, safe for concurrent use. It has one of three engines: most expressions are
// sequences, most others are regular, and the rest has to be tried in several ways.
type Pattern struct {
	text     string
	sequence *sequence
	regular  *regexp.Regexp
	expr     *expr
	groups   int
}

// Compile reads an expression. An error says what is wrong with it, without the expression.
func Compile(text string) (*Pattern, error) {
	e, groups, err := parse(text)
	if err != nil {
		return nil, err
	}
	p := &Pattern{text: text, expr: e, groups: groups}
	if p.sequence = sequenceOf(e); p.sequence != nil || !e.isRegular() {
		return p, nil
	}
	var b strings.Builder
	e.re2(&b)
	if p.regular, err = regexp.Compile(b.String()); err != nil {
		p.regular = nil // too large, or nested too deep
	}
	return p, nil
}

// String gives the expression.
func (p *Pattern) String() string { return p.text }

// Steps is the effort to grant for all texts of a body of so many bytes.
func Steps(size int) int { return 200_000 + 16*size }

// Match reports whether the expression matches anywhere in text, which is UTF-8. It uses up steps; when these
// do not suffice, or there are none to use as steps is nil, it is not decided.
func (p *Pattern) Match(text []byte, steps *int) (matched, decided bool) {
	switch {
	case p.sequence != nil:
		return p.sequence.match(text), true
	case p.regular != nil:
		return p.regular.Match(text), true
	case steps == nil || *steps < 0:
		return false, false
	}
	b := backtracker{text: text, groups: make([][2]int, p.groups), steps: steps}
	return b.search(p.expr)
}
