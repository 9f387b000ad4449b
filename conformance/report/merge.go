package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
)

// Part is a report to be merged, with the name that the user gave it.
type Part struct {
	Name string
	*Reader
}

// CheckContract reports whether a part is about another contract.
func CheckContract(parts []Part, want conformance.ContractInfo) error {
	for _, p := range parts {
		if !slices.Equal(p.Contract.Documents, want.Documents) {
			return fmt.Errorf("%s: judged against another contract: %s", p.Name, difference(p.Contract, want))
		}
	}
	return nil
}

// CheckParts reports what keeps parts from being merged: a shard is missing, or there twice. Reports of whole runs can
// always be joined.
func CheckParts(parts []Part) error {
	first := parts[0]
	names := map[int]string{}
	for _, p := range parts {
		switch {
		case (p.Shard.Count == 0) != (first.Shard.Count == 0):
			return fmt.Errorf("%s: got %s, want %s as in %s", p.Name, describe(p.Shard), describe(first.Shard), first.Name)
		case p.Shard.Count == 0:
			continue
		case p.Shard.Index < 1 || p.Shard.Index > p.Shard.Count:
			return fmt.Errorf("%s: got shard %s, want an index from 1 to %d", p.Name, p.Shard, p.Shard.Count)
		case p.Shard.Count != first.Shard.Count:
			return fmt.Errorf("%s: got shard %s, want one of %d as in %s", p.Name, p.Shard, first.Shard.Count, first.Name)
		case names[p.Shard.Index] != "":
			return fmt.Errorf("%s: got shard %s again, want it once (first in %s)", p.Name, p.Shard, names[p.Shard.Index])
		}
		names[p.Shard.Index] = p.Name
	}
	if first.Shard.Count > len(parts) {
		return missing(names, first.Shard.Count)
	}
	return nil
}

func describe(s conformance.Shard) string {
	if s.Count == 0 {
		return "the report of a whole run"
	}
	return "the report of a shard"
}

// difference names the first document that two contracts do not share.
func difference(got, want conformance.ContractInfo) string {
	for i, d := range got.Documents {
		if i >= len(want.Documents) {
			return fmt.Sprintf("got %s as well", d.File)
		}
		if o := want.Documents[i]; d != o {
			return fmt.Sprintf("got %s (SHA-256 %.12s), want %s (%.12s)", d.File, d.SHA256, o.File, o.SHA256)
		}
	}
	return fmt.Sprintf("want %s as well", want.Documents[len(got.Documents)].File)
}

// missing names the shards that are not there, but not more than a line can hold.
func missing(names map[int]string, count int) error {
	const most = 10
	var absent []string
	for index := 1; index <= count && len(absent) < most; index++ {
		if names[index] == "" {
			absent = append(absent, fmt.Sprintf("%d/%d", index, count))
		}
	}
	if more := count - len(names) - len(absent); more > 0 {
		absent = append(absent, fmt.Sprintf("%d more", more))
	}
	return fmt.Errorf("got %d of %d shards, want %s as well", len(names), count, strings.Join(absent, ", "))
}

// Merged is what the results of merged reports do not tell.
type Merged struct {
	// Unreadable counts the entries and files that could not be read.
	Unreadable int
	// Coverage is nil when the reports have none.
	Coverage *coverage.Tally
}

// Merge writes what one run would have written: the results of all shards in the order of the run, and then what could
// not be read. Reports of whole runs come one after the other. The parts have passed [CheckParts]. The report is left
// open, because what is said of the whole is for the caller to say. Memory does not depend on how long the parts are.
func Merge(parts []Part, w Writer) (Merged, error) {
	entries := 0
	err := interleave(parts, Part.nextResult, func(r *orderedResult) error {
		entries++
		return w.Write(&r.Result)
	})
	if err != nil {
		return Merged{}, err
	}
	err = interleave(parts, Part.nextUnreadable, func(u *orderedUnreadable) error {
		entries++
		return w.Unreadable(u.File, errors.New(u.Reason))
	})
	if err != nil {
		return Merged{}, err
	}
	if err := checkInput(parts, entries); err != nil {
		return Merged{}, err
	}
	return mergeSummaries(parts)
}

func (p Part) nextResult() (item *orderedResult, order int, err error) {
	if item, err = p.result(); item != nil {
		order = item.Order
	}
	return item, order, p.named(err)
}

func (p Part) nextUnreadable() (item *orderedUnreadable, order int, err error) {
	if item, err = p.unreadable(); item != nil {
		order = item.Order
	}
	return item, order, p.named(err)
}

func (p Part) named(err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	return nil
}

// pending is the next item of a part.
type pending[T any] struct {
	index, order int
	item         *T
}

func (p pending[T]) compare(o pending[T]) int {
	return cmp.Or(cmp.Compare(p.order, o.order), cmp.Compare(p.index, o.index))
}

// interleave emits the items of all parts in their order. Items without an order come part by part.
func interleave[T any](parts []Part, next func(Part) (*T, int, error), emit func(*T) error) error {
	var waiting []pending[T] // sorted
	advance := func(index, last int) error {
		item, order, err := next(parts[index])
		if err != nil || item == nil {
			return err
		}
		if shard := parts[index].Shard; shard.Count > 0 && (order <= last || (order-shard.Index)%shard.Count != 0) {
			return fmt.Errorf("%s: got the order %d behind %d, want one of shard %s", parts[index].Name, order, last, shard)
		}
		p := pending[T]{index, order, item}
		at, _ := slices.BinarySearchFunc(waiting, p, pending[T].compare)
		waiting = slices.Insert(waiting, at, p)
		return nil
	}
	for index := range parts {
		if err := advance(index, 0); err != nil {
			return err
		}
	}
	for len(waiting) > 0 {
		p := waiting[0]
		waiting = slices.Delete(waiting, 0, 1)
		if err := emit(p.item); err != nil {
			return err
		}
		if err := advance(p.index, p.order); err != nil {
			return err
		}
	}
	return nil
}

// checkInput makes sure that the shards are those of one run, and whole.
func checkInput(parts []Part, entries int) error {
	first := parts[0]
	if first.Shard.Count == 0 {
		return nil
	}
	want := first.summary.Input
	for _, p := range parts {
		if got := p.summary.Input; got == nil || want == nil || *got != *want {
			return fmt.Errorf("%s: got a shard of other recordings than %s", p.Name, first.Name)
		}
	}
	if entries != want.Entries {
		return fmt.Errorf("%s: got %d entries in all shards, want %d", first.Name, entries, want.Entries)
	}
	return nil
}

// mergeSummaries adds up what the results do not tell.
func mergeSummaries(parts []Part) (Merged, error) {
	first := parts[0]
	m := Merged{Coverage: first.coverage}
	for i, p := range parts {
		m.Unreadable += p.summary.Unreadable
		if (p.coverage == nil) != (first.coverage == nil) {
			return Merged{}, fmt.Errorf("%s and %s: got coverage in one of them, want it in both or in neither", first.Name, p.Name)
		}
		if i > 0 && p.coverage != nil {
			if err := m.Coverage.Merge(p.coverage); err != nil {
				return Merged{}, p.named(err)
			}
		}
	}
	return m, nil
}
