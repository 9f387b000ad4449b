package schema

import (
	"cmp"
	"slices"

	"github.com/devenviron/contract/conformance/jsontext"
)

// duplicates reports each member whose name its object has had before.
func (j *judge) duplicates(at *place, out *outcome) {
	switch j.kind(at) {
	case kindArray:
		index := 0
		for element := range jsontext.Elements(j.data, at.Start) {
			j.duplicates(&place{Span: element, parent: at, index: index}, out)
			index++
		}
	case kindObject:
		seen := map[string]bool{}
		for m := range jsontext.Members(j.data, at.Start) {
			child := &place{Span: m.Value, parent: at, name: m.Name}
			if seen[m.Name] {
				out.faults = append(out.faults, fault{
					keyword: KeywordDuplicateMember, at: child, span: m.NameSpan,
					got: quote(m.Name) + " again", want: "each name once",
				})
			}
			seen[m.Name] = true
			j.duplicates(child, out)
		}
	}
}

// undocumented reports the members that no schema that applies to their object declares or requires, where
// there is one that declares properties and none that lets others in.
func (j *judge) undocumented(out *outcome) {
	slices.SortStableFunc(out.records, func(a, b record) int { return cmp.Compare(a.at.Start, b.at.Start) })
	for rest := out.records; len(rest) > 0; {
		same := recordsOf(rest, rest[0].at)
		rest = rest[len(same):]
		for _, m := range unknownToAll(same) {
			n := same[0].node
			out.faults = append(out.faults, fault{
				keyword: KeywordUndocumented, at: m.at, span: m.name, property: m.at.name, node: n,
				got: "property " + quote(m.at.name), want: "a documented property",
			})
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

func unknownToAll(same []record) []unknownMember {
	var left []unknownMember
	declares := false
	for i, r := range same {
		declares = declares || r.node.object.hasProperties
		if r.node.object.additional != additionalUnsaid {
			return nil
		}
		if i == 0 {
			left = slices.Clone(r.unknown)
			continue
		}
		left = slices.DeleteFunc(left, func(m unknownMember) bool {
			return !slices.ContainsFunc(r.unknown, func(other unknownMember) bool { return other.name == m.name })
		})
	}
	if !declares {
		return nil
	}
	return left
}
