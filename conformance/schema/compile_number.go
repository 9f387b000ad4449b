package schema

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

func (b *builder) numbers(n *node) error {
	s, r := n.schema, &n.number
	if s.ExclusiveMin.Value != nil || s.ExclusiveMax.Value != nil {
		return n.fail("exclusiveMinimum", errors.New("got a number, want true or false in OpenAPI 3.0"))
	}
	r.minimum = b.bound(s, "minimum", s.Min, s.ExclusiveMin.IsTrue())
	r.maximum = b.bound(s, "maximum", s.Max, s.ExclusiveMax.IsTrue())
	r.multipleOf = b.bound(s, "multipleOf", s.MultipleOf, false)
	if m := r.multipleOf; m != nil && (m.value.sign() <= 0 || len(m.value.digits) > 18) {
		return n.fail("multipleOf", errors.New("want a number above zero of at most 18 digits"))
	}
	return nil
}

func (b *builder) bound(s *openapi3.Schema, keyword string, value *float64, exclusive bool) *bound {
	if value == nil {
		return nil
	}
	text := numberText(*value)
	if written, ok := b.compiler.written(s, keyword, *value); ok {
		text = written
	}
	return &bound{value: decimalOf(text), text: text, exclusive: exclusive}
}

// numberText writes a number of the contract. Up to 15 digits are what was written; where there are more, a
// float64 may have lost some, and an integer is what it holds exactly.
func numberText(f float64) string {
	text := strconv.FormatFloat(f, 'g', 15, 64)
	if short, err := strconv.ParseFloat(text, 64); err != nil || short != f {
		if f == math.Trunc(f) {
			return new(big.Float).SetFloat64(f).Text('f', 0)
		}
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	if size := math.Abs(f); size >= 1e15 || size < 1e-6 && size > 0 {
		return text
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// written gives the text of a number keyword as it stands in the document.
func (c *Compiler) written(s *openapi3.Schema, keyword string, value float64) (string, bool) {
	if c.ReadDocument == nil || s.Origin == nil {
		return "", false
	}
	at, ok := s.Origin.Fields.Lookup(keyword)
	if !ok {
		return "", false
	}
	lines := c.lines(at.File)
	if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > len(lines[at.Line-1]) {
		return "", false
	}
	_, text, _ := strings.Cut(lines[at.Line-1][at.Column-1:], ":")
	text = strings.TrimSpace(text)
	if end := strings.IndexAny(text, ",}] \t#"); end >= 0 {
		text = text[:end]
	}
	return text, isNumberText(text, value)
}

func (c *Compiler) lines(file string) []string {
	lines, ok := c.documents[file]
	if !ok {
		if text, err := c.ReadDocument(file); err == nil {
			lines = strings.Split(string(text), "\n")
		}
		if c.documents == nil {
			c.documents = map[string][]string{}
		}
		c.documents[file] = lines
	}
	return lines
}

// isNumberText reports whether text is a JSON number that the loader would read as value.
func isNumberText(text string, value float64) bool {
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && f == value && json.Valid([]byte(text))
}
