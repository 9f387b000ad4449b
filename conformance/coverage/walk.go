package coverage

import (
	"github.com/devenviron/contract/conformance/jsontext"
	"github.com/devenviron/contract/conformance/schema"
)

// maxAlternatives bounds how deep alternatives are looked for inside alternatives. Each level judges its value
// again, so that without a bound hostile nesting would cost the square of its size.
const maxAlternatives = 8

// Mark puts the elements that a JSON text exercises into a set. A text that is not JSON exercises none.
func (s *Schema) Mark(set Set, text []byte) {
	if s.root == nil || jsontext.Check(text, jsontext.DefaultMaxDepth) != nil {
		return
	}
	w := walker{data: text, set: set}
	w.value(s.root, jsontext.SkipSpace(text, 0))
}

type walker struct {
	data []byte
	set  Set
	// depth counts the alternatives around the value.
	depth int
	// composed has the composed schemas that were met. Two ways to a value would else be four to what is in it, and
	// eight to what is in that.
	composed map[visit]bool
}

// visit is a schema with the value that it is applied to.
type visit struct {
	node         *node
	start, depth int
}

// again reports whether a composed schema was applied to a value before.
func (w *walker) again(n *node, start int) bool {
	if len(n.allOf)+len(n.alternatives) == 0 {
		return false
	}
	if w.composed == nil {
		w.composed = map[visit]bool{}
	}
	v := visit{n, start, w.depth}
	again := w.composed[v]
	w.composed[v] = true
	return again
}

// value marks what the value at an index exercises of a schema that holds for it.
func (w *walker) value(n *node, start int) {
	if n == nil || w.again(n, start) {
		return
	}
	if n.nullable {
		if w.data[start] == 'n' {
			w.set.Add(n.null)
			return // Null is let past what the schema is composed of.
		}
		w.set.Add(n.notNull)
	}
	w.enum(n, start)
	for m := range jsontext.Members(w.data, start) {
		if p, ok := n.properties[m.Name]; ok {
			w.set.Add(p.element)
			w.value(p.node, m.Value.Start)
		} else {
			w.value(n.additional, m.Value.Start)
		}
	}
	for element := range jsontext.Elements(w.data, start) {
		w.value(n.items, element.Start)
	}
	for _, part := range n.allOf {
		w.value(part, start)
	}
	w.alternatives(n, start)
}

func (w *walker) enum(n *node, start int) {
	if w.data[start] == '"' {
		if len(n.texts) == 0 {
			return
		}
		if element, ok := n.texts[string(jsontext.Unquote(nil, w.text(start)))]; ok {
			w.set.Add(element)
		}
	} else if len(n.values) > 0 {
		if element := n.value(w.text(start)); element >= 0 {
			w.set.Add(element)
		}
	}
}

// alternatives goes on with the schemas under anyOf and oneOf that hold: what the others declare is not exercised,
// even where it has the same name.
func (w *walker) alternatives(n *node, start int) {
	if len(n.alternatives) == 0 || w.depth == maxAlternatives {
		return
	}
	w.depth++
	defer func() { w.depth-- }()
	if chosen, ok := w.tagged(n, start); ok {
		w.value(n.alternatives[chosen].node, start)
		return
	}
	text := w.text(start)
	for _, a := range n.alternatives {
		if holds(a.program, text) {
			w.value(a.node, start)
		}
	}
}

// tagged is the alternative that the discriminator of an object names.
func (w *walker) tagged(n *node, start int) (chosen int, ok bool) {
	if n.tag == "" {
		return 0, false
	}
	for m := range jsontext.Members(w.data, start) {
		if m.Name == n.tag && w.data[m.Value.Start] == '"' {
			chosen, ok = n.tags[string(jsontext.Unquote(nil, w.text(m.Value.Start)))]
		}
	}
	return chosen, ok
}

// holds reports whether a schema takes a text. What it does not document, and values that are new to an open
// enumeration, do not keep it from that.
func holds(p *schema.Program, text []byte) bool {
	for _, fault := range p.Check(text) {
		if fault.Keyword != schema.KeywordUndocumented && fault.Keyword != schema.KeywordExtensibleEnum {
			return false
		}
	}
	return true
}

func (w *walker) text(start int) []byte { return w.data[start:jsontext.ValueEnd(w.data, start)] }
