package schema

import (
	"unicode/utf8"

	"github.com/devenviron/contract/conformance/jsontext"
	"github.com/devenviron/contract/conformance/schema/pattern"
)

func (j *judge) number(n *node, at *place, out *outcome) {
	r := &n.number
	if r.minimum == nil && r.maximum == nil && r.multipleOf == nil && r.format == nil {
		return
	}
	got := parseDecimal(j.text(at))
	if b := r.minimum; b != nil {
		switch order := got.compare(b.value); {
		case order < 0 && !b.exclusive:
			out.fault(n, KeywordMinimum, at, j.show(at), "at least "+b.text)
		case order <= 0 && b.exclusive:
			out.fault(n, KeywordExclusiveMinimum, at, j.show(at), "more than "+b.text)
		}
	}
	if b := r.maximum; b != nil {
		switch order := got.compare(b.value); {
		case order > 0 && !b.exclusive:
			out.fault(n, KeywordMaximum, at, j.show(at), "at most "+b.text)
		case order >= 0 && b.exclusive:
			out.fault(n, KeywordExclusiveMaximum, at, j.show(at), "less than "+b.text)
		}
	}
	if r.multipleOf != nil && !got.isMultipleOf(r.multipleOf.value) {
		out.fault(n, KeywordMultipleOf, at, j.show(at), "a multiple of "+r.multipleOf.text)
	}
	if r.format != nil && !r.format.valid(got) {
		out.fault(n, KeywordFormat, at, j.show(at), r.format.want)
	}
}

func (j *judge) string(n *node, at *place, out *outcome) {
	r := &n.text
	if r.minLength == 0 && r.maxLength < 0 && r.pattern == nil && r.format == nil {
		return
	}
	text := jsontext.Unquote(nil, j.text(at))
	length := utf8.RuneCount(text)
	if length < r.minLength {
		out.fault(n, KeywordMinLength, at, j.show(at), "at least "+count(r.minLength, "character"))
	}
	if r.maxLength >= 0 && length > r.maxLength {
		out.fault(n, KeywordMaxLength, at, count(length, "character")+", "+j.show(at), "at most "+count(r.maxLength, "character"))
	}
	if r.pattern != nil {
		ok, err := r.pattern.Match(text)
		if err != nil {
			out.fault(n, KeywordPattern, at, j.show(at), "text on which "+cut(n.schema.Pattern)+" is decided within "+pattern.Timeout.String())
		} else if !ok {
			out.fault(n, KeywordPattern, at, j.show(at), "text that matches "+cut(n.schema.Pattern))
		}
	}
	if r.format != nil && !r.format.valid(text) {
		out.fault(n, KeywordFormat, at, j.show(at), r.format.want)
	}
}
