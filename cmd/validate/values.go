package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/devenviron/contract/conformance"
)

// day is a flag that takes a date; none is the zero time.
type day struct{ time.Time }

func (d *day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

func (d *day) Type() string { return "YYYY-MM-DD" }

func (d *day) Set(text string) error {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return errors.New("want a date as YYYY-MM-DD")
	}
	d.Time = t
	return nil
}

// levels is the flag --rule, which can be repeated.
type levels struct{ conformance.Levels }

func (l *levels) String() string { return written(l) }

func (l *levels) Type() string { return "[OPERATION/]RULE=LEVEL" }

func (l *levels) Set(text string) error {
	equals := strings.LastIndexByte(text, '=')
	if equals < 0 {
		return fmt.Errorf("want %s, such as undocumented-property=error", l.Type())
	}
	return l.SetKey(text[:equals], text[equals+1:])
}

// SetKey sets one level.
func (l *levels) SetKey(name, level string) error {
	var severity conformance.Severity
	if severity.UnmarshalText([]byte(level)) != nil {
		return errors.New("want error, warning, info or off as level")
	}
	return l.Levels.Set(name, severity)
}

// Value is the level of a rule.
func (l *levels) Value(name string) string { return l.Levels[name].String() }

// Keys lists the rules whose level is set.
func (l *levels) Keys() []string { return slices.Sorted(maps.Keys(l.Levels)) }
