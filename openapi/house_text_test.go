package openapi

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

var textRules = []houseRule{
	{"descriptions are there", checkDescribed},
	{"descriptions are sentences", checkSentences},
	{"descriptions say more than the place they stand in", checkSaying},
	{"summaries are short headings", checkSummaries},
	{"units are in the descriptions of times", checkUnits},
	{"every key stands in its place", checkOrder},
	{"texts are plain YAML", checkPlain},
}

// described are the kinds that always have a description. Of schemas, components and properties do.
var described = []string{
	"info", "server", "variable", "tag", "operation", "parameter", "header", "response", "body", "scheme",
}

func checkDescribed(h *house) {
	for _, p := range h.of(append(described, "schema")...) {
		if p.kind == "schema" && !p.isComponent() && !p.isProperty() {
			continue
		}
		if strings.TrimSpace(p.text("description")) == "" {
			h.fault(p, nil, "got no description")
		}
	}
	for _, clause := range h.of("clause") {
		if isCondition(clause) && clause.text("description") == "" {
			h.fault(clause, nil, "got no description: it is what a user reads about the broken condition")
		}
	}
}

// isCondition is whether a clause is a whole rule: the not of a schema, or a branch where that has several.
func isCondition(clause *part) bool {
	several := clause.get("anyOf") != nil
	if clause.parent.kind == "schema" {
		return !several
	}
	return clause.parent.parent.kind == "schema" && clause.parent.get("anyOf") != nil
}

var (
	markup    = regexp.MustCompile(`</?[a-zA-Z][^>]*>|&[a-z]+;`)
	lineEnd   = regexp.MustCompile("[.:]$")
	lineStart = regexp.MustCompile("^[\\p{Lu}0-9`-]")
)

// checkSentences reads the descriptions, one or more sentences a line.
func checkSentences(h *house) {
	for _, p := range h.parts {
		node := p.get("description")
		if node == nil || node.Kind != yaml.ScalarNode || node.Value == "" {
			continue
		}
		for line := range strings.Lines(strings.TrimSuffix(node.Value, "\n")) {
			line = strings.TrimSuffix(line, "\n")
			switch {
			case markup.MatchString(line):
				h.fault(p, node, "got the markup %q in the description", markup.FindString(line))
			case !lineEnd.MatchString(line):
				h.fault(p, node, "got a line that ends in %q, want the end of a sentence", lastWord(line))
			// What a condition says begins with the name of a property, as it is written.
			case p.kind != "clause" && !lineStart.MatchString(line):
				h.fault(p, node, "got a line that begins with %q, want a capital", strings.Fields(line)[0])
			case strings.Contains(line, "  "):
				h.fault(p, node, "got two spaces in the description")
			}
		}
	}
}

func lastWord(line string) string {
	words := strings.Fields(line)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// sayingNothing are descriptions that stand for any other.
var sayingNothing = regexp.MustCompile(`(?i)^(the )?(ok|success(ful)?|response|error|request|body|result|parameter|header|object|string|` +
	`todo|tbd|n/?a|none)( (response|request|body|object|operation))?\.?$`)

func checkSaying(h *house) {
	for _, p := range h.parts {
		node := p.get("description")
		if node == nil || node.Kind != yaml.ScalarNode {
			continue
		}
		text := strings.TrimSpace(node.Value)
		name := strings.ReplaceAll(p.name, "_", " ")
		if sayingNothing.MatchString(text) || strings.EqualFold(strings.TrimSuffix(text, "."), name) {
			h.fault(p, node, "got the description %q, which says nothing", text)
		}
	}
}

const longestSummary = 50

func checkSummaries(h *house) {
	for _, p := range h.of("operation", "example") {
		node := p.get("summary")
		if node == nil || node.Value == "" {
			h.fault(p, nil, "got no summary")
			continue
		}
		if p.kind == "operation" && len([]rune(node.Value)) > longestSummary {
			h.fault(p, node, "got a summary of %d characters, want at most %d", len([]rune(node.Value)), longestSummary)
		}
		if strings.HasSuffix(node.Value, ".") {
			h.fault(p, node, "got a period at the end of the summary")
		}
		if word := wrongCase(node.Value); word != "" {
			h.fault(p, node, "got %q in the summary, want sentence case", word)
		}
	}
}

// wrongCase is the first word that does not suit sentence case: a capital begins the first word, and no other unless
// all of it is in capitals.
func wrongCase(text string) string {
	for i, word := range strings.Fields(text) {
		capital := unicode.IsUpper([]rune(word)[0])
		if capital != (i == 0) && (i == 0 || strings.ToUpper(word) != word) {
			return word
		}
	}
	return ""
}

var (
	timeName = regexp.MustCompile(`(duration|time|timestamp|_at)$`)
	timeUnit = regexp.MustCompile(`\b(milliseconds|seconds|hours)\b`)
)

// checkUnits knows that a number of milliseconds since 1970 does not fit the int32 that generators may choose.
func checkUnits(h *house) {
	for _, p := range h.of("schema") {
		if !p.isProperty() || !timeName.MatchString(p.name) {
			continue
		}
		switch unit := timeUnit.FindString(p.text("description")); {
		case unit == "":
			h.fault(p, p.get("description"), "got a description without unit, want seconds, milliseconds or hours")
		case unit == "milliseconds" && p.text("type") == "integer" && p.text("format") != "int64":
			h.fault(p, nil, "got an integer of milliseconds without format int64")
		}
	}
}

func checkOrder(h *house) {
	for _, p := range h.parts {
		if p.ref() != "" {
			continue
		}
		last, before := -1, ""
		for key := range p.members() {
			_, place := memberKind(p.kind, key.Value)
			switch {
			case place < 0:
				h.fault(p, key, "got %s, which the grammar has in no %s", key.Value, p.kind)
				continue
			case place < last:
				h.fault(p, key, "got %s behind %s", key.Value, before)
			}
			last, before = place, key.Value
		}
	}
}

// checkPlain wants texts that mean what they look like.
func checkPlain(h *house) {
	for _, root := range h.roots {
		var visit func(node *yaml.Node)
		visit = func(node *yaml.Node) {
			switch {
			case node.Kind == yaml.AliasNode || node.Anchor != "":
				h.fault(root, node, "got an anchor or an alias, want a $ref")
				return
			case node.Style&yaml.TaggedStyle != 0:
				h.fault(root, node, "got the tag %s", node.Tag)
			case node.Style&yaml.DoubleQuotedStyle != 0:
				h.fault(root, node, "got double quotes, want single ones: they have no escapes")
			case node.Style&yaml.FoldedStyle != 0:
				h.fault(root, node, "got a folded block, want a literal one")
			}
			names := []string{}
			for key := range pairs(node) {
				if slices.Contains(names, key.Value) {
					h.fault(root, key, "got %s twice", key.Value)
				}
				names = append(names, key.Value)
			}
			for _, child := range node.Content {
				visit(child)
			}
		}
		visit(root.node)
	}
}
