// Package tree reads, changes and writes documents as trees that keep the order of their members.
package tree

import (
	"fmt"
	"iter"

	"go.yaml.in/yaml/v3"
)

// Node is a value of a document: a mapping, a sequence or a scalar.
type Node = yaml.Node

// Read gives the root of a YAML or JSON document, without its comments. Anchors are refused: whoever changes one
// place of a tree must not change another.
func Read(name string, content []byte) (*Node, error) {
	var document Node
	if err := yaml.Unmarshal(content, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if document.Kind != yaml.DocumentNode || document.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s: got no mapping, want a document", name)
	}
	root := document.Content[0]
	if err := clean(name, root); err != nil {
		return nil, err
	}
	return root, nil
}

// clean removes what belongs to the text that was read and not to what it says.
func clean(name string, n *Node) error {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return fmt.Errorf("%s:%d:%d: got an anchor or an alias, want the value itself", name, n.Line, n.Column)
	}
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, child := range n.Content {
		if err := clean(name, child); err != nil {
			return err
		}
	}
	return nil
}

// Members yields the members of a mapping in their order; of anything else, nothing.
func Members(n *Node) iter.Seq2[string, *Node] {
	return func(yield func(string, *Node) bool) {
		if n == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i].Value, n.Content[i+1]) {
				return
			}
		}
	}
}

// Items are the items of a sequence; of anything else, none.
func Items(n *Node) []*Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// Get is what the names lead to, nil where one is missing.
func Get(n *Node, names ...string) *Node {
	for _, name := range names {
		i := index(n, name)
		if i < 0 {
			return nil
		}
		n = n.Content[i+1]
	}
	return n
}

// Text is the scalar that the names lead to, "" where there is none.
func Text(n *Node, names ...string) string {
	if found := Get(n, names...); found != nil && found.Kind == yaml.ScalarNode {
		return found.Value
	}
	return ""
}

// IsTrue is whether the member is there and true.
func IsTrue(n *Node, name string) bool {
	member := Get(n, name)
	return member != nil && member.ShortTag() == "!!bool" && member.Value == "true"
}

// IsMapping is whether a node is there and has members.
func IsMapping(n *Node) bool { return n != nil && n.Kind == yaml.MappingNode }

// Set gives a member its value: in its place if it is there, at the end if not.
func Set(n *Node, name string, value *Node) {
	if i := index(n, name); i >= 0 {
		n.Content[i+1] = value
		return
	}
	n.Content = append(n.Content, String(name), value)
}

// Replace puts a member in the place of another.
func Replace(n *Node, old, name string, value *Node) {
	i := index(n, old)
	n.Content[i], n.Content[i+1] = String(name), value
}

// Delete removes members.
func Delete(n *Node, names ...string) {
	for _, name := range names {
		if i := index(n, name); i >= 0 {
			n.Content = append(n.Content[:i:i], n.Content[i+2:]...)
		}
	}
}

func index(n *Node, name string) int {
	if !IsMapping(n) {
		return -1
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return i
		}
	}
	return -1
}

// Clone is a deep copy.
func Clone(n *Node) *Node {
	twin := *n
	twin.Content = make([]*Node, len(n.Content))
	for i, child := range n.Content {
		twin.Content[i] = Clone(child)
	}
	return &twin
}

// Mapping makes a mapping.
func Mapping() *Node { return &Node{Kind: yaml.MappingNode, Tag: "!!map"} }

// Sequence makes a sequence of items.
func Sequence(items ...*Node) *Node {
	return &Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: items}
}

// String makes a text.
func String(text string) *Node { return &Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text} }
