package openapi

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// house is a set of documents as their authors wrote them, and what the rules have to say about them.
type house struct {
	parts      []*part
	roots      []*part
	components map[string]*part // by file#pointer
	faults     []string
}

// part is an object of a document of which the grammar knows the kind.
type part struct {
	kind    string
	name    string // its key, or its index
	file    string
	pointer string
	line    int
	node    *yaml.Node
	parent  *part
	parts   []*part
}

func readHouse(t *testing.T, files fs.FS) *house {
	t.Helper()
	h := &house{components: map[string]*part{}}
	for _, pattern := range []string{"*.yaml", "schemas/*.yaml"} {
		names, err := fs.Glob(files, pattern)
		require.NoError(t, err)
		for _, name := range names {
			content, err := fs.ReadFile(files, name)
			require.NoError(t, err)
			var document yaml.Node
			require.NoError(t, yaml.Unmarshal(content, &document), name)
			root := &part{kind: "document", file: name, line: 1, node: document.Content[0]}
			h.roots = append(h.roots, root)
			h.add(root)
		}
	}
	require.NotEmpty(t, h.parts)
	return h
}

// add enters a part and all that the grammar knows below it.
func (h *house) add(p *part) {
	h.parts = append(h.parts, p)
	if p.parent != nil && p.parent.kind == "components" {
		h.components[p.file+"#"+p.pointer] = p
	}
	if p.ref() != "" {
		return
	}
	for key, value := range p.members() {
		kind, _ := memberKind(p.kind, key.Value)
		pointer := p.pointer + "/" + key.Value
		switch {
		case strings.HasPrefix(kind, "{}"):
			for name, child := range pairs(value) {
				h.adopt(p, kind[2:], name.Value, pointer+"/"+name.Value, name.Line, child)
			}
		case strings.HasPrefix(kind, "[]"):
			for i, child := range value.Content {
				h.adopt(p, kind[2:], fmt.Sprint(i), fmt.Sprint(pointer, "/", i), child.Line, child)
			}
		default:
			h.adopt(p, kind, key.Value, pointer, key.Line, value)
		}
	}
}

func (h *house) adopt(parent *part, kind, name, pointer string, line int, node *yaml.Node) {
	if kind == "" || node.Kind != yaml.MappingNode {
		return
	}
	child := &part{kind: kind, name: name, file: parent.file, pointer: pointer, line: line, node: node, parent: parent}
	parent.parts = append(parent.parts, child)
	h.add(child)
}

// of are the parts of a kind that are no references.
func (h *house) of(kinds ...string) []*part {
	return slices.Collect(func(yield func(*part) bool) {
		for _, p := range h.parts {
			if slices.Contains(kinds, p.kind) && p.ref() == "" && !yield(p) {
				return
			}
		}
	})
}

// resolve follows a reference. A part that is none is its own target; nil says that the reference leads nowhere.
func (h *house) resolve(p *part) *part {
	ref := p.ref()
	if ref == "" {
		return p
	}
	file, pointer, _ := strings.Cut(ref, "#")
	if file == "" {
		file = p.file
	} else {
		file = path.Join(path.Dir(p.file), file)
	}
	return h.components[file+"#"+pointer]
}

// reach are the parts that values of the given kinds are made of, references followed, in the order of the documents.
func (h *house) reach(kinds ...string) []*part {
	seen := map[*part]bool{}
	var visit func(p *part)
	visit = func(p *part) {
		target := h.resolve(p)
		if target == nil || target.kind == "clause" || seen[target] {
			return
		}
		seen[target] = true
		for _, child := range target.parts {
			visit(child)
		}
	}
	for _, p := range h.of(kinds...) {
		visit(p)
	}
	return slices.DeleteFunc(slices.Clone(h.parts), func(p *part) bool { return !seen[p] })
}

// fault enters a complaint about a node of a part, or about the part itself.
func (h *house) fault(p *part, node *yaml.Node, format string, args ...any) {
	line := p.line
	if node != nil {
		line = node.Line
	}
	h.faults = append(h.faults, fmt.Sprintf("%s:%d: %s: %s", p.file, line, p, fmt.Sprintf(format, args...)))
}

// String names the part as short as it can be found.
func (p *part) String() string {
	for _, known := range []string{"/components/", "/paths/", "/"} {
		if place, cut := strings.CutPrefix(p.pointer, known); cut {
			return place
		}
	}
	return "the document"
}

func (p *part) isComponent() bool { return p.parent != nil && p.parent.kind == "components" }

// isProperty is whether the part is a named property of an object schema.
func (p *part) isProperty() bool {
	return p.kind == "schema" && path.Base(path.Dir(p.pointer)) == "properties"
}

func (p *part) ref() string { return p.text("$ref") }

// members are the keys of the part with their values.
func (p *part) members() func(yield func(key, value *yaml.Node) bool) { return pairs(p.node) }

func pairs(node *yaml.Node) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		for i := 0; i+1 < len(node.Content) && node.Kind == yaml.MappingNode; i += 2 {
			if !yield(node.Content[i], node.Content[i+1]) {
				return
			}
		}
	}
}

// get is the value of a key, nil where the part lacks it.
func (p *part) get(key string) *yaml.Node {
	for name, value := range p.members() {
		if name.Value == key {
			return value
		}
	}
	return nil
}

// text is the value of a key as it is written, "" where the part lacks it.
func (p *part) text(key string) string {
	if value := p.get(key); value != nil {
		return value.Value
	}
	return ""
}

// list are the values of a key that holds a list.
func (p *part) list(key string) []string {
	value := p.get(key)
	if value == nil {
		return nil
	}
	var texts []string
	for _, item := range value.Content {
		texts = append(texts, item.Value)
	}
	return texts
}

// names are the keys of a member that is a map.
func (p *part) names(key string) []string {
	value := p.get(key)
	if value == nil {
		return nil
	}
	var names []string
	for name := range pairs(value) {
		names = append(names, name.Value)
	}
	return names
}
