package schema

import (
	"encoding/json"
	"math"

	"github.com/getkin/kin-openapi/openapi3"
)

// enum compiles the values.
func (b *builder) enum(n *node) error {
	s := n.schema
	if len(s.Enum) == 0 {
		return nil
	}
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
		}
		n.enum.add(value, data)
	}
	n.enum.want = oneOf(n.enum.list)
	return nil
}

// add adds a value, which data writes.
func (e *enumRule) add(value any, data []byte) {
	canonical, _ := appendCanonical(nil, data, 0)
	e.values[string(canonical)] = true
	shown := cut(string(data))
	switch value := value.(type) {
	case string:
		e.texts = append(e.texts, newNearName(value))
		shown = quote(value)
	case float64:
		if value == math.Trunc(value) && math.Abs(value) < 1e15 {
			e.integers = append(e.integers, int(value))
		}
	case map[string]any, []any:
		container := digester{data: data}
		sum, _ := container.digest(0)
		e.digests[sum] = true
	}
	e.list = append(e.list, shown)
}

// enumNumber gives the text of number i of the enumeration: the loader keeps the text of scalars beside the
// values.
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
