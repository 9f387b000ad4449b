package suite

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strings"
)

// Matcher is a condition on a value. Its numbers may be variables.
type Matcher struct {
	Equals, Not       any
	HasEquals, HasNot bool
	In                []any
	// Exists says whether the value is to be there, whatever it is.
	Exists *bool
	// Min and Max bound a number.
	Min, Max *string
	// Length counts the items of an array, Least and Most bound them.
	Length, Least, Most *string
	// Contains is a part of a text.
	Contains string
	// Unique is the pointer of what no two items of an array have in common.
	Unique string
	// Each holds for every item of an array, Any for one of them.
	Each, Any []Check
}

func (m *Matcher) onlyExists() bool {
	return reflect.DeepEqual(*m, Matcher{Exists: m.Exists}) && m.Exists != nil
}

// mismatch says what was got and wanted; ok is true where nothing is wrong.
type mismatch struct {
	pointer, got, want string
}

func (c *Check) match(root any, scope scope) *mismatch {
	value, found := at(root, c.Pointer)
	m := &c.Matcher
	wrong := func(want string) *mismatch { return &mismatch{c.Pointer, show(value, found), want} }
	if m.Exists != nil {
		if found != *m.Exists {
			if secret(c.Pointer) {
				return &mismatch{c.Pointer, "a secret", "none"}
			}
			return wrong(map[bool]string{true: "a value", false: "none"}[*m.Exists])
		}
		return nil
	}
	if !found {
		return wrong("a value")
	}
	if m.HasEquals {
		if want := scope.expand(m.Equals); !equal(value, want) {
			return wrong(show(want, true))
		}
	}
	if m.HasNot {
		if not := scope.expand(m.Not); equal(value, not) {
			return wrong("another value")
		}
	}
	if m.In != nil && !m.oneOf(value, scope) {
		return wrong("one of " + show(scope.expand(any(m.In)), true))
	}
	if text, ok := value.(string); m.Contains != "" && (!ok || !strings.Contains(text, scope.text(m.Contains))) {
		return wrong("a text with " + show(scope.text(m.Contains), true))
	}
	if want := m.bounds(value, scope); want != "" {
		return wrong(want)
	}
	return m.items(c.Pointer, value, scope)
}

func (m *Matcher) oneOf(value any, scope scope) bool {
	for _, want := range m.In {
		if equal(value, scope.expand(want)) {
			return true
		}
	}
	return false
}

// bounds says what is wanted of a number or of the length of an array, "" where it is so.
func (m *Matcher) bounds(value any, scope scope) string {
	number := func(text *string) *big.Rat {
		r, ok := new(big.Rat).SetString(scope.text(*text))
		if !ok {
			return nil
		}
		return r
	}
	check := func(limit *string, got *big.Rat, holds func(int) bool, words string) string {
		if limit == nil {
			return ""
		}
		if want := number(limit); got == nil || want == nil || !holds(got.Cmp(want)) {
			return words + " " + scope.text(*limit)
		}
		return ""
	}
	var amount, length *big.Rat
	if n, ok := value.(json.Number); ok {
		amount, _ = rational(n)
	}
	if items, ok := value.([]any); ok {
		length = new(big.Rat).SetInt64(int64(len(items)))
	}
	least, most, same := func(c int) bool { return c >= 0 }, func(c int) bool { return c <= 0 }, func(c int) bool { return c == 0 }
	for _, wrong := range []string{
		check(m.Min, amount, least, "a number of at least"), check(m.Max, amount, most, "a number of at most"),
		check(m.Length, length, same, "an array with as many items as"), check(m.Least, length, least, "an array with at least as many items as"),
		check(m.Most, length, most, "an array with at most as many items as"),
	} {
		if wrong != "" {
			return wrong
		}
	}
	return ""
}

func (m *Matcher) items(pointer string, value any, scope scope) *mismatch {
	if m.Unique == "" && m.Each == nil && m.Any == nil {
		return nil
	}
	list, ok := value.([]any)
	if !ok {
		return &mismatch{pointer, show(value, true), "an array"}
	}
	seen := map[string]bool{}
	met := m.Any == nil
	for i, item := range list {
		if m.Unique != "" {
			key, found := at(item, m.Unique)
			if text := show(key, found); seen[text] {
				return &mismatch{fmt.Sprintf("%s/%d%s", pointer, i, m.Unique), text, "another value than in the items before"}
			} else {
				seen[text] = true
			}
		}
		for _, check := range m.Each {
			if wrong := check.match(item, scope); wrong != nil {
				wrong.pointer = fmt.Sprintf("%s/%d%s", pointer, i, wrong.pointer)
				return wrong
			}
		}
		met = met || firstMismatch(m.Any, item, scope) == nil
	}
	if !met {
		return &mismatch{pointer, fmt.Sprintf("%d items, none of them right", len(list)), "one with " + describe(m.Any, scope)}
	}
	return nil
}

func describe(checks []Check, scope scope) string {
	var parts []string
	for _, c := range checks {
		parts = append(parts, c.Pointer+" "+show(scope.expand(c.Matcher.Equals), true))
	}
	return strings.Join(parts, ", ")
}

func firstMismatch(checks []Check, root any, scope scope) *mismatch {
	for i := range checks {
		if wrong := checks[i].match(root, scope); wrong != nil {
			return wrong
		}
	}
	return nil
}
