package coverage

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is what an element is.
type Kind int

// Kinds, in the order in which reports have them.
const (
	// Operations are those of the contract.
	Operations Kind = iota
	// Statuses are the responses that an operation declares; default is one.
	Statuses
	// MediaTypes are those of the bodies of an operation: of its request, and of each status.
	MediaTypes
	// Parameters are those of an operation.
	Parameters
	// Properties are those that schemas name.
	Properties
	// EnumValues are the values that enumerations list, null left out.
	EnumValues
	// Nulls are two for each schema that allows null: that null is seen, and that another value is.
	Nulls
	// Headers are those that responses declare.
	Headers
)

var kindNames = []string{"operations", "statuses", "media-types", "parameters", "properties", "enum-values", "nulls", "headers"}

// String gives the name.
func (k Kind) String() string { return kindNames[k] }

// MarshalText makes the name the JSON form.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the name.
func (k *Kind) UnmarshalText(text []byte) error {
	i := slices.Index(kindNames, string(text))
	if i < 0 {
		return fmt.Errorf("want one of %s as kind", strings.Join(kindNames, ", "))
	}
	*k = Kind(i)
	return nil
}
