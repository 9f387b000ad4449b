package suite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"unicode/utf8"
)

// at is the value at a JSON pointer (RFC 6901).
func at(value any, pointer string) (any, bool) {
	if pointer == "" {
		return value, true
	}
	for name := range strings.SplitSeq(pointer[1:], "/") {
		name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		switch container := value.(type) {
		case map[string]any:
			inner, ok := container[name]
			if !ok {
				return nil, false
			}
			value = inner
		case []any:
			var index int
			if _, err := fmt.Sscanf(name, "%d", &index); err != nil || index < 0 || index >= len(container) {
				return nil, false
			}
			value = container[index]
		default:
			return nil, false
		}
	}
	return value, true
}

// maxDigits bounds numbers that are compared exactly: 1e999999999 would fill the memory.
const maxDigits = 64

func rational(n json.Number) (*big.Rat, bool) {
	if len(n) > maxDigits || strings.ContainsAny(string(n), "eE") {
		f, err := n.Float64()
		if err != nil {
			return nil, false
		}
		return new(big.Rat).SetFloat64(f), true
	}
	return new(big.Rat).SetString(string(n))
}

// equal compares JSON values; 1 and 1.0 are the same number.
func equal(a, b any) bool {
	x, isX := a.(json.Number)
	y, isY := b.(json.Number)
	if isX && isY {
		p, okP := rational(x)
		q, okQ := rational(y)
		return okP && okQ && p.Cmp(q) == 0
	}
	return reflect.DeepEqual(a, b)
}

func isNumber(value any) bool {
	_, ok := value.(json.Number)
	return ok
}

// decode reads a JSON text, nil where it is none.
func decode(text []byte) any {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return nil
	}
	return value
}

// show gives a value in one short line.
func show(value any, found bool) string {
	if !found {
		return "none"
	}
	text, err := json.Marshal(value)
	if err != nil {
		return "a value that is not JSON"
	}
	const most = 80
	if len(text) <= most {
		return string(text)
	}
	cut := most
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return string(text[:cut]) + "..."
}
