package suite

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// fault is what a client did wrong in one call.
type fault struct {
	rule    conformance.RuleID
	subject string
	mismatch
}

// comparison holds what went through a client against what it was given.
type comparison struct {
	rule    conformance.RuleID
	subject string
	// open says that what the contract does not document may be left out.
	open   bool
	faults []fault
}

func (c *comparison) add(pointer, got, want string) {
	c.faults = append(c.faults, fault{c.rule, c.subject, mismatch{pointer, got, want}})
}

// value compares at a pointer. What the contract calls a secret is not shown.
func (c *comparison) value(pointer string, got, want any, d documented, isSecret bool) {
	isSecret = isSecret || d.secret()
	switch wanted := want.(type) {
	case map[string]any:
		if object, ok := got.(map[string]any); ok {
			c.object(pointer, object, wanted, d, isSecret)
			return
		}
	case []any:
		if array, ok := got.([]any); ok {
			c.array(pointer, array, wanted, d, isSecret)
			return
		}
	}
	switch {
	case equal(got, want):
	case isSecret:
		c.add(pointer, "another value", "the secret that was given")
	default:
		c.add(pointer, show(got, true), show(want, true))
	}
}

func (c *comparison) object(pointer string, got, want map[string]any, d documented, isSecret bool) {
	names := slices.Concat(slices.Collect(maps.Keys(got)), slices.Collect(maps.Keys(want)))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		place := pointer + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
		member := d.member(name)
		has, found := got[name]
		wants, wanted := want[name]
		switch {
		case found && wanted:
			c.value(place, has, wants, member, isSecret)
		case found && !absent(has, member) && !member.isDefault(has):
			c.add(place, hide(has, isSecret || member.secret()), "none")
		case wanted && !absent(wants, member) && (!c.open || len(member) > 0):
			c.add(place, "none", hide(wants, isSecret || member.secret()))
		}
	}
}

// absent says whether a value is null where the contract has no null: there it stands for nothing.
func absent(value any, d documented) bool { return value == nil && !d.nullable() }

func (c *comparison) array(pointer string, got, want []any, d documented, isSecret bool) {
	if len(got) != len(want) {
		c.add(pointer, fmt.Sprintf("%d items", len(got)), strconv.Itoa(len(want)))
		return
	}
	for i := range want {
		c.value(fmt.Sprintf("%s/%d", pointer, i), got[i], want[i], d.items(), isSecret)
	}
}

func hide(value any, isSecret bool) string {
	if isSecret {
		return "a secret"
	}
	return show(value, true)
}
