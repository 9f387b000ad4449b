package openapi

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

var shapeRules = []houseRule{
	{"documents are OpenAPI 3.0.3", checkVersion},
	{"documents agree on version, licence, servers and security", checkAgreement},
	{"references lead to components, by one of three ways", checkReferences},
	{"references between files lead to no cycle", checkCycles},
	{"nothing stands beside a reference", checkAlone},
	{"component names are Pascal case", checkComponentNames},
	{"every component is used", checkUsed},
	{"every media type has examples", checkExamples},
}

func checkVersion(h *house) {
	for _, root := range h.roots {
		if version := root.text("openapi"); version != "3.0.3" {
			h.fault(root, root.get("openapi"), "got openapi %q, want 3.0.3", version)
		}
	}
}

func hasOperations(root *part) bool { return len(root.names("paths")) > 0 }

func checkAgreement(h *house) {
	for _, member := range []string{"version", "license"} {
		h.agree(member, h.of("info"))
	}
	apis := slices.DeleteFunc(slices.Clone(h.roots), func(root *part) bool { return !hasOperations(root) })
	for _, member := range []string{"servers", "security"} {
		h.agree(member, apis)
	}
}

// agree wants one value of a member in all parts.
func (h *house) agree(member string, parts []*part) {
	for _, p := range parts {
		switch node := p.get(member); {
		case node == nil:
			h.fault(p, nil, "got no %s", member)
		case !sameValue(node, parts[0].get(member)):
			h.fault(p, node, "got another %s than %s", member, parts[0].file)
		}
	}
}

// sameValue compares what nodes say, not where.
func sameValue(a, b *yaml.Node) bool {
	return b != nil && a.Kind == b.Kind && a.Value == b.Value && slices.EqualFunc(a.Content, b.Content, sameValue)
}

var (
	refWithin  = regexp.MustCompile(`^#/components/(\w+)/[\w-]+$`)
	refSchemas = regexp.MustCompile(`^schemas/\w+\.yaml#/components/(\w+)/[\w-]+$`)
	refSibling = regexp.MustCompile(`^\w+\.yaml#/components/(\w+)/[\w-]+$`)
)

// sections are the components that may stand for a kind.
var sections = map[string]string{
	"parameter": "parameters", "header": "headers", "response": "responses", "schema": "schemas", "scheme": "securitySchemes",
}

// checkReferences allows ways from a document to schemas/, between the files of schemas/, and within a file.
func checkReferences(h *house) {
	for _, p := range h.parts {
		ref := p.ref()
		if ref == "" {
			continue
		}
		shapes := []*regexp.Regexp{refWithin, refSchemas}
		if strings.HasPrefix(p.file, "schemas/") {
			shapes = []*regexp.Regexp{refWithin, refSibling}
		}
		section := ""
		for _, shape := range shapes {
			if match := shape.FindStringSubmatch(ref); match != nil {
				section = match[1]
			}
		}
		switch {
		case section == "":
			h.fault(p, p.get("$ref"), "got the reference %q, want a component of this file or of schemas/", ref)
		case section != sections[p.kind]:
			h.fault(p, p.get("$ref"), "got a reference to %s in the place of a %s", section, p.kind)
		case h.resolve(p) == nil:
			h.fault(p, p.get("$ref"), "got the reference %q, which leads nowhere", ref)
		}
	}
}

// checkCycles knows that each file becomes a Go package, and that packages cannot import each other in a circle.
func checkCycles(h *house) {
	imports := map[string][]string{}
	for _, p := range h.parts {
		if target := h.resolve(p); target != nil && target.file != p.file && !slices.Contains(imports[p.file], target.file) {
			imports[p.file] = append(imports[p.file], target.file)
		}
	}
	for _, p := range h.parts {
		target := h.resolve(p)
		if target == nil || target.file == p.file {
			continue
		}
		reached := []string{target.file}
		for i := 0; i < len(reached); i++ {
			for _, file := range imports[reached[i]] {
				if !slices.Contains(reached, file) {
					reached = append(reached, file)
				}
			}
		}
		if slices.Contains(reached, p.file) {
			h.fault(p, p.get("$ref"), "got a reference to %s, which leads back to %s", target.file, p.file)
		}
	}
}

func checkAlone(h *house) {
	for _, p := range h.parts {
		if p.ref() == "" {
			continue
		}
		for key := range p.members() {
			if key.Value != "$ref" {
				h.fault(p, key, "got %s beside a $ref, where it has no effect", key.Value)
			}
		}
	}
}

var (
	pascalCase = regexp.MustCompile(`^([A-Z]+[a-z0-9]*)+$`)
	headerCase = regexp.MustCompile(`^[A-Z][a-z]*(-[A-Z][a-z]*)*$`)
)

func checkComponentNames(h *house) {
	for _, p := range h.parts {
		form := pascalCase
		if p.kind == "header" {
			form = headerCase
		}
		if p.isComponent() && !form.MatchString(p.name) {
			h.fault(p, nil, "got the name %s, want Pascal case, or that of a header", p.name)
		}
	}
}

func checkUsed(h *house) {
	used := map[*part]bool{}
	for _, p := range h.parts {
		if p.ref() != "" {
			used[h.resolve(p)] = true
		}
	}
	for _, root := range h.roots {
		for _, scheme := range h.required(root) {
			used[scheme] = true
		}
	}
	for _, p := range h.parts {
		if p.isComponent() && !used[p] {
			h.fault(p, nil, "got a component that nothing uses")
		}
	}
}

// required are the security schemes that a document asks for, as its own components.
func (h *house) required(root *part) []*part {
	var schemes []*part
	if security := root.get("security"); security != nil {
		for _, alternative := range security.Content {
			for name := range pairs(alternative) {
				schemes = append(schemes, h.components[root.file+"#/components/securitySchemes/"+name.Value])
			}
		}
	}
	return schemes
}

func checkExamples(h *house) {
	for _, media := range h.of("media") {
		if len(media.names("examples")) == 0 {
			h.fault(media, nil, "got no example")
		}
	}
	for _, example := range h.of("example") {
		if example.get("value") == nil {
			h.fault(example, nil, "got no value")
		}
	}
}
