package schema

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/devenviron/contract/conformance/jsontext"
)

// findings turns the outcome of a body into its faults.
func (j *judge) findings(out *outcome) []Fault {
	var all harvest
	all.gather(out)
	records := all.records
	slices.SortStableFunc(records, func(a, b record) int { return cmp.Compare(a.at.Start, b.at.Start) })
	undocumented := outcome{at: out.at}
	j.undocumented(records, &undocumented)
	all.gather(&undocumented)
	faults := distinct(all.faults)
	if len(faults) == 0 {
		return nil
	}
	more := len(faults) - maxFound
	faults = faults[:min(len(faults), maxFound)]
	secrets := merge(j.secrets)
	hints := maxHints
	found := make([]Fault, 0, len(faults))
	for _, f := range faults {
		finding := j.finding(f)
		if f.isOfValue() && covers(secrets, f.at.Start) {
			finding.Got = hidden
		} else if hints > 0 && f.mayHaveHint() {
			hints--
			finding.Hint = j.hint(f, records)
		}
		found = append(found, finding)
	}
	if more > 0 {
		found[len(found)-1].Hint = fmt.Sprintf("the last of %d faults that are told; there are more", maxFound)
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
func distinct(faults []*fault) []*fault {
	if len(faults) < 2 {
		return faults
	}
	slices.SortStableFunc(faults, func(a, b *fault) int { return cmp.Compare(a.offsets().Start, b.offsets().Start) })
	kept := make([]*fault, 0, len(faults))
	for rest := faults; len(rest) > 0; {
		same := 1
		for same < len(rest) && rest[same].offsets().Start == rest[0].offsets().Start {
			same++
		}
		start := len(kept)
		for _, f := range rest[:same] {
			if !isMoot(f, rest[:same]) && !isKnown(f, kept[start:]) {
				kept = append(kept, f)
			}
		}
		rest = rest[same:]
	}
	return kept
}

// isMoot reports whether a fault of a value stands behind its wrong type.
func isMoot(f *fault, same []*fault) bool {
	switch f.keyword {
	case KeywordType, KeywordReadOnly, KeywordWriteOnly, KeywordAdditionalProperties, KeywordUndocumented, KeywordDuplicateMember:
		return false
	}
	return slices.ContainsFunc(same, func(other *fault) bool {
		return other.keyword == KeywordType && other.at.Start == f.at.Start
	})
}

// isKnown reports whether a fault is there already. A value has only one wrong type.
func isKnown(f *fault, kept []*fault) bool {
	return slices.ContainsFunc(kept, func(k *fault) bool {
		return k.keyword == f.keyword && (k.keyword == KeywordType || k.node == f.node && k.property == f.property && k.want == f.want)
	})
}

// isOfValue reports whether a fault shows something of the value.
func (f *fault) isOfValue() bool {
	switch f.keyword {
	case KeywordRequired, KeywordAdditionalProperties, KeywordUndocumented, KeywordDuplicateMember:
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
