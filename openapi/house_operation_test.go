package openapi

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

var operationRules = []houseRule{
	{"operation IDs are a verb and a noun, each once", checkOperationIDs},
	{"operations have one tag that the document declares", checkTags},
	{"statuses are quoted", checkStatusQuotes},
	{"operations answer with a success and every common failure", checkStatuses},
	{"failures are common responses", checkFailures},
	{"responses carry X-Request-Id, and Retry-After where waiting helps", checkHeaders},
	{"credentials are a token or a signature", checkSecurity},
	{"path parameters have an example", checkPathExamples},
	{"aliases are names that no parameter has", checkAliases},
}

// operationID begins with a verb of the house, which is the service's own word: show, not get.
var operationID = regexp.MustCompile(`^(attach|create|delete|detach|list|manage|open|register|renew|save|show|start|stop|update)([A-Z][a-z]+)+$`)

func checkOperationIDs(h *house) {
	var seen []string
	for _, p := range h.of("operation") {
		id := p.text("operationId")
		if !operationID.MatchString(id) {
			h.fault(p, p.get("operationId"), "got operationId %q, want a verb of the house and a noun in lower camel case", id)
		}
		if slices.Contains(seen, id) {
			h.fault(p, p.get("operationId"), "got operationId %q twice", id)
		}
		seen = append(seen, id)
	}
}

func checkTags(h *house) {
	for _, root := range h.roots {
		var declared, used []string
		for _, tag := range root.parts {
			if tag.kind == "tag" {
				declared = append(declared, tag.text("name"))
			}
		}
		for _, p := range h.of("operation") {
			if p.file != root.file {
				continue
			}
			tags := p.list("tags")
			if len(tags) != 1 || !slices.Contains(declared, tags[0]) {
				h.fault(p, p.get("tags"), "got tags %q, want one of %q", tags, declared)
			}
			used = append(used, tags...)
		}
		for _, tag := range declared {
			if !slices.Contains(used, tag) {
				h.fault(root, root.get("tags"), "got the tag %s, which no operation has", tag)
			}
		}
	}
}

func checkStatusQuotes(h *house) {
	for _, p := range h.of("operation") {
		responses := p.get("responses")
		if responses == nil {
			continue
		}
		for status := range pairs(responses) {
			quoted := status.Style&yaml.SingleQuotedStyle != 0
			if quoted != (status.Value != "default") {
				h.fault(p, status, "got %s, want quotes around numbers only", status.Value)
			}
		}
	}
}

// successes are the statuses of which an operation declares at least one.
var successes = []string{"200", "201", "204"}

// failures are the further responses of every operation, with their components.
var failures = [][2]string{
	{"400", "BadRequest"},
	{"401", "Unauthorized"},
	{"403", "Forbidden"},
	{"404", "NotFound"},
	{"429", "TooManyRequests"},
	{"500", "InternalServerError"},
	{"default", "UnexpectedError"},
}

func checkStatuses(h *house) {
	var every []string
	for _, failure := range failures {
		every = append(every, failure[0])
	}
	for _, p := range h.of("operation") {
		got := p.names("responses")
		declared := slices.DeleteFunc(slices.Clone(successes), func(status string) bool { return !slices.Contains(got, status) })
		if len(declared) == 0 || !slices.Equal(got, slices.Concat(declared, every)) {
			h.fault(p, p.get("responses"), "got the responses %s, want at least one of %s, then %s",
				strings.Join(got, " "), strings.Join(successes, " "), strings.Join(every, " "))
		}
	}
}

func checkFailures(h *house) {
	for _, p := range h.parts {
		if p.kind != "response" || p.isComponent() {
			continue
		}
		for _, failure := range failures {
			want := "schemas/common.yaml#/components/responses/" + failure[1]
			if p.name == failure[0] && p.ref() != want {
				h.fault(p, nil, "got a response of its own, want a reference to %s", want)
			}
		}
	}
}

// waiting are the components after which a client may try again.
var waiting = []string{"TooManyRequests", "UnexpectedError"}

func checkHeaders(h *house) {
	for _, p := range h.of("response") {
		want := []string{"X-Request-Id"}
		if slices.Contains(waiting, p.name) {
			want = append(want, "Retry-After")
		}
		if got := p.names("headers"); !slices.Equal(got, want) {
			h.fault(p, p.get("headers"), "got the headers %q, want %q", got, want)
		}
		for _, header := range p.parts {
			target := h.resolve(header)
			if header.kind == "header" && (header.ref() == "" || target == nil || target.name != header.name) {
				h.fault(header, nil, "got another header, want the component of this name")
			}
		}
	}
}

func checkSecurity(h *house) {
	for _, root := range h.roots {
		if !hasOperations(root) {
			continue
		}
		var names []string
		for _, scheme := range h.required(root) {
			if scheme != nil {
				names = append(names, scheme.name)
			}
		}
		alternatives := 0
		if security := root.get("security"); security != nil {
			alternatives = len(security.Content)
		}
		if !slices.Equal(names, []string{"Token", "Signature"}) || alternatives != len(names) {
			h.fault(root, root.get("security"), "got %d alternatives of %q, want Token or Signature", alternatives, names)
		}
	}
}

func checkPathExamples(h *house) {
	for _, p := range h.of("parameter") {
		if p.text("in") == "path" && p.get("example") == nil {
			h.fault(p, nil, "got no example")
		}
	}
}

func checkAliases(h *house) {
	for _, operation := range h.of("operation") {
		var parameters []*part
		var names []string
		for _, p := range operation.parts {
			if target := h.resolve(p); target != nil && target.kind == "parameter" {
				parameters = append(parameters, target)
				names = append(names, target.text("name"))
			}
		}
		for _, p := range parameters {
			for _, alias := range p.list("x-aliases") {
				if slices.Contains(names, alias) {
					h.fault(p, p.get("x-aliases"), "got the alias %s, which is the name of a parameter", alias)
				}
			}
		}
	}
}
