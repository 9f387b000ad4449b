package suite

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// scope holds the variables that steps can refer to. A value is JSON.
type scope map[string]any

func (s scope) with(other scope) scope {
	both := maps.Clone(s)
	maps.Copy(both, other)
	return both
}

var reference = regexp.MustCompile(`\$\{([a-z0-9_]+)\}`)

// expand puts values in the place of references, all the way down. A text that is one reference becomes its value,
// whatever type that has.
func (s scope) expand(value any) any {
	switch v := value.(type) {
	case string:
		if m := reference.FindStringSubmatch(v); m != nil && m[0] == v {
			if known, ok := s[m[1]]; ok {
				return known
			}
		}
		return s.text(v)
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = s.expand(item)
		}
		return items
	case map[string]any:
		object := make(map[string]any, len(v))
		for name, member := range v {
			object[name] = s.expand(member)
		}
		return object
	default:
		return value
	}
}

// text puts values in the place of references in a text. What is not known stays as it is.
func (s scope) text(text string) string {
	return reference.ReplaceAllStringFunc(text, func(ref string) string {
		value, ok := s[ref[2:len(ref)-1]]
		if !ok {
			return ref
		}
		if plain, ok := value.(string); ok {
			return plain
		}
		return show(value, true)
	})
}

// expand puts values in the place of references in a change, nil where there is none.
func (c *Change) expand(known scope) *Change {
	if c == nil {
		return nil
	}
	twin := *c
	if c.Set != nil {
		twin.Set = known.expand(map[string]any(c.Set)).(map[string]any)
	}
	return &twin
}

// textsIn are all texts of a JSON value.
func textsIn(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var texts []string
		for _, item := range v {
			texts = append(texts, textsIn(item)...)
		}
		return texts
	case map[string]any:
		var texts []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			texts = append(texts, textsIn(v[name])...)
		}
		return texts
	}
	return nil
}

// edit sets what is at a pointer of a copied value, or removes it.
func edit(root any, pointer string, value any, remove bool) {
	parent, last := root, pointer[strings.LastIndexByte(pointer, '/')+1:]
	parent, _ = at(root, pointer[:len(pointer)-len(last)-1])
	if object, ok := parent.(map[string]any); ok {
		if remove {
			delete(object, last)
		} else {
			object[last] = value
		}
	}
}
