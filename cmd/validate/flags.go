package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The values of --format.
const (
	formatText = "text"
	formatJSON = "json"
)

// choice is a flag that takes one of a few words; the first is the default.
type choice struct {
	value string
	words []string
}

func (c *choice) of(words ...string) *choice {
	c.value, c.words = words[0], words
	return c
}

func (c *choice) String() string { return c.value }

func (c *choice) Type() string { return strings.Join(c.words, "|") }

func (c *choice) Set(value string) error {
	if !slices.Contains(c.words, value) {
		last := len(c.words) - 1
		return fmt.Errorf("want %s or %s", strings.Join(c.words[:last], ", "), c.words[last])
	}
	c.value = value
	return nil
}

func flagError(c *cobra.Command, err error) error {
	help := "see " + c.CommandPath() + " --help"
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok && unknown.GetSpecifiedShortnames() == "" {
		name := unknown.GetSpecifiedName()
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := nearest(name, names); near != "" {
			help = "did you mean --" + near + "?"
		}
		return fmt.Errorf("unknown flag --%s; %s", name, help)
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		cause := errors.Unwrap(invalid)
		if invalid.GetFlag().Value.Type() == "bool" {
			cause = errors.New("want true or false")
		}
		return fmt.Errorf("--%s: got %q, %w", invalid.GetFlag().Name, invalid.GetValue(), cause)
	}
	return fmt.Errorf("%w; %s", err, help)
}

func unknownCommand(parent *cobra.Command, name string) error {
	help := "see " + parent.CommandPath() + " --help"
	if near := nearestCommand(parent, name); near != "" {
		help = "did you mean " + parent.CommandPath() + " " + near + "?"
	}
	return fmt.Errorf("unknown command %q; %s", name, help)
}

func nearestCommand(parent *cobra.Command, name string) string {
	var names []string
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return nearest(name, names)
}

// nearest is the first of names within two edits of a word, "" when there is none. A word of two letters is
// two edits from every other, so short words get fewer.
func nearest(word string, names []string) string {
	best, limit := "", min(2, len(word)/2)+1
	for _, name := range names {
		if d := distance(word, name); d < limit {
			best, limit = name, d
		}
	}
	return best
}

// distance counts the insertions, removals and replacements of bytes that turn a into b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
