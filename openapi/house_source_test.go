package openapi

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/openapi/tables"
)

var sourceRules = []houseRule{
	{"operations, responses and schemas name their source", checkSourced},
	{"sources are a table, a section or an observation, each once", checkSources},
	{"sources name tables that exist", checkTables},
	{"observations name properties that exist", checkObserved},
	{"deviations say what is documented and what the contract does", checkDeviations},
	{"deviations name properties that exist", checkDeviationProperties},
	{"extensions have their type", checkExtensionTypes},
}

// checkSourced leaves out the responses of an operation, which names the source, and enumerations, whose values are
// rows of the tables of the objects that have them.
func checkSourced(h *house) {
	for _, p := range h.of("operation", "response", "schema") {
		if p.kind != "operation" && !p.isComponent() || p.get("enum") != nil {
			continue
		}
		if sources := p.get("x-source"); sources == nil || len(sources.Content) == 0 {
			h.fault(p, nil, "got no x-source")
		}
	}
}

func checkSources(h *house) {
	for _, p := range h.parts {
		var seen []string
		for _, entry := range p.parts {
			if entry.kind != "source" {
				continue
			}
			var keys, values []string
			for key, value := range entry.members() {
				keys, values = append(keys, key.Value), append(values, value.Value)
			}
			form, text := strings.Join(keys, "+"), strings.Join(values, " ")
			if form != "page+table" && form != "page+section" && form != "observed" {
				h.fault(entry, nil, "got the source %s, want page+table, page+section or observed", form)
			}
			if slices.Contains(seen, text) {
				h.fault(entry, nil, "got the source %s twice", text)
			}
			seen = append(seen, text)
		}
	}
}

func checkTables(h *house) {
	pages, err := tables.Pages()
	if err != nil {
		h.faults = append(h.faults, err.Error())
		return
	}
	for _, p := range h.of("source") {
		name := p.text("page")
		if name == "" {
			continue
		}
		at := slices.IndexFunc(pages, func(page tables.Page) bool { return page.Operation == name })
		if at < 0 {
			h.fault(p, p.get("page"), "got the page %s, which tables/pages.tsv does not have", name)
			continue
		}
		table := p.get("table")
		if table == nil {
			continue
		}
		if number, err := strconv.Atoi(table.Value); err != nil || number < 1 || number > len(pages[at].Tables) {
			h.fault(p, table, "got table %s of %s, want one of 1 to %d", table.Value, name, len(pages[at].Tables))
		}
	}
}

func checkObserved(h *house) {
	for _, p := range h.of("schema") {
		properties := p.names("properties")
		for name := range pairs(nodeOr(p.get("x-observed"))) {
			if !slices.Contains(properties, name.Value) {
				h.fault(p, name, "got an observation of %s, want one of %q", name.Value, properties)
			}
		}
	}
}

func nodeOr(node *yaml.Node) *yaml.Node {
	if node == nil {
		return &yaml.Node{}
	}
	return node
}

func checkDeviations(h *house) {
	for _, p := range h.of("deviation") {
		for _, key := range []string{"documented", "contract"} {
			if p.get(key) == nil {
				h.fault(p, nil, "got no %s", key)
			}
		}
		for _, key := range []string{"documented", "observed", "contract"} {
			if node := p.get(key); node != nil && !strings.HasSuffix(node.Value, ".") {
				h.fault(p, node, "got %q, want a sentence", node.Value)
			}
		}
	}
}

func checkDeviationProperties(h *house) {
	for _, p := range h.of("deviation") {
		property := p.get("property")
		if property == nil {
			continue
		}
		if names := p.parent.names("properties"); !slices.Contains(names, property.Value) {
			h.fault(p, property, "got property %s, want one of %q", property.Value, names)
		}
	}
}

// extensionTypes say what the values of the extensions are.
var extensionTypes = map[string]string{
	"x-source": "list of objects", "x-deviation": "list of objects",
	"x-observed":        "object",
	"x-extensible-enum": "true", "x-sensitive": "true",
	"x-enum-varnames": "list", "x-known-values": "list", "x-aliases": "list",
}

func checkExtensionTypes(h *house) {
	for _, p := range h.parts {
		for key, value := range p.members() {
			want, known := extensionTypes[key.Value]
			if got := typeOf(value); known && got != want {
				h.fault(p, key, "got %s as %s, want %s", key.Value, got, want)
			}
		}
	}
}

// typeOf names the type of a value as deep as extensions go.
func typeOf(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "object"
	case node.Kind == yaml.SequenceNode && len(node.Content) == 0:
		return "empty list"
	case node.Kind == yaml.SequenceNode && node.Content[0].Kind == yaml.MappingNode:
		return "list of objects"
	case node.Kind == yaml.SequenceNode:
		return "list"
	}
	return node.Value
}
