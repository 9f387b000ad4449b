package coverage

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Floor is the least coverage of a kind of elements.
type Floor struct {
	Kind Kind
	// hundredths is the floor in hundredths of a percent.
	hundredths int
}

// UnmarshalText reads KIND=PERCENT, such as properties=80. A percentage has at most two decimals.
func (f *Floor) UnmarshalText(text []byte) error {
	kind, percent, found := strings.Cut(string(text), "=")
	if !found {
		return errors.New("want KIND=PERCENT")
	}
	if err := f.Kind.UnmarshalText([]byte(kind)); err != nil {
		return err
	}
	number, err := strconv.ParseFloat(percent, 64)
	hundredths := math.Round(number * 100)
	if err != nil || !(number > 0 && number <= 100) || hundredths/100 != number {
		return errors.New("want a percentage above 0 and up to 100 with at most two decimals")
	}
	f.hundredths = int(hundredths)
	return nil
}

// String gives what UnmarshalText reads.
func (f Floor) String() string { return f.Kind.String() + "=" + number(f.hundredths) }

// Percent is the floor for people.
func (f Floor) Percent() string { return percent(f.hundredths) }

// Meets reports whether a total is at the floor or above it. No floor is met where there is nothing to cover.
func (f Floor) Meets(t Total) bool { return t.Total > 0 && t.Covered*100_00 >= f.hundredths*t.Total }

// Percent is how much is covered, rounded down: what is not whole never shows as 100. It is "-" where there is
// nothing to cover.
func (t Total) Percent() string {
	if t.Total == 0 {
		return "-"
	}
	return percent(t.Covered * 100_00 / t.Total)
}

func percent(hundredths int) string { return number(hundredths) + " %" }

func number(hundredths int) string { return strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64) }
