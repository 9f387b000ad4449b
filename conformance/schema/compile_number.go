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

// enum compiles the values. The loader keeps the text of those that are scalars beside the rounded numbers. An
// enumeration grows on the side of the service, so it is open in responses only.
func (b *builder) enum(n *node) error {
	s := n.schema
	if len(s.Enum) == 0 {
		return nil
	}
	others := false
	n.enum = &enumRule{
		values:  make(map[string]bool, len(s.Enum)),
		digests: map[digest]bool{},
		// A server may add values; a client may not make them up.
		extensible: b.direction == Response && isMarked(s, "x-extensible-enum"),
	}
	for i, value := range s.Enum {
		data, err := json.Marshal(value)
		if err != nil {
			return n.fail("enum", err)
		}
		if f, ok := value.(float64); ok {
			data = []byte(enumNumber(s, i, f))
			n.enum.integers = append(n.enum.integers, int(f))
			if f != math.Trunc(f) || math.Abs(f) >= 1e15 {
				others = true
			}
		}
		shown := cut(string(data))
		if text, ok := value.(string); ok {
			n.enum.texts = append(n.enum.texts, newNearName(text))
			shown = quote(text)
		}
		canonical, _ := appendCanonical(nil, data, 0)
		n.enum.values[string(canonical)] = true
		if kindOf(data[0])&(kindArray|kindObject) != 0 {
			container := digester{data: data}
			sum, _ := container.digest(0)
			n.enum.digests[sum] = true
		}
		n.enum.list = append(n.enum.list, shown)
	}
	n.enum.want = oneOf(n.enum.list)
	if others {
		n.enum.integers = nil
	}
	return nil
}

// enumNumber gives the text of number i of the enumeration.
func enumNumber(s *openapi3.Schema, i int, value float64) string {
	if s.Origin != nil {
		scalars := s.Origin.Sequences["enum"]
		for _, before := range s.Enum[:i] {
			switch before.(type) {
			case map[string]any, []any: // has no entry
				i--
			}
		}
		if i < len(scalars) && isNumberText(scalars[i].Name, value) {
			return scalars[i].Name
		}
	}
	return numberText(value)
}
