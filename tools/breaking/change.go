package main

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/edition"
)

// grade is how much a change matters.
type grade int

const (
	words    grade = iota + 1 // programs do not notice
	addition                  // more is said or allowed than before
	breaking                  // something was removed or tightened
)

func (g grade) String() string { return [...]string{"", "words", "addition", "breaking"}[g] }

// change is a difference between two releases. Operation is "" where it concerns a whole document.
type change struct {
	grade     grade
	document  string
	operation string
	text      string
	// by says whose finding it is.
	by string
}

func (c change) String() string { return fmt.Sprintf("%s: %s (%s)", c.grade, c.text, c.by) }

// changesBetween compares two releases, document by document.
func changesBetween(last, next release) ([]change, error) {
	var changes []change
	for _, d := range last.documents {
		if next.document(d.Name) == nil {
			changes = append(changes, change{breaking, d.Name, "", d.Name + ": the document is gone", "contract"})
		}
	}
	for _, d := range next.documents {
		before := last.document(d.Name)
		if before == nil {
			changes = append(changes, change{addition, d.Name, "", d.Name + ": a new document", "contract"})
			continue
		}
		found, err := documentChanges(before, d)
		if err != nil {
			return nil, err
		}
		changes = append(changes, found...)
	}
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(b.grade, a.grade) })
	return changes, nil
}

func documentChanges(before, after *edition.Document) ([]change, error) {
	same, err := sameText(before, after)
	if err != nil || same {
		return nil, err
	}
	changes := statementChanges(before, after)
	others, err := oasdiffChanges(before, after)
	if err != nil {
		return nil, err
	}
	changes = append(changes, others...)
	if len(changes) == 0 {
		changes = []change{{words, after.Name, "", after.Name + ": other words", "contract"}}
	}
	return changes, nil
}

// statementChanges are the differences in what documents say. Oasdiff, which asks what breaks a client, lets pass much of
// that: what is tightened in responses, conditions, and our extensions.
func statementChanges(before, after *edition.Document) []change {
	old, next := statementsOf(before), statementsOf(after)
	var changes []change
	for _, s := range old.all {
		_, isMoved := next.bounds[s.withoutValue()]
		if next.known[s] || isMoved || !next.operations[s.operation] && s.keyword != "operation" {
			continue
		}
		grade, verb := breaking, "removed"
		if s.restricts() {
			grade, verb = addition, "loosened"
		}
		changes = append(changes, change{grade, before.Name, s.operation, s.String() + " " + verb, "contract"})
	}
	for _, s := range next.all {
		if old.known[s] || !old.operations[s.operation] && s.keyword != "operation" {
			continue
		}
		grade, verb := addition, "added"
		was, isMoved := old.bounds[s.withoutValue()]
		switch {
		case isMoved && loosens(s.keyword, was, s.value):
			verb = "loosened, was " + was
		case isMoved:
			grade, verb = breaking, "tightened, was "+was
		case s.restricts() && !old.isNewPlace(s):
			grade, verb = breaking, "tightened"
		}
		changes = append(changes, change{grade, after.Name, s.operation, s.String() + " " + verb, "contract"})
	}
	return changes
}

// isNewPlace is whether a restriction of another release restricts nobody, because its place was not there before. What
// is required restricts the object that has to have it.
func (s *statements) isNewPlace(restriction statement) bool {
	place := restriction.place
	if restriction.keyword == "required" {
		slash := strings.LastIndex(place, "/")
		if slash < 0 {
			return false
		}
		place = place[:slash]
	}
	return !s.places[[2]string{restriction.operation, place}]
}

func isBound(keyword string) bool {
	return strings.HasPrefix(keyword, "min") || strings.HasPrefix(keyword, "max")
}

// loosens is whether a limit moved away from what it keeps out.
func loosens(keyword, was, is string) bool {
	before, okBefore := new(big.Rat).SetString(was)
	after, okAfter := new(big.Rat).SetString(is)
	if !okBefore || !okAfter {
		return false
	}
	if strings.HasPrefix(keyword, "min") {
		return after.Cmp(before) < 0
	}
	return after.Cmp(before) > 0
}
