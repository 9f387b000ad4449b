package coverage

import (
	"errors"
	"iter"
	"slices"
)

// Tally counts the exchanges that exercise each element. Its size is that of the contract, however many exchanges
// there are.
type Tally struct {
	elements  []Element
	exchanges []int
}

// Total counts the elements of a kind, and those of them that are covered.
type Total struct {
	Kind    Kind `json:"kind"`
	Covered int  `json:"covered"`
	Total   int  `json:"total"`
}

// Count is an element with the number of exchanges that exercise it.
type Count struct {
	Element
	Exchanges int `json:"exchanges"`
}

// Add counts one exchange.
func (t *Tally) Add(s Set) {
	for index := range s.all() {
		t.exchanges[index]++
	}
}

// Merge adds the counts of another tally of the same contract.
func (t *Tally) Merge(o *Tally) error {
	if !slices.Equal(t.elements, o.elements) {
		return errors.New("got coverage of other elements")
	}
	for i, n := range o.exchanges {
		t.exchanges[i] += n
	}
	return nil
}

// Counts yields all elements by kind, and then by place.
func (t *Tally) Counts() iter.Seq[Count] {
	order := make([]int, len(t.elements))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return t.elements[a].compare(t.elements[b]) })
	return func(yield func(Count) bool) {
		for _, i := range order {
			if !yield(Count{t.elements[i], t.exchanges[i]}) {
				return
			}
		}
	}
}

// FirstUncovered gives the first element of a kind that no exchange exercises, zero when there is none.
func (t *Tally) FirstUncovered(kind Kind) Element {
	for c := range t.Counts() {
		if c.Kind == kind && c.Exchanges == 0 {
			return c.Element
		}
	}
	return Element{}
}

// Totals gives a total for each kind.
func (t *Tally) Totals() []Total {
	totals := make([]Total, len(kindNames))
	for kind := range totals {
		totals[kind].Kind = Kind(kind)
	}
	for i, e := range t.elements {
		totals[e.Kind].Total++
		if t.exchanges[i] > 0 {
			totals[e.Kind].Covered++
		}
	}
	return totals
}

// TallyOf is the tally that has the counts.
func TallyOf(counts []Count) *Tally {
	t := &Tally{}
	for _, c := range counts {
		t.elements = append(t.elements, c.Element)
		t.exchanges = append(t.exchanges, c.Exchanges)
	}
	return t
}
