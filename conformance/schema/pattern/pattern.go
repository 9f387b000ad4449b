// Package pattern matches regular expressions of ECMA-262, the dialect of OpenAPI and JSON Schema. Text is
// matched by code point. An expression runs in linear time unless it looks around or refers back; then its
// time is bounded.
package pattern

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/dlclark/regexp2"
)

// Timeout is how long a pattern that looks around or refers back may take on one text.
const Timeout = time.Second

// Pattern is a compiled expression, safe for concurrent use.
type Pattern struct {
	linear       *regexp.Regexp
	backtracking *regexp2.Regexp
}

// Compile reads an expression. An error says what is wrong with it, without the expression.
func Compile(text string) (*Pattern, error) {
	e, err := parse(text)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	if e.isRegular() {
		e.re2(&b)
		linear, err := regexp.Compile(b.String())
		if err == nil {
			return &Pattern{linear: linear}, nil
		}
		b.Reset() // too large for RE2
	}
	e.backtracking(&b)
	backtracking, err := regexp2.Compile(b.String(), regexp2.ECMAScript)
	if err != nil {
		return nil, fmt.Errorf("no engine takes it: %w", err)
	}
	backtracking.MatchTimeout = Timeout
	return &Pattern{backtracking: backtracking}, nil
}

// Match reports whether the expression matches anywhere in text, which is UTF-8. An error means that it was
// not decided within [Timeout].
func (p *Pattern) Match(text []byte) (bool, error) {
	if p.linear != nil {
		return p.linear.Match(text), nil
	}
	return p.backtracking.MatchString(string(text))
}
