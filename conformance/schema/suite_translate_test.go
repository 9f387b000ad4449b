package schema_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Why a schema of draft 4 has no equal in OpenAPI 3.0.
const (
	noPatternProperties = "OpenAPI 3.0 has no patternProperties"
	noTuples            = "OpenAPI 3.0 has no list of schemas in items"
	noURIs              = "OpenAPI 3.0 does not refer to schemas by an id, and none is on the network"
)

// suiteRoot is the component that stands for the whole of a schema of draft 4.
const suiteRoot = "Root"

type words = map[string]any

// A translator makes schemas of OpenAPI 3.0 that say the same as a schema of draft 4 and its parts.
type translator struct {
	root any
	// components has a schema for each target of a $ref that was met.
	components words
	// reason is why it cannot be done.
	reason string
}

// suiteDocument puts a schema of draft 4 into a document of OpenAPI 3.0, or gives the reason why that cannot
// be done.
func suiteDocument(text []byte) (document []byte, reason string) {
	root, err := decode(text)
	if err != nil {
		return nil, err.Error()
	}
	tr := translator{root: root, components: words{}}
	tr.reference("#")
	document, err = json.MarshalIndent(words{
		"openapi": "3.0.3", "info": words{"title": "draft 4", "version": "1"}, "paths": words{},
		"components": words{"schemas": tr.components},
	}, "", " ")
	if err != nil {
		return nil, err.Error()
	}
	// With a comment it is YAML, of which the loader keeps the places where numbers are written.
	return append([]byte("# draft 4\n"), document...), tr.reason
}

func (tr *translator) fail(reason string) any {
	if tr.reason == "" {
		tr.reason = reason
	}
	return nil
}

// reference gives the $ref to the component that stands for the target of a $ref of draft 4.
func (tr *translator) reference(ref string) any {
	target, ok := tr.resolve(ref)
	if !ok {
		return tr.fail(noURIs)
	}
	name := suiteRoot
	if ref != "#" {
		name += fmt.Sprintf("%x", ref)
	}
	if _, known := tr.components[name]; !known {
		tr.components[name] = nil // a $ref may lead back
		tr.components[name] = tr.schema(target)
	}
	return words{"$ref": "#/components/schemas/" + name}
}

// resolve follows a $ref that is a JSON pointer into the schema.
func (tr *translator) resolve(ref string) (any, bool) {
	fragment, ok := strings.CutPrefix(ref, "#")
	pointer, err := url.PathUnescape(fragment)
	if !ok || err != nil || pointer != "" && pointer[0] != '/' {
		return nil, false
	}
	value := tr.root
	for _, part := range strings.Split(pointer, "/")[1:] {
		part = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		switch within := value.(type) {
		case words:
			value = within[part]
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i >= len(within) {
				return nil, false
			}
			value = within[i]
		}
	}
	return value, value != nil
}

func (tr *translator) schema(draft4 any) any {
	in, ok := draft4.(words)
	if !ok {
		return draft4 // additionalProperties may be true or false
	}
	if ref, ok := in["$ref"].(string); ok {
		return tr.reference(ref)
	}
	out, all := words{}, []any(nil)
	if in["type"] == "array" {
		out["items"] = words{} // has to be there in OpenAPI 3.0
	}
	for _, keyword := range slices.Sorted(maps.Keys(in)) {
		switch value := in[keyword]; keyword {
		case "$schema", "$comment", "definitions", "additionalItems": // the last is of lists in items only
		case "id":
			if tr.root.(words)["id"] != value {
				tr.fail(noURIs)
			}
		case "patternProperties":
			tr.fail(noPatternProperties)
		case "items", "additionalProperties", "not":
			out[keyword] = tr.schema(value)
			if _, ok := value.([]any); ok {
				tr.fail(noTuples)
			}
		case "properties":
			out[keyword] = tr.schemasByName(value.(words))
		case "allOf", "anyOf", "oneOf":
			out[keyword] = tr.schemas(value.([]any))
		case "type":
			if one, ok := value.(string); ok && one != "null" {
				out[keyword] = value
				continue
			}
			all = append(all, ofTypes(value))
		case "dependencies":
			all = append(all, tr.dependencies(value.(words))...)
		default:
			out[keyword] = value
		}
	}
	if len(all) == 0 {
		return out
	}
	return words{"allOf": append(all, out)}
}

func (tr *translator) schemas(draft4 []any) []any {
	var out []any
	for _, s := range draft4 {
		out = append(out, tr.schema(s))
	}
	return out
}

func (tr *translator) schemasByName(draft4 words) words {
	out := words{}
	for _, name := range slices.Sorted(maps.Keys(draft4)) {
		out[name] = tr.schema(draft4[name])
	}
	return out
}

// ofTypes gives the schema of what type says in draft 4, which has null as a type, and lists of types.
func ofTypes(types any) any {
	names, ok := types.([]any)
	switch {
	case types == "null":
		return words{"enum": []any{nil}}
	case !ok:
		return words{"type": types, "items": words{}} // items say nothing but of an array
	case len(names) == 2 && names[1] == "null":
		return words{"type": names[0], "nullable": true}
	}
	var each []any
	for _, name := range names {
		each = append(each, ofTypes(name))
	}
	return words{"anyOf": each}
}

// dependencies gives schemas by which an object with a property has others, or keeps to a schema.
func (tr *translator) dependencies(draft4 words) []any {
	var out []any
	for _, name := range slices.Sorted(maps.Keys(draft4)) {
		wanted := tr.schema(draft4[name])
		if others, ok := draft4[name].([]any); ok {
			wanted = words{"required": others}
		}
		absent := words{"not": words{"type": "object", "required": []any{name}}}
		out = append(out, words{"anyOf": []any{absent, wanted}})
	}
	return out
}
