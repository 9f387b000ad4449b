package schema_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
)

// has reports whether a value in the body is of some kind.
func (p *pair) has(is func(any) bool) bool { return hasValue(p.value, is) }

func hasValue(value any, is func(any) bool) bool {
	switch v := value.(type) {
	case []any:
		return slices.ContainsFunc(v, func(v any) bool { return hasValue(v, is) })
	case words:
		for _, member := range v {
			if hasValue(member, is) {
				return true
			}
		}
		return false
	}
	return is(value)
}

func is(wanted any) func(any) bool { return func(value any) bool { return value == wanted } }

// isNearlyMultiple reports whether a number is off a multiple, but not by more than 2^-51 of itself.
func isNearlyMultiple(value any, of float64) bool {
	n, ok := value.(json.Number)
	if !ok {
		return false
	}
	f, err := n.Float64()
	if err != nil {
		return false
	}
	exact, divisor := shortest(f), shortest(of)
	quotient := new(big.Rat).Quo(exact, divisor)
	floor := new(big.Int).Div(quotient.Num(), quotient.Denom())
	for _, k := range []*big.Int{floor, new(big.Int).Add(floor, big.NewInt(1))} {
		gap := new(big.Rat).Sub(exact, new(big.Rat).Mul(new(big.Rat).SetInt(k), divisor))
		if gap.Sign() != 0 && gap.Abs(gap).Cmp(new(big.Rat).Mul(new(big.Rat).Abs(exact), big.NewRat(1, 1<<50))) <= 0 {
			return true
		}
	}
	return false
}

// shortest gives the number that a float64 is written as.
func shortest(f float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64))
	return r
}

// encode writes the body again; of members with the same name, only the last is left.
func (p *pair) encode(value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	p.body = text
}

// rewriteNumbers writes some of the numbers as float64 has them.
func (p *pair) rewriteNumbers(which func(any) bool) {
	if p.has(which) {
		p.encode(withNumbers(p.value, which))
	}
}

func withNumbers(value any, which func(any) bool) any {
	switch v := value.(type) {
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = withNumbers(v[i], which)
		}
		return out
	case words:
		out := words{}
		for name := range v {
			out[name] = withNumbers(v[name], which)
		}
		return out
	case json.Number:
		if f, err := v.Float64(); err == nil && which(v) {
			return json.Number(plain(f))
		}
	}
	return value
}

// plain writes a number in the shortest way without an exponent.
func plain(f float64) string { return strconv.FormatFloat(f+0, 'f', -1, 64) } // -0 + 0 is 0

// isRounded reports whether a number is not what it is as a float64.
func isRounded(value any) bool {
	n, ok := value.(json.Number)
	if !ok {
		return false
	}
	f, err := n.Float64()
	exact, _ := new(big.Rat).SetString(n.String())
	return err == nil && exact.Cmp(shortest(f)) != 0
}

// isWrittenOddly reports whether a number is written in another way than the shortest.
func isWrittenOddly(value any) bool {
	n, ok := value.(json.Number)
	if !ok {
		return false
	}
	f, err := n.Float64()
	return err == nil && plain(f) != n.String()
}
