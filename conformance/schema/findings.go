package schema

import (
	"cmp"
	"slices"

	"github.com/devenviron/contract/conformance/jsontext"
)

// findings turns the outcome of a body into its faults.
func (j *judge) findings(out *outcome) []Fault {
	j.undocumented(out)
	secrets := merge(j.secrets)
	var found []Fault
	for i, f := range distinct(out.faults) {
		if f.hint == "" && i < maxHints {
			f.hint = j.hint(&f, out.records)
		}
		if f.keyword != KeywordRequired && covers(secrets, f.at.Start) {
			f.got, f.hint = hidden, ""
		}
		found = append(found, j.finding(&f))
	}
	return found
}

func (j *judge) finding(f *fault) Fault {
	out := Fault{
		Keyword: f.keyword,
		Pointer: j.pointer(f.at),
		Offset:  f.offsets().Start,
		End:     f.offsets().End,
		Got:     f.got,
		Want:    f.want,
		Hint:    f.hint,
	}
	if f.node != nil {
		out.Contract = f.node.source(f.keyword.inSchema(), f.item)
	}
	return out
}

// inSchema gives the keyword of OpenAPI that a fault of this keyword is about.
func (k Keyword) inSchema() string {
	switch k {
	case KeywordExtensibleEnum:
		return "enum"
	case KeywordUndocumented:
		return "properties"
	case KeywordExclusiveMinimum:
		return "minimum"
	case KeywordExclusiveMaximum:
		return "maximum"
	case KeywordNot:
		return "" // the schema that must not hold is the place
	}
	return string(k)
}

// offsets gives the bytes that deviate.
func (f *fault) offsets() jsontext.Span {
	if f.span != (jsontext.Span{}) {
		return f.span
	}
	return f.at.Span
}

// distinct sorts faults by offset. It drops those that two ways led to, and those of a value that has the
// wrong type to begin with.
func distinct(faults []fault) []fault {
	type identity struct {
		keyword        Keyword
		span           jsontext.Span
		node           *node
		property, want string
	}
	mistyped := map[int]bool{}
	for i := range faults {
		if faults[i].keyword == KeywordType {
			mistyped[faults[i].at.Start] = true
		}
	}
	seen := map[identity]bool{}
	slices.SortStableFunc(faults, func(a, b fault) int { return cmp.Compare(a.offsets().Start, b.offsets().Start) })
	return slices.DeleteFunc(faults, func(f fault) bool {
		id := identity{f.keyword, f.offsets(), f.node, f.property, f.want}
		if f.keyword == KeywordType {
			id = identity{keyword: f.keyword, span: f.offsets()}
		} else if mistyped[f.at.Start] && f.isOfValue() {
			return true
		}
		known := seen[id]
		seen[id] = true
		return known
	})
}

// isOfValue reports whether a fault is about the value, and not about its being there.
func (f *fault) isOfValue() bool {
	switch f.keyword {
	case KeywordReadOnly, KeywordWriteOnly, KeywordAdditionalProperties, KeywordUndocumented, KeywordDuplicateMember:
		return false
	}
	return true
}

// merge sorts spans and joins those that lie in each other.
func merge(spans []jsontext.Span) []jsontext.Span {
	slices.SortFunc(spans, func(a, b jsontext.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []jsontext.Span
	for _, s := range spans {
		if len(out) == 0 || s.Start >= out[len(out)-1].End {
			out = append(out, s)
		}
	}
	return out
}

// covers reports whether one of the merged spans has the offset.
func covers(spans []jsontext.Span, offset int) bool {
	i, found := slices.BinarySearchFunc(spans, offset, func(s jsontext.Span, offset int) int { return cmp.Compare(s.Start, offset) })
	return found || i > 0 && offset < spans[i-1].End
}
