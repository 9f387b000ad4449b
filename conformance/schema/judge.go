package schema

import (
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance/jsontext"
)

// A judge walks checked JSON text along the schemas and collects what deviates.
type judge struct {
	data []byte
	// secrets are the values that must not be shown.
	secrets []jsontext.Span
	// outcomes has the composed schemas that were applied to arrays and objects. Without it, schemas that
	// refer to each other from several alternatives take time exponential in the depth of the body.
	outcomes map[application]*outcome
}

type application struct {
	node, root *node
	start      int
}

// A place is a value in the body.
type place struct {
	jsontext.Span
	parent *place // nil at the top
	name   string // of a member
	index  int    // of an element
}

func (j *judge) pointer(at *place) string {
	if at.parent == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString(j.pointer(at.parent))
	b.WriteByte('/')
	if j.data[at.parent.Start] == '[' {
		b.WriteString(strconv.Itoa(at.index))
	} else {
		b.WriteString(escapePointer(at.name))
	}
	return b.String()
}

func (j *judge) text(at *place) []byte { return j.data[at.Start:at.End] }
func (j *judge) kind(at *place) kinds  { return kindOf(j.data[at.Start]) }

// An outcome is what applying schemas to values brought to light.
type outcome struct {
	faults  []fault
	records []record
}

// A fault is a [Fault] in the making.
type fault struct {
	keyword         Keyword
	at              *place
	span            jsontext.Span // of the member's name where it, not the value, deviates
	got, want, hint string
	node            *node  // has the violated keyword; nil for what JSON asks for
	item            string // of the keyword's list
	property        string // the name that is missing, or not known
}

// A record says that an object schema applied to an object. Together, the records of an object tell which of
// its members are documented.
type record struct {
	at      *place
	node    *node
	unknown []unknownMember
}

// An unknownMember is a member of which a schema that declares properties says nothing.
type unknownMember struct {
	at   *place
	name jsontext.Span
}

func (o *outcome) add(other *outcome) {
	o.faults = append(o.faults, other.faults...)
	o.records = append(o.records, other.records...)
}

func (o *outcome) fault(n *node, keyword Keyword, at *place, got, want string) {
	o.faults = append(o.faults, fault{keyword: keyword, at: at, node: n, got: got, want: want})
}

// value applies a schema to a value.
func (j *judge) value(n *node, at *place, out *outcome) { j.apply(n, n, at, out) }

// apply applies n as part of root, the outermost of the schemas that are composed for the value.
func (j *judge) apply(n, root *node, at *place, out *outcome) {
	kind := j.kind(at)
	if !n.composes() || kind&(kindArray|kindObject) == 0 {
		j.applyOnce(n, root, at, kind, out)
		return
	}
	key := application{n, root, at.Start}
	known := j.outcomes[key]
	if known == nil {
		known = &outcome{}
		j.applyOnce(n, root, at, kind, known)
		if j.outcomes == nil {
			j.outcomes = map[application]*outcome{}
		}
		j.outcomes[key] = known
	}
	out.add(known)
}

func (j *judge) applyOnce(n, root *node, at *place, kind kinds, out *outcome) {
	if n.secret {
		j.secrets = append(j.secrets, at.Span)
	}
	if n.kinds&kind == 0 || n.integer && kind == kindNumber && !parseDecimal(j.text(at)).isInteger() {
		out.fault(n, KeywordType, at, j.show(at), n.typeNames())
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
		j.object(n, root, at, out)
	}
	if kind != kindNull || !n.null {
		for _, sub := range n.allOf {
			j.apply(sub, root, at, out)
		}
		j.alternatives(n, root, at, KeywordAnyOf, n.anyOf, out)
		j.alternatives(n, root, at, KeywordOneOf, n.oneOf, out)
	}
	if n.not != nil {
		j.not(n.not, at, out)
	}
}

func (j *judge) enum(n *node, at *place, out *outcome) {
	if n.enum == nil || n.enum.values[string(appendCanonical(nil, j.data, at.Start))] {
		return
	}
	keyword := KeywordEnum
	if n.enum.extensible {
		keyword = KeywordExtensibleEnum
	}
	out.fault(n, keyword, at, j.show(at), oneOf(n.enum.list))
	if j.kind(at) == kindString {
		if name, ok := Nearest(string(jsontext.Unquote(nil, j.text(at))), n.enum.texts); ok {
			out.faults[len(out.faults)-1].hint = "did you mean " + quote(name) + "?"
		}
	}
}
