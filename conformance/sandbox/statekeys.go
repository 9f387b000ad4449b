package sandbox

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/conformance/schema"
)

// checkKeys wants every key of a state to be one that is read.
func checkKeys(document *yaml.Node, file string) error {
	var found []error
	for _, root := range document.Content {
		found = append(found, unknownKeys(root, reflect.TypeFor[State](), file)...)
	}
	return errors.Join(found...)
}

// unknownKeys walks a node along the type into which it is read, and makes a text of what is read as one.
func unknownKeys(node *yaml.Node, into reflect.Type, file string) []error {
	if into.Kind() == reflect.Pointer {
		return unknownKeys(node, into.Elem(), file)
	}
	switch {
	case node.Kind == yaml.AliasNode:
		return nil // What it stands for was walked where it is.
	case node.Kind == yaml.ScalarNode && into.Kind() == reflect.String && node.Tag != "!!null":
		node.Tag = "!!str" // An ID of digits is a text, with quotes or without.
	}
	var found []error
	switch {
	case node.Kind == yaml.SequenceNode && into.Kind() == reflect.Slice:
		for _, item := range node.Content {
			found = append(found, unknownKeys(item, into.Elem(), file)...)
		}
	case node.Kind == yaml.MappingNode && into.Kind() == reflect.Map:
		// A nullable value is a map from whether it is there to the value.
		if into.Key().Kind() == reflect.Bool {
			return unknownKeys(node, into.Elem(), file)
		}
		for i := 1; i < len(node.Content); i += 2 {
			node.Content[i-1].Tag = "!!str"
			found = append(found, unknownKeys(node.Content[i], into.Elem(), file)...)
		}
	case node.Kind == yaml.MappingNode && into.Kind() == reflect.Struct:
		members := membersOf(into)
		for i := 1; i < len(node.Content); i += 2 {
			key := node.Content[i-1]
			if member, ok := members[key.Value]; ok {
				found = append(found, unknownKeys(node.Content[i], member, file)...)
				continue
			}
			found = append(found, fmt.Errorf("%s:%d:%d: unknown key %q; %s", file, key.Line, key.Column, key.Value, instead(key.Value, members)))
		}
	}
	return found
}

// membersOf are the types of a struct's members by their JSON names, those of embedded structs included.
func membersOf(t reflect.Type) map[string]reflect.Type {
	members := map[string]reflect.Type{}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			maps.Copy(members, membersOf(f.Type))
			continue
		}
		members[name] = f.Type
	}
	return members
}

// instead says what may have been meant.
func instead(key string, members map[string]reflect.Type) string {
	var names []string
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	if near, ok := schema.Nearest(key, names); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "want one of " + strings.Join(names, ", ")
}
