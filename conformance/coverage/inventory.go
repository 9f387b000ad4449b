package coverage

import (
	"cmp"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/schema"
)

// Element is a part of a contract that an exchange can exercise.
type Element struct {
	Kind Kind `json:"kind"`
	// Name says which one it is: "createInstance 200", "createInstance query limit", "Volume/capacity",
	// "VolumeType \"efs\"", "Volume/path null".
	Name string `json:"name"`
	Place
}

// Place is where an element is declared. A zero Line means unknown, and is never printed.
type Place struct {
	File string `json:"file,omitempty"`
	// Line and Column are 1-based, Column in code points.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
}

// String gives file:line:column, "" when it is not known.
func (p Place) String() string {
	if p.Line == 0 {
		return ""
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
}

func (p Place) compare(o Place) int {
	return cmp.Or(cmp.Compare(p.File, o.File), cmp.Compare(p.Line, o.Line), cmp.Compare(p.Column, o.Column))
}

// compare orders elements by kind, then by place.
func (e Element) compare(o Element) int {
	return cmp.Or(cmp.Compare(e.Kind, o.Kind), e.Place.compare(o.Place), cmp.Compare(e.Name, o.Name))
}

// Inventory lists the elements of a contract. Its zero value is empty. Once it is filled it is safe for concurrent
// use.
type Inventory struct {
	elements []Element
	indexes  map[elementKey]int
	nodes    map[nodeKey]*node
	schemas  schema.Compiler
}

// elementKey tells elements apart: by kind and place, and by name among those that stand at one place. Documents
// that refer to one file have copies of what it declares; what stands at one place is still one element.
type elementKey struct {
	kind Kind
	at   Place
	name string
}

// Add gives the index of the element of an operation, and adds it if it is new.
func (i *Inventory) Add(kind Kind, name string, at Place) int { return i.member(kind, "", name, at) }

// member is [Inventory.Add] for an element that belongs to a schema. The name of the schema tells elements apart
// only where places do not.
func (i *Inventory) member(kind Kind, owner, name string, at Place) int {
	key := elementKey{kind, at, name}
	if at.Line == 0 {
		key.name = owner + name
	}
	if index, ok := i.indexes[key]; ok {
		return index
	}
	if i.indexes == nil {
		i.indexes = map[elementKey]int{}
	}
	index := len(i.elements)
	i.indexes[key] = index
	i.elements = append(i.elements, Element{kind, owner + name, at})
	return index
}

// NewSet gives the empty set of elements.
func (i *Inventory) NewSet() Set { return make(Set, (len(i.elements)+63)/64) }

// NewTally gives a tally of no exchange.
func (i *Inventory) NewTally() *Tally {
	return &Tally{elements: i.elements, exchanges: make([]int, len(i.elements))}
}

// keyOf is the place of what has an origin.
func keyOf(origin *openapi3.Origin) Place {
	if origin == nil || origin.Key == nil {
		return Place{}
	}
	return placeOf(*origin.Key)
}

// fieldOf is the place of a field, or of what has it.
func fieldOf(origin *openapi3.Origin, field string) Place {
	if origin != nil {
		if at, ok := origin.Fields.Lookup(field); ok {
			return placeOf(at)
		}
	}
	return keyOf(origin)
}

func placeOf(at openapi3.Location) Place { return Place{at.File, at.Line, at.Column} }
