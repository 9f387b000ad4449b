package schema

import (
	"fmt"
	"maps"
	"slices"

	"github.com/devenviron/contract/conformance/jsontext"
	"github.com/devenviron/contract/conformance/schema/pattern"
	"github.com/getkin/kin-openapi/openapi3"
)

// Compiler compiles schemas of one contract. Its zero value is ready to use. Schemas that are reached twice
// are compiled once. It is not safe for concurrent use; the programs it makes are.
type Compiler struct {
	// MaxDepth is how deep a body may nest, [jsontext.DefaultMaxDepth] when 0.
	MaxDepth int
	// ReadDocument reads a document of the contract again. The loader keeps numbers as float64; with
	// ReadDocument those that float64 cannot hold are taken from the text. Nil leaves them rounded.
	ReadDocument func(file string) ([]byte, error)

	nodes     map[nodeKey]*node
	made      int // nodes so far
	contract  *contract
	unknown   map[string]bool
	documents map[string][]string
}

type nodeKey struct {
	schema    *openapi3.Schema
	direction Direction
}

// Compile makes the program of a resolved schema. An error means that the schema cannot be used, and starts
// with the place of the keyword that is to blame.
func (c *Compiler) Compile(ref *openapi3.SchemaRef, direction Direction) (*Program, error) {
	b := builder{compiler: c, direction: direction}
	root, err := b.node(ref, "")
	if err == nil {
		err = b.checkCycles()
	}
	if err != nil {
		for _, key := range b.made {
			delete(c.nodes, key)
		}
		return nil, err
	}
	maxDepth := c.MaxDepth
	if maxDepth == 0 {
		maxDepth = jsontext.DefaultMaxDepth
	}
	if c.contract == nil {
		c.contract = newContract()
	}
	return c.contract.program(root, maxDepth), nil
}

// UnknownFormats lists the formats that were met and are not known: they are not judged. The list is sorted.
func (c *Compiler) UnknownFormats() []string { return slices.Sorted(maps.Keys(c.unknown)) }

// A builder compiles what one schema reaches.
type builder struct {
	compiler  *Compiler
	direction Direction
	made      []nodeKey
}

// node compiles a schema; pointer is where it stands if it is not reached through a $ref.
func (b *builder) node(ref *openapi3.SchemaRef, pointer string) (*node, error) {
	if ref == nil || ref.Value == nil {
		return nil, fmt.Errorf("%s: the schema is not resolved", pointer)
	}
	key := nodeKey{ref.Value, b.direction}
	if n := b.compiler.nodes[key]; n != nil {
		return n, nil
	}
	n := newNode(ref, pointer)
	b.compiler.made++
	n.id = b.compiler.made
	if b.compiler.nodes == nil {
		b.compiler.nodes = map[nodeKey]*node{}
	}
	b.compiler.nodes[key] = n
	b.made = append(b.made, key)
	for _, step := range []func(*node) error{b.kinds, b.enum, b.numbers, b.strings, b.arrays, b.objects, b.compositions} {
		if err := step(n); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func newNode(ref *openapi3.SchemaRef, pointer string) *node {
	n := &node{schema: ref.Value, pointer: pointer, name: ref.Value.Title}
	if ref.Ref != "" {
		n.pointer, n.name = fragment(ref.Ref), lastPart(ref.Ref)
	}
	n.secret = IsSecret(ref.Value)
	return n
}

// IsSecret reports whether the contract marks the values of a schema as not to be shown: with format password, or with
// x-sensitive.
func IsSecret(s *openapi3.Schema) bool {
	return s.Format == "password" || isMarked(s, "x-sensitive")
}

func isMarked(s *openapi3.Schema, extension string) bool {
	marked, _ := s.Extensions[extension].(bool)
	return marked
}

// fail makes an error of a keyword.
func (n *node) fail(keyword string, err error) error {
	at := n.source(keyword, "")
	if at.Line == 0 {
		return fmt.Errorf("%s: %s: %w", at.Pointer, keyword, err)
	}
	return fmt.Errorf("%s:%d:%d: %s: %w", at.File, at.Line, at.Column, keyword, err)
}

var kindsOfType = map[string]kindSet{
	openapi3.TypeBoolean: kindBoolean,
	openapi3.TypeInteger: kindNumber,
	openapi3.TypeNumber:  kindNumber,
	openapi3.TypeString:  kindString,
	openapi3.TypeArray:   kindArray,
	openapi3.TypeObject:  kindObject,
}

// kinds compiles type and nullable. By OpenAPI 3.0.3 nullable works only beside a type, says nothing for the
// schemas that are composed, and a schema without a type allows null as it allows the rest.
func (b *builder) kinds(n *node) error {
	var nullable kindSet
	switch types := n.schema.Type.Slice(); len(types) {
	case 0:
		n.kinds = anyKind
	case 1:
		n.kinds = kindsOfType[types[0]]
		n.integer = types[0] == openapi3.TypeInteger
		if n.schema.Nullable {
			nullable = kindNull
		}
	}
	if n.kinds == 0 {
		return n.fail("type", fmt.Errorf("got %q, want one type of OpenAPI 3.0", n.schema.Type.Slice()))
	}
	n.kinds |= nullable
	n.want = n.typeNames()
	format := n.schema.Format
	n.text.format, n.number.format = textFormats[format], numberFormats[format]
	if n.text.format == nil && n.number.format == nil && !openFormats[format] {
		if b.compiler.unknown == nil {
			b.compiler.unknown = map[string]bool{}
		}
		b.compiler.unknown[format] = true
	}
	return nil
}

func (b *builder) strings(n *node) error {
	n.text.minLength, n.text.maxLength = size(n.schema.MinLength), limit(n.schema.MaxLength)
	if n.schema.Pattern == "" {
		return nil
	}
	var err error
	if n.text.pattern, err = pattern.Compile(n.schema.Pattern); err != nil {
		return n.fail("pattern", fmt.Errorf("%s: %w", quote(n.schema.Pattern), err))
	}
	return nil
}

func (b *builder) arrays(n *node) (err error) {
	n.array.minItems, n.array.maxItems = size(n.schema.MinItems), limit(n.schema.MaxItems)
	n.array.unique = n.schema.UniqueItems
	if n.schema.Items != nil {
		n.array.items, err = b.node(n.schema.Items, n.pointer+"/items")
	}
	return err
}

// size and limit bring the counts of the contract into an int; no text is longer.
func size(n uint64) int { return int(min(n, 1<<62)) }

func limit(n *uint64) int {
	if n == nil {
		return -1
	}
	return size(*n)
}
