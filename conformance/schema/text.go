package schema

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxShown is how many bytes of a text, and maxListed how many entries of a list, findings show.
const (
	maxShown  = 80
	maxListed = 12
)

// hidden stands for what a schema marks as secret.
const hidden = "(hidden)"

// show puts a value in one line.
func (j *judge) show(at *place) string {
	switch j.kind(at) {
	case kindObject:
		return "an object"
	case kindArray:
		return "an array"
	case kindString:
		return quote(string(j.head(at.Span, maxShown+1)))
	default:
		return cut(string(j.text(at)))
	}
}

// quote puts foreign text in quotes, and cuts what is long.
func quote(text string) string {
	head := head(text, maxShown)
	if head != text {
		return strconv.Quote(head) + "..."
	}
	return strconv.Quote(text)
}

func quoteAll(texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = quote(text)
	}
	return out
}

func cut(text string) string { return cutAt(text, maxShown) }

func cutAt(text string, size int) string {
	if head := head(text, size); head != text {
		return head + "..."
	}
	return text
}

func head(text string, size int) string {
	if len(text) <= size {
		return text
	}
	for !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}

// list joins entries with commas and a last word.
func list(entries []string, word string) string {
	if more := len(entries) - maxListed; more > 0 {
		entries = append(entries[:maxListed:maxListed], fmt.Sprintf("%d more", more))
	}
	last := len(entries) - 1
	if last < 1 {
		return strings.Join(entries, "")
	}
	return strings.Join(entries[:last], ", ") + " " + word + " " + entries[last]
}

// oneOf says which values are wanted.
func oneOf(values []string) string {
	if len(values) == 1 {
		return values[0]
	}
	return "one of " + list(values, "or")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// typeNames says which types a schema allows.
func (n *node) typeNames() string {
	names := []struct {
		kind kindSet
		name string
	}{
		{kindBoolean, "a boolean"},
		{kindNumber, "a number"},
		{kindString, "a string"},
		{kindArray, "an array"},
		{kindObject, "an object"},
		{kindNull, "null"},
	}
	var out []string
	for _, k := range names {
		switch {
		case n.kinds&k.kind == 0:
		case k.kind == kindNumber && n.integer:
			out = append(out, "an integer")
		default:
			out = append(out, k.name)
		}
	}
	return list(out, "or")
}

// label names an alternative.
func (n *node) label(index int) string {
	switch {
	case n.name != "":
		return n.name
	case n.kinds != anyKind:
		return n.want
	}
	return "alternative " + strconv.Itoa(index+1)
}
