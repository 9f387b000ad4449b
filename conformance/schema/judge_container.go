package schema

import (
	"fmt"
	"strconv"

	"github.com/devenviron/contract/conformance/jsontext"
)

func (j *judge) array(n *node, at *place, out *outcome) {
	r := &n.array
	items := 0
	for element := range jsontext.Elements(j.data, at.Start) {
		if r.items != nil {
			j.value(r.items, &place{Span: element, parent: at, index: items}, out)
		}
		items++
	}
	if items < r.minItems {
		out.fault(n, KeywordMinItems, at, count(items, "item"), "at least "+count(r.minItems, "item"))
	}
	if r.maxItems >= 0 && items > r.maxItems {
		out.fault(n, KeywordMaxItems, at, count(items, "item"), "at most "+count(r.maxItems, "item"))
	}
	if r.unique {
		j.unique(n, at, out)
	}
}

func (j *judge) unique(n *node, at *place, out *outcome) {
	seen := map[string]int{}
	index := 0
	for element := range jsontext.Elements(j.data, at.Start) {
		key := string(appendCanonical(nil, j.data, element.Start))
		if first, ok := seen[key]; ok {
			out.fault(n, KeywordUniqueItems, at, fmt.Sprintf("equal items %d and %d", first, index), "items that all differ")
			return
		}
		seen[key] = index
		index++
	}
}

func (j *judge) object(n, root *node, at *place, out *outcome) {
	o := &n.object
	present := make([]bool, len(o.required))
	var unknown []unknownMember
	members := 0
	for m := range jsontext.Members(j.data, at.Start) {
		members++
		child := &place{Span: m.Value, parent: at, name: m.Name}
		rule, ok := o.members[m.Name]
		if ok && rule.required >= 0 {
			present[rule.required] = true
		}
		switch {
		case rule.node != nil:
			j.property(rule, child, out)
		case o.additional == additionalForbidden:
			out.faults = append(out.faults, fault{
				keyword: KeywordAdditionalProperties, at: child, span: m.NameSpan, property: m.Name, node: n,
				got: "property " + quote(m.Name), want: "no property beyond those declared",
			})
		case o.additionalAs != nil:
			j.value(o.additionalAs, child, out)
		case !ok:
			unknown = append(unknown, unknownMember{child, m.NameSpan})
		}
	}
	if o.hasProperties || o.additional != additionalUnsaid || len(o.required) > 0 {
		out.records = append(out.records, record{at, n, unknown})
	}
	j.required(n, root, at, present, out)
	if members < o.minProperties {
		out.fault(n, KeywordMinProperties, at, properties(members), "at least "+properties(o.minProperties))
	}
	if o.maxProperties >= 0 && members > o.maxProperties {
		out.fault(n, KeywordMaxProperties, at, properties(members), "at most "+properties(o.maxProperties))
	}
}

func (j *judge) property(m member, at *place, out *outcome) {
	switch m.forbidden {
	case KeywordReadOnly:
		out.fault(m.node, KeywordReadOnly, at, j.show(at), "nothing in a request: the property is read-only")
	case KeywordWriteOnly:
		out.fault(m.node, KeywordWriteOnly, at, j.show(at), "nothing in a response: the property is write-only")
	}
	j.value(m.node, at, out)
}

func (j *judge) required(n, root *node, at *place, present []bool, out *outcome) {
	for i, name := range n.object.required {
		if !present[i] && !root.exempts(name) {
			out.faults = append(out.faults, fault{
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
