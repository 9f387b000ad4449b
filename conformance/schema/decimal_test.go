package schema

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
)

func decimalsLike(a, b *big.Rat, da, db decimal) bool {
	return a.Cmp(b) == da.compare(db) && (a.Cmp(b) == 0) == (string(appendNumber(nil, da)) == string(appendNumber(nil, db)))
}

// FuzzDecimal holds decimals against big.Rat.
func FuzzDecimal(f *testing.F) {
	for _, seed := range [][2]string{
		{"0", "-0.0"}, {"1", "1.0"}, {"19.99", "0.01"}, {"1e3", "1000"}, {"-1.5e-7", "2"}, {"9007199254740993", "3"}, {"0.00120", "12e-4"}, {"1e-30", "1e30"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, okX := ratOf(a)
		y, okY := ratOf(b)
		if !okX || !okY {
			t.Skip()
		}
		da, db := decimalOf(a), decimalOf(b)
		require.True(t, decimalsLike(x, y, da, db), "%s and %s", a, b)
		require.Equal(t, x.IsInt(), da.isInteger(), a)
		if y.Sign() > 0 && len(db.digits) <= maxIntDigits {
			require.Equal(t, new(big.Rat).Quo(x, y).IsInt(), da.isMultipleOf(db), "%s and %s", a, b)
		}
		if da.exp <= maxIntDigits {
			above := new(big.Rat).Sub(new(big.Rat).SetInt64(int64(da.ceil())), x)
			require.True(t, above.Sign() >= 0 && above.Cmp(big.NewRat(1, 1)) < 0, a)
		}
	})
}

// ratOf reads a JSON number that big.Rat can write out.
func ratOf(text string) (*big.Rat, bool) {
	const sane = 40
	if len(text) > sane || text == "" || !json.Valid([]byte(text)) || kindOf(text[0]) != kindNumber {
		return nil, false
	}
	if e := parseDecimal([]byte(text)).exp; e > 1000 || e < -1000 {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}
