package suite

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// Sum is an equation such as "/create_at + /duration = /update_at + 7200000": pointers of the body, whole numbers and
// variables, added up on both sides.
type Sum struct {
	text        string
	left, right []string
}

var termForm = regexp.MustCompile(`^(/\S+|[0-9]+|\$\{[a-z_]+\})$`)

func parseSum(text string) (Sum, error) {
	left, right, ok := strings.Cut(text, " = ")
	s := Sum{text: text, left: strings.Split(left, " + "), right: strings.Split(right, " + ")}
	for _, term := range append(append([]string{}, s.left...), s.right...) {
		ok = ok && termForm.MatchString(term)
	}
	if !ok {
		return s, fmt.Errorf("got %q, want sums such as /a + /b = /c + 1000", text)
	}
	return s, nil
}

func (s *Sum) match(root any, scope scope) *mismatch {
	left, wrong := total(s.left, root, scope)
	if wrong != nil {
		return wrong
	}
	right, wrong := total(s.right, root, scope)
	if wrong != nil {
		return wrong
	}
	if left.Cmp(right) != 0 {
		return &mismatch{got: left.RatString() + " and " + right.RatString(), want: s.text}
	}
	return nil
}

func total(terms []string, root any, scope scope) (*big.Rat, *mismatch) {
	sum := new(big.Rat)
	for _, term := range terms {
		value := any(json.Number(scope.text(term)))
		if strings.HasPrefix(term, "/") {
			found := false
			if value, found = at(root, term); !found {
				return nil, &mismatch{term, "none", "a number"}
			}
		}
		n, _ := value.(json.Number)
		amount, ok := rational(n)
		if !ok {
			return nil, &mismatch{term, show(value, true), "a number"}
		}
		sum.Add(sum, amount)
	}
	return sum, nil
}
