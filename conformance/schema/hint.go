package schema

import (
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance/jsontext"
)

// maxHints bounds the search for likely names in a body that has nothing but faults.
const maxHints = 200

// hint names what was likely meant by a member that is not known, or where a missing one went. The records
// are sorted.
func (j *judge) hint(f *fault, records []record) string {
	switch f.keyword {
	case KeywordUndocumented, KeywordAdditionalProperties:
		return j.hintUnknown(f, records)
	case KeywordRequired:
		if name, ok := Nearest(f.property, j.unknownNames(f.at, records)); ok {
			return quote(name) + " looks like it"
		}
	}
	return ""
}

func (j *judge) hintUnknown(f *fault, records []record) string {
	object := f.at.parent
	same := recordsOf(records, object)
	present := j.names(object)
	var free []string
	for _, r := range same {
		for _, name := range r.node.object.documented {
			if !present[name] {
				free = append(free, name)
			}
		}
	}
	if name, ok := Nearest(f.property, free); ok {
		return "did you mean " + quote(name) + "?"
	}
	if up := j.enclosingObject(object); up != nil {
		for _, r := range recordsOf(records, up) {
			if r.node.object.members[f.property].node != nil {
				return "declared one level up at " + j.pointer(up) + "/" + escapePointer(f.property)
			}
		}
	}
	for _, r := range same {
		for _, name := range r.node.object.documented {
			if r.node.object.members[name].node.declares(f.property) {
				return "declared one level down at " + j.pointer(object) + "/" + escapePointer(name) + "/" + escapePointer(f.property)
			}
		}
	}
	return ""
}

func (j *judge) enclosingObject(at *place) *place {
	for at = at.parent; at != nil && j.kind(at) != kindObject; {
		at = at.parent
	}
	return at
}

func (j *judge) names(at *place) map[string]bool {
	out := map[string]bool{}
	for m := range jsontext.Members(j.data, at.Start) {
		out[m.Name] = true
	}
	return out
}

// unknownNames lists the members of an object that none of its schemas declares.
func (j *judge) unknownNames(at *place, records []record) []string {
	var out []string
	for m := range jsontext.Members(j.data, at.Start) {
		if len(out) < maxListed && !slices.ContainsFunc(recordsOf(records, at), func(r record) bool {
			return r.node.object.members[m.Name].node != nil
		}) {
			out = append(out, m.Name)
		}
	}
	return out
}

// declares reports whether the schema of an object, or one composed into it, declares a property.
func (n *node) declares(name string) bool {
	if n.object.members[name].node != nil {
		return true
	}
	for _, subs := range n.applied() {
		if slices.ContainsFunc(subs, func(sub *node) bool { return sub.declares(name) }) {
			return true
		}
	}
	return false
}

// Nearest finds the candidate that a name was likely meant to be: the same but for letter case and
// separators, or one or two letters off.
func Nearest(name string, candidates []string) (string, bool) {
	const longest = 64
	if len(name) > longest {
		return "", false
	}
	best, bestDistance := "", 3
	for _, candidate := range candidates {
		if candidate == name || len(candidate) > longest {
			continue
		}
		d := 0
		if fold(candidate) != fold(name) {
			d = editDistance(name, candidate)
			if d*3 > min(len(name), len(candidate)) {
				continue
			}
		}
		if d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best, bestDistance < 3
}

var separators = strings.NewReplacer("_", "", "-", "", " ", "")

func fold(name string) string { return strings.ToLower(separators.Replace(name)) }

// editDistance counts the bytes to insert, delete, replace or swap with their neighbour.
func editDistance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for k := range last {
		last[k] = k
	}
	for i := range len(a) {
		row[0] = i + 1
		for k := range len(b) {
			cost := 1
			if a[i] == b[k] {
				cost = 0
			}
			row[k+1] = min(last[k]+cost, last[k+1]+1, row[k]+1)
			if i > 0 && k > 0 && a[i] == b[k-1] && a[i-1] == b[k] {
				row[k+1] = min(row[k+1], before[k-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
