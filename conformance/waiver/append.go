package waiver

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/conformance/strictyaml"
)

// newFile is what a file begins with that is not there yet.
const newFile = `# Known deviations: findings that do not fail the run. See validate waive --help.
waivers:
`

// Append adds a waiver at the end of the text of a file, "" for a new one, and leaves everything else as it is;
// name is what the user calls the file.
func Append(name string, text []byte, w Waiver) ([]byte, error) {
	if len(text) == 0 {
		text = []byte(newFile)
	}
	before, err := Read(name, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	added, err := w.item(name, text)
	if err != nil {
		return nil, err
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		added = "\n" + added
	}
	if bytes.Contains(text, []byte("\r\n")) {
		added = strings.ReplaceAll(added, "\n", "\r\n")
	}
	text = append(bytes.Clone(text), added...)
	// A file may end in a way that nothing can follow, so what was written has to be read as it was meant.
	after, err := Read(name, bytes.NewReader(text))
	if err != nil || len(after) != len(before)+1 || !slices.Equal(after[:len(before)], before) || !after[len(before)].same(&w) {
		return nil, fmt.Errorf("%s: got an end of the file that no waiver can follow, want the list of waivers last", name)
	}
	return text, nil
}

// same says whether two waivers differ in nothing but their place.
func (w *Waiver) same(o *Waiver) bool {
	return !slices.ContainsFunc(fields, func(f field) bool { return f.get(w) != f.get(o) })
}

// item is the waiver as the next item of the list in a file.
func (w *Waiver) item(name string, file []byte) (string, error) {
	root, err := strictyaml.Parse(name, file)
	if err != nil {
		return "", err
	}
	entries, err := entriesOf(root)
	if err != nil {
		return "", err
	}
	if entries.InBrackets() || root.InBrackets() {
		return "", root.Errorf("got brackets, want one waiver after the other, each with a dash")
	}
	text, err := w.text()
	if err != nil {
		return "", err
	}
	head, indent := "", "  "
	if root.IsNull() {
		head = rootKey + ":\n"
	}
	if entries.IsList() {
		indent = strings.Repeat(" ", entries.At().Column-1)
	}
	return head + indent + "- " + strings.ReplaceAll(text, "\n", "\n"+indent+"  ") + "\n", nil
}

// text is the waiver as lines of keys and values.
func (w *Waiver) text() (string, error) {
	if err := w.check(); err != nil {
		return "", err
	}
	mapping := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range fields {
		value := &yaml.Node{Kind: yaml.ScalarNode, Value: f.get(w)}
		if value.Value == "" {
			continue
		}
		if f.key != "status" && f.key != "expires" {
			value.Tag = "!!str" // so that a text that looks like a number or a date is quoted
		}
		if strings.ContainsAny(value.Value, "\r\n") {
			value.Style = yaml.DoubleQuotedStyle
		}
		mapping.Content = append(mapping.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: f.key}, value)
	}
	text, err := yaml.Marshal(mapping)
	return strings.TrimSuffix(string(text), "\n"), err
}
