// Package edition makes the editions in which the contract is published.
package edition

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// Document is an OpenAPI document without references to other files. Its members, and those of all that is in it,
// stand in the order of the sources.
type Document struct {
	// Name is the name of its file, without extension.
	Name string
	Root *tree.Node
}

// Version is the version of the contract that the document states.
func (d *Document) Version() string { return tree.Text(d.Root, "info", "version") }

// Clone is a deep copy.
func (d *Document) Clone() *Document { return &Document{Name: d.Name, Root: tree.Clone(d.Root)} }

// bundler collects what a document refers to.
type bundler struct {
	*Sources
	names  map[string]int // how many components share a section and a name
	copies map[*component]*tree.Node
}

// Bundle makes a document self-contained: each component that it reaches becomes one of its own.
func (s *Sources) Bundle(name string) (*Document, error) {
	root, err := s.file(name + ".yaml")
	if err != nil {
		return nil, err
	}
	return s.bundle(name, tree.Clone(root), name+".yaml")
}

// Combine bundles several documents into one, which has the given title and description, and all else of their heads
// from the first. Components that share a name and are not the same get the name of their file in front of it.
func (s *Sources) Combine(name, title, description string, documents ...string) (*Document, error) {
	if len(documents) == 0 {
		return nil, errors.New("got no documents, want some to combine")
	}
	first, err := s.file(documents[0] + ".yaml")
	if err != nil {
		return nil, err
	}
	whole := tree.Clone(first)
	tree.Set(tree.Get(whole, "info"), "title", tree.String(title))
	tree.Set(tree.Get(whole, "info"), "description", tree.String(description))
	tree.Set(whole, "tags", tree.Sequence())
	tree.Set(whole, "paths", tree.Mapping())
	var files []string
	for _, document := range documents {
		file := document + ".yaml"
		if err := s.merge(whole, file); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return s.bundle(name, whole, files...)
}

// merge adds the tags and the paths of a file. All documents lie in one folder, so their references to other files
// stay right.
func (s *Sources) merge(whole *tree.Node, file string) error {
	root, err := s.file(file)
	if err != nil {
		return err
	}
	tags := tree.Get(whole, "tags")
	tags.Content = append(tags.Content, tree.Items(tree.Get(root, "tags"))...)
	paths := tree.Get(whole, "paths")
	for path, item := range tree.Members(tree.Get(root, "paths")) {
		if tree.Get(paths, path) != nil {
			return fmt.Errorf("%s: got the path %s, which another document has", file, path)
		}
		item = tree.Clone(item)
		absolute(item, file)
		tree.Set(paths, path, item)
	}
	return nil
}

// absolute lets references within a file name it.
func absolute(n *tree.Node, file string) {
	for ref := range References(n) {
		if strings.HasPrefix(ref.Value, "#") {
			ref.Value = file + ref.Value
		}
	}
}

func (s *Sources) bundle(name string, root *tree.Node, files ...string) (*Document, error) {
	b := &bundler{Sources: s, names: map[string]int{}, copies: map[*component]*tree.Node{}}
	tree.Delete(root, "components")
	schemes, err := b.schemes(files[0])
	if err != nil {
		return nil, err
	}
	reached, err := b.reach(root, files[0], schemes)
	if err != nil {
		return nil, err
	}
	b.rename(root, files[0])
	slices.SortStableFunc(reached, func(a, c *component) int {
		return cmp.Or(cmp.Compare(rank(files, a.file), rank(files, c.file)), cmp.Compare(a.file, c.file), cmp.Compare(a.place, c.place))
	})
	tree.Set(root, "components", b.collect(reached))
	return &Document{Name: name, Root: root}, nil
}

// schemes are the security schemes of a file, which operations name without a reference.
func (b *bundler) schemes(file string) ([]*component, error) {
	var out []*component
	for name := range tree.Members(tree.Get(b.files[file], "components", "securitySchemes")) {
		c, err := b.find(file, "#/components/securitySchemes/"+name)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// rank puts the documents themselves before what they share.
func rank(files []string, file string) int {
	if i := slices.Index(files, file); i >= 0 {
		return i
	}
	return len(files)
}

// reach finds all components that a node of a file refers to, and those that they refer to.
func (b *bundler) reach(root *tree.Node, file string, first []*component) ([]*component, error) {
	var reached []*component
	add := func(c *component) {
		if b.copies[c] == nil {
			b.copies[c] = tree.Clone(c.node)
			b.names[c.section+"/"+c.name]++
			reached = append(reached, c)
		}
	}
	for _, c := range first {
		add(c)
	}
	follow := func(n *tree.Node, file string) error {
		for ref := range References(n) {
			c, err := b.find(file, ref.Value)
			if err != nil {
				return fmt.Errorf("%s:%d:%d: %w", file, ref.Line, ref.Column, err)
			}
			add(c)
		}
		return nil
	}
	if err := follow(root, file); err != nil {
		return nil, err
	}
	for i := 0; i < len(reached); i++ {
		if err := follow(reached[i].node, reached[i].file); err != nil {
			return nil, err
		}
	}
	return reached, nil
}

// rename lets the references of a copy lead to components of the bundle.
func (b *bundler) rename(copied *tree.Node, file string) {
	for ref := range References(copied) {
		// Whoever renames has followed the reference before.
		c, _ := b.find(file, ref.Value)
		ref.Value = "#/components/" + c.section + "/" + b.nameOf(c)
	}
}

func (b *bundler) nameOf(c *component) string {
	if b.names[c.section+"/"+c.name] == 1 {
		return c.name
	}
	base := baseName(c.file)
	return strings.ToUpper(base[:1]) + base[1:] + c.name
}

func (b *bundler) collect(reached []*component) *tree.Node {
	components := tree.Mapping()
	for _, section := range sections {
		members := tree.Mapping()
		for _, c := range reached {
			if c.section == section {
				b.rename(b.copies[c], c.file)
				tree.Set(members, b.nameOf(c), b.copies[c])
			}
		}
		if len(members.Content) > 0 {
			tree.Set(components, section, members)
		}
	}
	return components
}
