package tree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// YAML writes a tree as YAML.
func YAML(n *Node) ([]byte, error) {
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(n); err != nil {
		return nil, err
	}
	if err := encoder.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// JSON writes a tree as JSON, indented, with its numbers as they are written. A number that JSON does not know is an
// error.
func JSON(n *Node) ([]byte, error) {
	w := jsonWriter{}
	w.value(n, "\n")
	if w.err != nil {
		return nil, w.err
	}
	w.out.WriteByte('\n')
	return w.out.Bytes(), nil
}

type jsonWriter struct {
	out bytes.Buffer
	err error
}

// value writes a value; newline is a line break with the indentation of its place.
func (w *jsonWriter) value(n *Node, newline string) {
	switch n.Kind {
	case yaml.MappingNode:
		w.list("{", "}", newline, len(n.Content)/2, func(i int, inner string) {
			w.text(n.Content[2*i].Value)
			w.out.WriteString(": ")
			w.value(n.Content[2*i+1], inner)
		})
	case yaml.SequenceNode:
		w.list("[", "]", newline, len(n.Content), func(i int, inner string) { w.value(n.Content[i], inner) })
	default:
		w.scalar(n)
	}
}

func (w *jsonWriter) list(opening, closing, newline string, length int, item func(i int, inner string)) {
	w.out.WriteString(opening)
	inner := newline + "  "
	for i := range length {
		if i > 0 {
			w.out.WriteByte(',')
		}
		w.out.WriteString(inner)
		item(i, inner)
	}
	if length > 0 {
		w.out.WriteString(newline)
	}
	w.out.WriteString(closing)
}

func (w *jsonWriter) scalar(n *Node) {
	switch n.ShortTag() {
	case "!!null":
		w.out.WriteString("null")
	case "!!bool":
		w.out.WriteString(strings.ToLower(n.Value))
	case "!!int", "!!float":
		if !json.Valid([]byte(n.Value)) && w.err == nil {
			w.err = fmt.Errorf("line %d: got the number %q, want one of JSON", n.Line, n.Value)
		}
		w.out.WriteString(n.Value)
	default:
		w.text(n.Value)
	}
}

func (w *jsonWriter) text(s string) {
	encoder := json.NewEncoder(&w.out)
	encoder.SetEscapeHTML(false)
	// A string can always be encoded, and a buffer always be written.
	_ = encoder.Encode(s)
	w.out.Truncate(w.out.Len() - 1)
}
