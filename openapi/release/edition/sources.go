package edition

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// Sources are the files of the contract, read when they are first asked for.
type Sources struct {
	folder     fs.FS
	files      map[string]*tree.Node
	components map[string]*component // by file, section and name
}

// NewSources gives the files below a folder, which is that of the documents.
func NewSources(folder fs.FS) *Sources {
	return &Sources{folder: folder, files: map[string]*tree.Node{}, components: map[string]*component{}}
}

// Documents are the names of the documents that have operations.
func (s *Sources) Documents() ([]string, error) {
	files, err := fs.Glob(s.folder, "*.yaml")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("got no *.yaml, want the documents of the contract")
	}
	for i := range files {
		files[i] = baseName(files[i])
	}
	return files, nil
}

func baseName(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

func (s *Sources) file(name string) (*tree.Node, error) {
	if s.files[name] != nil {
		return s.files[name], nil
	}
	content, err := fs.ReadFile(s.folder, name)
	if err != nil {
		return nil, err
	}
	root, err := tree.Read(name, content)
	if err != nil {
		return nil, err
	}
	s.files[name] = root
	return root, nil
}

// sections are the kinds of components that the contract has, in the order of its documents.
var sections = []string{"securitySchemes", "parameters", "headers", "responses", "schemas"}

// component is a part of a document that has a name, and is what references lead to.
type component struct {
	file, section, name string
	node                *tree.Node
	place               int // in its file
}

// find gives the component that a reference in a file leads to. One that is nothing but a reference is what that one
// leads to.
func (s *Sources) find(file, ref string) (*component, error) {
	for range len(s.files) + 1 {
		target, pointer, _ := strings.Cut(ref, "#")
		if target == "" {
			target = file
		} else {
			target = path.Join(path.Dir(file), target)
		}
		c, err := s.component(target, pointer)
		if err != nil {
			return nil, err
		}
		further := tree.Text(c.node, "$ref")
		if further == "" {
			return c, nil
		}
		file, ref = target, further
	}
	return nil, fmt.Errorf("got the reference %q, which leads in a circle", ref)
}

func (s *Sources) component(file, pointer string) (*component, error) {
	key := file + "#" + pointer
	if found := s.components[key]; found != nil {
		return found, nil
	}
	root, err := s.file(file)
	if err != nil {
		return nil, err
	}
	names := strings.Split(pointer, "/")
	if len(names) != 4 || names[1] != "components" || !slices.Contains(sections, names[2]) {
		return nil, fmt.Errorf("got the reference %q, want one to a component", key)
	}
	place := 0
	for name, node := range tree.Members(tree.Get(root, "components", names[2])) {
		if name == names[3] {
			c := &component{file: file, section: names[2], name: name, node: node, place: place}
			s.components[key] = c
			return c, nil
		}
		place++
	}
	return nil, fmt.Errorf("got the reference %q, which leads nowhere", key)
}
