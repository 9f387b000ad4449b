package schema

import (
	"unicode/utf8"
)

func (j *judge) number(n *node, at *place, out *outcome) {
	if !n.number.any() {
		return
	}
	n.number.check(parseDecimal(j.text(at)), func(keyword Keyword, want string) {
		j.fault(out, n, keyword, at, j.show(at), want)
	})
}

// check reports the keywords that a number breaks, and what they want.
func (r *numberRules) check(got decimal, report func(keyword Keyword, want string)) {
	if b := r.minimum; b != nil {
		switch order := got.compare(b.value); {
		case order < 0 && !b.exclusive:
			report(KeywordMinimum, "at least "+b.text)
		case order <= 0 && b.exclusive:
			report(KeywordExclusiveMinimum, "more than "+b.text)
		}
	}
	if b := r.maximum; b != nil {
		switch order := got.compare(b.value); {
		case order > 0 && !b.exclusive:
			report(KeywordMaximum, "at most "+b.text)
		case order >= 0 && b.exclusive:
			report(KeywordExclusiveMaximum, "less than "+b.text)
		}
	}
	if r.multipleOf != nil && !got.isMultipleOf(r.multipleOf.value) {
		report(KeywordMultipleOf, "a multiple of "+r.multipleOf.text)
	}
	if r.format != nil && !r.format.valid(got) {
		report(KeywordFormat, r.format.want)
	}
}

func (j *judge) string(n *node, at *place, out *outcome) {
	if !n.text.any() {
		return
	}
	text := j.unquoted(at.Span)
	n.text.check(text, &j.steps, func(keyword Keyword, want string) {
		got := j.show(at)
		if keyword == KeywordMaxLength {
			got = count(utf8.RuneCount(text), "character") + ", " + got
		}
		j.fault(out, n, keyword, at, got, want)
	})
}

// check reports the keywords that a text breaks, and what they want.
func (r *stringRules) check(text []byte, steps *int, report func(keyword Keyword, want string)) {
	length := utf8.RuneCount(text)
	if length < r.minLength {
		report(KeywordMinLength, "at least "+count(r.minLength, "character"))
	}
	if r.maxLength >= 0 && length > r.maxLength {
		report(KeywordMaxLength, "at most "+count(r.maxLength, "character"))
	}
	if r.pattern != nil {
		switch matched, decided := r.pattern.Match(text, steps); {
		case !decided:
			report(KeywordPattern, "text on which "+cut(r.pattern.String())+" takes less effort")
		case !matched:
			report(KeywordPattern, "text that matches "+cut(r.pattern.String()))
		}
	}
	if r.format != nil && !r.format.valid(text) {
		report(KeywordFormat, r.format.want)
	}
}
