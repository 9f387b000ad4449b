package tables

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Limit is one limit of the values of a row: min=5, maxLength=64, maxItems=5, prefix=/data/, chars=a-z0-9, format=uuid.
type Limit struct {
	Name, Value string

	number int            // of min, max, above, maxLength, length and maxItems
	class  *regexp.Regexp // of chars and notChars: the characters that are allowed
}

// longest bounds the texts and arrays that are made to try a limit.
const longest = 1 << 16

func (l Limit) String() string { return l.Name + "=" + l.Value }

func parseLimit(text string) (Limit, error) {
	name, value, _ := strings.Cut(text, "=")
	limit := Limit{Name: name, Value: value}
	var err error
	switch name {
	case "min", "max", "above":
		limit.number, err = strconv.Atoi(value)
	case "maxLength", "length", "maxItems":
		limit.number, err = strconv.Atoi(value)
		if err == nil && (limit.number < 1 || limit.number > longest) {
			err = fmt.Errorf("want a length from 1 to %d", longest)
		}
	case "chars":
		limit.class, err = regexp.Compile("^[" + value + "]$")
	case "notChars":
		limit.class, err = regexp.Compile("^[^" + value + "]$")
	case "format", "prefix":
		if value == "" {
			err = fmt.Errorf("got no %s", name)
		}
	default:
		err = errors.New("want min, max, above, maxLength, length, maxItems, prefix, chars, notChars or format")
	}
	return limit, err
}

// probe is a value together with what a limit says of it.
type probe struct {
	value   any
	allowed bool
}

func (p probe) String() string {
	switch value := p.value.(type) {
	case string:
		if len(value) > 40 {
			return fmt.Sprintf("a text of %d characters", len(value))
		}
	case []any:
		return fmt.Sprintf("%d elements", len(value))
	}
	return fmt.Sprintf("%#v", p.value)
}

// probes are values on both sides of the limit. Texts are made of filler, which every limit of the row allows,
// and are length long unless the limit is about that.
func (l Limit) probes(filler string, length int) []probe {
	n := float64(l.number)
	switch l.Name {
	case "min":
		return []probe{{n, true}, {n - 1, false}}
	case "max":
		return []probe{{n, true}, {n + 1, false}}
	case "above":
		return []probe{{n + 1, true}, {n, false}}
	case "maxLength":
		return []probe{{strings.Repeat(filler, l.number), true}, {strings.Repeat(filler, l.number+1), false}}
	case "length":
		return []probe{
			{strings.Repeat(filler, l.number), true},
			{strings.Repeat(filler, l.number-1), false},
			{strings.Repeat(filler, l.number+1), false},
		}
	case "maxItems":
		return []probe{{slices.Repeat([]any{filler}, l.number), true}, {slices.Repeat([]any{filler}, l.number+1), false}}
	case "prefix":
		return []probe{{l.Value + filler, true}, {l.Value[:len(l.Value)-1] + filler, false}}
	case "chars", "notChars":
		var probes []probe
		for c := ' '; c <= '~'; c++ {
			text := strings.Repeat(filler, length-1) + string(c)
			probes = append(probes, probe{text, l.class.MatchString(string(c))})
		}
		return probes
	}
	return nil
}

// filler is a character that every limit of the row allows.
func (row Row) filler() string {
	for c := 'z'; c > ' '; c-- {
		forbids := func(l Limit) bool { return l.class != nil && !l.class.MatchString(string(c)) }
		if !slices.ContainsFunc(row.Limits, forbids) {
			return string(c)
		}
	}
	return " "
}

// length is the length of the texts that the row allows, as far as a limit fixes it.
func (row Row) length() int {
	for _, limit := range row.Limits {
		if limit.Name == "length" {
			return limit.number
		}
	}
	return 2
}
