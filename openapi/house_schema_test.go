package openapi

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

var schemaRules = []houseRule{
	{"schemas say their type", checkTypes},
	{"enumerations are components", checkEnumPlaces},
	{"enumerations hold values of their type, each once", checkEnumValues},
	{"enumerations have names that suit Go", checkEnumNames},
	{"enumerations of responses are open, others closed", checkEnumOpenness},
	{"objects of requests are closed", checkRequestsClosed},
	{"objects of responses are open", checkResponsesOpen},
	{"defaults are for requests", checkDefaults},
	{"patterns are whole, without quotes, and work in RE2", checkPatterns},
	{"null is allowed where someone saw it", checkNullable},
}

// checkTypes lets a wrapper of one reference go without.
func checkTypes(h *house) {
	for _, p := range h.of("schema") {
		switch kind := p.text("type"); {
		case kind == "" && p.get("allOf") == nil:
			h.fault(p, nil, "got no type")
		// Generators make a float32 of it.
		case kind == "number" && p.text("format") != "double":
			h.fault(p, p.get("type"), "got the type number, want integer, string or the format double")
		case kind == "array" && p.get("items") == nil:
			h.fault(p, nil, "got an array without items")
		case kind == "object" && p.get("properties") == nil && p.get("additionalProperties") == nil && p.get("allOf") == nil:
			h.fault(p, nil, "got an object that says nothing of its members")
		}
	}
}

func checkEnumPlaces(h *house) {
	for _, p := range h.of("schema") {
		if enum := p.get("enum"); enum != nil && !p.isComponent() {
			h.fault(p, enum, "got an enumeration in place, want a component with a name")
		}
	}
}

var enumTags = map[string]string{"string": "!!str", "integer": "!!int", "boolean": "!!bool"}

func checkEnumValues(h *house) {
	for _, p := range h.of("schema") {
		enum := p.get("enum")
		if enum == nil {
			continue
		}
		var seen []string
		for _, value := range enum.Content {
			if value.Tag != enumTags[p.text("type")] {
				h.fault(p, value, "got the value %s, want type %s", value.Value, p.text("type"))
			}
			if slices.Contains(seen, value.Value) {
				h.fault(p, value, "got the value %s twice", value.Value)
			}
			seen = append(seen, value.Value)
		}
	}
}

var (
	goName = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	// Generators run words in capitals together.
	capitals = regexp.MustCompile(`^[A-Z0-9]+(_[A-Z0-9]+)+$`)
)

func checkEnumNames(h *house) {
	for _, p := range h.of("schema") {
		values, names := p.list("enum"), p.list("x-enum-varnames")
		if names == nil {
			if slices.ContainsFunc(values, capitals.MatchString) || len(values) > 0 && p.text("type") != "string" {
				h.fault(p, p.get("enum"), "got no x-enum-varnames, want names that keep words apart")
			}
			continue
		}
		if len(names) != len(values) {
			h.fault(p, p.get("x-enum-varnames"), "got %d names for %d values", len(names), len(values))
		}
		for i, name := range names {
			node := p.get("x-enum-varnames").Content[i]
			if !goName.MatchString(name) {
				h.fault(p, node, "got the name %s, want an exported identifier without underscores", name)
			}
			if slices.Contains(names[:i], name) {
				h.fault(p, node, "got the name %s twice", name)
			}
		}
	}
}

func checkEnumOpenness(h *house) {
	answered := h.reach("response")
	for _, p := range h.of("schema") {
		if p.get("enum") == nil {
			continue
		}
		open := p.text("x-extensible-enum") == "true"
		if want := slices.Contains(answered, p); open != want {
			h.fault(p, p.get("enum"), "got x-extensible-enum %t, want %t", open, want)
		}
	}
}

func checkRequestsClosed(h *house) {
	for _, p := range h.reach("body") {
		if p.get("properties") != nil && p.text("additionalProperties") != "false" {
			h.fault(p, nil, "got an open object in a request, want additionalProperties: false")
		}
	}
}

func checkResponsesOpen(h *house) {
	for _, p := range h.reach("response") {
		if closed := p.get("additionalProperties"); closed != nil && closed.Value == "false" {
			h.fault(p, closed, "got a closed object in a response, which new properties would break")
		}
	}
}

func checkDefaults(h *house) {
	for _, p := range h.reach("response") {
		if value := p.get("default"); value != nil {
			h.fault(p, value, "got a default in a response, which says what is there")
		}
	}
}

func checkPatterns(h *house) {
	for _, p := range h.of("schema", "clause") {
		node := p.get("pattern")
		if node == nil {
			continue
		}
		if strings.ContainsAny(node.Value, `"'`) {
			h.fault(p, node, "got a quote in a pattern, want its code: other languages put patterns in quotes")
		}
		if !strings.HasPrefix(node.Value, "^") || !strings.HasSuffix(node.Value, "$") {
			h.fault(p, node, "got a pattern of a part, want ^ and $")
		}
		if node.Style&yaml.SingleQuotedStyle == 0 {
			h.fault(p, node, "got a pattern without single quotes")
		}
		if _, err := syntax.Parse(node.Value, syntax.Perl); err != nil {
			h.fault(p, node, "got a pattern that RE2 cannot read")
		}
	}
}

func checkNullable(h *house) {
	for _, p := range h.of("schema") {
		switch node := p.get("nullable"); {
		case node == nil:
		case p.text("type") == "":
			h.fault(p, node, "got nullable without a type, which has no effect")
		case p.get("x-source") == nil && p.get("x-deviation") == nil:
			h.fault(p, node, "got nullable, and nothing says who saw null")
		}
	}
}
