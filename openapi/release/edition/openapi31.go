package edition

import (
	"slices"

	"github.com/devenviron/contract/openapi/release/tree"
)

// OpenAPI31 gives the edition in OpenAPI 3.1, which says the same: what may be null has null among its types, exclusive
// limits are numbers, schemas have a list of examples, and rules between properties read "if ... then ...".
func OpenAPI31(d *Document) *Document {
	d = d.Clone()
	tree.Set(d.Root, "openapi", tree.String("3.1.0"))
	for schema := range schemas(d.Root) {
		translate(schema)
	}
	return d
}

// translate turns a schema of OpenAPI 3.0 into one of JSON Schema 2020-12, what is in it being translated already.
func translate(schema *tree.Node) {
	if tree.IsTrue(schema, "nullable") {
		if of := tree.Get(schema, "type"); of != nil {
			tree.Set(schema, "type", tree.Sequence(of, tree.String("null")))
		}
	}
	tree.Delete(schema, "nullable")
	exclusive(schema, "minimum", "exclusiveMinimum")
	exclusive(schema, "maximum", "exclusiveMaximum")
	if example := tree.Get(schema, "example"); example != nil {
		tree.Replace(schema, "example", "examples", tree.Sequence(example))
	}
	translateNot(schema)
}

func exclusive(schema *tree.Node, limit, keyword string) {
	isExclusive := tree.IsTrue(schema, keyword)
	tree.Delete(schema, keyword)
	if bound := tree.Get(schema, limit); bound != nil && isExclusive {
		tree.Replace(schema, limit, keyword, bound)
	}
}

// translateNot turns what a schema rules out into rules: each alternative into one of its own.
func translateNot(schema *tree.Node) {
	not := tree.Get(schema, "not")
	if not == nil {
		return
	}
	rules := []*tree.Node{}
	for _, clause := range alternatives(not) {
		rule := tree.Mapping()
		if description := tree.Get(clause, "description"); description != nil {
			tree.Set(rule, "description", description)
		}
		clause = without(clause, "description")
		if condition, consequence := split(clause); consequence != nil && len(condition.Content) > 0 {
			tree.Set(rule, "if", condition)
			tree.Set(rule, "then", consequence)
		} else {
			tree.Set(rule, "not", clause)
		}
		rules = append(rules, rule)
	}
	if !slices.ContainsFunc(rules, func(rule *tree.Node) bool { return tree.Get(rule, "if") != nil }) {
		return
	}
	rules = append(tree.Items(tree.Get(schema, "allOf")), rules...)
	tree.Replace(schema, "not", "allOf", tree.Sequence(rules...))
}

// alternatives are the clauses of which none may hold.
func alternatives(not *tree.Node) []*tree.Node {
	if anyOf := tree.Get(not, "anyOf"); anyOf != nil && len(without(not, "description", "anyOf").Content) == 0 {
		return tree.Items(anyOf)
	}
	return []*tree.Node{not}
}

// split takes a part of a clause out and turns it around: "not (rest and part)" is "if rest then not part". The
// consequence is nil where no part can be taken.
func split(clause *tree.Node) (condition, consequence *tree.Node) {
	if not := tree.Get(clause, "not"); not != nil {
		return without(clause, "not"), not
	}
	if condition, consequence = splitAllOf(clause); consequence != nil {
		return condition, consequence
	}
	properties := tree.Get(clause, "properties")
	last := ""
	for name, property := range tree.Members(properties) {
		// A property that is absent fulfils whatever is said about it, its opposite as well.
		if !isRequired(clause, name) {
			continue
		}
		last = name
		if rest, opposite := split(property); opposite != nil {
			return withProperty(clause, name, rest), ofProperty(name, opposite)
		}
	}
	if last == "" || len(properties.Content) < 4 {
		return clause, nil
	}
	opposite := tree.Mapping()
	tree.Set(opposite, "not", tree.Get(properties, last))
	return withProperty(clause, last, tree.Mapping()), ofProperty(last, opposite)
}

// splitAllOf takes the last part of a conjunction, if that is a negation.
func splitAllOf(clause *tree.Node) (condition, consequence *tree.Node) {
	parts := tree.Items(tree.Get(clause, "allOf"))
	if len(parts) == 0 {
		return clause, nil
	}
	last := parts[len(parts)-1]
	not := tree.Get(last, "not")
	if not == nil || len(last.Content) != 2 {
		return clause, nil
	}
	if len(parts) == 2 && len(clause.Content) == 2 {
		return parts[0], not
	}
	condition = tree.Clone(clause)
	tree.Set(condition, "allOf", tree.Sequence(parts[:len(parts)-1]...))
	return condition, not
}

func isRequired(clause *tree.Node, name string) bool {
	return slices.ContainsFunc(tree.Items(tree.Get(clause, "required")), func(n *tree.Node) bool { return n.Value == name })
}

// without is a copy that lacks members.
func without(n *tree.Node, names ...string) *tree.Node {
	twin := tree.Clone(n)
	tree.Delete(twin, names...)
	return twin
}

// withProperty is a copy of a clause that says something else about a property; what is empty says nothing.
func withProperty(clause *tree.Node, name string, property *tree.Node) *tree.Node {
	twin := tree.Clone(clause)
	properties := tree.Get(twin, "properties")
	if len(property.Content) > 0 {
		tree.Set(properties, name, property)
		return twin
	}
	tree.Delete(properties, name)
	if len(properties.Content) == 0 {
		tree.Delete(twin, "properties")
	}
	return twin
}

func ofProperty(name string, schema *tree.Node) *tree.Node {
	properties, out := tree.Mapping(), tree.Mapping()
	tree.Set(properties, name, schema)
	tree.Set(out, "properties", properties)
	return out
}
