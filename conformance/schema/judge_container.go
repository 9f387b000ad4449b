package schema

import (
	"fmt"
	"strconv"
)

func (j *judge) array(n *node, at *place, out *outcome) {
	r := &n.array
	own := j.isOwn(at)
	items := 0
	for i, element := range j.elements(at) {
		items++
		if r.items != nil && !j.isSpared(element) {
			j.value(r.items, j.places.put(place{Span: element, parent: at, index: i}), out)
		} else if !own && j.isDone(at.Span) {
			return
		}
	}
	if !own {
		return
	}
	if items < r.minItems {
		j.fault(out, n, KeywordMinItems, at, count(items, "item"), "at least "+count(r.minItems, "item"))
	}
	if r.maxItems >= 0 && items > r.maxItems {
		j.fault(out, n, KeywordMaxItems, at, count(items, "item"), "at most "+count(r.maxItems, "item"))
	}
	if r.unique {
		j.unique(n, at, out)
	}
}

func (j *judge) unique(n *node, at *place, out *outcome) {
	seen := map[digest]int{}
	for index, element := range j.elements(at) {
		sum, _ := j.digester.digest(element.Start)
		if first, ok := seen[sum]; ok {
			j.fault(out, n, KeywordUniqueItems, at, fmt.Sprintf("equal items %d and %d", first, index), "items that all differ")
			return
		}
		seen[sum] = index
	}
}

// isOwn reports whether an array or object may have faults of its own, and not only deeper ones: then nothing
// but the way to these is of interest.
func (j *judge) isOwn(at *place) bool {
	if !j.guided {
		return true
	}
	isFailure, _ := j.failureAt(at.Start)
	return isFailure
}

func (j *judge) object(n *node, in scope, at *place, out *outcome) {
	o := &n.object
	own := j.isOwn(at)
	var few [16]bool
	present := append(few[:0], make([]bool, len(o.required))...)
	var unknown []*place
	members := 0
	for name, value := range j.members(at) {
		members++
		spared := j.isSpared(value)
		if spared && !own {
			if j.isDone(at.Span) {
				break
			}
			continue
		}
		rule, ok := o.members[string(j.unquoted(name))]
		if ok && rule.required >= 0 {
			present[rule.required] = true
		}
		if spared && (ok || o.additionalAs != nil) {
			continue
		}
		child := j.places.put(place{Span: value, parent: at, name: name})
		switch {
		case rule.node != nil:
			j.property(rule, child, out)
		case o.additional == additionalForbidden:
			unknown = append(unknown, child)
			j.member(n, KeywordAdditionalProperties, child, "no property beyond those declared", out)
		case o.additionalAs != nil:
			j.value(o.additionalAs, child, out)
		case !ok:
			unknown = append(unknown, child)
		}
	}
	if o.hasProperties || o.additional != additionalUnsaid || len(o.required) > 0 {
		out.records = append(out.records, record{at, n, unknown})
	}
	if !own {
		return
	}
	j.required(n, in, at, present, out)
	if members < o.minProperties {
		j.fault(out, n, KeywordMinProperties, at, properties(members), "at least "+properties(o.minProperties))
	}
	if o.maxProperties >= 0 && members > o.maxProperties {
		j.fault(out, n, KeywordMaxProperties, at, properties(members), "at most "+properties(o.maxProperties))
	}
}

// member reports a member that should not be there.
func (j *judge) member(n *node, keyword Keyword, at *place, want string, out *outcome) {
	name := string(j.unquoted(at.name))
	j.put(out, fault{keyword: keyword, at: at, span: at.name, property: name, node: n, got: "property " + quote(name), want: want})
}

func (j *judge) property(m member, at *place, out *outcome) {
	switch m.forbidden {
	case KeywordReadOnly:
		j.fault(out, m.node, KeywordReadOnly, at, j.show(at), "nothing in a request: the property is read-only")
	case KeywordWriteOnly:
		j.fault(out, m.node, KeywordWriteOnly, at, j.show(at), "nothing in a response: the property is write-only")
	}
	j.value(m.node, at, out)
}

func (j *judge) required(n *node, in scope, at *place, present []bool, out *outcome) {
	for i, name := range n.object.required {
		if !present[i] && !in.exempts(name) {
			j.put(out, fault{
				keyword: KeywordRequired, at: at, property: name, node: n, item: name,
				got: "no " + quote(name), want: "property " + quote(name),
			})
		}
	}
}

func properties(n int) string {
	if n == 1 {
		return "1 property"
	}
	return strconv.Itoa(n) + " properties"
}
