package schema

import (
	"cmp"
	"slices"
)

// duplicates reports each member whose name its object has had before.
func (j *judge) duplicates(at *place, out *outcome) {
	switch j.kind(at) {
	case kindArray:
		for i, element := range j.elements(at) {
			j.duplicates(j.places.put(place{Span: element, parent: at, index: i}), out)
		}
	case kindObject:
		seen := map[string]bool{}
		for name, value := range j.members(at) {
			child := j.places.put(place{Span: value, parent: at, name: name})
			text := string(j.unquoted(name))
			if seen[text] {
				j.put(out, fault{keyword: KeywordDuplicateMember, at: child, span: name, got: quote(text) + " again", want: "each name once"})
			}
			seen[text] = true
			j.duplicates(child, out)
		}
	}
}

// undocumented reports the members that no schema that applies to their object declares or requires, where
// there is one that declares properties and none that lets others in. The records are sorted.
func (j *judge) undocumented(records []record, out *outcome) {
	for rest := records; len(rest) > 0; {
		same := recordsOf(rest, rest[0].at)
		rest = rest[len(same):]
		for _, m := range unknownToAll(same) {
			j.member(same[0].node, KeywordUndocumented, m, "a documented property", out)
		}
	}
}

// recordsOf gives the records of one object; they are sorted.
func recordsOf(records []record, at *place) []record {
	first, _ := slices.BinarySearchFunc(records, at, func(r record, at *place) int { return cmp.Compare(r.at.Start, at.Start) })
	last := first
	for last < len(records) && records[last].at.Start == at.Start {
		last++
	}
	return records[first:last]
}

func unknownToAll(same []record) []*place {
	left := same[0].unknown
	declares := false
	for i, r := range same {
		declares = declares || r.node.object.hasProperties
		switch {
		case r.node.object.additional != additionalUnsaid:
			return nil
		case i > 0 && len(left) > 0:
			left = common(left, r.unknown)
		}
	}
	if !declares {
		return nil
	}
	return left
}

// common gives the members that are in both lists, which are in their order.
func common(a, b []*place) []*place {
	var out []*place
	for _, m := range a {
		for len(b) > 0 && b[0].Start < m.Start {
			b = b[1:]
		}
		if len(b) > 0 && b[0].Start == m.Start {
			out = append(out, m)
		}
	}
	return out
}
