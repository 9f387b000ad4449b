// Package strictyaml reads the small YAML files that people write by hand. Every value knows its place, so that
// every error begins with file:line:column. What is likely a slip is an error: an unknown key, a key given
// twice, a second document, an alias, a file of more than [MaxSize].
package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/schema"
)

// MaxSize is how many bytes a file may have.
const MaxSize = 1 << 20

// Value is a value of a file. The zero Value is that of an empty file: null, without a place.
type Value struct {
	file string
	node *yaml.Node
}

// Read reads the one document of a file; name is what the user calls it.
func Read(name string, in io.Reader) (Value, error) {
	text, err := io.ReadAll(io.LimitReader(in, MaxSize+1))
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		err = failed.Err // It names the file again.
	}
	if err != nil {
		return Value{}, fmt.Errorf("%s: %w", name, err)
	}
	return Parse(name, text)
}

// Parse is [Read] of a text.
func Parse(name string, text []byte) (Value, error) {
	switch {
	case len(text) > MaxSize:
		return Value{}, fmt.Errorf("%s: got more than %d bytes, want a smaller file", name, MaxSize)
	case !utf8.Valid(text):
		return Value{}, fmt.Errorf("%s: got bytes that are not UTF-8, want a YAML file", name)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return Value{file: name}, nil
	} else if err != nil {
		return Value{}, notYAML(name, err)
	}
	root := Value{file: name, node: document.Content[0]}
	var second yaml.Node
	if err := decoder.Decode(&second); err == nil {
		return Value{}, Value{file: name, node: &second}.Errorf("got a second document, want one")
	} else if !errors.Is(err, io.EOF) {
		return Value{}, notYAML(name, err)
	}
	return root, root.plain()
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// notYAML puts the place of a syntax error first.
func notYAML(name string, err error) error {
	text := strings.ReplaceAll(err.Error(), "\n", " ")
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		if m[1] != "" {
			name += ":" + m[1]
		}
		text = m[2]
	}
	return fmt.Errorf("%s: not YAML: %s", name, text)
}

// plain wants a tree without anchors and aliases: with them, a small file can be a huge value.
func (v Value) plain() error {
	if v.node.Kind == yaml.AliasNode || v.node.Anchor != "" {
		return v.Errorf("got an anchor or an alias, want the value itself")
	}
	for _, child := range v.node.Content {
		if err := (Value{v.file, child}).plain(); err != nil {
			return err
		}
	}
	return nil
}

// At is the place of the value.
func (v Value) At() conformance.Location {
	if v.node == nil {
		return conformance.Location{File: v.file}
	}
	return conformance.Location{File: v.file, Line: v.node.Line, Column: v.node.Column}
}

// Errorf is an error about the value, its place first.
func (v Value) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s: %w", v.At(), fmt.Errorf(format, args...))
}

// IsNull says that nothing is given.
func (v Value) IsNull() bool { return v.node == nil || v.node.Tag == "!!null" }

// IsList says whether the value is a list, and IsMapping whether it has keys.
func (v Value) IsList() bool { return v.node != nil && v.node.Kind == yaml.SequenceNode }

// IsMapping says whether the value has keys.
func (v Value) IsMapping() bool { return v.node != nil && v.node.Kind == yaml.MappingNode }

// InBrackets says that the value is written as in JSON, and not by indentation.
func (v Value) InBrackets() bool { return v.node != nil && v.node.Style&yaml.FlowStyle != 0 }

// Text is the text of a scalar as it is written, be it a string, a number or a date.
func (v Value) Text() (string, error) {
	if v.node == nil || v.node.Kind != yaml.ScalarNode || v.IsNull() {
		return "", v.Errorf("got %s, want a text", v.kind())
	}
	return v.node.Value, nil
}

// List gives the items of a list; null has none.
func (v Value) List() ([]Value, error) {
	if v.IsNull() {
		return nil, nil
	}
	if !v.IsList() {
		return nil, v.Errorf("got %s, want a list", v.kind())
	}
	items := make([]Value, len(v.node.Content))
	for i, node := range v.node.Content {
		items[i] = Value{v.file, node}
	}
	return items, nil
}

// Member is a key with its value.
type Member struct {
	Name string
	Key  Value
	Value
}

// Members gives the keys and values of a mapping in written order; null has none.
func (v Value) Members() ([]Member, error) {
	if v.IsNull() {
		return nil, nil
	}
	if !v.IsMapping() {
		return nil, v.Errorf("got %s, want keys and values", v.kind())
	}
	var members []Member
	first := map[string]Value{}
	for i := 0; i < len(v.node.Content); i += 2 {
		key := Value{v.file, v.node.Content[i]}
		name, err := key.Text()
		if err != nil {
			return nil, err
		}
		if other, ok := first[name]; ok {
			return nil, key.Errorf("got the key %q again, want it once (first on line %d)", name, other.node.Line)
		}
		first[name] = key
		members = append(members, Member{name, key, Value{v.file, v.node.Content[i+1]}})
	}
	return members, nil
}

// UnknownKey is the error for a member that is none of the known ones, with the one that was likely meant.
func (m Member) UnknownKey(known []string) error {
	if near, ok := schema.Nearest(m.Name, known); ok {
		return m.Key.Errorf("unknown key %q; did you mean %q?", m.Name, near)
	}
	return m.Key.Errorf("unknown key %q; want one of %s", m.Name, strings.Join(known, ", "))
}

func (v Value) kind() string {
	switch {
	case v.IsNull():
		return "nothing"
	case v.IsList():
		return "a list"
	case v.IsMapping():
		return "keys and values"
	default:
		return fmt.Sprintf("%.80q", v.node.Value)
	}
}
