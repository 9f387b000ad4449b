package tables

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// tableKey names a table of the pages.
type tableKey struct {
	page  string
	table int
}

// claim is an element of the contract with its sources. Operations claim that their parameters are the rows of the
// tables they name, object schemas that their properties are. What has no members claims nothing, but names sources.
type claim struct {
	at      string
	from    provenance
	members map[memberKey]member
	schema  *openapi3.Schema // nil where the element is none
}

// memberKey names a member of a claim. The place is "" for properties.
type memberKey struct {
	place Place
	name  string
}

func (k memberKey) compare(other memberKey) int {
	return cmp.Or(strings.Compare(string(k.place), string(other.place)), strings.Compare(k.name, other.name))
}

// member is a property or a parameter.
type member struct {
	at          string
	schema      *openapi3.Schema
	description string // of the parameter; a property's is in its schema
	required    bool
	explained   bool // the contract says who saw it
	deviates    bool // the contract says why it differs from its row
}

// keyOf is the key of the member that a row of the table is.
func keyOf(table Table, row string) memberKey {
	if table.Place.isParameter() {
		return memberKey{table.Place, row}
	}
	return memberKey{name: row}
}

// claimsOf are the claims of the documents, in the order of a walk through them.
func claimsOf(docs []*openapi3.T) ([]claim, error) {
	var claims claimList
	for _, doc := range docs {
		paths := doc.Paths.Map()
		for _, path := range slices.Sorted(maps.Keys(paths)) {
			operations := paths[path].Operations()
			for _, method := range slices.Sorted(maps.Keys(operations)) {
				claims.addOperation(paths[path], operations[method])
			}
		}
		walkSchemas(doc, claims.addSchema)
	}
	return claims.list, errors.Join(claims.errs...)
}

// claimList gathers claims, and the errors in their extensions.
type claimList struct {
	list []claim
	errs []error
}

// read adds a claim without members.
func (l *claimList) read(at string, extensions map[string]any) *claim {
	from, err := provenanceOf(extensions)
	if err != nil {
		l.errs = append(l.errs, fmt.Errorf("%s: %w", at, err))
	}
	l.list = append(l.list, claim{at: at, from: from, members: map[memberKey]member{}})
	return &l.list[len(l.list)-1]
}

func (l *claimList) addOperation(item *openapi3.PathItem, operation *openapi3.Operation) {
	members := l.read(placeOf(operation.Origin, operation.OperationID), operation.Extensions).members
	// The parameters of the operation come last: they override those of the path.
	for _, ref := range slices.Concat(item.Parameters, operation.Parameters) {
		members[memberKey{Place(ref.Value.In), ref.Value.Name}] = l.parameter(operation.OperationID, ref.Value)
	}
	responses := operation.Responses.Map()
	for _, status := range slices.Sorted(maps.Keys(responses)) {
		response := responses[status].Value
		l.read(placeOf(response.Origin, operation.OperationID+" response "+status), response.Extensions)
	}
}

func (l *claimList) parameter(operation string, parameter *openapi3.Parameter) member {
	at := placeOf(parameter.Origin, operation+" "+parameter.In+" parameter "+parameter.Name)
	from := l.read(at, parameter.Extensions).from
	m := member{at: at, description: parameter.Description, required: parameter.Required, explained: from.explains()}
	if parameter.Schema != nil {
		m.schema = parameter.Schema.Value
	}
	m.deviates = from.deviates("") || elementDeviates(m.schema)
	return m
}

func (l *claimList) addSchema(name string, schema *openapi3.Schema) {
	c := l.read(placeOf(schema.Origin, name), schema.Extensions)
	c.schema = schema
	from, members := c.from, c.members // the list moves while it grows
	for _, p := range propertiesOf(schema) {
		at := placeOf(cmp.Or(p.ref.Origin, p.ref.Value.Origin), name+"."+p.name)
		own := l.property(at, p.ref)
		members[memberKey{name: p.name}] = member{
			at:        at,
			schema:    p.ref.Value,
			required:  p.required,
			explained: p.inherited || own.explains() || from.observed[p.name] != "",
			deviates:  from.deviates(p.name) || own.deviates("") || elementDeviates(p.ref.Value),
		}
	}
}

// property is what the property says of itself, not what the schema says that it refers to.
func (l *claimList) property(at string, ref *openapi3.SchemaRef) provenance {
	if ref.Ref != "" {
		return l.read(at, ref.Extensions).from
	}
	// The walk comes here again, and reports what cannot be read.
	from, _ := provenanceOf(ref.Value.Extensions)
	return from
}

// elementDeviates is whether the schema of a member, or that of its elements, says why it differs from the tables.
func elementDeviates(schema *openapi3.Schema) bool {
	deviates := func(f *openapi3.Schema) bool {
		from, err := provenanceOf(f.Extensions)
		return err == nil && from.deviates("")
	}
	items := itemsOf(schema)
	return anyFacet(schema, deviates) || items != nil && anyFacet(items, deviates)
}

// placeOf is where an element of the contract is, and its name.
func placeOf(origin *openapi3.Origin, name string) string {
	if origin == nil || origin.Key == nil {
		return name
	}
	return fmt.Sprintf("%s:%d: %s", origin.Key.File, origin.Key.Line, name)
}
