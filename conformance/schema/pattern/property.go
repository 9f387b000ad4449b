package pattern

import (
	"fmt"
	"strings"
	"unicode"
)

// property gives the code points that \p{name} stands for.
func property(name string) (set, error) {
	key, value, hasKey := strings.Cut(name, "=")
	if !hasKey {
		if s, ok := binaryProperty(name); ok {
			return s, nil
		}
		if s, ok := category(name); ok {
			return s, nil
		}
		return nil, fmt.Errorf("unknown Unicode property %q", name)
	}
	switch key {
	case "General_Category", "gc":
		if s, ok := category(value); ok {
			return s, nil
		}
	case "Script", "sc":
		if table, ok := unicode.Scripts[value]; ok {
			return fromTable(table), nil
		}
	}
	return nil, fmt.Errorf("unknown Unicode property %q", name)
}

func category(name string) (set, bool) {
	if long, ok := unicode.CategoryAliases[name]; ok {
		name = long
	}
	table, ok := unicode.Categories[name]
	if !ok {
		return nil, false
	}
	return fromTable(table), true
}

func binaryProperty(name string) (set, bool) {
	switch name {
	case "Any":
		return anyRune, true
	case "ASCII":
		return set{0, unicode.MaxASCII}, true
	case "Assigned":
		return fromTable(unicode.Categories["Cn"]).complement(), true
	case "Alphabetic", "Alpha":
		return fromTable(unicode.L, unicode.Nl, unicode.Other_Alphabetic), true
	case "Lowercase", "Lower":
		return fromTable(unicode.Ll, unicode.Other_Lowercase), true
	case "Uppercase", "Upper":
		return fromTable(unicode.Lu, unicode.Other_Uppercase), true
	}
	table, ok := unicode.Properties[name]
	if !ok {
		return nil, false
	}
	return fromTable(table), true
}
