package schema

import (
	"github.com/devenviron/contract/conformance/jsontext"
	"github.com/devenviron/contract/conformance/schema/pattern"
)

// A judge walks checked JSON text along the schemas and collects what deviates.
type judge struct {
	data []byte
	// guided is set while only those values need to be judged that have one of the failures, which are sorted,
	// or lie around one.
	guided bool
	// failures lie ahead, as do the arrays and objects around them.
	failures []failure
	around   []jsontext.Span
	// ends has the larger arrays and objects of the text, once they are asked for.
	ends []jsontext.Span
	// secrets are the values that must not be shown.
	secrets []jsontext.Span
	// outcomes has the composed schemas that were applied. Without it, schemas that refer to each other in
	// several ways take time exponential in the depth of the body.
	outcomes map[application]*outcome
	// steps are what is left of the effort for patterns, kept is how many faults were kept.
	steps, kept int
	digester    digester
	// found is what was brought to light of the whole text.
	found  outcome
	places slab[place]
	faults slab[fault]
}

// maxKept bounds the memory for faults, maxFound how many are found in a body.
const (
	maxKept  = 100_000
	maxFound = 10_000
)

// A slab makes values that are needed until the end, many at a time. The first are made again of the same memory.
type slab[T any] struct{ free, first []T }

func (s *slab[T]) reset() { s.free = s.first }

func (s *slab[T]) put(value T) *T {
	if len(s.free) == 0 {
		s.free = make([]T, 32)
	}
	if s.first == nil {
		s.first = s.free
	}
	made := &s.free[0]
	s.free = s.free[1:]
	*made = value
	return made
}

type application struct {
	node *node
	scope
	start int
}

// reset prepares the judge for a text of which nothing is known.
func (j *judge) reset(data []byte) {
	j.data, j.guided, j.outcomes, j.kept = data, false, nil, 0
	j.ends, j.secrets = j.ends[:0], j.secrets[:0]
	j.steps = pattern.Steps(len(data))
	j.digester = digester{data: data}
	j.places.reset()
	j.faults.reset()
	j.found = outcome{entries: j.found.entries[:0], records: j.found.records[:0]}
}

// run judges the whole text, and looks for members that objects have twice where there may be any.
func (j *judge) run(root *node, repeats bool) []Fault {
	top := j.top()
	j.found.at = top
	j.value(root, top, &j.found)
	j.guided = false
	if repeats {
		j.duplicates(top, &j.found)
	}
	return j.findings(&j.found)
}

// fault adds a fault of a value.
func (j *judge) fault(out *outcome, n *node, keyword Keyword, at *place, got, want string) {
	j.put(out, fault{keyword: keyword, at: at, node: n, got: got, want: want})
}

func (j *judge) put(out *outcome, f fault) {
	var kept *fault
	if j.kept < maxKept {
		kept = j.faults.put(f)
		j.kept++
	}
	out.put(f, kept)
}

// value applies a schema to a value.
func (j *judge) value(n *node, at *place, out *outcome) {
	if !j.guided {
		j.apply(n, scopeOf(n), at, out)
		return
	}
	// Schemas that share a value tell together what is documented in it: either all go over it, or none.
	_, whole := j.failureAt(at.Start)
	j.guided = !whole && len(n.allOf)+len(n.anyOf)+len(n.oneOf) == 0
	j.apply(n, scopeOf(n), at, out)
	j.guided = true
}

// apply applies a schema in a scope.
func (j *judge) apply(n *node, in scope, at *place, out *outcome) {
	if !n.composes() {
		j.applyOnce(n, in, at, out)
		return
	}
	key := application{n, in, at.Start}
	known := j.outcomes[key]
	if known == nil {
		known = &outcome{at: at}
		j.applyOnce(n, in, at, known)
		if j.outcomes == nil {
			j.outcomes = map[application]*outcome{}
		}
		j.outcomes[key] = known
	}
	out.add(known)
}

func (j *judge) applyOnce(n *node, in scope, at *place, out *outcome) {
	if n.secret {
		j.secrets = append(j.secrets, at.Span)
	}
	kind := j.kind(at)
	if n.kinds&kind == 0 || n.integer && kind == kindNumber && !parseDecimal(j.text(at)).isInteger() {
		j.fault(out, n, KeywordType, at, j.show(at), n.want)
		return
	}
	j.enum(n, at, out)
	switch kind {
	case kindNumber:
		j.number(n, at, out)
	case kindString:
		j.string(n, at, out)
	case kindArray:
		j.array(n, at, out)
	case kindObject:
		j.object(n, in, at, out)
	}
	for _, sub := range n.allOf {
		j.apply(sub, in, at, out)
	}
	j.alternatives(n, in, at, KeywordAnyOf, n.anyOf, out)
	j.alternatives(n, in, at, KeywordOneOf, n.oneOf, out)
	if n.not != nil {
		j.not(n.not, at, out)
	}
}

func (j *judge) enum(n *node, at *place, out *outcome) {
	if n.enum == nil || j.isListed(n.enum, at) {
		return
	}
	keyword := KeywordEnum
	if n.enum.extensible {
		keyword = KeywordExtensibleEnum
	}
	j.fault(out, n, keyword, at, j.show(at), n.enum.want)
}

func (j *judge) isListed(e *enumRule, at *place) bool {
	if j.kind(at)&(kindArray|kindObject) != 0 {
		// The canonical form of what may be large is only made when it is likely to be listed.
		if sum, _ := j.digester.digest(at.Start); !e.digests[sum] {
			return false
		}
	}
	canonical, _ := appendCanonical(nil, j.data, at.Start)
	return e.values[string(canonical)]
}
