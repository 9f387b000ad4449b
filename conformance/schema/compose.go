package schema

import (
	"maps"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance/jsontext"
)

// alternatives applies anyOf or oneOf.
func (j *judge) alternatives(n, root *node, at *place, keyword Keyword, subs []*node, out *outcome) {
	if len(subs) == 0 {
		return
	}
	if n.discriminator != nil && j.kind(at) == kindObject {
		if chosen, judged := j.discriminate(n, at, out); judged {
			if chosen != nil {
				j.apply(chosen, root, at, out)
			}
			return
		}
	}
	outcomes := make([]outcome, len(subs))
	var holding []int
	for i, sub := range subs {
		j.apply(sub, root, at, &outcomes[i])
		if len(outcomes[i].faults) == 0 {
			holding = append(holding, i)
		}
	}
	for _, i := range holding {
		out.add(&outcomes[i])
	}
	if len(holding) == 0 {
		j.explain(n, at, keyword, subs, outcomes, out)
	}
	if keyword == KeywordOneOf && len(holding) > 1 {
		out.fault(n, keyword, at, j.show(at)+" that matches "+list(pick(labels(subs), holding), "and"), "exactly one of "+list(labels(subs), "or"))
	}
}

// explain reports the alternative that comes nearest. One that only misses a new value of an open
// enumeration holds; only that value is reported.
func (j *judge) explain(n *node, at *place, keyword Keyword, subs []*node, outcomes []outcome, out *outcome) {
	best := 0
	for i := range outcomes {
		if outcomes[i].distance(at) < outcomes[best].distance(at) {
			best = i
		}
	}
	nearest := &outcomes[best]
	if !nearest.has(KeywordType, at) {
		out.add(nearest)
	}
	if !nearest.isTolerable() {
		out.fault(n, keyword, at, j.show(at)+" that matches none", labelWant[keyword]+list(labels(subs), "or"))
	}
}

var labelWant = map[Keyword]string{KeywordOneOf: "exactly one of ", KeywordAnyOf: "at least one of "}

// isTolerable reports whether nothing but open enumerations is missed.
func (o *outcome) isTolerable() bool {
	return !slices.ContainsFunc(o.faults, func(f fault) bool { return f.keyword != KeywordExtensibleEnum })
}

// distance orders alternatives that do not hold: another type is farthest, another tag is far, and then the
// number of faults counts.
func (o *outcome) distance(at *place) int {
	const far, farthest = 1 << 20, 1 << 40
	d := 0
	for i := range o.faults {
		f := &o.faults[i]
		switch {
		case f.keyword == KeywordType && f.at.Span == at.Span:
			d += farthest
		case f.keyword == KeywordEnum && len(f.node.enum.list) == 1 && f.at.parent != nil && f.at.parent.Span == at.Span:
			d += far
		case f.keyword != KeywordExtensibleEnum:
			d++
		}
	}
	return d
}

func (o *outcome) has(keyword Keyword, at *place) bool {
	return slices.ContainsFunc(o.faults, func(f fault) bool { return f.keyword == keyword && f.at.Span == at.Span })
}

// discriminate finds the alternative that the object names. It is judged when the object names one, or when
// it does not but has to; what has a name in the mapping but is not among the alternatives is left to them.
func (j *judge) discriminate(n *node, at *place, out *outcome) (chosen *node, judged bool) {
	d := n.discriminator
	want := oneOf(quoteAll(slices.Sorted(maps.Keys(d.targets))))
	for m := range jsontext.Members(j.data, at.Start) {
		if m.Name != d.property {
			continue
		}
		named := &place{Span: m.Value, parent: at, name: m.Name}
		if j.kind(named) == kindString {
			target, ok := d.targets[string(jsontext.Unquote(nil, j.text(named)))]
			if ok {
				return target, target != nil
			}
		}
		out.fault(n, KeywordDiscriminator, named, j.show(named), want)
		return nil, true
	}
	out.fault(n, KeywordDiscriminator, at, "no "+quote(d.property), "property "+quote(d.property))
	return nil, true
}

// not applies a schema that must not hold. Where it lists rules under anyOf, each that holds is one fault.
func (j *judge) not(n *node, at *place, out *outcome) {
	if !j.holds(n, at) {
		return
	}
	rules := []*node{n}
	if len(n.anyOf) > 0 {
		rules = slices.DeleteFunc(slices.Clone(n.anyOf), func(rule *node) bool { return !j.holds(rule, at) })
	}
	for _, rule := range rules {
		want := strings.TrimSuffix(rule.describe(n), ".")
		out.fault(rule, KeywordNot, at, j.show(at), want)
	}
}

func (j *judge) holds(n *node, at *place) bool {
	var o outcome
	j.value(n, at, &o)
	return len(o.faults) == 0
}

// describe gives what a rule says of itself, or else what the schema around it says.
func (n *node) describe(outer *node) string {
	for _, s := range []*node{n, outer} {
		if text := strings.Join(strings.Fields(s.schema.Description), " "); text != "" {
			return text
		}
	}
	return "a value that the contract does not rule out"
}

func labels(subs []*node) []string {
	out := make([]string, len(subs))
	for i, sub := range subs {
		out[i] = sub.label(i)
	}
	return out
}

func pick(from []string, indexes []int) []string {
	out := make([]string, len(indexes))
	for i, index := range indexes {
		out[i] = from[index]
	}
	return out
}
