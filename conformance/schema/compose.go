package schema

import (
	"maps"
	"slices"
	"strings"
)

// alternatives applies anyOf or oneOf.
func (j *judge) alternatives(n *node, in scope, at *place, keyword Keyword, subs []*node, out *outcome) {
	if len(subs) == 0 {
		return
	}
	if n.discriminator != nil && j.kind(at) == kindObject {
		if chosen, judged := j.discriminate(n, at, out); judged {
			if chosen != nil {
				j.apply(chosen, in.of(chosen), at, out)
			}
			return
		}
	}
	outcomes := make([]*outcome, len(subs))
	var holding []int
	for i, sub := range subs {
		outcomes[i] = &outcome{at: at}
		j.apply(sub, in.of(sub), at, outcomes[i])
		if outcomes[i].holds() {
			holding = append(holding, i)
			out.add(outcomes[i])
		}
	}
	if len(holding) == 0 {
		j.explain(n, at, keyword, subs, outcomes, out)
	}
	if keyword == KeywordOneOf && len(holding) > 1 {
		j.fault(out, n, keyword, at, j.show(at)+" that matches "+list(pick(labels(subs), holding), "and"), "exactly one of "+list(labels(subs), "or"))
	}
}

// explain reports the alternative that comes nearest. One that only misses a new value of an open
// enumeration holds; only that value is reported.
func (j *judge) explain(n *node, at *place, keyword Keyword, subs []*node, outcomes []*outcome, out *outcome) {
	best := outcomes[0]
	for _, o := range outcomes {
		if o.distance() < best.distance() {
			best = o
		}
	}
	if !best.mistyped {
		out.add(best)
	}
	if best.hard > 0 {
		j.fault(out, n, keyword, at, j.show(at)+" that matches none", labelWant[keyword]+list(labels(subs), "or"))
	}
}

var labelWant = map[Keyword]string{KeywordOneOf: "exactly one of ", KeywordAnyOf: "at least one of "}

// discriminate finds the alternative that the object names. It is judged when the object names one, or when
// it does not but has to; what has a name in the mapping but is not among the alternatives is left to them.
func (j *judge) discriminate(n *node, at *place, out *outcome) (chosen *node, judged bool) {
	d := n.discriminator
	want := oneOf(quoteAll(slices.Sorted(maps.Keys(d.targets))))
	for name, value := range j.members(at) {
		if string(j.unquoted(name)) != d.property {
			continue
		}
		named := j.places.put(place{Span: value, parent: at, name: name})
		if j.kind(named) == kindString {
			target, ok := d.targets[string(j.unquoted(value))]
			if ok {
				return target, target != nil
			}
		}
		j.fault(out, n, KeywordDiscriminator, named, j.show(named), want)
		return nil, true
	}
	j.fault(out, n, KeywordDiscriminator, at, "no "+quote(d.property), "property "+quote(d.property))
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
		j.fault(out, rule, KeywordNot, at, j.show(at), want)
	}
}

func (j *judge) holds(n *node, at *place) bool {
	guided := j.guided
	j.guided = false
	o := outcome{at: at}
	j.value(n, at, &o)
	j.guided = guided
	return o.holds()
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
