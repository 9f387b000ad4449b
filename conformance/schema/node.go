package schema

import (
	"slices"

	"github.com/devenviron/contract/conformance/schema/pattern"
	"github.com/getkin/kin-openapi/openapi3"
)

// A node is a compiled schema. The nodes of a contract form a graph, which may have cycles.
type node struct {
	id int // tells nodes of a contract apart
	// schema is asked only where a keyword stands, and for the names and descriptions of findings.
	schema  *openapi3.Schema
	pointer string
	// name is how findings call the schema: the last part of a $ref, or the title.
	name string

	// kinds are the kinds of value that type and nullable let through; integer narrows numbers.
	kinds   kindSet
	want    string // says which types these are
	integer bool
	// secret marks a value that findings do not show.
	secret bool

	enum   *enumRule
	number numberRules
	text   stringRules
	array  arrayRules
	object objectRules

	allOf, anyOf, oneOf []*node
	not                 *node
	discriminator       *discriminator
}

// composes reports whether other schemas apply to the same value.
func (n *node) composes() bool {
	return len(n.allOf)+len(n.anyOf)+len(n.oneOf) > 0 || n.not != nil
}

// applied lists the schemas that can apply to the same value and describe it.
func (n *node) applied() []*node { return slices.Concat(n.allOf, n.anyOf, n.oneOf) }

type enumRule struct {
	// values has the canonical form of each value, digests the digests of those that are arrays or objects.
	values  map[string]bool
	digests map[digest]bool
	// list shows the values in the order of the document, and want all at once; texts are those that are
	// strings.
	list  []string
	texts []nearName
	want  string
	// integers has the integers of up to 15 digits.
	integers []int
	// extensible marks an enumeration that may grow.
	extensible bool
}

type numberRules struct {
	minimum, maximum *bound
	multipleOf       *bound
	format           *numberFormat
}

func (r *numberRules) any() bool { return *r != numberRules{} }

// A bound is a number of the contract with its text.
type bound struct {
	value     decimal
	text      string
	exclusive bool
}

type stringRules struct {
	minLength, maxLength int // maxLength is none when negative
	pattern              *pattern.Pattern
	format               *textFormat
}

func (r *stringRules) any() bool { return *r != stringRules{maxLength: -1} }

type arrayRules struct {
	minItems, maxItems int // maxItems is none when negative
	unique             bool
	items              *node // nil: any
}

type objectRules struct {
	// members has what is said of a name, under properties and in required.
	members map[string]member
	// documented lists the names under properties, sorted; hasProperties is set even if there are none.
	documented    []nearName
	hasProperties bool
	required      []string
	additional    additional
	additionalAs  *node // nil unless additional is a schema
	minProperties int
	maxProperties int // none when negative
}

// A member is what an object schema says of one name.
type member struct {
	node *node // nil when only required has the name
	// forbidden is readOnly or writeOnly where the direction rules the property out.
	forbidden Keyword
	// required is the index in required, or -1.
	required int
}

// additional is what additionalProperties says.
type additional int

const (
	additionalUnsaid additional = iota
	additionalFree              // true, or a schema
	additionalForbidden
)

// A discriminator chooses an alternative by the value of a property.
type discriminator struct {
	property string
	// targets maps a value to its alternative; nil where it is not among those listed.
	targets map[string]*node
}

// kindSet is a set of kinds of JSON value.
type kindSet uint8

const (
	kindNull kindSet = 1 << iota
	kindBoolean
	kindNumber
	kindString
	kindArray
	kindObject
	anyKind = kindNull | kindBoolean | kindNumber | kindString | kindArray | kindObject
)

// kindOf tells the kind of a value from its first byte.
func kindOf(first byte) kindSet {
	switch first {
	case '{':
		return kindObject
	case '[':
		return kindArray
	case '"':
		return kindString
	case 't', 'f':
		return kindBoolean
	case 'n':
		return kindNull
	}
	return kindNumber
}
